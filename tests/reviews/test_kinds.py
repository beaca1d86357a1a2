"""Reviews of every kind: around adoption, short breaks that become full, panels, and the pathway plan inside."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.verdict import RefusedError
from children import actions as children
from children.enums import CareKind
from desk.arranging import actions as arranging
from reviews import actions as reviews
from reviews.enums import EndedReason, ReviewKind, ReviewSequence
from reviews.models import Review
from reviews.pathway import eligible_since
from reviews.tasks import recompute_due_dates
from tests.factories import BY, facts, make_child, make_user, open_review
from tests.reviews.test_tasks import run

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2026, 6, 1)
BEGAN = D(2025, 4, 7)


def completed(child, on, iro, **more):
    """Complete the child's open review on a day, whatever kind it is."""
    late = {"late_reason": "other"} if on > (open_review(child).due_on or on) else {}
    return reviews.complete_review(review=open_review(child), facts=facts(iro, on, **late, **more), by=iro, today=TODAY)


def authorised(child, on, ground="placement_order"):
    return arranging.record_authority(child=child, ground=ground, granted_on=on, by=BY, today=TODAY)


def placed(child, on, placement="A6", reason_new="P"):
    return arranging.record_change(child=child, on=on, placement=placement, reason_new=reason_new, by=BY, today=TODAY)


def due(child) -> tuple[str, str, str, D | None]:
    review = open_review(child)
    return review.kind, review.sequence, review.due_rule, review.due_on


def nothing_differs() -> bool:
    return run(recompute_due_dates)["differed"] == 0


@pytest.fixture
def iro():
    return make_user()


@pytest.fixture
def child(iro):
    return make_child(became_looked_after_on=BEGAN, iro=iro, today=TODAY, date_of_birth=D(2023, 3, 1))


def seen(code="PN0"):
    return {"participation_code": code, "spoken_outcome": "observed", "spoken_on": None}


# Adoption ------------------------------------------------------------------------------------------------------------
def test_authority_to_place_brings_the_earlier_of_two_limits(iro, child):
    completed(child, D(2025, 5, 1), iro, **seen())
    completed(child, D(2025, 7, 31), iro, **seen())  # ordinary limit: 31 January 2026
    authorised(child, D(2025, 9, 17))  # adoption limit: 17 December 2025
    assert due(child) == (ReviewKind.LOOKED_AFTER, ReviewSequence.LATER, "ADO-BOTH", D(2025, 12, 17))
    explained = open_review(child).due_explanation
    assert explained == (
        "Due 17 December 2025: 3 months from 17 September 2025, when authority to place for adoption was first held; "
        "the earlier of two limits, the other being 31 January 2026 (REV-SUBS)"
    )
    history = list(open_review(child).due_date_changes.values_list("was_on", "now_on", "why"))
    assert history == [
        (None, D(2026, 1, 31), "First computed"),
        (D(2026, 1, 31), D(2025, 12, 17), "Authority to place for adoption was given"),
    ]
    assert nothing_differs()


def test_one_meeting_serves_both_regimes_and_both_clocks_run_from_it(iro, child):
    completed(child, D(2025, 5, 1), iro, **seen())
    authorised(child, D(2025, 6, 2))
    completed(child, D(2025, 7, 31), iro, **seen())
    # Ordinary: six months after the second. Adoption: six months after the first since authority. The same day.
    assert due(child) == (ReviewKind.LOOKED_AFTER, ReviewSequence.LATER, "ADO-BOTH", D(2026, 1, 31))


def test_authority_that_ends_leaves_the_ordinary_limit(iro, child):
    completed(child, D(2025, 5, 1), iro, **seen())
    completed(child, D(2025, 7, 31), iro, **seen())
    authority = authorised(child, D(2025, 9, 17))
    arranging.end_authority(authority=authority, on=D(2025, 10, 1), reason="revoked", by=BY, today=TODAY)
    assert due(child) == (ReviewKind.LOOKED_AFTER, ReviewSequence.LATER, "REV-SUBS", D(2026, 1, 31))
    last = open_review(child).due_date_changes.last()
    assert last.why == "Authority to place for adoption ended: the placement order was revoked"


def test_authority_recorded_by_mistake_never_was(iro, child):
    authority = authorised(child, D(2025, 4, 8))
    arranging.end_authority(authority=authority, on=TODAY, reason="mistake", by=BY, today=TODAY)
    assert authority.ended_on == D(2025, 4, 8)
    assert due(child) == (ReviewKind.LOOKED_AFTER, ReviewSequence.FIRST, "REV-1ST", D(2025, 5, 8))


def test_placement_for_adoption_replaces_the_ordinary_review(iro, child):
    completed(child, D(2025, 5, 1), iro, **seen())
    authorised(child, D(2025, 6, 2))
    ordinary = open_review(child)
    placed(child, D(2025, 7, 7))
    ordinary.refresh_from_db()
    assert (ordinary.status, ordinary.ended_on, ordinary.ended_reason) == (
        "ended",
        D(2025, 7, 7),
        EndedReason.PLACED_FOR_ADOPTION,
    )
    assert due(child) == (ReviewKind.ADOPTION, ReviewSequence.FIRST, "ADO-PLACED-4W", D(2025, 8, 4))
    completed(child, D(2025, 7, 31), iro, **seen())
    assert due(child) == (ReviewKind.ADOPTION, ReviewSequence.SECOND, "ADO-PLACED-3M", D(2025, 10, 31))
    completed(child, D(2025, 10, 31), iro, **seen())
    assert due(child) == (ReviewKind.ADOPTION, ReviewSequence.LATER, "ADO-PLACED-6M", D(2026, 4, 30))
    assert nothing_differs()


def opened_again(review):
    found = Review.objects.get(pk=review.pk)
    return reviews.take_back_ending(review=found, why="It was a mistake", by=make_user("manager"), today=TODAY)


def test_review_that_a_placement_for_adoption_ended_is_not_opened_again(iro, child):
    completed(child, D(2025, 5, 1), iro, **seen())
    ordinary = open_review(child)
    placed(child, D(2025, 7, 7))
    adoption = open_review(child)
    with pytest.raises(RefusedError, match="The child now has adoption reviews, not looked-after reviews"):
        opened_again(ordinary)
    assert open_review(child) == adoption


def test_review_that_a_return_from_adoption_ended_is_not_opened_again(child):
    placed(child, D(2025, 7, 7))
    adoption = open_review(child)
    placed(child, D(2025, 12, 16), placement="U6")
    ordinary = open_review(child)
    with pytest.raises(RefusedError, match="The child now has looked-after reviews, not adoption reviews"):
        opened_again(adoption)
    assert open_review(child) == ordinary


def test_review_of_the_kind_that_the_child_has_is_opened_again(child):
    placed(child, D(2025, 7, 7))
    adoption = open_review(child)
    reviews.end_review(review=adoption, reason="other", note="Twice", on=D(2025, 7, 8), by=BY)
    assert opened_again(adoption).status == "to_arrange"


def test_completion_before_a_placement_for_adoption_is_not_taken_back_in_place_of_the_adoption_review(iro, child):
    done = completed(child, D(2025, 5, 1), iro, **seen())
    placed(child, D(2025, 7, 7))
    with pytest.raises(RefusedError, match="The child now has adoption reviews"):
        reviews.take_back_completion(review=done, why="Another child", by=make_user("manager"), today=TODAY)


def test_new_legal_status_with_the_same_adopters_does_not_begin_another_placement(iro, child):
    placed(child, D(2025, 7, 7), placement="A4")
    placed(child, D(2025, 9, 1), placement="A6", reason_new="U")
    assert due(child) == (ReviewKind.ADOPTION, ReviewSequence.FIRST, "ADO-PLACED-4W", D(2025, 8, 4))


def test_placement_with_other_adopters_begins_the_sequence_again(iro, child):
    placed(child, D(2025, 7, 7))
    completed(child, D(2025, 8, 1), iro, **seen())
    placed(child, D(2025, 9, 1))
    assert due(child) == (ReviewKind.ADOPTION, ReviewSequence.FIRST, "ADO-PLACED-4W", D(2025, 9, 29))


def test_return_asks_for_a_review_in_its_window_and_ordinary_reviews_go_on(iro, child):
    completed(child, D(2025, 5, 1), iro, **seen())
    placed(child, D(2025, 7, 7))
    adoption = open_review(child)
    placed(child, D(2025, 12, 16), placement="U6")
    adoption.refresh_from_db()
    assert (adoption.status, adoption.ended_reason) == ("ended", EndedReason.RETURNED)
    # The ordinary limit, 1 August 2025, passed while the ordinary rules did not apply.
    assert due(child) == (ReviewKind.LOOKED_AFTER, ReviewSequence.SECOND, "ADO-RETURN", D(2026, 1, 27))
    assert "not before 13 January 2026" in open_review(child).due_explanation
    # A review before the window serves the ordinary rules alone.
    completed(child, D(2026, 1, 5), iro, **seen())
    assert due(child)[2:] == ("ADO-RETURN", D(2026, 1, 27))
    completed(child, D(2026, 1, 20), iro, **seen())
    assert due(child) == (ReviewKind.LOOKED_AFTER, ReviewSequence.LATER, "REV-SUBS", D(2026, 7, 20))
    assert nothing_differs()


def test_reviews_while_placed_count_for_the_ordinary_sequence_after_a_return(iro, child):
    completed(child, D(2025, 5, 1), iro, **seen())
    authorised(child, D(2025, 6, 2))
    placed(child, D(2025, 7, 7))
    completed(child, D(2025, 8, 4), iro, **seen())
    completed(child, D(2025, 11, 3), iro, **seen())
    placed(child, D(2026, 4, 1), placement="U6")
    # Authority stands: the ordinary and the adoption limit fall on 3 May 2026, before the window after the return ends.
    assert due(child) == (ReviewKind.LOOKED_AFTER, ReviewSequence.LATER, "ADO-BOTH", D(2026, 5, 3))


def test_adoption_order_ends_reviews_and_authority(iro, child):
    authority = authorised(child, D(2025, 6, 2))
    placed(child, D(2025, 7, 7))
    arranging.record_leaving(child=child, on=D(2026, 3, 2), reason="E11", by=BY, today=TODAY)
    authority.refresh_from_db()
    assert (authority.ended_on, authority.ended_reason) == (D(2026, 3, 2), "order_made")
    assert not Review.objects.open().filter(child=child).exists()


def test_authority_is_not_ended_under_a_placement(iro, child):
    authority = authorised(child, D(2025, 6, 2))
    placed(child, D(2025, 7, 7))
    with pytest.raises(RefusedError, match="Record the return or the adoption order first"):
        arranging.end_authority(authority=authority, on=TODAY, reason="revoked", by=BY, today=TODAY)


def test_earlier_review_is_asked_for_whatever_the_kind(iro, child):
    placed(child, D(2026, 5, 25))
    review = open_review(child)
    reviews.ask_for_earlier_review(review=review, review_by=D(2026, 6, 5), reason="iro_asked", by=iro, today=TODAY)
    assert due(child)[2:] == ("REV-EARLY-IRO", D(2026, 6, 5))


def test_voided_review_before_the_placement_leaves_one_open(iro, child):
    first = completed(child, D(2025, 5, 1), iro, **seen())
    placed(child, D(2025, 7, 7))
    reviews.void_review(review=first, why="Another child's", by=iro, today=TODAY)
    assert due(child)[0] == ReviewKind.ADOPTION


# Short breaks --------------------------------------------------------------------------------------------------------
@pytest.fixture
def series(iro):
    return make_child(
        became_looked_after_on=BEGAN, iro=iro, today=TODAY, legal_status="V4", date_of_birth=D(2015, 3, 1)
    )


def stayed(child, first, last, setting="Kestrel View", **more):
    return arranging.record_stay(
        child=child, started_on=first, ended_on=last, setting=setting, by=BY, today=TODAY, **more
    )


def test_series_goes_on_while_its_conditions_hold(series):
    care = stayed(series, D(2025, 5, 2), D(2025, 5, 4), intended_nights=2)
    assert (care.kind, care.ceased_on) == (CareKind.SHORT_BREAKS, None)
    assert due(series) == (ReviewKind.SHORT_BREAKS, ReviewSequence.FIRST, "SB-REV-1ST", D(2025, 7, 7))


def test_stay_meant_to_be_too_long_makes_the_care_full_from_its_first_day(iro, series):
    completed(series, D(2025, 7, 1), iro)
    asked = open_review(series)
    care = stayed(series, D(2025, 12, 15), D(2026, 1, 5), intended_nights=21)
    asked.refresh_from_db()
    assert (asked.status, asked.ended_on, asked.ended_reason, asked.ended_note) == (
        "ended",
        D(2025, 12, 15),
        EndedReason.NO_LONGER_SHORT_BREAKS,
        "From 15/12/2025: a break is longer than 17 nights",
    )
    was, now = series.periods.order_by("pk")
    assert (was.kind, was.ceased_on, was.reason_ceased) == (CareKind.SHORT_BREAKS, D(2025, 12, 15), "X1")
    assert (now.kind, now.became_looked_after_on, now.after_short_breaks) == (
        CareKind.LOOKED_AFTER,
        D(2025, 12, 15),
        True,
    )
    assert now == care
    assert list(series.episodes.values_list("period", "started_on", "ended_on", "legal_status")) == [
        (was.pk, BEGAN, D(2025, 12, 15), "V4"),
        (now.pk, D(2025, 12, 15), None, "V2"),
    ]
    assert due(series) == (ReviewKind.LOOKED_AFTER, ReviewSequence.FIRST, "SB-TO-FULL", D(2026, 1, 15))
    completed(series, D(2026, 1, 12), iro)
    assert due(series) == (ReviewKind.LOOKED_AFTER, ReviewSequence.SECOND, "REV-2ND", D(2026, 4, 12))
    assert nothing_differs()


def test_first_stay_that_is_too_long_makes_it_full_care_from_the_start(series):
    care = stayed(series, BEGAN, D(2025, 5, 7), intended_nights=30)
    assert series.periods.get() == care
    assert (care.kind, care.after_short_breaks) == (CareKind.LOOKED_AFTER, True)
    assert due(series) == (ReviewKind.LOOKED_AFTER, ReviewSequence.FIRST, "SB-TO-FULL", D(2025, 5, 8))


def test_review_that_the_end_of_short_breaks_ended_is_not_opened_again(series):
    ended = open_review(series)
    stayed(series, BEGAN, D(2025, 5, 7), intended_nights=30)
    assert Review.objects.get(pk=ended.pk).ended_reason == EndedReason.NO_LONGER_SHORT_BREAKS
    with pytest.raises(RefusedError, match="The child now has looked-after reviews, not short-breaks reviews"):
        opened_again(ended)


def test_second_setting_and_not_going_home_end_the_series(iro, series):
    stayed(series, D(2025, 5, 2), D(2025, 5, 4))
    assert stayed(series, D(2025, 6, 6), D(2025, 6, 8), setting="Elsewhere").became_looked_after_on == D(2025, 6, 6)
    other = make_child(became_looked_after_on=BEGAN, iro=iro, today=TODAY, legal_status="V3")
    assert stayed(other, D(2025, 6, 6), D(2025, 6, 8), went_home=False).became_looked_after_on == D(2025, 6, 8)


def test_seventy_sixth_night_makes_it_full(series):
    for first, last in (
        (D(2025, 7, 1), D(2025, 7, 18)),
        (D(2025, 9, 1), D(2025, 9, 18)),
        (D(2025, 11, 3), D(2025, 11, 20)),
        (D(2026, 1, 5), D(2026, 1, 22)),
    ):
        assert stayed(series, first, last).kind == CareKind.SHORT_BREAKS
    care = stayed(series, D(2026, 3, 2), D(2026, 3, 11))  # nights 69 to 77; the 76th is the night of 9 March
    assert (care.kind, care.became_looked_after_on) == (CareKind.LOOKED_AFTER, D(2026, 3, 9))


def test_care_order_ends_the_series_that_day(series):
    placed(series, D(2025, 6, 2), placement="U6", reason_new="B")
    arranging.record_change(child=series, on=D(2025, 6, 9), legal_status="C1", reason_new="L", by=BY, today=TODAY)
    full = series.periods.open().get()
    assert (full.kind, full.became_looked_after_on) == (CareKind.LOOKED_AFTER, D(2025, 6, 9))
    assert list(series.episodes.filter(period=full).values_list("started_on", "legal_status")) == [
        (D(2025, 6, 9), "C1")
    ]
    assert due(series) == (ReviewKind.LOOKED_AFTER, ReviewSequence.FIRST, "SB-TO-FULL", D(2025, 7, 7))


def test_stay_is_refused_on_days_already_recorded_or_without_a_series(iro, series, child):
    stayed(series, D(2025, 5, 2), D(2025, 5, 4))
    with pytest.raises(ValidationError, match="on some of these days"):
        stayed(series, D(2025, 5, 3), D(2025, 5, 6))
    with pytest.raises(RefusedError, match="does not have short breaks"):
        stayed(child, D(2025, 5, 2), D(2025, 5, 4))


# Pathway plans -------------------------------------------------------------------------------------------------------
def test_review_of_an_eligible_young_person_says_whether_it_looked_at_the_pathway_plan(iro):
    young = make_child(became_looked_after_on=BEGAN, iro=iro, today=TODAY, date_of_birth=D(2009, 5, 11))
    completed(young, D(2025, 5, 1), iro)  # not yet 16
    assert eligible_since(young) == D(2025, 7, 7)  # thirteen weeks after care began
    with pytest.raises(ValidationError, match="looked at the pathway plan"):
        completed(young, D(2025, 7, 31), iro)
    done = completed(young, D(2025, 7, 31), iro, pathway_plan_looked_at=False)
    assert done.pathway_plan_looked_at is False


def test_short_breaks_make_nobody_eligible(iro):
    young = make_child(
        became_looked_after_on=BEGAN, iro=iro, today=TODAY, legal_status="V4", date_of_birth=D(2009, 1, 1)
    )
    assert eligible_since(young) is None


def test_thirteen_weeks_add_up_over_periods(iro):
    young = make_child(became_looked_after_on=D(2024, 1, 1), iro=iro, today=TODAY, date_of_birth=D(2009, 5, 11))
    children.cease_care(child=young, on=D(2024, 3, 1), reason="E4A", by=BY, today=TODAY)  # 60 days
    children.start_period_of_care(child=young, on=D(2025, 5, 1), legal_status="V2", by=BY, today=TODAY)
    assert eligible_since(young) == D(2025, 6, 1)  # 31 days more
