"""Holding a review: what completing asks for, without a meeting, postponed, a long series, and a death."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from children.actions import cease_care, change_episode
from children.models import Child
from desk.log_review.series import long_series
from reviews import actions
from reviews.completeness import may_be_on_paper
from reviews.facts import DecisionFacts, ParentFacts
from reviews.models import Decision, Review
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 5, 1)
HELD, MOVED = D(2025, 4, 30), D(2024, 1, 8)
SLOT = {"at": datetime.time(10), "place": "School"}


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


def missing(review, chair, on=HELD, today=TODAY, **more):
    with pytest.raises(ValidationError) as refused:
        actions.complete_review(review=review, facts=facts(chair, on, **more), by=chair, today=today)
    return refused.value.message_dict


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"rights_told": ""}, "rights_told", "Say whether the child was told"),
        ({"rights_told": "not_told"}, "rights_note", "Say why the child was not told"),
        (
            {"parents": (ParentFacts(was_invited=True, attended=False, not_attending_reason="work"),)},
            "parents",
            "how the views of each parent who stayed away",
        ),
        ({"mode": "paper"}, "mode", "only while the child is in a long-term foster placement"),
    ],
)
def test_each_fact_the_law_needs_is_asked_for(more, field, sentence, iro):
    found = missing(open_review(make_child(iro=iro)), iro, **more)
    assert (list(found), sentence in found[field][0]) == ([field], True)


def test_everything_missing_is_listed_at_once(iro):
    other = make_user()
    review = open_review(make_child(iro=iro))
    found = missing(
        review, other, spoken_outcome="", participation_code="", rights_told="", cover_reason="",
        decisions=(DecisionFacts("Dentist", "", D(2025, 6, 1)),),
    )  # fmt: skip
    assert set(found) == {"spoken_outcome", "participation_code", "rights_told", "cover_reason", "decisions"}


def test_whoever_chairs_in_place_of_the_iro_says_why_once(iro):
    other = make_user()
    review = open_review(make_child(iro=iro))
    assert list(missing(review, other, cover_reason="")) == ["cover_reason"]
    actions.book_review(review=review, on=HELD, chair=iro, by=BY, today=HELD, **SLOT)
    actions.take_the_chair(review=review, because="Iona is ill", by=other, today=HELD)
    actions.complete_review(review=review, facts=facts(other, HELD, cover_reason=""), by=other, today=HELD)
    assert review.status == "completed"


def test_tried_is_a_truthful_answer_that_does_not_stand_in_the_way(iro):
    review = open_review(make_child(iro=iro))
    tried = {"spoken_outcome": "tried", "spoken_on": None}
    assert list(missing(review, iro, **tried)) == ["spoken_note"]
    actions.record_attempt(review=review, on=HELD, how="call", what_happened="No answer", by=iro, today=TODAY)
    actions.complete_review(review=review, facts=facts(iro, HELD, **tried), by=iro, today=TODAY)
    assert (review.status, review.spoken_outcome) == ("completed", "tried")


def settled(iro, *, placement="U4", moved_on=MOVED):
    """Make a child in a long-term foster placement since a day, with a first and a second review held at a meeting."""
    child = make_child(became_looked_after_on=D(2023, 12, 4), iro=iro)
    change_episode(
        child=child, on=moved_on, reason_new="P", placement=placement, placed_with="Carer", by=BY, today=TODAY
    )
    for on in (D(2023, 12, 20), D(2024, 3, 15), D(2024, 9, 10)):
        actions.complete_review(review=open_review(child), facts=facts(iro, on), by=iro, today=TODAY)
    return child


def on_paper(review, iro, on, **more):
    given = {"mode": "paper", "paper_reason": "Settled, and asked for no meeting"} | more
    return actions.complete_review(review=review, facts=facts(iro, on, **given), by=iro, today=on)


def test_review_without_a_meeting_where_guidance_allows_one(iro):
    child = settled(iro)
    review = open_review(child)
    assert list(missing(review, iro, on=D(2025, 3, 5), mode="paper", today=D(2025, 3, 5))) == ["paper_reason"]
    on_paper(review, iro, D(2025, 3, 5))
    assert (review.mode, review.paper_reason) == ("paper", "Settled, and asked for no meeting")
    again = may_be_on_paper(open_review(child), D(2025, 9, 30))
    assert (bool(again), "At least one review a year needs a meeting" in again.reason) == (False, True)


@pytest.mark.parametrize(
    ("made", "on", "reason"),
    [
        ({"placement": "U6"}, D(2025, 3, 5), "only while the child is in a long-term foster placement"),
        ({"moved_on": D(2024, 6, 3)}, D(2025, 3, 5), "only after 12 months in the placement"),
    ],
)
def test_why_a_review_needs_a_meeting_is_said(made, on, reason, iro):
    assert reason in may_be_on_paper(open_review(settled(iro, **made)), on).reason


def test_review_without_a_meeting_needs_the_child_to_be_asked(iro):
    asked = {"mode": "paper", "paper_reason": "Settled", "spoken_outcome": "tried", "spoken_note": "Two calls"}
    found = missing(open_review(settled(iro)), iro, on=D(2025, 3, 5), today=D(2025, 3, 5), **asked)
    assert list(found) == ["mode"]


def test_booking_put_off_is_a_fact_of_its_own_and_buys_no_time(iro):
    review = open_review(make_child(iro=iro))
    given = SLOT | {"chair": iro, "by": iro, "today": D(2025, 4, 10)}
    actions.book_review(review=review, on=D(2025, 4, 28), **given)
    actions.move_booking(review=review, on=D(2025, 4, 29), because="An exam", asked_by="child", **given)
    actions.move_booking(review=review, on=D(2025, 4, 25), because="The room", **given)
    actions.cancel_booking(review=review, because="Ill", by=iro, today=D(2025, 4, 11))
    actions.book_review(review=review, on=D(2025, 5, 2), **given)
    assert list(review.postponements.values_list("was_on", "now_on", "asked_by", "why")) == [
        (D(2025, 4, 28), D(2025, 4, 29), "child", "An exam"),
        (D(2025, 4, 25), D(2025, 5, 2), "not_stated", "Ill"),
    ]
    assert (review.due_on, review.adjourned_on) == (D(2025, 5, 7), None)


def test_series_longer_than_20_working_days_is_warned_about(iro):
    review = open_review(make_child(iro=iro))
    actions.record_meeting(review=review, on=D(2025, 4, 14), chair=iro, by=iro, today=D(2025, 4, 14))
    assert long_series(review, D(2025, 5, 15)) == ""
    assert "longer than 20 working days" in long_series(review, D(2025, 5, 16))


def test_death_silences_decisions_bookings_and_reviews_at_once(iro):
    child = make_child(iro=iro)
    decision = DecisionFacts("Passport", "Kim", D(2025, 5, 30))
    actions.complete_review(
        review=open_review(child), facts=facts(iro, HELD, decisions=(decision,)), by=iro, today=TODAY
    )
    actions.book_review(review=open_review(child), on=D(2025, 7, 1), chair=iro, by=iro, today=TODAY, **SLOT)
    assert Decision.objects.open().count() == 1
    cease_care(child=child, on=D(2025, 5, 6), reason="E2", by=BY, today=D(2025, 5, 6))
    actions.end_open_reviews(child=child, reason="died", on=D(2025, 5, 6), by=BY)
    assert Child.objects.get(pk=child.pk).died_on == D(2025, 5, 6)
    left = (Decision.objects.open().count(), Decision.objects.overdue(D(2026, 1, 1)).count())
    assert (*left, Review.objects.open().count(), list(child.reviews.last().bookings.current())) == (0, 0, 0, [])
