"""Let the database refuse to change or delete the log."""

from django.db import migrations

from audit.own_triggers import LOG
from audit.triggers import InstallTriggers


class Migration(migrations.Migration):
    """Install the triggers."""

    dependencies = [("audit", "0001_log")]

    operations = [InstallTriggers(LOG)]
