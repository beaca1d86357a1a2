"""Let the database refuse to rewrite the history of the limits of disputes."""

from django.db import migrations

from audit.triggers import InstallTriggers
from disputes.triggers import LIMIT_CHANGES


class Migration(migrations.Migration):
    """Install the trigger."""

    dependencies = [("disputes", "0006_limit_changes")]

    operations = [InstallTriggers(LIMIT_CHANGES)]
