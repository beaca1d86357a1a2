"""Whether a page's address names a record that its reader has opened by breaking the glass."""

from typing import Any

from django.db.models import Model

from accounts.access import AccessRule
from accounts.models import User
from accounts.visibility import Record
from children.models import BreakGlass, Child, DutyDone
from children.visibility import BREAKS_GLASS
from disputes.models import CafcassReferral, Dispute
from participation.models import AskedForm, Coding, Consultation, OwnWords, SafetyAlert
from reviews.models import (
    ContactWithChild,
    Decision,
    DecisionChallenge,
    Filing,
    Invitation,
    MidpointCheck,
    MidpointFinding,
    OfferToMeet,
    OutcomeRelayed,
    ParentPart,
    PlanningMeeting,
    RecordOfReview,
    RecordRecipient,
    Review,
    SecurePanel,
    SignificantEvent,
    StrategyTried,
)

# What the id in an address names, and the way from there to its child.
NAMED: dict[Record, tuple[type[Model], str]] = {
    Record.REVIEW: (Review, "child"),
    Record.DISPUTE: (Dispute, "child"),
    Record.CONSULTATION: (Consultation, "child"),
    Record.SAFETY_ALERT: (SafetyAlert, "child"),
}
# The page whose address names several reviews, as text.
SEVERAL, LONGEST_ID = "arranging:several", 18
# Pages whose id is not that of the kind of record which they are about.
NAMED_OTHERWISE: dict[str, tuple[type[Model], str]] = {
    "after_review:answer": (DecisionChallenge, "decision__review__child"),
    "after_review:choose-version": (RecordRecipient, "record__review__child"),
    "after_review:decision": (Decision, "review__child"),
    "after_review:mark-sent": (RecordRecipient, "record__review__child"),
    "after_review:not-yet": (Decision, "review__child"),
    "after_review:owner": (Decision, "review__child"),
    "after_review:preview": (RecordRecipient, "record__review__child"),
    "after_review:progress": (Decision, "review__child"),
    "after_review:reopen": (Decision, "review__child"),
    "after_review:take-back": (DecisionChallenge, "decision__review__child"),
    "after_review:undo-filing": (Filing, "record__review__child"),
    "after_review:undo-sent": (RecordRecipient, "record__review__child"),
    "arranging:distribute": (RecordOfReview, "review__child"),
    "asking:again": (AskedForm, "review__child"),
    "asking:link": (AskedForm, "review__child"),
    "asking:mail": (AskedForm, "review__child"),
    "asking:withdraw": (AskedForm, "review__child"),
    "between:answer": (SignificantEvent, "child"),
    "between:concern": (MidpointFinding, "decision__review__child"),
    "between:midpoint": (MidpointCheck, "review__child"),
    "between:midpoint-made": (MidpointCheck, "review__child"),
    "between:withdraw-contact": (ContactWithChild, "child"),
    "between:withdraw-duty": (DutyDone, "child"),
    "between:withdraw-event": (SignificantEvent, "child"),
    "disputes:referral-outcome": (CafcassReferral, "child"),
    "filling:face-to-face": (AskedForm, "review__child"),
    "filling:give-back": (AskedForm, "review__child"),
    "filling:paper": (AskedForm, "review__child"),
    "filling:take-on": (AskedForm, "review__child"),
    "inviting:again": (Invitation, "review__child"),
    "inviting:answer": (Invitation, "review__child"),
    "inviting:bounce": (Invitation, "review__child"),
    "inviting:leave-out": (Invitation, "review__child"),
    "inviting:letter": (Invitation, "review__child"),
    "inviting:mend": (Invitation, "review__child"),
    "inviting:withdraw": (Invitation, "review__child"),
    "kinds:arrange-panel": (SecurePanel, "child"),
    "kinds:decide-panel": (SecurePanel, "child"),
    "kinds:panel": (SecurePanel, "child"),
    "log_review:close_decision": (Decision, "review__child"),
    "taking_part:answer": (OfferToMeet, "review__child"),
    "taking_part:relay": (ParentPart, "review__child"),
    "taking_part:take-back-offer": (OfferToMeet, "review__child"),
    "taking_part:take-back-plan": (PlanningMeeting, "review__child"),
    "taking_part:take-back-relay": (OutcomeRelayed, "part__review__child"),
    "taking_part:take-back-strategy": (StrategyTried, "review__child"),
    "service:hold-panel": (SecurePanel, "child"),
    "themes:code": (OwnWords, "consultation__child"),
    "themes:take-back": (Coding, "words__consultation__child"),
}


def child_named_by(name: str, record: Record, kwargs: dict[str, Any]) -> int | None:
    """Return the id of the child whom an address names, itself or through a record; None where there is none.

    name: the page's, with its app's. kwargs: what the address brought.
    """
    ids = {key: value for key, value in kwargs.items() if isinstance(value, int)}
    if name == SEVERAL:  # by the first of the reviews; the page itself looks up each
        first = kwargs["pks"].partition("-")[0]
        ids = {"pk": int(first)} if first.isdecimal() and first.isascii() and len(first) <= LONGEST_ID else {}
    of_child = next((value for key, value in ids.items() if key.startswith("child")), None)
    named = NAMED_OTHERWISE.get(name) or NAMED.get(record)
    if of_child is not None or not ids:
        return of_child
    pk = next(iter(ids.values()))
    if named is None:
        return pk if record == Record.CHILD else None
    model, way = named
    child: int | None = model._base_manager.filter(pk=pk).values_list(way, flat=True).first()  # noqa: SLF001 - Django's documented name
    return child


def opening_behind(user: User, rule: AccessRule, name: str, kwargs: dict[str, Any]) -> BreakGlass | None:
    """Return the opening without which this person would not reach the record that an address names, if there is one.

    One query for those who may break the glass, and none for anybody else.
    """
    if rule.record is None or user.acting_role not in BREAKS_GLASS or user.acting_at is None:
        return None
    running = BreakGlass.objects.open_at(user.acting_at).filter(user=user, acting_role=user.acting_role)
    openings = {opening.child_id: opening for opening in running}
    if not openings:
        return None
    opening = openings.get(child_named_by(name, rule.record, kwargs))
    if opening is None or Child.objects.visible_to(user).filter(pk=opening.child_id).exists():
        return None
    return opening
