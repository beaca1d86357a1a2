"""What the database itself does with the log, and refuses about it."""

from audit.chain import CHANGES, EVENTS, chained
from audit.triggers import Follow, append_only

LOG = append_only("audit_auditevent")
HISTORY = append_only("audit_rowchange")
CHAIN = append_only("audit_chainlink")
EVENTS_CHAINED = chained(EVENTS)
CHANGES_CHAINED = chained(CHANGES)
LOG_CHILDREN = append_only("audit_auditeventchild")
ABOUT_CHILDREN = Follow(
    name="audit_about_children",
    table="audit_auditevent",
    sqlite="""
        INSERT INTO audit_auditeventchild (child_id, event_id)
        SELECT DISTINCT value, NEW.id FROM json_each(NEW.child_ids)
    """,
    postgresql="""
        INSERT INTO audit_auditeventchild (child_id, event_id)
        SELECT DISTINCT value::bigint, NEW.id FROM jsonb_array_elements_text(NEW.child_ids)
    """,
)
