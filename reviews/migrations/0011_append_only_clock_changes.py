"""Let the database refuse to rewrite the history of the limits around reviews."""

from django.db import migrations

from audit.triggers import InstallTriggers
from reviews.triggers import CLOCK_CHANGES


class Migration(migrations.Migration):
    """Install the trigger."""

    dependencies = [("reviews", "0010_clock_changes")]

    operations = [InstallTriggers(CLOCK_CHANGES)]
