"""Let the database refuse a reason for an end that has not come, and more spells that overlap."""

from django.db import migrations, models

from audit.triggers import InstallTriggers
from children.triggers import NO_OVERLAPPING_PERIODS, NO_OVERLAPPING_SOCIAL_WORK


class Migration(migrations.Migration):
    """Named constraints; SQLite drops the triggers of a table that is rebuilt."""

    dependencies = [
        ("children", "0006_access_concerns"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="periodofcare",
            name="period_ceases_with_a_reason",
        ),
        migrations.AddConstraint(
            model_name="periodofcare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ceased_on__isnull", True), ("reason_ceased", "")),
                    models.Q(("ceased_on__isnull", False), models.Q(("reason_ceased", ""), _negated=True)),
                    _connector="OR",
                ),
                name="period_ceases_with_a_reason",
                violation_error_message="Say why the child ceased to be looked after.",
            ),
        ),
        # That of stays comes with the column that it reads: 0012.
        InstallTriggers(NO_OVERLAPPING_PERIODS, NO_OVERLAPPING_SOCIAL_WORK),
    ]
