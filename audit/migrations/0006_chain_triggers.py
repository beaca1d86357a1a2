"""Link what the log holds so far, and let the database link all that comes, and refuse to empty what only grows."""

from django.db import migrations

from audit.chain import EVENTS, linking
from audit.own_triggers import (
    ABOUT_CHILDREN,
    CHAIN,
    CHANGES_CHAINED,
    EVENTS_CHAINED,
    HISTORY,
    LOG,
    LOG_CHILDREN,
)
from audit.triggers import InstallTriggers


def link(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    ids = list(apps.get_model("audit", "AuditEvent").objects.order_by("id").values_list("id", flat=True))
    with schema_editor.connection.cursor() as cursor:
        for pk in ids:
            cursor.execute(f"{linking(EVENTS, vendor, 'r')}, audit_auditevent r WHERE r.id = {pk}")


class Migration(migrations.Migration):
    """Link, then install: those of the log again, whose table was rebuilt."""

    dependencies = [("audit", "0005_history_and_chain")]

    operations = [
        migrations.RunPython(link, migrations.RunPython.noop),
        InstallTriggers(LOG, LOG_CHILDREN, ABOUT_CHILDREN, HISTORY, CHAIN, EVENTS_CHAINED, CHANGES_CHAINED),
    ]
