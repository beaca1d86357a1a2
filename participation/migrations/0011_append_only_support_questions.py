"""Let the database refuse to rewrite what was asked about advocates and visitors."""

from django.db import migrations

from audit.triggers import InstallTriggers
from participation.triggers import SUPPORT_QUESTIONS


class Migration(migrations.Migration):
    """Install the trigger."""

    dependencies = [("participation", "0010_advocates_and_independent_visitors")]

    operations = [InstallTriggers(SUPPORT_QUESTIONS)]
