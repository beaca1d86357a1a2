"""Let the database refuse to rewrite what happened to decisions after the review."""

from django.db import migrations

from audit.triggers import InstallTriggers
from reviews.triggers import ANSWERED_CHALLENGE, DECISION_CHANGES, DECISION_PROGRESS, DECISIONS_TOLD


class Migration(migrations.Migration):
    """Install the triggers."""

    dependencies = [("reviews", "0025_standing_of_decisions_until_now")]

    operations = [InstallTriggers(DECISION_CHANGES, DECISIONS_TOLD, DECISION_PROGRESS, ANSWERED_CHALLENGE)]
