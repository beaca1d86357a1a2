"""Forms asked before a review that will not be held are asked no more: at once by rule, and in name the same night."""

import pytest

from accounts.verdict import RefusedError
from audit.actions import acting
from children.models import Child
from office import jobs
from office.models import Job
from participation import actions
from participation.enums import AskedStatus
from participation.policies import may_fill
from participation.tasks import withdraw_forms
from reviews import actions as reviews
from tests.factories import BY, TODAY, ask, make_child, open_review

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def end(asked):
    reviews.end_review(review=asked.review, reason="left_care", on=TODAY, by=BY)


def void(asked):
    reviews.void_review(review=asked.review, why="Mistake", by=BY, today=TODAY)


def die(asked):
    with acting():
        Child.objects.filter(pk=asked.review.child_id).update(died_on=TODAY)


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (end, "The review will not be held"),
        (void, "The review was entered by mistake"),
        (die, "The child has died"),
    ],
)
def test_form_of_a_review_that_will_not_be_held_is_refused_at_once_and_withdrawn_in_the_night(happens, why):
    asked, other = ask(open_review(make_child())), ask(open_review(make_child()))
    actions.make_link(asked=asked, finder="finder", secret_hash="0" * 64, by=BY, today=TODAY)
    happens(asked)
    asked = type(asked).objects.get(pk=asked.pk)
    assert may_fill(asked).reason == "This form is no longer asked."
    with pytest.raises(RefusedError):
        actions.keep_so_far(asked=asked, filled={}, by=BY, today=TODAY)
    assert withdraw_forms(Job(), lambda *_said: None) == {"withdrawn": 1}
    asked.refresh_from_db()
    other.refresh_from_db()
    assert (asked.status, asked.withdrawn_because, other.status) == (AskedStatus.WITHDRAWN, why, AskedStatus.ASKED)
    assert asked.links.get().ended_at is not None


def test_forms_are_looked_through_every_night():
    assert jobs.KINDS["participation.withdraw_forms"].nightly
