"""What the database itself refuses about safety alerts, beside named constraints."""

from audit.triggers import Trigger, append_only, same_child

SIGNALS = append_only("participation_alertsignal")
STEPS = append_only("participation_alertstep")
TELLINGS = append_only("participation_alerttelling")
CLOSINGS = append_only("participation_alertclosing")
ADDITIONS = append_only("participation_alertaddition")
CLOSED_IS_LOCKED = Trigger(
    name="participation_safetyalert_closed_is_locked",
    table="participation_safetyalert",
    events=("UPDATE",),
    refuse_when="(OLD.status = 'closed' AND NEW.status = 'closed')",
    message="A closed alert is locked. Corrections are added to it.",
)
CLOSED_BY_ITS_OWN = Trigger(
    name="participation_safetyalert_closed_by_its_own",
    table="participation_safetyalert",
    events=("INSERT", "UPDATE"),
    refuse_when="NEW.id <> (SELECT alert_id FROM participation_alertclosing WHERE id = NEW.closing_id)",
    message="An alert is closed by what was recorded about itself.",
    reads=("participation_alertclosing",),
)
ALERT_OF_THE_FORM = same_child(
    "participation_safetyalert",
    "consultation_id",
    "participation_consultation",
    "An alert and its form are of one child.",
)
ALERT_OF_THE_REVIEW = same_child(
    "participation_safetyalert", "review_id", "reviews_review", "An alert and its review are of one child."
)
