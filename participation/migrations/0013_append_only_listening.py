"""Let the database refuse to rewrite the steps of Stop, Look and Listen."""

from django.db import migrations

from audit.triggers import InstallTriggers
from participation.triggers_observing import LISTENING_CHANGES


class Migration(migrations.Migration):
    """Install the trigger."""

    dependencies = [("participation", "0012_stop_look_listen")]

    operations = [InstallTriggers(LISTENING_CHANGES)]
