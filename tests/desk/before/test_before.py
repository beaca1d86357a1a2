"""Before a review: attempts, what the child said, and conferring; and who reads which of it."""

import datetime
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Team
from children.actions import allocate_social_worker
from reviews import actions as reviews
from reviews.models import ConversationAttempt, PrivateConversation, Review
from tests.factories import BY, facts, make_child, make_team, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 4, 28)
SECRET = "Wants to see Gran"


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


def keyed(record, **more):
    return {"version": record.version, "form_key": str(uuid.uuid4())} | more


def said(review, iro):
    reviews.record_conversation(
        review=review, outcome="seen", on=D(2025, 4, 25), note=SECRET, place="At school", by=iro, today=TODAY
    )
    reviews.record_attempt(review=review, on=D(2025, 4, 22), how="call", what_happened="Rang off", by=iro, today=TODAY)


def everything_about(client, review):
    """Return every page of the child and the review that somebody may open, and what was changed."""
    child = review.child
    pages = [reverse("child:review", args=[review.pk])]
    names = ("child:page", "child:reviews", "child:decisions", "child:people", "child:clocks", "looking:history")
    pages += [reverse(name, args=[child.pk]) for name in names]
    answers = [client.get(address) for address in pages]
    return " ".join(answer.content.decode() for answer in answers if answer.status_code == 200)


@pytest.mark.parametrize("role", Role)
def test_what_the_child_said_is_the_iros_alone_to_read(role, review, iro):
    said(review, iro)
    reviews.complete_review(review=review, facts=facts(iro, TODAY), by=iro, today=TODAY)
    record = reviews.finish_record(record=review.record, text="It went well", on=TODAY, by=iro, today=TODAY)
    reviews.send_decisions(record=record, on=TODAY, by=iro, today=TODAY)
    reviews.distribute_record(record=record, on=TODAY, by=BY, today=TODAY)
    user = iro if role == Role.IRO else make_user(role)
    team = make_team()
    worker = user if role == Role.SOCIAL_WORKER else None
    allocate_social_worker(child=review.child, team=Team.objects.get(pk=team.pk), social_worker=worker, on=TODAY, by=BY)
    client = signed_in(user)
    page = client.get(reverse("before:in-confidence", args=[review.pk]))
    assert page.status_code == (200 if role == Role.IRO else 403)
    assert (SECRET in page.content.decode(), "Rang off" in page.content.decode()) == (role == Role.IRO,) * 2
    elsewhere = everything_about(client, review)
    assert (SECRET in elsewhere, "At school" in elsewhere, "Rang off" in elsewhere) == (False, False, False)
    assert PrivateConversation.objects.readable_by(user).exists() == (role == Role.IRO)
    assert ConversationAttempt.objects.readable_by(user).exists() == (role == Role.IRO)


def test_manager_reads_what_came_of_it(review, iro):
    said(review, iro)
    page = signed_in(make_user(Role.MANAGER)).get(reverse("child:review", args=[review.pk])).content.decode()
    assert ("Spoke with the child in private" in page, "25 April 2025" in page, "1 attempt" in page) == (True,) * 3


def test_colleague_finds_none_of_it(review, iro):
    said(review, iro)
    other = make_user()
    assert signed_in(other).get(reverse("before:in-confidence", args=[review.pk])).status_code == 404
    assert not PrivateConversation.objects.readable_by(other).exists()


def test_chair_of_the_day_reads_it(review, iro):
    said(review, iro)
    chair = make_user()
    slot = {"on": D(2025, 5, 6), "at": datetime.time(10), "place": "School"}
    reviews.book_review(review=review, chair=chair, by=BY, today=TODAY, **slot)
    page = signed_in(chair).get(reverse("before:in-confidence", args=[review.pk]))
    assert (page.status_code, SECRET in page.content.decode()) == (200, True)


def test_attempts_are_listed_and_answer_what_was_tried(review, iro):
    client, address = signed_in(iro), reverse("before:attempt", args=[review.pk])
    for on, happened in (("2025-04-22", "No answer"), ("2025-04-24", "Hung up")):
        now = Review.objects.get(pk=review.pk)
        sent = keyed(now, on=on, how="call", what_happened=happened)
        assert client.post(address, sent).status_code == 302
    listed = client.get(reverse("before:in-confidence", args=[review.pk])).content.decode()
    assert ("No answer" in listed, "Hung up" in listed, "2 attempts" in listed) == (True, True, True)
    now = Review.objects.get(pk=review.pk)
    sent = keyed(now, spoken_outcome="tried", tried_note="")
    assert client.post(reverse("log_review:speak", args=[review.pk]), sent).status_code == 302
    tried = facts(iro, TODAY, spoken_outcome="tried", spoken_on=None)
    reviews.complete_review(review=Review.objects.get(pk=review.pk), facts=tried, by=iro, today=TODAY)
    assert Review.objects.get(pk=review.pk).status == "completed"


def book_for(review, iro, day):
    slot = {"at": datetime.time(10), "chair": iro, "place": "School"}
    reviews.book_review(review=review, on=day, by=BY, today=D(2025, 4, 7), **slot)


@pytest.mark.parametrize(
    ("booked_for", "conferred_on", "shown"),
    [
        (None, None, "once it is booked"),
        (D(2025, 5, 27), None, "2 May 2025"),
        (D(2025, 5, 6), None, "Overdue"),
        (D(2025, 5, 27), "2025-04-28", "Done on time"),
        (D(2025, 5, 6), "2025-04-28", "Done late"),
    ],
)
def test_conferring_is_shown_with_its_limit_and_late_is_visible(booked_for, conferred_on, shown, review, iro):
    if booked_for:
        book_for(review, iro, booked_for)
    client = signed_in(iro)
    if conferred_on:
        sent = keyed(Review.objects.get(pk=review.pk), on=conferred_on, with_whom="Jo Worker", how="call", note="")
        assert client.post(reverse("before:confer", args=[review.pk]), sent).status_code == 302
    page = client.get(reverse("child:review", args=[review.pk])).content.decode()
    assert shown.lower() in page.split("Social worker and IRO confer")[1].split("govuk-summary-list__row")[0].lower()


@pytest.mark.parametrize(
    ("name", "typed"),
    [("attempt", {"how": "call", "what_happened": "No answer"}), ("confer", {"how": "call", "with_whom": "Jo"})],
)
def test_sending_twice_records_once_and_a_stale_page_is_told(name, typed, review, iro):
    client, address = signed_in(iro), reverse(f"before:{name}", args=[review.pk])
    sent = keyed(review, on="2025-04-25", **typed)
    assert [client.post(address, sent).status_code for _ in range(2)] in ([302, 302], [302, 409])
    assert review.attempts.count() + review.conferrings.count() == 1
    stale = client.post(address, sent | {"form_key": str(uuid.uuid4())})
    assert (stale.status_code, review.attempts.count() + review.conferrings.count()) == (409, 1)


@pytest.mark.parametrize("name", ["attempt", "confer"])
def test_nothing_is_recorded_in_the_future_or_of_a_review_that_is_over(name, review, iro):
    client, address = signed_in(iro), reverse(f"before:{name}", args=[review.pk])
    typed = {"how": "call", "what_happened": "x", "with_whom": "x"}
    assert client.post(address, keyed(review, on="2025-04-29", **typed)).status_code == 422
    reviews.complete_review(review=review, facts=facts(iro, TODAY), by=iro, today=TODAY)
    assert client.get(address).status_code == 403
