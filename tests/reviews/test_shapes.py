"""What the database refuses about reviews, whoever writes it. Run on both databases."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from audit.actions import acting
from reviews.models import Booking, Decision, ParentPart, RecordOfReview, Review
from tests.factories import make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
DONE = {
    "status": "completed",
    "held_on": D(2025, 4, 30),
    "completed_on": D(2025, 4, 30),
    "participation_code": "PN1",
    "age_band": "four_or_over",
}


def refused_by(write) -> bool:
    """Say whether the database refuses a write."""
    try:
        with transaction.atomic(), acting():
            write()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        (DONE, False),
        (DONE | {"held_on": None}, True),
        (DONE | {"completed_on": None}, True),
        (DONE | {"participation_code": ""}, True),
        (DONE | {"chair": None}, True),
        (DONE | {"held_on": D(2025, 5, 1)}, True),  # completed before it was held
        (DONE | {"status": "booked"}, True),  # completed without being completed
        ({"participation_code": "PN1", "age_band": "four_or_over"}, True),  # a code on an open review
        (DONE | {"participation_code": "PN0"}, True),
        (DONE | {"participation_code": "PN0", "age_band": "under_four"}, False),
        (DONE | {"participation_code": "PN1", "age_band": "under_four"}, True),
        (DONE | {"participation_code": "PN0", "age_band": "on_fourth_birthday"}, False),
        (DONE | {"participation_code": "PN1", "age_band": "on_fourth_birthday"}, False),
        (DONE | {"participation_code": "PN8"}, True),
        ({"status": "ended", "ended_on": D(2025, 5, 1), "ended_reason": "left_care"}, False),
        ({"status": "ended", "ended_on": D(2025, 5, 1)}, True),
        ({"status": "ended", "ended_reason": "left_care"}, True),
        ({"ended_on": D(2025, 5, 1), "ended_reason": "left_care"}, True),  # ended, yet open
        ({"status": "adjourned"}, True),
        ({"status": "adjourned", "held_on": D(2025, 5, 1), "adjourned_on": D(2025, 5, 1)}, True),  # no reason
        (
            {
                "status": "adjourned",
                "held_on": D(2025, 5, 1),
                "adjourned_on": D(2025, 5, 1),
                "adjourned_reason": "Papers",
            },
            False,
        ),
        ({"review_by": D(2025, 5, 1)}, True),  # earlier without a reason
        ({"review_by": D(2025, 5, 1), "early_reason": "iro_asked"}, False),
    ],
)
def test_review_has_a_lawful_shape(fields, is_refused):
    review = open_review(make_child())
    chair = make_user()
    values = {"chair": chair} | fields
    assert refused_by(lambda: Review.objects.filter(pk=review.pk).update(**values)) == is_refused


def test_child_has_one_open_review_of_a_kind():
    review = open_review(make_child())
    review.pk = None
    assert refused_by(review.save)


def test_review_is_booked_once_at_a_time():
    review, chair = open_review(make_child()), make_user()
    slot = {"review": review, "on": D(2025, 5, 1), "at": datetime.time(10), "chair": chair, "place": "School"}
    with acting():
        Booking.objects.create(**slot)
    assert (refused_by(Booking(**slot).save), refused_by(Booking(**slot, minutes=5, is_current=False).save)) == (
        True,
        True,
    )


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        ({"was_invited": True, "attended": True}, False),
        ({"was_invited": False}, True),
        ({"was_invited": False, "not_invited_reason": "child_wish"}, False),
        ({"was_invited": True, "not_invited_reason": "child_wish"}, True),
        ({"was_invited": True, "attended": False}, True),
        ({"was_invited": True, "attended": False, "not_attending_reason": "work"}, False),
        ({"was_invited": False, "not_invited_reason": "other", "attended": False}, True),
    ],
)
def test_parents_part_has_its_reasons(fields, is_refused):
    review = open_review(make_child())
    assert refused_by(ParentPart(review=review, **fields).save) == is_refused


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        ({}, False),
        ({"status": "done"}, True),
        ({"status": "done", "closed_on": D(2025, 5, 1)}, False),
        ({"closed_on": D(2025, 5, 1)}, True),
    ],
)
def test_closed_decision_has_a_day(fields, is_refused):
    decision = Decision(review=open_review(make_child()), text="x", owner="y", target_on=D(2025, 6, 1), **fields)
    assert refused_by(decision.save) == is_refused


@pytest.mark.parametrize(
    ("fields", "is_refused"),
    [
        ({}, False),
        ({"finished_on": D(2025, 5, 2)}, False),
        ({"distributed_on": D(2025, 5, 2)}, True),
        ({"finished_on": D(2025, 5, 2), "distributed_on": D(2025, 5, 1)}, True),
        ({"finished_on": D(2025, 5, 2), "distributed_on": D(2025, 5, 2)}, False),
    ],
)
def test_record_is_finished_before_it_is_distributed(fields, is_refused):
    record = RecordOfReview(review=open_review(make_child()), text="It went well.", **fields)
    assert refused_by(record.save) == is_refused
