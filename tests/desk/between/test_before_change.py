"""A change that the law wants considered at a review first is a piece of work until that review is booked or held."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import RoleGrant
from desk.deadlines import deadlines
from desk.digest.sources import SOURCES
from reviews import actions
from reviews.actions import Considered
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 4, 28)
ASKED_FOR = D(2025, 5, 5)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


@pytest.fixture
def support():
    return make_user(Role.SUPPORT_WORKER)


def proposed(iro, kind="placement_to_end"):
    child = make_child(iro=iro, first_name="Asha", last_name="Reed")
    what = "The carers gave notice"
    return actions.tell_of_event(child=child, kind=kind, on=TODAY, what=what, by=BY, today=TODAY)


def answered(event, iro, *, review_by=None):
    considered = Considered(reason="It must be heard first", review_by=review_by)
    return actions.answer_event(event=event, wishes_known=True, considered=considered, by=iro, today=TODAY)


def booked(event, on):
    review = open_review(event.child)
    given = {"at": datetime.time(10), "chair": make_user(), "place": "Hall", "by": BY, "today": TODAY}
    return actions.book_review(review=review, on=on, **given)


def page_of(user, name) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse(name)).content.decode()


def waiting_for(user, name) -> list[int]:
    user.act_as(RoleGrant.objects.get(user=user).role, on=TODAY, at=timezone.now(), only_reading=True)
    return [item.pk for item in SOURCES[name].items(user, deadlines(TODAY))]


@pytest.mark.parametrize("kind", ["plan_to_change", "placement_to_end", "other_arrangements", "place_with_parent"])
def test_proposed_change_is_on_the_iros_monday_list_until_it_is_answered(kind, iro):
    event = proposed(iro, kind)
    text = page_of(iro, "caseload:mine")
    assert "Hold a review before this is done" in text
    assert reverse("between:answer", args=[event.pk]) in text


def test_support_worker_sees_that_a_review_is_to_be_booked_and_not_for_which_change(iro, support):
    event = proposed(iro)
    text = page_of(support, "arranging:to-arrange")
    assert "1 review to book before a change" in text
    assert "The IRO has not said yet by when" in text
    assert reverse("arranging:book", args=[open_review(event.child).pk]) in text
    assert ("to end the placement" in text, event.what in text) == (False, False)


def test_review_that_the_iro_asked_for_is_to_book_until_it_is_booked_in_time(iro, support):
    event = answered(proposed(iro), iro, review_by=ASKED_FOR)
    assert "Book the review that is needed before this is done" in page_of(iro, "caseload:mine")
    assert "1 review to book before a change" in page_of(support, "arranging:to-arrange")
    booked(event, ASKED_FOR)
    assert "Book the review that is needed" not in page_of(iro, "caseload:mine")
    assert "before a change" not in page_of(support, "arranging:to-arrange")


def test_review_that_is_booked_later_than_the_iro_asked_for_is_to_move(iro, support):
    event = proposed(iro)
    booked(event, ASKED_FOR + datetime.timedelta(days=1))
    answered(event, iro, review_by=ASKED_FOR)
    text = page_of(support, "arranging:to-arrange")
    assert "Booked for 6 May 2025" in text
    assert reverse("arranging:move", args=[open_review(event.child).pk]) in text


def test_nothing_is_asked_once_the_iro_said_no_or_it_was_a_mistake_or_a_review_was_held(iro, support):
    answered(proposed(iro), iro)
    actions.withdraw_event(event=proposed(iro), because="Another child", by=iro, today=TODAY)
    reviewed = proposed(iro)
    actions.complete_review(review=open_review(reviewed.child), facts=facts(iro, TODAY), by=iro, today=TODAY)
    assert "before a change" not in page_of(support, "arranging:to-arrange")
    assert "before this is done" not in page_of(iro, "caseload:mine")


def test_event_that_asks_for_no_review_is_no_such_work(iro, support):
    proposed(iro, "hospital")
    assert "before a change" not in page_of(support, "arranging:to-arrange")
    assert "before this is done" not in page_of(iro, "caseload:mine")


def test_both_are_reminded_of_it_and_the_iro_once(iro, support):
    event = proposed(iro)
    assert waiting_for(iro, "changes_to_review") == [event.pk]
    assert waiting_for(iro, "events_to_answer") == []
    assert waiting_for(support, "reviews_before_a_change") == [event.pk]


def test_board_asks_the_same_queries_for_one_change_and_three(iro, support, assert_same_queries):
    def make(number):
        for _ in range(number):
            booked(proposed(iro), ASKED_FOR)

    client = Client()
    client.force_login(support)
    assert assert_same_queries(make, reverse("arranging:to-arrange"), client) > 0
