"""Taking a mistake back on the pages: who is offered it, what it says it does, and that it is done."""

import datetime
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from reviews import actions as reviews
from reviews.models import Review
from tests.factories import facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 4, 28)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


@pytest.fixture
def review(iro):
    return open_review(make_child(iro=iro, first_name="Asha"))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def url(name, review):
    return reverse(f"putting_right:{name}", args=[review.pk])


def complete(review, iro):
    return reviews.complete_review(review=review, facts=facts(iro, D(2025, 4, 25)), by=iro, today=TODAY)


def end(review, iro):
    return reviews.end_review(review=review, reason="other", note="Twice", on=TODAY, by=iro)


def cancel(review, iro):
    slot = {"at": datetime.time(10), "place": "School", "chair": iro}
    reviews.book_review(review=review, on=D(2025, 5, 6), by=iro, today=TODAY, **slot)
    return reviews.cancel_booking(review=review, because="Wrong child", by=iro, today=TODAY)


def why(review, **more):
    return {"version": review.version, "form_key": str(uuid.uuid4()), "why": "Wrong child"} | more


@pytest.mark.parametrize(
    ("name", "mistake", "may"),
    [
        ("completion", complete, {Role.IRO, Role.MANAGER}),
        ("ending", end, {Role.MANAGER}),
        ("booking", cancel, {Role.IRO, Role.MANAGER, Role.SUPPORT_WORKER}),
    ],
)
@pytest.mark.parametrize("role", Role)
def test_it_is_offered_to_those_who_may_and_opens_for_them_alone(role, name, mistake, may, review, iro):
    mistake(review, iro)
    client = signed_in(iro if role == Role.IRO else make_user(role))
    page = client.get(reverse("child:review", args=[review.pk]))
    assert (url(name, review) in page.content.decode()) == (role in may)
    assert (client.get(url(name, review)).status_code == 200) == (role in may)


def test_completion_is_taken_back_with_its_reason(review, iro):
    complete(review, iro)
    client = signed_in(iro)
    page = client.get(url("completion", review)).content.decode()
    assert "The review that was opened after it is withdrawn." in page
    answer = client.post(url("completion", review), why(review))
    assert answer.headers["Location"] == reverse("child:review", args=[review.pk])
    shown = client.get(answer.headers["Location"]).content.decode()
    assert "Completed by mistake: Wrong child" in shown
    assert Review.objects.get(pk=review.pk).status == "to_arrange"
    kept = Review.objects.get(taken_back_from=review)
    assert "Entered by mistake" in client.get(reverse("child:review", args=[kept.pk])).content.decode()


def test_mistake_has_to_be_said(review, iro):
    complete(review, iro)
    answer = signed_in(iro).post(url("completion", review), why(review, why=""))
    assert (answer.status_code, Review.objects.get(pk=review.pk).status) == (422, "completed")


def test_iro_is_told_why_it_is_the_managers_now(review, iro):
    complete(review, iro)
    reviews.send_decisions(record=review.record, on=TODAY, by=iro, today=TODAY)
    answer = signed_in(iro).get(url("completion", review))
    assert (answer.status_code, "The decisions were sent" in answer.content.decode()) == (403, True)
    page = signed_in(make_user(Role.MANAGER)).get(url("completion", review)).content.decode()
    assert "Tell those who received them that they do not stand." in page


def test_ending_is_taken_back(review, iro):
    end(review, iro)
    signed_in(make_user(Role.MANAGER)).post(url("ending", review), why(review))
    assert list(review.child.reviews.open()) == [review]


def test_cancelled_booking_stands_again(review, iro):
    cancel(review, iro)
    signed_in(make_user(Role.SUPPORT_WORKER)).post(url("booking", review), why(review))
    assert review.bookings.current().get().on == D(2025, 5, 6)


def test_second_of_two_is_told_that_it_was_done(review, iro):
    complete(review, iro)
    sent = why(review)
    first, second = signed_in(iro), signed_in(make_user(Role.MANAGER))
    assert first.post(url("completion", review), sent).status_code == 302
    answer = second.post(url("completion", review), sent | {"form_key": str(uuid.uuid4())})
    assert (answer.status_code, "How it stands now" in answer.content.decode()) == (409, True)
