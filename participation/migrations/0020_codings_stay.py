"""Let the database refuse to rewrite what social workers recorded, and how words were coded."""

from django.db import migrations

from audit.triggers import InstallTriggers
from participation.triggers import (
    CODED_THEMES_STAY,
    CODING_IS_KEPT,
    CODING_STAYS,
    THEME_CHANGES_ADDED,
    WORKERS_ANSWERS_ADDED,
)


class Migration(migrations.Migration):
    """Install the triggers."""

    dependencies = [("participation", "0019_themes_of_own_words")]

    operations = [
        InstallTriggers(WORKERS_ANSWERS_ADDED, THEME_CHANGES_ADDED, CODED_THEMES_STAY, CODING_STAYS, CODING_IS_KEPT)
    ]
