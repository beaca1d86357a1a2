"""Let the database refuse a role beside panel member on any day they share, and agency staff's roles without an end."""

from django.db import migrations

from accounts.triggers import AGENCY_ROLES_END, AGENCY_STAFF_HAVE_ENDS, PANEL_IS_EXCLUSIVE
from audit.triggers import InstallTriggers


class Migration(migrations.Migration):
    """Install the triggers, the first in its new shape."""

    dependencies = [("accounts", "0006_home")]

    operations = [InstallTriggers(PANEL_IS_EXCLUSIVE, AGENCY_ROLES_END, AGENCY_STAFF_HAVE_ENDS)]
