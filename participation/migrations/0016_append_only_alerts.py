"""Let the database refuse to rewrite what was said, told and done about a safety alert."""

from django.db import migrations

from audit.triggers import InstallTriggers
from participation.triggers_alerts import ADDITIONS, CLOSED_IS_LOCKED, CLOSINGS, SIGNALS, STEPS, TELLINGS


class Migration(migrations.Migration):
    """Install the triggers."""

    dependencies = [("participation", "0015_safety_alerts")]

    operations = [InstallTriggers(SIGNALS, STEPS, TELLINGS, CLOSINGS, ADDITIONS, CLOSED_IS_LOCKED)]
