"""Let the database know which roles there are, and refuse those that do not go together."""

from django.db import migrations, models

from accounts.triggers import ADMINISTRATOR_IS_ALONE, PANEL_IS_EXCLUSIVE, ROLE_ONCE
from audit.triggers import InstallTriggers


class Migration(migrations.Migration):
    """Named constraints; SQLite drops the triggers of a table that is rebuilt."""

    dependencies = [
        ("accounts", "0007_panel_and_agency_by_dates"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "iro",
                            "manager",
                            "support_worker",
                            "consultation_officer",
                            "social_worker",
                            "operational_manager",
                            "director",
                            "panel_member",
                            "system_administrator",
                            "information_governance",
                        ],
                    )
                ),
                name="role_is_known",
                violation_error_message="Choose a role that there is.",
            ),
        ),
        InstallTriggers(PANEL_IS_EXCLUSIVE, ADMINISTRATOR_IS_ALONE, ROLE_ONCE),
    ]
