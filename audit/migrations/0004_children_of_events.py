"""Let the database keep which children each event is about, for the events there are and for all to come."""

from django.db import migrations

from audit.own_triggers import ABOUT_CHILDREN, LOG, LOG_CHILDREN
from audit.triggers import InstallTriggers

SOURCES = {"sqlite": "json_each(child_ids)", "postgresql": "jsonb_array_elements_text(child_ids)"}


def fill(apps, schema_editor):
    source = SOURCES[schema_editor.connection.vendor]
    pairs = f"SELECT DISTINCT CAST(value AS bigint), audit_auditevent.id FROM audit_auditevent, {source}"  # noqa: S608 - our own words
    schema_editor.execute(f"INSERT INTO audit_auditeventchild (child_id, event_id) {pairs}")


class Migration(migrations.Migration):
    """Fill the table, then install the triggers: those of the log again, whose table was rebuilt."""

    dependencies = [("audit", "0003_log_fields")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        InstallTriggers(LOG, LOG_CHILDREN, ABOUT_CHILDREN),
    ]
