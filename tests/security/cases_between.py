"""What happened between the reviews of the children of the world."""

import datetime
from collections.abc import Callable
from typing import Any

from accounts.models import User
from audit.actions import acting
from children.actions import record_duty
from children.models import Child
from reviews import actions as reviews
from reviews.actions.midpoints import plan_midpoint
from reviews.models import Review
from tests.security.world import TODAY

D = datetime.date
TOLD, AGO = D(2025, 1, 14), D(2024, 9, 23)


def make_between(
    child: Child, booked: Review, to_arrange: Review, *, iro: User, social_worker: User, canary: Callable[[], str]
) -> dict[str, Any]:
    """Make of a case a check to be made and one that was, an event, a contact and a visit, by their names in `Case`."""
    with acting():
        for review in (booked, to_arrange):
            plan_midpoint(review, AGO)
    decision = to_arrange.child.reviews.completed().get().decisions.filter(status="open").get()
    made = reviews.check_midpoint(
        check=to_arrange.midpoint,
        findings={decision: "drifting"},
        spoke_with_child=True,
        considered=reviews.Considered(canary()),
        note=canary(),
        by=iro,
        today=TODAY,
    )
    told = {"child": child, "on": TOLD, "today": TODAY}
    event = reviews.tell_of_event(kind="complaint", what=canary(), by=social_worker, **told)
    answered = reviews.tell_of_event(kind="hospital", what=canary(), by=social_worker, **told)
    reviews.answer_event(
        event=answered,
        wishes_known=True,
        wishes_note=canary(),
        considered=reviews.Considered(canary()),
        by=iro,
        today=TODAY,
    )
    contact = reviews.keep_contact(
        child=child, channel="call", on=TOLD, child_asked=True, note=canary(), by=iro, today=TODAY
    )
    duty = record_duty(
        child=child, kind="visit", outcome="seen", done_on=TOLD, who=canary(), by=social_worker, today=TODAY
    )
    return {
        "midpoint": booked.midpoint,
        "finding": made.findings.get(),
        "event": event,
        "contact": contact,
        "duty": duty,
    }
