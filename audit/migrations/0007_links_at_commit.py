"""Write the links of the chain at commit, and with a search path that nobody can put a table into."""

from django.db import migrations

from audit.own_triggers import ABOUT_CHILDREN, CHANGES_CHAINED, EVENTS_CHAINED
from audit.triggers import InstallTriggers


class Migration(migrations.Migration):
    """Install the triggers that write for others again."""

    dependencies = [("audit", "0006_chain_triggers")]

    operations = [InstallTriggers(ABOUT_CHILDREN, EVENTS_CHAINED, CHANGES_CHAINED)]
