"""The small forms around a review: who may open them, what they do, what they refuse."""

import datetime
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from office.models import Draft
from reviews import actions as reviews
from reviews.facts import DecisionFacts
from reviews.models import Decision, RecordOfReview, Review
from tests.factories import facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY = D(2025, 4, 28)
BEFORE = ("speak", "earlier", "adjourn", "meeting")
AFTER = ("decisions", "record")


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


@pytest.fixture
def client(iro):
    client = Client()
    client.force_login(iro)
    return client


@pytest.fixture
def review(iro):
    return open_review(make_child(iro=iro, first_name="Asha"))


@pytest.fixture
def held(iro):
    return complete(make_child(iro=iro), iro)


def complete(child, iro):
    review = open_review(child)
    decision = DecisionFacts(text="Find a new school", owner="Jo Worker", target_on=D(2025, 5, 30))
    reviews.complete_review(review=review, facts=facts(iro, D(2025, 4, 25), decisions=(decision,)), by=iro, today=TODAY)
    return review


def url(name, pk):
    return reverse(f"log_review:{name}", args=[pk])


def keyed(record, **more):
    return {"version": record.version, "form_key": str(uuid.uuid4())} | more


@pytest.mark.parametrize("role", Role)
def test_only_iros_open_them(role, review, held, iro):
    client = Client()
    client.force_login(iro if role == Role.IRO else make_user(role))
    addresses = [url(name, review.pk) for name in BEFORE] + [url(name, held.pk) for name in AFTER]
    addresses += [url("done", held.pk), url("close_decision", held.decisions.get().pk)]
    status = 200 if role == Role.IRO else 403
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, status)


def test_a_colleagues_are_not_found(client, review, held):
    other = make_user()
    theirs, their_held = open_review(make_child(iro=other)), complete(make_child(iro=other), other)
    addresses = [url(name, theirs.pk) for name in BEFORE] + [url(name, their_held.pk) for name in AFTER]
    addresses += [url("done", their_held.pk), url("close_decision", their_held.decisions.get().pk)]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)
    assert {client.post(address, {}).status_code for address in addresses} == {404}


def test_conversation_is_recorded_and_taken_over_by_the_review(client, review):
    sent = keyed(review, spoken_outcome="seen", spoken_on="2025-04-25", seen_note="Likes the new school")
    assert client.post(url("speak", review.pk), sent).status_code == 302
    now = Review.objects.get(pk=review.pk)
    assert (now.spoken_outcome, now.spoken_on, now.spoken_note, now.status) == (
        "seen",
        D(2025, 4, 25),
        "",
        "to_arrange",
    )
    assert now.conversation.in_confidence == "Likes the new school"
    assert "Likes the new school" in client.get(url("form", review.pk)).content.decode()


@pytest.mark.parametrize(
    ("answer", "field", "sentence"),
    [
        ({}, "spoken_outcome", "Say whether you spoke with the child in private before the review"),
        ({"spoken_outcome": "seen"}, "spoken_on", "Enter the day you spoke with the child"),
        (
            {"spoken_outcome": "seen", "spoken_on": "2025-04-29"},
            "spoken_on",
            "The day you spoke with the child must be today or in the past",
        ),
        ({"spoken_outcome": "tried"}, "tried_note", "Say what was tried, and when"),
    ],
)
def test_conversation_says_what_is_missing(answer, field, sentence, client, review):
    response = client.post(url("speak", review.pk), keyed(review, **answer))
    assert (response.status_code, response.context["form"].errors) == (422, {field: [sentence]})
    assert Review.objects.get(pk=review.pk).version == review.version


def test_earlier_review_moves_the_limit(client, review):
    sent = keyed(review, review_by="2025-05-02", reason="iro_asked", note="Placement is shaky")
    assert client.post(url("earlier", review.pk), sent).status_code == 302
    now = Review.objects.get(pk=review.pk)
    assert (now.due_on, now.due_rule, now.early_reason) == (D(2025, 5, 2), "REV-EARLY-IRO", "iro_asked")


def test_later_review_cannot_be_asked_for(client, review):
    response = client.post(
        url("earlier", review.pk), keyed(review, review_by="2025-12-01", reason="iro_asked", note="")
    )
    assert response.status_code == 422
    assert Review.objects.get(pk=review.pk).due_on == review.due_on


def test_decisions_are_sent(client, held):
    assert client.post(url("decisions", held.pk), keyed(held.record, on="2025-04-28")).status_code == 302
    assert RecordOfReview.objects.get(review=held).decisions_sent_on == TODAY


def test_record_is_kept_then_finished(client, held):
    kept = keyed(held.record, text="Half a record", do="save")
    assert client.post(url("record", held.pk), kept).headers["Location"] == "/caseload/"
    record = RecordOfReview.objects.get(review=held)
    assert (record.text, record.finished_on) == ("Half a record", None)
    whole = keyed(record, text="A whole record", do="finish")
    assert client.post(url("record", held.pk), whole).status_code == 302
    record = RecordOfReview.objects.get(review=held)
    assert (record.text, record.finished_on) == ("A whole record", TODAY)
    assert "Finish the record</button>" not in client.get(url("record", held.pk)).content.decode()


def test_empty_record_is_not_finished(client, held):
    response = client.post(url("record", held.pk), keyed(held.record, text="", do="finish"))
    assert response.context["form"].errors == {"text": ["Write the record before you finish it."]}


def test_two_people_at_one_record_lose_nothing(client, held, iro):
    typed = keyed(held.record, text="Mine", do="save")
    reviews.write_record(record=held.record, text="Theirs", by=iro)
    response = client.post(url("record", held.pk), typed)
    page = response.content.decode()
    assert (response.status_code, "Mine" in page, "Theirs" in page) == (409, True, True)
    assert RecordOfReview.objects.get(review=held).text == "Theirs"


def test_record_in_the_making_survives_a_time_out(client, held, iro):
    Draft.objects.create(
        user=iro, key=f"log_review.record:{held.pk}", fields={"text": ["Typed"], "version": ["1"], "form_key": ["x"]}
    )
    assert "Typed" in client.get(url("record", held.pk)).content.decode()


def test_decision_is_closed(client, held):
    decision = held.decisions.get()
    sent = keyed(decision, status="no_longer_needed", on="2025-04-28", why="Overtaken by events")
    assert client.post(url("close_decision", decision.pk), sent).status_code == 302
    now = Decision.objects.get(pk=decision.pk)
    assert (now.status, now.closed_on, now.outcome) == ("no_longer_needed", TODAY, "Overtaken by events")


def test_meeting_of_a_series_is_recorded_and_the_review_completed_later(client, review):
    sent = keyed(review, held_on="2025-04-24", note="Asha and her carer")
    assert client.post(url("meeting", review.pk), sent).status_code == 302
    now = Review.objects.get(pk=review.pk)
    assert (now.status, now.held_on, now.mode) == ("in_series", D(2025, 4, 24), "series")
    page = client.get(url("form", review.pk))
    assert page.context["whole"].when["mode"].value() == "series"


def test_sending_twice_acts_once(client, review):
    sent = keyed(review, spoken_outcome="refused")
    first, second = client.post(url("speak", review.pk), sent), client.post(url("speak", review.pk), sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Review.objects.get(pk=review.pk).version == review.version + 1


def test_review_is_asked_for_where_none_falls_due_before_18(client, iro):
    child = make_child(iro=iro, date_of_birth=D(2007, 9, 1), became_looked_after_on=D(2024, 11, 4))
    for on in (D(2024, 11, 28), D(2025, 2, 26), D(2025, 4, 25)):
        said = facts(iro, on, pathway_plan_looked_at=True)
        reviews.complete_review(review=open_review(child), facts=said, by=iro, today=TODAY)
    last = Review.objects.completed().latest("completed_on")
    address = url("earlier", last.pk)
    assert address in client.get(reverse("child:page", args=[child.pk])).content.decode()
    assert "No review falls due before the 18th birthday" in client.get(address).content.decode()
    asked = keyed(last, reason="iro_asked", note="She moves on in July", review_by="2025-06-30")
    answer = client.post(address, asked)
    assert (answer.status_code, open_review(child).due_on) == (302, D(2025, 6, 30))
    assert client.get(address).status_code == 403
