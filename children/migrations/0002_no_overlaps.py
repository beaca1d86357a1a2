"""Let the database refuse spells that overlap."""

from django.db import migrations

from audit.triggers import InstallTriggers
from children.triggers import NO_OVERLAPPING_ALLOCATIONS, NO_OVERLAPPING_EPISODES, NO_OVERLAPPING_PERIODS


class Migration(migrations.Migration):
    """Install the triggers."""

    dependencies = [("children", "0001_children_and_care")]

    operations = [InstallTriggers(NO_OVERLAPPING_EPISODES, NO_OVERLAPPING_PERIODS, NO_OVERLAPPING_ALLOCATIONS)]
