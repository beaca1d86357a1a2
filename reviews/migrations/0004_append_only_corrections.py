"""Let the database refuse to rewrite corrections."""

from django.db import migrations

from audit.triggers import InstallTriggers
from reviews.triggers import CORRECTIONS


class Migration(migrations.Migration):
    """Install the trigger."""

    dependencies = [("reviews", "0003_corrections")]

    operations = [InstallTriggers(CORRECTIONS)]
