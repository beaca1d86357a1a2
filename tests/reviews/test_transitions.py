"""The transition table: every cell of it, that every status can be reached, and that its picture is true."""

from pathlib import Path

import pytest

from desk.diagrams import page
from reviews.enums import OPEN_STATUSES, ReviewStatus
from reviews.models import Review
from reviews.policies import may_step
from reviews.transitions import TRANSITIONS, goes_back, may_become

S = ReviewStatus
ALLOWED = {
    (S.TO_ARRANGE, S.BOOKED),
    (S.TO_ARRANGE, S.IN_SERIES),
    (S.TO_ARRANGE, S.ADJOURNED),
    (S.TO_ARRANGE, S.COMPLETED),
    (S.TO_ARRANGE, S.ENDED),
    (S.TO_ARRANGE, S.VOIDED),
    (S.BOOKED, S.TO_ARRANGE),
    (S.BOOKED, S.IN_SERIES),
    (S.BOOKED, S.ADJOURNED),
    (S.BOOKED, S.COMPLETED),
    (S.BOOKED, S.ENDED),
    (S.BOOKED, S.VOIDED),
    (S.IN_SERIES, S.TO_ARRANGE),
    (S.IN_SERIES, S.BOOKED),
    (S.IN_SERIES, S.ADJOURNED),
    (S.IN_SERIES, S.COMPLETED),
    (S.IN_SERIES, S.ENDED),
    (S.IN_SERIES, S.VOIDED),
    (S.ADJOURNED, S.COMPLETED),
    (S.ADJOURNED, S.ENDED),
    (S.ADJOURNED, S.VOIDED),
    (S.COMPLETED, S.TO_ARRANGE),
    (S.COMPLETED, S.BOOKED),
    (S.COMPLETED, S.IN_SERIES),
    (S.COMPLETED, S.ADJOURNED),
    (S.COMPLETED, S.VOIDED),
    (S.ENDED, S.TO_ARRANGE),
    (S.ENDED, S.BOOKED),
    (S.ENDED, S.IN_SERIES),
    (S.ENDED, S.ADJOURNED),
    (S.ENDED, S.VOIDED),
}


@pytest.mark.parametrize("status", list(S))
@pytest.mark.parametrize("following", list(S))
def test_step_is_allowed_exactly_where_the_table_says(status, following):
    assert may_become(status, following) == ((status, following) in ALLOWED)


@pytest.mark.parametrize("status", list(S))
@pytest.mark.parametrize("following", list(S))
def test_only_taking_a_mistake_back_opens_a_review_that_was_over(status, following):
    forward = may_become(status, following) and not goes_back(status, following)
    assert bool(may_step(Review(status=status), following)) == forward
    was_over = status not in OPEN_STATUSES and following in OPEN_STATUSES
    was_begun = status == S.IN_SERIES and following in (S.TO_ARRANGE, S.BOOKED)
    assert goes_back(status, following) == (was_over or was_begun)


def test_every_status_can_be_reached_and_every_open_one_can_end():
    reached = {S.TO_ARRANGE} | {step for following in TRANSITIONS.values() for step in following}
    assert reached == set(S)
    assert all({S.COMPLETED, S.ENDED} <= TRANSITIONS[status] for status in OPEN_STATUSES)


def test_picture_in_the_documentation_is_the_table():
    drawn = Path(__file__).resolve().parents[2] / "docs" / "states.md"
    assert drawn.read_text(encoding="utf-8") == page()
