"""One meeting of a series that was recorded by mistake is taken back; the series goes on, or never was."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.verdict import RefusedError
from audit.versions import ConflictError
from reviews import actions
from reviews.models import Review, ReviewMeeting
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 4, 28)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user()


@pytest.fixture
def review(iro):
    return open_review(make_child(iro=iro))


def met(review, iro, on):
    review.refresh_from_db()
    return actions.record_meeting(review=review, on=on, chair=iro, note="Mother", by=iro, today=TODAY)


def taken_back(meeting, by, **more):
    meeting.refresh_from_db()
    return actions.take_back_meeting(meeting=meeting, why="Another child", by=by, today=TODAY, **more)


def test_series_goes_on_from_the_first_meeting_that_stands(review, iro):
    wrong, right = met(review, iro, D(2025, 4, 14)), met(review, iro, D(2025, 4, 22))
    now = taken_back(wrong, iro)
    assert (now.status, now.held_on, now.mode) == ("in_series", D(2025, 4, 22), "series")
    assert list(review.meetings.standing()) == [right]
    assert list(review.meetings.values_list("withdrawn_on", "withdrawn_because")) == [
        (TODAY, "Another child"),
        (None, ""),
    ]


@pytest.mark.parametrize("stood", ["to_arrange", "booked"])
def test_only_meeting_taken_back_leaves_the_review_as_it_stood(stood, review, iro):
    if stood == "booked":
        slot = {"on": D(2025, 4, 30), "at": datetime.time(10), "chair": iro, "place": "Hall"}
        actions.book_review(review=review, by=BY, today=TODAY, **slot)
    now = taken_back(met(review, iro, D(2025, 4, 22)), iro)
    assert (now.status, now.held_on, now.chair, now.mode) == (stood, None, None, "meeting")
    assert review.bookings.current().exists() == (stood == "booked")
    last = review.status_changes.latest("pk")
    assert (last.was, last.became, last.why) == (
        "in_series",
        stood,
        "Its only meeting was recorded by mistake: Another child",
    )
    met(now, iro, D(2025, 4, 23))


def test_meeting_is_taken_back_once_with_a_reason_and_only_while_the_series_goes_on(review, iro):
    first, second = met(review, iro, D(2025, 4, 14)), met(review, iro, D(2025, 4, 22))
    with pytest.raises(ValidationError, match="Say what the mistake was"):
        actions.take_back_meeting(meeting=first, why=" ", by=iro, today=TODAY)
    taken_back(first, iro)
    with pytest.raises(RefusedError, match="taken back already"):
        taken_back(first, iro)
    review.refresh_from_db()
    actions.complete_review(review=review, facts=facts(iro, TODAY), by=iro, today=TODAY)
    with pytest.raises(RefusedError, match="not a series that goes on"):
        taken_back(second, iro)


def test_who_was_second_is_told(review, iro):
    meeting = met(review, iro, D(2025, 4, 14))
    seen = Review.objects.get(pk=review.pk).version
    met(review, iro, D(2025, 4, 22))
    with pytest.raises(ConflictError):
        taken_back(meeting, iro, seen_version=seen)
    assert not ReviewMeeting.objects.filter(withdrawn_on__isnull=False).exists()


def test_iro_takes_it_back_from_the_page_of_the_review(review, iro):
    meeting = met(review, iro, D(2025, 4, 22))
    client, where = Client(), reverse("putting_right:meeting", args=[review.pk])
    client.force_login(iro)
    assert where in client.get(reverse("child:review", args=[review.pk])).content.decode()
    version = Review.objects.get(pk=review.pk).version
    sent = {"meeting": meeting.pk, "why": "Another child", "version": version}
    key = "6f0a53c4-3b3f-4df5-8a52-7d0a3b3d1c01"
    said = client.post(where, sent | {"form_key": key}, follow=True).content.decode()
    assert ("The meeting is taken back." in said, where in said) == (True, False)


@pytest.mark.parametrize("role", [Role.SUPPORT_WORKER, Role.SOCIAL_WORKER])
def test_nobody_else_takes_it_back(role, review, iro):
    met(review, iro, D(2025, 4, 22))
    client = Client()
    client.force_login(make_user(role))
    assert client.get(reverse("putting_right:meeting", args=[review.pk])).status_code in (403, 404)
