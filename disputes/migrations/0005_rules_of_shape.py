"""Let the database refuse what only the actions refused of disputes."""

from django.conf import settings
from django.db import migrations, models

from audit.triggers import InstallTriggers
from disputes.triggers import SKIPS_COUNTED


class Migration(migrations.Migration):
    """Named constraints; SQLite drops the triggers of a table that is rebuilt."""

    dependencies = [
        ("children", "0007_rules_of_shape"),
        ("disputes", "0004_append_only_status_changes"),
        ("reviews", "0006_rules_of_shape"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="cafcassreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="referral_has_a_reason",
                violation_error_message="Say why the case is referred.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["open", "resolved", "withdrawn"])),
                name="dispute_status_is_known",
                violation_error_message="Choose a status that there is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["pre_protocol", "stage_1", "stage_2", "director"])),
                name="dispute_stage_is_known",
                violation_error_message="Choose a stage of the protocol.",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "resolved"), ("effect", ""), _connector="OR"),
                name="effect_only_of_a_resolution",
                violation_error_message="Only a dispute that was resolved changed something.",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolutionstage",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["pre_protocol", "stage_1", "stage_2", "director"])),
                name="stage_is_known",
                violation_error_message="Choose a stage of the protocol.",
            ),
        ),
        InstallTriggers(SKIPS_COUNTED),
    ]
