"""Let the database refuse to rewrite what became of an invitation, and who was reminded of papers."""

from django.db import migrations

from audit.triggers import InstallTriggers
from reviews.triggers import INVITATION_CHANGES, PAPER_CHASES


class Migration(migrations.Migration):
    """Install the triggers."""

    dependencies = [("reviews", "0007_invitations")]

    operations = [InstallTriggers(INVITATION_CHANGES, PAPER_CHASES)]
