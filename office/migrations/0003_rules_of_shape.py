"""Let the database know which states a job has."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Named constraints."""

    dependencies = [
        ("office", "0002_log_warning"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["queued", "running", "done", "failed"])),
                name="job_state_is_known",
                violation_error_message="Choose a state that there is.",
            ),
        ),
    ]
