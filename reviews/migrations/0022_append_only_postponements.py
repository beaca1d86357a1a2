"""Let the database refuse to rewrite postponements."""

from django.db import migrations

from audit.triggers import InstallTriggers
from reviews.triggers import POSTPONEMENTS


class Migration(migrations.Migration):
    """Install the trigger."""

    dependencies = [("reviews", "0021_facts_of_holding")]

    operations = [InstallTriggers(POSTPONEMENTS)]
