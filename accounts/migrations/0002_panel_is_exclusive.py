"""Let the database refuse another role beside panel member."""

from django.db import migrations

from accounts.triggers import PANEL_IS_EXCLUSIVE
from audit.triggers import InstallTriggers


class Migration(migrations.Migration):
    """Install the triggers."""

    dependencies = [("accounts", "0001_people_and_posts")]

    operations = [InstallTriggers(PANEL_IS_EXCLUSIVE)]
