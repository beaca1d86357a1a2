"""Between two reviews: the check half-way and its day, what the IRO is told and answers, contacts with the child."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.enums import Role
from accounts.verdict import RefusedError
from audit.actions import acting
from audit.versions import ConflictError
from office.models import Job
from reviews import actions
from reviews.actions import Considered
from reviews.enums_between import REVIEW_BEFORE_CHANGE, EventKind
from reviews.facts import DecisionFacts
from reviews.models import ContactWithChild, MidpointCheck, SignificantEvent
from reviews.tasks import failed_decisions, recompute_midpoints, tell_of_failed_decisions
from statute.preparation import midway
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 5, 6)
HELD = D(2025, 5, 2)
STAYS = Considered("The plan is on course")


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user()


@pytest.fixture
def child(iro):
    """Make a child whose first review left two decisions, and whose second is open."""
    child = make_child(iro=iro, today=TODAY)
    decided = tuple(DecisionFacts(text, "Jo Worker", D(2025, 5, 23)) for text in ("Find a school", "Visit Gran"))
    reviews_facts = facts(iro, HELD, decisions=decided)
    actions.complete_review(review=open_review(child), facts=reviews_facts, by=iro, today=TODAY)
    return child


def check_of(child) -> MidpointCheck:
    return MidpointCheck.objects.get(review=open_review(child))


def make_check(child, iro, progress=("on_course", "on_course"), considered=STAYS, **more):
    check = check_of(child)
    decisions = child.reviews.completed().get().decisions.order_by("pk")
    return actions.check_midpoint(
        check=check,
        findings=dict(zip(decisions, progress, strict=True)),
        spoke_with_child=True,
        considered=considered,
        by=iro,
        today=TODAY,
        **more,
    )


# The day -------------------------------------------------------------------------------------------------------------
def test_check_is_planned_half_way_when_a_review_is_completed(child):
    check, review = check_of(child), open_review(child)
    assert (check.since_on, check.due_on) == (HELD, midway(HELD, review.due_on))
    assert check.due_explanation.endswith("halfway between the review on 2 May 2025 and the next limit, 2 August 2025")


def test_no_check_comes_before_a_first_review():
    make_child(today=TODAY)
    assert MidpointCheck.objects.count() == 0


def test_no_check_is_planned_for_a_day_that_has_passed(iro):
    child = make_child(iro=iro, today=TODAY)
    late = D(2025, 7, 1)
    actions.complete_review(review=open_review(child), facts=facts(iro, HELD), by=iro, today=late)
    assert MidpointCheck.objects.count() == 0


def test_check_moves_with_the_limit(child, iro):
    actions.ask_for_earlier_review(
        review=open_review(child), review_by=D(2025, 6, 2), reason="iro_asked", by=iro, today=TODAY
    )
    assert check_of(child).due_on == midway(HELD, D(2025, 6, 2))


def test_check_moves_when_the_review_before_is_corrected(child, iro):
    before = child.reviews.completed().get()
    actions.correct_review(
        review=before, why="Wrong day", completed_on=D(2025, 4, 30), held_on=D(2025, 4, 30), by=iro, today=TODAY
    )
    assert check_of(child).since_on == D(2025, 4, 30)


def test_check_lapses_when_the_review_is_held_and_not_when_it_is_booked(child, iro):
    review = open_review(child)
    actions.book_review(
        review=review, on=D(2025, 5, 12), at=datetime.time(10), chair=iro, place="Here", by=BY, today=TODAY
    )
    assert check_of(child).has_lapsed is False
    actions.record_meeting(review=review, on=TODAY, chair=iro, by=iro, today=TODAY)
    check = MidpointCheck.objects.get(review=review)
    assert (check.has_lapsed, MidpointCheck.objects.waiting().count()) == (True, 0)
    with pytest.raises(RefusedError, match="was held, or is no longer due"):
        actions.check_midpoint(check=check, findings={}, spoke_with_child=True, considered=STAYS, by=iro, today=TODAY)


def test_check_that_was_made_does_not_lapse(child, iro):
    made = make_check(child, iro)
    actions.complete_review(review=made.review, facts=facts(iro, TODAY), by=iro, today=TODAY)
    made.refresh_from_db()
    assert (made.done_on, made.has_lapsed) == (TODAY, False)


def test_night_mends_a_day_that_is_not_what_the_law_gives(child):
    check = check_of(child)
    with acting():
        MidpointCheck.objects.update(due_on=D(2026, 1, 1))
    assert recompute_midpoints(Job(), lambda *_: None) == {"checked": 1, "differed": [check.pk]}
    assert check_of(child).due_on == check.due_on
    assert recompute_midpoints(Job(), lambda *_: None) == {"checked": 1, "differed": []}


# The check -----------------------------------------------------------------------------------------------------------
def test_check_keeps_where_each_decision_is_and_closes_what_is_done(child, iro):
    check = make_check(child, iro, ("done", "drifting"), note="Gran has moved")
    found = [(each.decision.text, each.progress, each.decision.status) for each in check.findings.all()]
    assert found == [("Find a school", "done", "done"), ("Visit Gran", "drifting", "open")]
    assert (check.done_by, check.earlier, check.note) == (iro, "no", "Gran has moved")


def test_check_can_bring_the_review_forward(child, iro):
    make_check(child, iro, considered=Considered("Both drift", D(2025, 6, 2)))
    review = open_review(child)
    assert (review.due_on, review.early_reason, review.early_note) == (D(2025, 6, 2), "iro_asked", "Both drift")


def test_check_is_made_once_and_tells_a_second_person(child, iro):
    stale = check_of(child).version
    make_check(child, iro)
    with pytest.raises(RefusedError, match=r"made on 06/05/2025"):
        make_check(child, iro)
    other = check_of(child)
    other.done_on = None
    with pytest.raises(ConflictError):
        actions.check_midpoint(
            check=other,
            findings={},
            spoke_with_child=True,
            considered=STAYS,
            by=iro,
            today=TODAY,
            seen_version=stale,
        )


@pytest.mark.parametrize(
    ("considered", "field"),
    [
        (Considered("  "), "reason"),
        (Considered("Because", D(2025, 5, 5)), "review_by"),
        (Considered("Because", D(2026, 1, 1)), "review_by"),
    ],
)
def test_check_refuses_what_cannot_be_and_keeps_nothing(child, iro, considered, field):
    with pytest.raises(ValidationError) as refusal:
        make_check(child, iro, considered=considered)
    assert list(refusal.value.error_dict) == [field]
    assert (check_of(child).done_on, check_of(child).findings.count()) == (None, 0)


def test_concern_about_a_finding_is_noted_once(child, iro):
    finding = make_check(child, iro, ("drifting", "on_course")).findings.first()
    actions.note_concern(finding=finding, by=iro, today=TODAY)
    with pytest.raises(RefusedError, match="raised already"):
        actions.note_concern(finding=finding, by=iro, today=TODAY)


# Events --------------------------------------------------------------------------------------------------------------
def tell(child, by=BY, kind="hospital", **more):
    values = {"on": TODAY, "what": "A broken arm", "by": by, "today": TODAY} | more
    return actions.tell_of_event(child=child, kind=kind, **values)


def test_event_waits_until_it_is_answered(child, iro):
    worker = make_user(Role.SOCIAL_WORKER)
    event = tell(child, worker)
    assert (list(SignificantEvent.objects.waiting()), event.told_by) == ([event], worker)
    actions.answer_event(
        event=event, wishes_known=True, wishes_note="Wants to stay", considered=STAYS, by=iro, today=TODAY
    )
    assert list(SignificantEvent.objects.waiting()) == []
    assert (event.answered_by, event.answered_on, event.earlier, event.review) == (iro, TODAY, "no", None)


@pytest.mark.parametrize(
    ("kind", "reason"), [("hospital", "iro_asked"), *((kind, "plan_changed") for kind in REVIEW_BEFORE_CHANGE)]
)
def test_event_can_bring_the_review_forward_and_is_tied_to_it(child, iro, kind, reason):
    event = tell(child, kind=kind)
    actions.answer_event(
        event=event, wishes_known=False, considered=Considered("It must", D(2025, 6, 2)), by=iro, today=TODAY
    )
    review = open_review(child)
    assert (event.review, event.earlier) == (review, "yes")
    assert (review.due_on, review.early_reason, review.early_note) == (D(2025, 6, 2), reason, "It must")


def test_changes_that_the_law_wants_reviewed_first_name_their_law():
    said = {kind: SignificantEvent(kind=kind).source_of_law for kind in EventKind}
    assert {kind for kind, law in said.items() if law} == {
        EventKind.PLAN_TO_CHANGE,
        EventKind.PLACEMENT_TO_END,
        EventKind.OTHER_ARRANGEMENTS,
        EventKind.PLACE_WITH_PARENT,
    }


def test_event_opens_a_review_where_none_falls_due_before_18(iro):
    child = make_child(iro=iro, date_of_birth=D(2007, 9, 1), became_looked_after_on=D(2024, 11, 4))
    for on in (D(2024, 11, 28), D(2025, 2, 26), HELD):
        said = facts(iro, on, pathway_plan_looked_at=True)
        actions.complete_review(review=open_review(child), facts=said, by=iro, today=TODAY)
    assert not child.reviews.open().exists()
    answered = actions.answer_event(
        event=tell(child), wishes_known=True, considered=Considered("She moves on", D(2025, 6, 2)), by=iro, today=TODAY
    )
    assert (answered.review, answered.review.due_on) == (open_review(child), D(2025, 6, 2))


def test_event_of_a_child_who_is_not_in_care_brings_no_review(iro):
    child = make_child(became_looked_after_on=None)
    with pytest.raises(ValidationError, match="not looked after any more"):
        actions.answer_event(
            event=tell(child), wishes_known=True, considered=Considered("x", D(2025, 6, 2)), by=iro, today=TODAY
        )


@pytest.mark.parametrize(
    ("wrong", "field"), [({"on": D(2025, 5, 7)}, "on"), ({"on": D(2010, 1, 1)}, "on"), ({"what": " "}, "what")]
)
def test_event_that_cannot_be_is_refused_by_field(child, wrong, field):
    with pytest.raises(ValidationError) as refusal:
        tell(child, **wrong)
    assert list(refusal.value.error_dict) == [field]


def test_event_recorded_by_mistake_asks_nothing_and_stays(child, iro):
    event = tell(child)
    actions.withdraw_event(event=event, because="Another child", by=BY, today=TODAY)
    assert (SignificantEvent.objects.waiting().count(), SignificantEvent.objects.count()) == (0, 1)
    with pytest.raises(RefusedError, match="recorded by mistake"):
        actions.answer_event(event=event, wishes_known=True, considered=STAYS, by=iro, today=TODAY)


def test_answered_event_is_not_taken_back(child, iro):
    event = tell(child)
    actions.answer_event(event=event, wishes_known=True, considered=STAYS, by=iro, today=TODAY)
    with pytest.raises(RefusedError, match="has answered"):
        actions.withdraw_event(event=event, because="x", by=BY, today=TODAY)


def test_database_refuses_an_event_that_brought_another_childs_review(child):
    event = tell(child)
    other = open_review(make_child(today=TODAY))
    with pytest.raises(IntegrityError), transaction.atomic(), acting():
        SignificantEvent.objects.filter(pk=event.pk).update(review=other)


# Decisions that were not carried out ----------------------------------------------------------------------------------
@pytest.fixture
def sent(child, iro):
    """Send the decisions of the child's first review."""
    record = child.reviews.completed().get().record
    return actions.send_decisions(record=record, on=TODAY, by=iro, today=TODAY)


@pytest.mark.usefixtures("sent")
def test_decision_whose_target_passed_is_told_once(settings):
    settings.IRO_TODAY = D(2025, 5, 24)
    assert tell_of_failed_decisions(Job(), lambda *_: None) == {"told": 2}
    assert tell_of_failed_decisions(Job(), lambda *_: None) == {"told": 0}
    event = SignificantEvent.objects.first()
    assert (event.kind, event.told_by, event.on) == ("failed_decision", None, D(2025, 5, 23))
    assert event.what == "Not carried out by 23/05/2025: Find a school"


@pytest.mark.usefixtures("sent")
@pytest.mark.parametrize(("today", "told"), [(D(2025, 5, 23), 0), (D(2025, 5, 24), 2), (D(2025, 6, 21), 0)])
def test_decision_is_told_while_its_target_passed_lately(today, told):
    assert failed_decisions(today).count() == told


def test_decision_that_was_not_sent_is_not_told_as_not_carried_out(child):
    assert child.reviews.completed().get().decisions.open().count() == 2
    assert failed_decisions(D(2025, 5, 24)).count() == 0


def test_decision_that_is_challenged_is_told_only_once_it_stands(child, iro, sent):
    decisions = list(child.reviews.completed().get().decisions.order_by("pk"))
    manager = make_user(Role.OPERATIONAL_MANAGER)
    challenge = actions.challenge_decisions(decisions=decisions[:1], text="No", by=manager, today=TODAY)[0]
    assert [each.text for each in failed_decisions(D(2025, 5, 24))] == ["Visit Gran"]
    actions.answer_challenge(challenge=challenge, answer="kept", reason="Needed", by=iro, today=TODAY)
    assert failed_decisions(D(2025, 5, 24)).count() == 2


# Contacts ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("channel", "is_spoken"),
    [("visit", True), ("call", True), ("before_review", True), ("text", False), ("email", False), ("letter", False)],
)
def test_writing_to_a_child_is_not_speaking_with_them(child, iro, channel, is_spoken):
    actions.keep_contact(child=child, channel=channel, on=TODAY, child_asked=False, by=iro, today=TODAY)
    assert ContactWithChild.objects.last_spoken() == ({child.pk: TODAY} if is_spoken else {})


def test_contact_kept_by_mistake_does_not_count(child, iro):
    contact = actions.keep_contact(child=child, channel="call", on=TODAY, child_asked=True, by=iro, today=TODAY)
    actions.withdraw_contact(contact=contact, because="Another child", by=iro, today=TODAY)
    assert ContactWithChild.objects.last_spoken() == {}
    with pytest.raises(RefusedError, match="already"):
        actions.withdraw_contact(contact=contact, because="x", by=iro, today=TODAY)


def test_contact_lies_not_in_the_future(child, iro):
    with pytest.raises(ValidationError):
        actions.keep_contact(child=child, channel="call", on=D(2025, 5, 7), child_asked=True, by=iro, today=TODAY)
