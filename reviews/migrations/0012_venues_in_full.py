"""Keep of a venue what somebody who books it must know."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns and a rule."""

    dependencies = [("reviews", "0011_append_only_clock_changes")]

    operations = [
        migrations.AddField(
            model_name="venue",
            name="address",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="venue",
            name="is_school",
            field=models.BooleanField(default=False, verbose_name="a school"),
        ),
        migrations.AddField(
            model_name="venue",
            name="is_step_free",
            field=models.BooleanField(blank=True, null=True, verbose_name="without steps"),
        ),
        migrations.AddField(
            model_name="venue",
            name="link_holder",
            field=models.CharField(blank=True, max_length=120, verbose_name="who sends the link"),
        ),
        migrations.AddField(
            model_name="venue",
            name="note",
            field=models.CharField(blank=True, max_length=200, verbose_name="what else to know"),
        ),
        migrations.AddField(
            model_name="venue",
            name="room_for",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="room for how many people"),
        ),
        migrations.AddField(
            model_name="venue",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddConstraint(
            model_name="venue",
            constraint=models.CheckConstraint(
                condition=models.Q(("room_for__isnull", True), ("room_for__gte", 1), _connector="OR"),
                name="venue_has_room_for_somebody",
                violation_error_message="A venue has room for at least one person.",
            ),
        ),
    ]
