"""Let the database refuse a report whose state and decisions disagree."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Named constraints."""

    dependencies = [
        ("reporting", "0002_changes_are_counted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "withdrawn"), _negated=True),
                fields=("from_on", "until_on"),
                name="one_report_of_a_period",
                violation_error_message="A report for this period was already begun.",
            ),
        ),
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "draft"), _negated=True),
                    models.Q(
                        ("approved_at__isnull", True), ("frozen_figures__isnull", True), ("released_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="draft_report_is_not_decided",
                violation_error_message="A draft has no frozen figures, no approval and no release.",
            ),
        ),
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["approved", "released"]), _negated=True),
                    ("approved_at__isnull", False),
                    _connector="OR",
                ),
                name="approved_report_says_by_whom",
                violation_error_message="An approved report says when and by whom.",
            ),
        ),
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "released"), _negated=True), ("released_at__isnull", False), _connector="OR"
                ),
                name="released_report_says_by_whom",
                violation_error_message="A released report says when and by whom.",
            ),
        ),
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), _negated=True), ("released_at__isnull", True), _connector="OR"
                ),
                name="approved_report_is_not_released",
                violation_error_message="A report that was released is not merely approved.",
            ),
        ),
        migrations.AddConstraint(
            model_name="annualreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "approved", "released", "withdrawn"])),
                name="report_status_is_known",
                violation_error_message="Choose a status that there is.",
            ),
        ),
    ]
