"""C45 before and between reviews: what is done in which state of a review, an invitation, a mail, a check, an event."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from children.actions import allocate_social_worker
from children.models import Child
from reviews import actions as reviews
from reviews.actions import Considered
from reviews.enums import InvitationStatus, SendingState
from reviews.facts import DecisionFacts
from reviews.models import Invitation, InvitationSending, MidpointCheck, MidpointFinding, Review
from tests.factories import BY, facts, make_child, make_team, make_user, open_review
from tests.security.test_integrity_states import Table, done, let_in, review_in

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY, HELD = D(2025, 6, 2), D(2025, 5, 2)
STAYS = Considered("The plan is on course")

# Who is invited is changed, and papers are chased, while a meeting is booked; a paper comes until the review is over.
BEFORE = """
event                page              roles                       to_arrange booked in_series adjourned completed ended voided
propose              inviting:propose  iro,manager,support_worker  - + - - - - -
invite professional  inviting:add      iro,manager,support_worker  - + - - - - -
record paper         inviting:paper    iro,manager,support_worker  + + + + - - -
take back paper      inviting:paper    iro,manager,support_worker  + + + + - - -
remind of papers     inviting:chase    iro,manager,support_worker  - + - - - - -
"""  # noqa: E501 - a table
INVITATION = """
event        page                roles                       to_send sent accepted tentative declined undelivered withdrawn not_invited
leave out    inviting:leave-out  iro,manager,support_worker  + + + + + + - -
after all    inviting:again      iro,manager,support_worker  - + + + + + + +
withdraw     inviting:withdraw   iro,manager,support_worker  + + + + + + - +
answer       inviting:answer     iro,manager,support_worker  + + + + + + - -
undelivered  inviting:bounce     iro,manager,support_worker  + + + + + - - -
mend         inviting:mend       iro,manager,support_worker  + + + + + + + +
send         inviting:send       iro,manager,support_worker  + - - - - + - -
post         inviting:posted     iro,manager,support_worker  + - + + + + - -
"""  # noqa: E501 - a table
# The outbox's own: no page. Done is what changes a mail; one that left, was refused or was dropped stays as it is.
SENDING = """
event      who     waiting sent refused dropped
take       outbox  + - - -
put back   outbox  + - - -
note sent  outbox  + - - -
refused    outbox  + - - -
drop       outbox  + - - -
"""
MIDPOINT = """
event  page              roles  to_make made lapsed
check  between:midpoint  iro    + - -
"""
FINDING = """
event    page             roles        found raised
concern  between:concern  iro,manager  + -
"""
EVENT = """
event      page                    roles                                     waiting answered withdrawn
answer     between:answer          iro                                       + - -
take back  between:withdraw-event  iro,manager,social_worker,support_worker  + - -
"""
CONTACT = """
event      page                      roles  kept withdrawn
take back  between:withdraw-contact  iro    + -
"""
TABLES = {
    "before": BEFORE,
    "invitation": INVITATION,
    "midpoint": MIDPOINT,
    "finding": FINDING,
    "event": EVENT,
    "contact": CONTACT,
}
CELLS = [(name, event, page) for name, text in TABLES.items() for event, page, *_rest in Table(text).lines]


def cells_of(text: str, *, first: int = 3) -> list[tuple[str, str]]:
    return [(event, state) for event, _page, state in Table(text, first=first).cells()]


@pytest.mark.parametrize(("record", "event", "page"), CELLS)
def test_c45_roles_are_those_of_the_table(record, event, page):
    declared = next(who for named, at, who, _done in Table(TABLES[record]).lines if (named, at) == (event, page))
    assert let_in(page) == declared


# Before a review -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("event", "state"), cells_of(BEFORE))
def test_c45_list_and_papers_of_a_review(event, state):
    iro = make_user()
    review = review_in(state, iro)
    worker = make_user("social_worker")
    allocate_social_worker(child=review.child, team=make_team(), social_worker=worker, on=D(2025, 4, 5), by=BY)
    given: dict[str, Any] = {"review": review, "by": iro}
    work: dict[str, Callable[[], object]] = {
        "propose": lambda: reviews.propose_invitations(today=TODAY, **given),
        "invite professional": lambda: reviews.invite_professional(name="Ivy Moss", capacity="Teacher", **given),
        "record paper": lambda: reviews.record_paper(kind="care_plan", on=TODAY, today=TODAY, **given),
        "take back paper": lambda: reviews.take_back_paper(kind="care_plan", **given),
        "remind of papers": lambda: reviews.chase_papers(today=TODAY, **given),
    }
    assert done(work[event]) == Table(BEFORE).may(event, state)


def invitation_in(state: str) -> Invitation:
    """Invite a teacher to a booked review, and lead the invitation to a state by what really leads there."""
    review = review_in("booked", make_user())
    made = reviews.invite_professional(review=review, name="Ivy Moss", capacity="Teacher", email="i@example.org", by=BY)
    given: dict[str, Any] = {"invitation": made, "by": BY}
    steps: dict[str, Callable[[], object]] = {
        "to_send": lambda: None,
        "sent": lambda: reviews.post_invitations(review=review, invitations=[made], on=TODAY, by=BY, today=TODAY),
        "undelivered": lambda: reviews.note_undelivered(because="It came back", **given),
        "withdrawn": lambda: reviews.withdraw_invitation(why="Has moved away", **given),
        "not_invited": lambda: reviews.leave_out(reason="child_wish", heard_by="phone", **given),
    }
    steps.get(state, lambda: reviews.record_answer(answer=state, **given))()
    made.refresh_from_db()
    assert made.status == state
    return made


@pytest.mark.parametrize(("event", "state"), cells_of(INVITATION))
def test_c45_invitation(event, state):
    invitation = invitation_in(state)
    review, people = invitation.review, [invitation]
    given: dict[str, Any] = {"invitation": invitation, "by": BY}
    work: dict[str, Callable[[], object]] = {
        "leave out": lambda: reviews.leave_out(reason="child_wish", heard_by="phone", **given),
        "after all": lambda: reviews.invite_after_all(why="Mistake", **given),
        "withdraw": lambda: reviews.withdraw_invitation(why="Has moved away", **given),
        "answer": lambda: reviews.record_answer(answer="accepted", **given),
        "undelivered": lambda: reviews.note_undelivered(because="It came back", **given),
        "mend": lambda: reviews.mend_address(email="ivy@example.org", **given),
        "send": lambda: reviews.ask_to_send_invitations(review=review, invitations=people, site="https://x", by=BY),
        "post": lambda: reviews.post_invitations(review=review, invitations=people, on=TODAY, by=BY, today=TODAY),
    }
    assert done(work[event]) == Table(INVITATION).may(event, state)


def sending_in(state: str) -> InvitationSending:
    """Ask for a mail to a teacher, and lead it to a state."""
    invitation = invitation_in("to_send")
    asked = reviews.ask_to_send_invitations(review=invitation.review, invitations=[invitation], site="https://x", by=BY)
    given: dict[str, Any] = {"sending": asked[0], "by": BY}
    steps: dict[str, Callable[[], object]] = {
        "waiting": lambda: None,
        "sent": lambda: reviews.note_sent(to="i@example.org", now=timezone.now(), **given),
        "refused": lambda: reviews.note_refused(to="i@example.org", why="No such person", **given),
        "dropped": lambda: reviews.drop_sending(why="No longer invited", **given),
    }
    steps[state]()
    sending = InvitationSending.objects.get()
    assert sending.state == state
    return sending


@pytest.mark.parametrize(("event", "state"), cells_of(SENDING, first=2))
def test_c45_mail_of_the_outbox(event, state):
    sending = sending_in(state)
    before = InvitationSending.objects.values().get()
    given: dict[str, Any] = {"sending": sending, "by": BY}
    now = timezone.now()
    work: dict[str, Callable[[], object]] = {
        "take": lambda: reviews.take_in_hand(now=now, **given),
        "put back": lambda: reviews.put_back(why="The server is away", now=now, **given),
        "note sent": lambda: reviews.note_sent(to="ivy@example.org", now=now, **given),
        "refused": lambda: reviews.note_refused(to="ivy@example.org", why="Full", **given),
        "drop": lambda: reviews.drop_sending(why="Has died", **given),
    }
    work[event]()
    assert (InvitationSending.objects.values().get() != before) == Table(SENDING, first=2).may(event, state)


# Between reviews -----------------------------------------------------------------------------------------------------
@pytest.fixture
def iro():
    return make_user()


@pytest.fixture
def child(iro) -> Child:
    """Make a child whose first review left a decision, and whose second is open."""
    child = make_child(iro=iro, today=HELD)
    decided = (DecisionFacts("Find a school", "Jo Worker", D(2025, 7, 23)),)
    reviews.complete_review(review=open_review(child), facts=facts(iro, HELD, decisions=decided), by=iro, today=HELD)
    return child


def check_in(state: str, child: Child, iro: Any) -> MidpointCheck:
    check = MidpointCheck.objects.get(review=open_review(child))
    if state == "made":
        make_check(check, iro)
    if state == "lapsed":
        reviews.record_meeting(review=open_review(child), on=TODAY, chair=iro, by=iro, today=TODAY)
    check.refresh_from_db()
    return check


def make_check(check: MidpointCheck, by: Any) -> object:
    decision = Review.objects.completed().get(child=check.review.child).decisions.get()
    return reviews.check_midpoint(
        check=check, findings={decision: "drifting"}, spoke_with_child=True, considered=STAYS, by=by, today=TODAY
    )


@pytest.mark.parametrize("state", Table(MIDPOINT).states)
def test_c45_check_half_way(state, child, iro):
    check = check_in(state, child, iro)
    assert done(lambda: make_check(check, iro)) == Table(MIDPOINT).may("check", state)


@pytest.mark.parametrize("state", Table(FINDING).states)
def test_c45_finding_of_a_check(state, child, iro):
    finding = MidpointFinding.objects.get(check_made=check_in("made", child, iro))
    if state == "raised":
        reviews.note_concern(finding=finding, by=iro, today=TODAY)
    work = lambda: reviews.note_concern(finding=finding, by=iro, today=TODAY)  # noqa: E731 - tried once
    assert done(work) == Table(FINDING).may("concern", state)


@pytest.mark.parametrize(("event", "state"), cells_of(EVENT))
def test_c45_significant_event(event, state, child, iro):
    told = reviews.tell_of_event(child=child, kind="missing", on=TODAY, what="Was away a night", by=BY, today=TODAY)
    given: dict[str, Any] = {"event": told, "by": iro, "today": TODAY}
    work: dict[str, Callable[[], object]] = {
        "answer": lambda: reviews.answer_event(wishes_known=True, considered=STAYS, **given),
        "take back": lambda: reviews.withdraw_event(because="Another child", **given),
    }
    before = {"answered": "answer", "withdrawn": "take back"}
    if state in before:
        work[before[state]]()
    assert done(work[event]) == Table(EVENT).may(event, state)


@pytest.mark.parametrize("state", Table(CONTACT).states)
def test_c45_contact_with_a_child(state, child, iro):
    kept = reviews.keep_contact(child=child, channel="call", on=TODAY, child_asked=False, by=iro, today=TODAY)
    work = lambda: reviews.withdraw_contact(contact=kept, because="Another child", by=iro, today=TODAY)  # noqa: E731 - tried twice
    if state == "withdrawn":
        work()
    assert done(work) == Table(CONTACT).may("take back", state)


def test_c45_every_state_of_an_invitation_and_of_a_mail_has_its_column():
    assert set(Table(INVITATION).states) == {str(each) for each in InvitationStatus}
    assert set(Table(SENDING, first=2).states) == {str(each) for each in SendingState}
    assert Table(BEFORE).states == ["to_arrange", "booked", "in_series", "adjourned", "completed", "ended", "voided"]
