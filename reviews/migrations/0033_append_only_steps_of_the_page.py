"""Let the database refuse to rewrite the steps of the page for the child."""

from django.db import migrations

from audit.triggers import InstallTriggers
from reviews.triggers import CHILDS_PAGE_CHANGES


class Migration(migrations.Migration):
    """Install the trigger."""

    dependencies = [("reviews", "0032_page_for_the_child")]

    operations = [InstallTriggers(CHILDS_PAGE_CHANGES)]
