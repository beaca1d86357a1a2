"""How the social worker sees it, recorded before a review, and what the IRO sees of it beside the child's answers."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from children.actions import allocate_social_worker
from participation.actions import record_workers_view
from participation.models import SocialWorkersAnswer, SocialWorkersView
from tests.factories import BY, TODAY, make_child, make_team, make_user, open_review
from tests.participation.voices import seen, send, voice_form

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


@pytest.fixture
def worker():
    return make_user(Role.SOCIAL_WORKER, name="Wyn Worker")


def child_of(worker, iro, **facts):
    child = make_child(iro=iro, **facts)
    day = datetime.date(2025, 4, 5)
    allocate_social_worker(child=child, team=make_team(), social_worker=worker, on=day, by=BY)
    return child


@pytest.fixture
def review(worker, iro):
    return open_review(child_of(worker, iro))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name, review):
    return reverse(f"side_by_side:{name}", args=[review.pk])


def typed(page, **given):
    form = page.context["form"]
    data = {name: form[name].value() for name in ("version", "form_key")}
    for subject, (answer, why) in seen(**given).items():
        data |= {subject: answer, f"{subject}_why": why}
    return data


def text_of(page) -> str:
    return page.content.decode()


def test_social_worker_finds_the_form_on_their_children_and_records_it(review, worker):
    client = signed_in(worker)
    assert address("record", review) in text_of(client.get(reverse("my_children:mine")))
    page = client.get(address("record", review))
    sent = client.post(address("record", review), typed(page, contact="mixed"), follow=True)
    assert sent.redirect_chain == [(reverse("my_children:mine"), 302)]
    assert "recorded 2 June 2025" in text_of(sent)
    given = dict(SocialWorkersAnswer.objects.values_list("subject", "answer"))
    assert given == {"where_living": "good", "contact": "mixed", "feeling_safe": "good", "social_worker": "good"}


def test_form_starts_from_what_was_recorded_and_sending_twice_records_once(review, worker):
    client = signed_in(worker)
    data = typed(client.get(address("record", review)), contact="mixed")
    for _ in range(2):
        client.post(address("record", review), data)
    assert SocialWorkersAnswer.objects.count() == 4
    assert client.get(address("record", review)).context["form"]["contact"].value() == "mixed"


def test_each_subject_needs_an_answer_and_a_line_why(review, worker):
    client = signed_in(worker)
    data = typed(client.get(address("record", review)))
    page = client.post(address("record", review), data | {"contact": "", "feeling_safe_why": ""})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"contact", "feeling_safe_why"}
    assert not SocialWorkersView.objects.exists()


def test_second_of_two_at_once_sees_how_it_stands_and_loses_nothing(review, worker):
    client = signed_in(worker)
    data = typed(client.get(address("record", review)), contact="mixed")
    record_workers_view(review=review, seen=seen(contact="not_good"), by=worker, today=TODAY)
    page = client.post(address("record", review), data)
    assert (page.status_code, page.context["form"]["contact"].value()) == (409, "mixed")
    assert ("Contact with family", "Not good: It is so") in page.context["standing"]


def test_iro_sees_both_sides_on_the_review_on_the_form_and_on_a_page_of_its_own(review, worker, iro):
    send(review, voice_form(), home=["Bit"], safe=["Yes"])
    record_workers_view(review=review, seen=seen(contact="unknown"), by=worker, today=TODAY)
    client = signed_in(iro)
    for name in ("side_by_side:compare", "child:review", "log_review:form"):
        context = client.get(reverse(name, args=[review.pk])).context
        table = context["table"] if name == "side_by_side:compare" else context["compared"]
        assert [row[0] for row in table.rows] == [
            "Where the child lives",
            "Contact with family",
            "Feeling safe",
            "Seeing the social worker",
        ]
        assert "Bit" in table.rows[0][1]
        assert ["Differs" in row[3] for row in table.rows] == [True, False, False, False]
        assert "Neither has said" in table.rows[1][3]
        assert "The child has not said" in table.rows[3][3]


def test_answer_without_a_meaning_is_shown_as_said_and_cannot_be_compared(review, worker, iro):
    send(review, voice_form(), safe=["Rather not say"])
    record_workers_view(review=review, seen=seen(), by=worker, today=TODAY)
    home, _contact, safe, _worker = signed_in(iro).get(address("compare", review)).context["table"].rows
    assert ("Rather not say" in safe[1], "Cannot be compared" in safe[3]) == (True, True)
    assert "The child has not said" in home[3]


def test_nothing_is_shown_before_anything_was_said(review, iro):
    client = signed_in(iro)
    assert client.get(reverse("child:review", args=[review.pk])).context["compared"].rows == []
    assert "Neither has said anything yet" in text_of(client.get(address("compare", review)))


def test_social_worker_never_sees_what_the_child_said(review, worker, iro):
    send(review, voice_form(), home=["Bit"])
    client = signed_in(worker)
    assert client.get(address("compare", review)).status_code == 403
    assert "Bit" not in text_of(client.get(address("record", review)))
    assert client.get(reverse("child:review", args=[review.pk])).context["compared"].rows == []


@pytest.mark.parametrize(("name", "others"), [("record", Role.SOCIAL_WORKER), ("compare", Role.IRO)])
def test_what_is_not_theirs_is_not_there(review, name, others):
    assert signed_in(make_user(others)).get(address(name, review)).status_code == 404


def test_list_asks_as_often_for_three_children_as_for_one(worker, iro, assert_same_queries):
    def make(number):
        for _ in range(number):
            child_of(worker, iro)

    assert_same_queries(make, reverse("my_children:mine"), signed_in(worker))
