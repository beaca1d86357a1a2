"""Let the database refuse to rewrite replies."""

from django.db import migrations

from audit.triggers import InstallTriggers
from disputes.triggers import REPLIES


class Migration(migrations.Migration):
    """Install the triggers."""

    dependencies = [("disputes", "0001_disputes")]

    operations = [InstallTriggers(REPLIES)]
