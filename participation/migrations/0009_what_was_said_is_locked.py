"""Let the database refuse to rewrite what people said, and what they were asked."""

from django.db import migrations

from audit.triggers import InstallTriggers
from participation.triggers import (
    ANSWERS_LOCKED,
    ANSWERS_STAY,
    ASKED_CHANGES,
    CORRECTIONS_ADDED,
    FORM_LOCKED,
    OWN_WORDS_LOCKED,
    VERSION_STAYS,
)


class Migration(migrations.Migration):
    """Install the triggers. Those that read other tables come after all migrations, by themselves."""

    dependencies = [("participation", "0008_own_words_and_corrections")]

    operations = [
        InstallTriggers(
            FORM_LOCKED,
            OWN_WORDS_LOCKED,
            CORRECTIONS_ADDED,
            ASKED_CHANGES,
            ANSWERS_LOCKED,
            ANSWERS_STAY,
            VERSION_STAYS,
        )
    ]
