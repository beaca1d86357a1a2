"""Let the database refuse to rewrite the steps of a dispute, and an uncounted skip of a stage."""

from django.db import migrations

from audit.triggers import InstallTriggers
from disputes.triggers import SKIPS_COUNTED, STATUS_CHANGES


class Migration(migrations.Migration):
    """Install the triggers."""

    dependencies = [("disputes", "0003_status_changes")]

    operations = [InstallTriggers(STATUS_CHANGES, SKIPS_COUNTED)]
