"""Let a short break that was recorded by mistake be taken back, with why."""

from django.db import migrations, models

from audit.triggers import InstallTriggers
from children.triggers import NO_OVERLAPPING_STAYS


class Migration(migrations.Migration):
    """Columns and a rule."""

    dependencies = [
        ("children", "0011_what_a_stay_was_meant_to_be"),
    ]

    operations = [
        migrations.AddField(
            model_name="shortbreakstay",
            name="withdrawn_because",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="shortbreakstay",
            name="withdrawn_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="shortbreakstay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_on__isnull", False), models.Q(("withdrawn_because", ""), _negated=True)),
                    models.Q(("withdrawn_on__isnull", True), ("withdrawn_because", "")),
                    _connector="OR",
                ),
                name="stay_withdrawn_with_a_reason",
                violation_error_message="Say why this was recorded by mistake.",
            ),
        ),
        InstallTriggers(NO_OVERLAPPING_STAYS),
    ]
