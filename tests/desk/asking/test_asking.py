"""Staff ask for views: whom, with which form, until when; the link is shown once; what ends is ended."""

import datetime
import re
import uuid

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from children.actions import allocate_iro, record_person
from office.models import Job
from office.tasks import sweep_jobs
from participation import actions
from participation.models import AskedForm, FormLink
from reviews.actions import book_review
from reviews.models import Review
from tests.factories import BY, TODAY, ask, form_in_use, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
SENT, ENDED = "Sent by e-mail", "The link that was sent by e-mail has ended"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def family() -> Review:
    """Make a child of nine with a booked review, two parents and a carer, and the forms there are for them."""
    iro = make_user(Role.IRO)
    child = make_child(first_name="Wrenna", date_of_birth=D(2016, 3, 1), iro=iro)
    for relationship, name, email in (
        ("mother", "Rowan Thistledown", "rowan@example.org"),
        ("father", "Ash Quillfeather", ""),
        ("carer", "Bryony Marsh", ""),
    ):
        record_person(child=child, relationship=relationship, full_name=name, email=email, by=BY)
    form_in_use("4-15", age_from=4, age_to=15)
    form_in_use("16-17", age_from=16, age_to=17)
    form_in_use("easy", is_easy_read=True)
    form_in_use("parents", "parent")
    form_in_use("carers", "carer")
    review = open_review(child)
    book_review(review=review, on=D(2025, 6, 24), at=datetime.time(10), chair=iro, place="Library", by=BY, today=TODAY)
    return review


def signed_in_as(person: User) -> Client:
    browser = Client()
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def client(role: str = Role.SUPPORT_WORKER) -> Client:
    return signed_in_as(make_user(role))


def offered(review: Review) -> dict[str, str]:
    page = client().get(reverse("asking:ask", args=[review.pk]))
    return {words: key for key, words in page.context["form"].fields["whom"].choices}


def choice(review: Review, words: str) -> dict[str, object]:
    day = {"expires_on_day": "23", "expires_on_month": "6", "expires_on_year": "2025"}
    return {"whom": offered(review)[words], "form_key": uuid.uuid4(), **day}


def link_in(response) -> str:
    (found,) = re.findall(r'value="http://testserver(/voice/[^"]+)"', response.content.decode())
    return str(found)


# Whom ---------------------------------------------------------------------------------------------------------------
def test_offers_the_child_by_age_each_parent_and_the_carer():
    assert sorted(offered(family())) == [
        "Ash Quillfeather, father: Form parents",
        "Bryony Marsh, carer: Form carers",
        "Rowan Thistledown, mother: Form parents",
        "The child: Form 4-15",
        "The child: Form easy",
    ]


def test_last_day_proposed_is_the_last_working_day_before_the_meeting():
    page = client().get(reverse("asking:ask", args=[family().pk]))
    assert page.context["form"].initial["expires_on"] == D(2025, 6, 23)


def test_greeting_left_empty_is_the_first_letter_and_who_was_asked_is_offered_no_longer():
    review = family()
    for words in ("The child: Form 4-15", "Rowan Thistledown, mother: Form parents"):
        sent = client().post(reverse("asking:ask", args=[review.pk]), choice(review, words))
        assert sent.url == reverse("asking:review", args=[review.pk])
    assert [(str(each.person or ""), each.greeting) for each in AskedForm.objects.order_by("pk")] == [
        ("", "W"),
        ("Rowan Thistledown", "R"),
    ]
    assert {"The child: Form 4-15", "Rowan Thistledown, mother: Form parents"} & set(offered(review)) == set()


def test_day_that_is_over_and_somebody_who_is_not_offered_are_refused():
    review = family()
    late = choice(review, "The child: Form 4-15") | {"expires_on_day": "1"}
    stranger = choice(review, "The child: Form 4-15") | {"whom": "1:999999"}
    answers = [client().post(reverse("asking:ask", args=[review.pk]), each).status_code for each in (late, stranger)]
    assert (answers, AskedForm.objects.count()) == ([422, 422], 0)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.SUPPORT_WORKER, True),
        (Role.CONSULTATION_OFFICER, True),
        (Role.MANAGER, True),
        (Role.SOCIAL_WORKER, False),
        (Role.OPERATIONAL_MANAGER, False),
        (Role.DIRECTOR, False),
        (Role.PANEL_MEMBER, False),
        (Role.SYSTEM_ADMINISTRATOR, False),
    ],
)
def test_who_may_ask(role, allowed):
    page = client(role).get(reverse("asking:ask", args=[family().pk]))
    assert page.status_code == (200 if allowed else 403)


def test_iro_asks_before_the_reviews_of_their_own_children_alone():
    review, iro = family(), make_user(Role.IRO)
    path = reverse("asking:ask", args=[review.pk])
    assert signed_in_as(iro).get(path).status_code == 404
    allocate_iro(child=review.child, iro=iro, on=TODAY, reason="manager", by=BY)
    assert signed_in_as(iro).get(path).status_code == 200


# The link -----------------------------------------------------------------------------------------------------------
def test_link_is_shown_once_and_a_new_one_ends_the_one_before():
    asked = ask(family(), greeting="W")
    worker, path = client(), reverse("asking:link", args=[asked.pk])
    key = uuid.uuid4()
    first = link_in(worker.post(path, {"form_key": key}))
    assert Client().get(first).status_code == 200
    again = worker.post(path, {"form_key": key})
    assert (again.status_code, FormLink.objects.count()) == (302, 1)
    assert "/voice/" not in worker.get(path).content.decode()
    second = link_in(worker.post(path, {"form_key": uuid.uuid4()}))
    assert [Client().get(each).status_code for each in (first, second)] == [404, 200]


def test_withdrawn_with_a_reason_the_link_ends_and_asked_again_keeps_what_was_filled():
    asked = ask(family(), greeting="W")
    worker = client()
    path = link_in(worker.post(reverse("asking:link", args=[asked.pk]), {"form_key": uuid.uuid4()}))
    Client().post(f"{path}question/1/", {"answer": "Yes"})
    asked.refresh_from_db()
    sent = {"version": asked.version, "form_key": uuid.uuid4()}
    withdraw = reverse("asking:withdraw", args=[asked.pk])
    assert worker.post(withdraw, sent).status_code == 422
    assert worker.post(withdraw, sent | {"why": "Unwell", "version": asked.version - 1}).status_code == 409
    worker.post(withdraw, sent | {"why": "Unwell"})
    asked.refresh_from_db()
    assert (asked.status, Client().get(path).status_code) == ("withdrawn", 404)
    day = {"expires_on_day": "20", "expires_on_month": "6", "expires_on_year": "2025"}
    worker.post(reverse("asking:again", args=[asked.pk]), {"version": asked.version, "form_key": uuid.uuid4(), **day})
    asked.refresh_from_db()
    assert (asked.status, len(asked.so_far), Client().get(path).status_code) == ("started", 1, 404)


def test_list_says_how_far_each_is_and_not_what_they_say():
    asked = ask(family(), greeting="W")
    question = asked.form_version.questions.get(key="safe")
    actions.keep_so_far(asked=asked, filled={str(question.pk): ["Just about"]}, by=BY, today=TODAY)
    page = client().get(reverse("asking:review", args=[asked.review_id])).content.decode()
    assert ("Half filled" in page, "Just about" in page) == (True, False)


def test_nobody_is_asked_before_a_review_that_is_over():
    from reviews.actions import end_review  # noqa: PLC0415 - of this test alone

    asked = ask(family(), greeting="W")
    end_review(review=Review.objects.get(pk=asked.review_id), reason="other", note="Agreed", on=TODAY, by=BY)
    worker = client()
    pages = [("asking:ask", asked.review_id), ("asking:link", asked.pk), ("asking:mail", asked.pk)]
    assert [worker.get(reverse(name, args=[pk])).status_code for name, pk in pages] == [403, 403, 403]


def test_list_asks_the_database_the_same_for_one_form_and_for_three(assert_same_queries):
    review, forms = family(), iter(["4-15", "easy", "more"])

    def rows(number: int) -> None:
        for _ in range(number):
            ask(review, form_in_use(next(forms)), greeting="W")

    assert_same_queries(rows, reverse("asking:review", args=[review.pk]), client())


# Mail -----------------------------------------------------------------------------------------------------------------
def asked_mother(review: Review) -> AskedForm:
    mother = review.child.people.get(relationship="mother")
    return ask(review, form_in_use("parents", "parent"), person=mother, greeting="R")


def test_parent_with_an_address_gets_the_link_in_a_mail_that_names_nobody():
    asked = asked_mother(family())
    client().post(reverse("asking:mail", args=[asked.pk]), {"form_key": uuid.uuid4()})
    sweep_jobs()
    (message,) = mail.outbox
    (path,) = re.findall(r"http://testserver(/voice/\S+)", message.body)
    assert (message.to, Client().get(path).status_code) == (["rowan@example.org"], 200)
    page = client().get(reverse("asking:review", args=[asked.review_id])).content.decode()
    assert "Sent by e-mail" in page


def says_of_link(asked: AskedForm) -> str:
    (row,) = client().get(reverse("asking:review", args=[asked.review_id])).context["asked"].rows
    return str(row[2])


def test_link_made_by_hand_after_a_mail_says_that_the_one_in_the_mail_has_ended():
    asked = asked_mother(family())
    client().post(reverse("asking:mail", args=[asked.pk]), {"form_key": uuid.uuid4()})
    sweep_jobs()
    client().post(reverse("asking:link", args=[asked.pk]), {"form_key": uuid.uuid4()})
    assert (SENT in says_of_link(asked), ENDED in says_of_link(asked)) == (False, True)
    client().post(reverse("asking:mail", args=[asked.pk]), {"form_key": uuid.uuid4()})
    assert "The e-mail is being sent" in says_of_link(asked)
    sweep_jobs()
    assert (SENT in says_of_link(asked), ENDED in says_of_link(asked)) == (True, False)


def test_form_asked_again_does_not_say_that_its_link_was_sent():
    asked = asked_mother(family())
    client().post(reverse("asking:mail", args=[asked.pk]), {"form_key": uuid.uuid4()})
    sweep_jobs()
    actions.withdraw_form(asked=asked, why="Asked by mistake", by=BY)
    asked.refresh_from_db()
    actions.ask_again(asked=asked, expires_on=asked.expires_on, by=BY, today=TODAY)
    assert [words in says_of_link(asked) for words in ("No link yet", SENT, ENDED)] == [True, False, True]


def test_mail_that_could_not_be_sent_is_said_until_a_link_is_made_by_hand():
    asked = asked_mother(family())
    client().post(reverse("asking:mail", args=[asked.pk]), {"form_key": uuid.uuid4()})
    Job.objects.filter(kind="desk.send_form_link").update(state=Job.State.FAILED, error="No such address.")
    assert "Could not be sent: No such address." in says_of_link(asked)
    client().post(reverse("asking:link", args=[asked.pk]), {"form_key": uuid.uuid4()})
    assert "Could not be sent" not in says_of_link(asked)


def test_mail_to_somebody_without_an_address_is_refused():
    review = family()
    father = review.child.people.get(relationship="father")
    asked = ask(review, form_in_use("parents", "parent"), person=father, greeting="A")
    assert client().get(reverse("asking:mail", args=[asked.pk])).status_code == 403


def test_mail_of_a_form_that_was_withdrawn_meanwhile_is_not_sent_and_says_why():
    asked = asked_mother(family())
    client().post(reverse("asking:mail", args=[asked.pk]), {"form_key": uuid.uuid4()})
    actions.withdraw_form(asked=asked, why="Asked by mistake", by=BY)
    sweep_jobs()
    job = Job.objects.get(kind="desk.send_form_link")
    assert (mail.outbox, job.state, job.error) == ([], Job.State.FAILED, "This form is no longer asked.")
