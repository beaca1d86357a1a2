"""Let a meeting of a series that was recorded by mistake be taken back, with why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns and a rule."""

    dependencies = [
        ("reviews", "0030_planning_offers_and_outcomes_relayed"),
    ]

    operations = [
        migrations.AddField(
            model_name="reviewmeeting",
            name="withdrawn_because",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="reviewmeeting",
            name="withdrawn_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="reviewmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_on__isnull", False), models.Q(("withdrawn_because", ""), _negated=True)),
                    models.Q(("withdrawn_on__isnull", True), ("withdrawn_because", "")),
                    _connector="OR",
                ),
                name="meeting_withdrawn_with_a_reason",
                violation_error_message="Say why this was recorded by mistake.",
            ),
        ),
    ]
