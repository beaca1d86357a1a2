"""Let the database refuse to rewrite the histories of reviews."""

from django.db import migrations

from audit.triggers import InstallTriggers
from reviews.triggers import DUE_DATE_CHANGES, STATUS_CHANGES


class Migration(migrations.Migration):
    """Install the triggers."""

    dependencies = [("reviews", "0001_reviews")]

    operations = [InstallTriggers(STATUS_CHANGES, DUE_DATE_CHANGES)]
