"""Brought forward: each of the five triggers by its own rule, and a change that the law wants reviewed first."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.verdict import RefusedError
from office.authority import working_calendar
from reviews import actions
from reviews.due_dates import limit_of
from reviews.models import Review
from reviews.recomputation import recomputed
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 4, 10)


def ask(review, reason, **more):
    return actions.ask_for_earlier_review(review=review, reason=reason, by=BY, today=TODAY, **more)


@pytest.mark.parametrize(
    ("reason", "legal_status", "asked", "rule", "due_on"),
    [
        ("iro_asked", "V2", {"review_by": D(2025, 4, 22)}, "REV-EARLY-IRO", D(2025, 4, 22)),
        ("not_safeguarded", "V2", {"event_on": D(2025, 4, 9)}, "REV-EARLY-VISITOR", D(2025, 4, 25)),
        (
            "not_safeguarded",
            "V2",
            {"event_on": D(2025, 4, 9), "review_by": D(2025, 4, 15)},
            "REV-EARLY-VISITOR",
            D(2025, 4, 15),
        ),
        ("remand_ends", "J1", {"event_on": D(2025, 4, 23)}, "REV-EARLY-REMAND", D(2025, 4, 22)),
        ("release", "C2", {"event_on": D(2025, 4, 23)}, "REV-EARLY-CUSTODY", D(2025, 4, 22)),
        ("care_to_cease", "V2", {"event_on": D(2025, 4, 23)}, "REV-EARLY-CEASE", D(2025, 4, 22)),
        ("plan_changed", "V2", {"event_on": D(2025, 4, 23)}, "REV-EARLY-IRO", D(2025, 4, 22)),
        ("placement_to_end", "V2", {"event_on": D(2025, 4, 23)}, "REV-EARLY-IRO", D(2025, 4, 22)),
        ("other_placement", "V2", {"event_on": D(2025, 4, 23)}, "REV-EARLY-IRO", D(2025, 4, 22)),
        ("place_with_parent", "C2", {"event_on": D(2025, 4, 23)}, "REV-EARLY-IRO", D(2025, 4, 22)),
    ],
)
def test_each_trigger_has_its_own_rule_and_day(reason, legal_status, asked, rule, due_on):
    review = open_review(make_child(legal_status=legal_status))
    ask(review, reason, **asked)
    assert (review.due_rule, review.due_on, review.early_reason) == (rule, due_on, reason)
    assert limit_of(Review.objects.get(pk=review.pk), working_calendar()).on == due_on
    [again] = recomputed(Review.objects.open(), working_calendar())
    assert not again.differs


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"event_on": D(2025, 5, 9)}, "event_on"),
        ({"event_on": D(2025, 4, 10)}, "event_on"),
        ({}, "review_by"),
    ],
)
def test_no_trigger_pushes_a_date_back_nor_asks_for_one_that_has_passed(asked, field):
    review = open_review(make_child(legal_status="J1"))
    with pytest.raises(ValidationError) as refused:
        ask(review, "remand_ends", **asked)
    assert (list(refused.value.message_dict), review.due_on) == ([field], D(2025, 5, 7))


@pytest.mark.parametrize(("reason", "legal_status"), [("release", "V2"), ("care_to_cease", "C2")])
def test_trigger_of_another_legal_status_is_refused(reason, legal_status):
    review = open_review(make_child(legal_status=legal_status))
    with pytest.raises(ValidationError) as refused:
        ask(review, reason, event_on=D(2025, 4, 23))
    assert list(refused.value.message_dict) == ["reason"]


def test_trigger_is_spent_once_a_review_was_completed():
    iro = make_user()
    child = make_child(iro=iro)
    review = open_review(child)
    ask(review, "care_to_cease", event_on=D(2025, 4, 23))
    actions.complete_review(review=review, facts=facts(iro, D(2025, 4, 22)), by=iro, today=D(2025, 4, 22))
    assert (open_review(child).due_rule, open_review(child).due_on) == ("REV-2ND", D(2025, 7, 22))


def test_review_ended_and_opened_again_keeps_its_trigger():
    child = make_child()
    review = open_review(child)
    ask(review, "care_to_cease", event_on=D(2025, 4, 23))
    actions.end_review(review=review, reason="other", note="Twice", on=D(2025, 4, 14), by=BY)
    following = open_review(child)
    assert (following.due_rule, following.early_event_on) == ("REV-EARLY-CEASE", D(2025, 4, 23))


# Where no review falls due before 18 ---------------------------------------------------------------------------------
BORN, LAST = D(2007, 9, 1), D(2025, 4, 9)  # 18 on 1 September 2025; the next review would be due on 9 October


def before_18(**more):
    """Return the running period of a child whose last review before 18 is done: none is open."""
    iro = make_user()
    child = make_child(iro=iro, date_of_birth=BORN, became_looked_after_on=D(2024, 4, 3), **more)
    for on in (D(2024, 4, 30), D(2024, 7, 29), D(2024, 12, 3), LAST):
        late = {"late_reason": "other"} if on > open_review(child).due_on else {}
        late |= {"pathway_plan_looked_at": True}
        actions.complete_review(review=open_review(child), facts=facts(iro, on, **late), by=iro, today=TODAY)
    assert not child.reviews.open().exists()
    return child.periods.get()


def open_one(period, reason="iro_asked", **more):
    return actions.open_earlier_review(period=period, reason=reason, by=BY, today=TODAY, **more)


@pytest.mark.parametrize(
    ("reason", "asked", "rule", "due_on"),
    [
        ("iro_asked", {"review_by": D(2025, 7, 1)}, "REV-EARLY-IRO", D(2025, 7, 1)),
        ("care_to_cease", {"event_on": D(2025, 6, 3)}, "REV-EARLY-CEASE", D(2025, 6, 2)),
        ("not_safeguarded", {"event_on": D(2025, 4, 9)}, "REV-EARLY-VISITOR", D(2025, 4, 25)),
    ],
)
def test_review_is_opened_where_none_falls_due_before_18(reason, asked, rule, due_on):
    review = open_one(before_18(), reason, note="She moves on", **asked)
    assert (review.status, review.due_rule, review.due_on, review.early_note) == (
        "to_arrange", rule, due_on, "She moves on",
    )  # fmt: skip
    [again] = recomputed(Review.objects.open(), working_calendar())
    assert not again.differs


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"review_by": D(2025, 9, 1)}, "A review is held before the 18th birthday, 01/09/2025."),
        ({"review_by": D(2025, 4, 9)}, "The day must not be in the past."),
        ({}, "Enter the day."),
    ],
)
def test_review_opened_early_comes_before_the_birthday_and_not_in_the_past(asked, sentence):
    period = before_18()
    with pytest.raises(ValidationError) as refused:
        open_one(period, **asked)
    assert refused.value.message_dict == {"review_by": [sentence]}
    assert not Review.objects.open().exists()


def test_second_review_is_not_opened_beside_the_first():
    period = before_18()
    open_one(period, review_by=D(2025, 7, 1))
    with pytest.raises(RefusedError, match="A review of this child is open"):
        open_one(period, review_by=D(2025, 6, 2))


def test_none_is_opened_after_care():
    period = before_18()
    period.ceased_on = D(2025, 4, 10)
    with pytest.raises(RefusedError, match="ceased to be looked after on 10/04/2025"):
        open_one(period, review_by=D(2025, 6, 2))
