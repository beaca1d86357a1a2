"""The consultation officer takes forms on, fills them with the child or from paper, and opens no others."""

import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from audit.actions import acting
from children.actions import allocate_iro
from children.models import Child
from participation import actions
from participation.enums import AskedStatus, FormSource
from participation.models import AskedForm, Consultation, SafetyAlert
from reviews.actions import complete_review
from reviews.models import Review
from tests.factories import (
    BY,
    TODAY,
    ask,
    facts,
    form_in_use,
    make_child,
    make_restriction,
    make_user,
    open_review,
)

pytestmark = pytest.mark.django_db
D = datetime.date
KEY = "6f0a53c4-3b3f-4df5-8a52-7d0a3b3d1c1"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def officer():
    return make_user(Role.CONSULTATION_OFFICER, "Olu Officer")


@pytest.fixture
def client(officer):
    return signed_in(officer)


def child_due(**facts: object) -> Child:
    return make_child(became_looked_after_on=D(2025, 5, 20), **facts)


@pytest.fixture
def asked(officer):
    """A form that the officer has taken on."""
    return actions.take_on(asked=ask(open_review(child_due())), by=officer)


def at(name: str, record: AskedForm | Consultation | Child) -> str:
    return reverse(f"filling:{name}", args=[record.pk])


def box(asked: AskedForm, key: str) -> str:
    return f"question_{asked.form_version.questions.get(key=key).pk}"


def typed(asked: AskedForm, key: str = KEY + "1", do: str = "send", **answers: object) -> dict[str, object]:
    filled = {box(asked, question): value for question, value in answers.items()}
    return {"version": asked.version, "form_key": key, "do": do, **filled}


def rows_of(client: Client, **query: str) -> list[str]:
    found = client.get(reverse("filling:due"), query).context["table"].rows
    return [str(row[0]) + str(row[-1]) for row in found]


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.CONSULTATION_OFFICER])
def test_only_the_consultation_officer_has_forms_to_fill(role, asked):
    client = signed_in(make_user(role))
    assert client.get(reverse("filling:due")).status_code == 403
    assert client.get(at("face-to-face", asked)).status_code in (403, 404)


def test_list_says_how_far_each_form_is_and_what_can_be_done(client, officer):
    names = ("Anemone", "Bluebell", "Campion", "Daisy", "Elder")
    reviews = {name: open_review(child_due(last_name=name)) for name in names}
    forms = {name: ask(reviews[name]) for name in names[1:]}
    actions.take_on(asked=forms["Campion"], by=officer)
    actions.take_on(asked=forms["Daisy"], by=make_user(Role.CONSULTATION_OFFICER, "Pat Other"))
    actions.withdraw_form(asked=forms["Elder"], why="Asked by mistake", by=BY)
    said = {name: next(row for row in rows_of(client) if name in row) for name in names}
    words = ["Not asked yet", "Take it on", "Fill it together", "Taken on by Pat Other"]
    assert {name: [each for each in words if each in said[name]] for name in names} == {
        "Anemone": ["Not asked yet"],
        "Bluebell": ["Take it on"],
        "Campion": ["Fill it together"],
        "Daisy": ["Taken on by Pat Other"],
        "Elder": ["Not asked yet"],
    }


def test_list_is_narrowed_by_name_and_by_how_far_the_form_is(client, asked):
    other = child_due(last_name="Anemone")
    mine = str(asked.review.child)
    for which in ("mine", "asked"):
        assert [mine in row for row in rows_of(client, which=which)] == [True], which
    assert [str(other) in row for row in rows_of(client, which="not_asked")] == [True]
    assert rows_of(client, which="submitted") == []
    assert [str(other) in row for row in rows_of(client, q="Anemone")] == [True]


def test_list_asks_as_often_for_one_row_as_for_three(client, officer, assert_same_queries):
    def make(rows):
        for _ in range(rows):
            actions.take_on(asked=ask(open_review(child_due())), by=officer)

    assert_same_queries(make, reverse("filling:due"), client)


def test_review_further_away_than_eight_weeks_is_neither_listed_nor_opened(client, asked):
    with acting():
        Review.objects.filter(pk=asked.review_id).update(due_on=D(2025, 7, 29))
    assert (rows_of(client), client.get(at("take-on", asked)).status_code) == ([], 404)


def test_form_is_taken_on_once_and_given_back(client, officer):
    asked = ask(open_review(child_due()))
    for _ in range(2):
        response = client.post(at("take-on", asked), {"version": asked.version, "form_key": KEY + "1"})
    asked.refresh_from_db()
    assert (response.url, asked.taken_on_by) == (reverse("filling:due"), officer)
    client.post(at("give-back", asked), {"version": asked.version, "form_key": KEY + "2"})
    asked.refresh_from_db()
    assert asked.taken_on_by is None


def test_form_that_a_colleague_has_taken_on_says_who(client):
    asked = ask(open_review(child_due()))
    actions.take_on(asked=asked, by=make_user(Role.CONSULTATION_OFFICER, "Pat Other"))
    for name in ("take-on", "face-to-face", "paper"):
        response = client.get(at(name, asked))
        text = response.content.decode()
        assert (response.status_code, "Pat Other has taken this form on" in text) == (403, True), name
    assert client.get(at("give-back", asked)).status_code == 403


def test_manager_gives_a_form_back_for_an_officer_who_is_away(asked):
    manager = signed_in(make_user(Role.MANAGER))
    response = manager.post(at("give-back", asked), {"version": asked.version, "form_key": KEY + "1"})
    asked.refresh_from_db()
    assert (response.url, asked.taken_on_by) == (reverse("child:review", args=[asked.review_id]), None)


@pytest.mark.parametrize("name", ["face-to-face", "paper"])
def test_form_that_nobody_has_taken_on_is_not_opened_and_shows_nothing_that_was_filled(client, name):
    asked = ask(open_review(child_due()))
    question = asked.form_version.questions.get(key="words")
    actions.keep_so_far(asked=asked, filled={str(question.pk): "Wildflowers"}, by=BY, today=TODAY)
    for response in (client.get(at(name, asked)), client.post(at(name, asked), typed(asked, safe="Yes"))):
        text = response.content.decode()
        assert response.status_code == 403
        assert ("Take this form on first" in text, "Wildflowers" in text) == (True, False)
    assert Consultation.objects.count() == 0


def test_form_is_filled_half_way_kept_and_sent_in_with_the_child(client, officer, asked):
    kept = client.post(at("face-to-face", asked), typed(asked, do="keep", safe="Yes", words="My dog"))
    asked.refresh_from_db()
    assert (kept.url, asked.status) == (reverse("filling:due"), AskedStatus.STARTED)
    page = client.get(at("face-to-face", asked)).content.decode()
    assert "My dog" in page
    last = typed(asked, KEY + "2", safe="Yes", likes=["School", "Friends"], words="My dog")
    for _ in range(2):
        sent = client.post(at("face-to-face", asked), last)
    found = Consultation.objects.get()
    asked.refresh_from_db()
    assert (sent.url, asked.status) == (at("sent", found), AskedStatus.SUBMITTED)
    assert (found.source, found.recorded_by, found.received_on) == (FormSource.FACE_TO_FACE, officer, TODAY)
    assert sorted(found.answers.values_list("answer", flat=True)) == ["Friends", "School", "Yes"]
    assert found.own_words.get().text == "My dog"


def test_answer_given_by_mistake_is_taken_back(client, asked):
    client.post(at("face-to-face", asked), typed(asked, do="keep", safe="Yes"))
    asked.refresh_from_db()
    client.post(at("face-to-face", asked), typed(asked, KEY + "2", do="keep", safe=""))
    asked.refresh_from_db()
    assert asked.so_far == {}


def test_form_with_nothing_in_it_is_not_sent_in(client, asked):
    response = client.post(at("face-to-face", asked), typed(asked))
    assert (response.status_code, "Answer at least one question" in response.content.decode()) == (422, True)


def test_child_who_went_on_by_their_link_meanwhile_loses_nothing(client, asked):
    seen = typed(asked, safe="Yes")
    question = asked.form_version.questions.get(key="words")
    actions.keep_so_far(asked=asked, filled={str(question.pk): "Wildflowers"}, by=BY, today=TODAY)
    response = client.post(at("face-to-face", asked), seen)
    text = response.content.decode()
    assert (response.status_code, "Wildflowers" in text, Consultation.objects.count()) == (409, True, 0)


def test_paper_is_keyed_with_two_boxes_on_one_question_and_the_day_it_came(client, asked):
    day = {"received_on_day": "2", "received_on_month": "6", "received_on_year": "2025"}
    response = client.post(at("paper", asked), {**typed(asked, safe=["Yes", "No"]), **day})
    found = Consultation.objects.get()
    assert (response.url, found.source, found.received_on) == (at("sent", found), FormSource.KEYED, TODAY)
    assert sorted(found.answers.values_list("answer", flat=True)) == ["No", "Yes"]


@pytest.mark.parametrize("day", ["1", "3", "31", "x", ""])
def test_paper_came_neither_before_the_form_was_in_use_nor_in_the_future(client, asked, day):
    typed_day = {"received_on_day": day, "received_on_month": "6", "received_on_year": "2025"}
    response = client.post(at("paper", asked), {**typed(asked, safe=["Yes"]), **typed_day})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["received_on"])


def dated(day: datetime.date) -> dict[str, str]:
    return {f"received_on_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def keyed(client: Client, asked: AskedForm, on: datetime.date) -> HttpResponse:
    return client.post(at("paper", asked), {**typed(asked, safe=["No"]), **dated(on)})


def test_paper_that_comes_after_the_last_day_is_keyed_and_raises_its_alert(client, officer, settings):
    asked = actions.take_on(asked=ask(open_review(child_due()), expires_on=TODAY), by=officer)
    settings.IRO_TODAY = TODAY + datetime.timedelta(days=3)
    (row,) = rows_of(client)
    shown = ("The last day of the link was", "Fill it together", "Key it from paper", "Give it back")
    assert [each in row for each in shown] == [True] * 4
    assert keyed(client, asked, TODAY).status_code == 302
    assert SafetyAlert.objects.get().consultation.review == asked.review


def test_form_whose_last_day_is_over_is_taken_on_and_kept_face_to_face(client, settings):
    asked = ask(open_review(child_due()), expires_on=TODAY)
    settings.IRO_TODAY = TODAY + datetime.timedelta(days=1)
    client.post(at("take-on", asked), {"version": asked.version, "form_key": KEY + "1"})
    asked.refresh_from_db()
    client.post(at("face-to-face", asked), typed(asked, KEY + "2", do="keep", words="My dog"))
    asked.refresh_from_db()
    assert list(asked.so_far.values()) == ["My dog"]


@pytest.fixture
def late(asked):
    """A form that the officer took on and that was not sent in before its review was completed."""
    review = Review.objects.get(pk=asked.review_id)
    complete_review(review=review, facts=facts(make_user(Role.IRO), TODAY), by=BY, today=TODAY)
    return AskedForm.objects.select_related("review__child").get(pk=asked.pk)


def test_form_of_a_completed_review_is_still_listed_and_keyed_by_whoever_took_it_on(client, late, settings):
    settings.IRO_TODAY = TODAY + datetime.timedelta(weeks=8)
    assert client.get(at("paper", late)).status_code == 200
    settings.IRO_TODAY = TODAY + datetime.timedelta(weeks=3)
    (row,) = rows_of(client)
    shown = ("Key it from paper", "Give it back", "Ask for views", "/child/")
    assert [each in row for each in shown] == [True, False, False, False]
    response = keyed(client, late, TODAY + datetime.timedelta(days=20))
    alert = SafetyAlert.objects.get()
    assert (response.url, alert.review) == (at("sent", alert.consultation), late.review)
    assert rows_of(client) == []


def test_officer_reaches_nothing_else_of_a_completed_review(client, late):
    paths = [reverse("child:review", args=[late.review_id]), reverse("asking:review", args=[late.review_id])]
    paths.append(reverse("asking:withdraw", args=[late.pk]))
    assert [client.get(each).status_code for each in paths] == [404] * 3
    other = signed_in(make_user(Role.CONSULTATION_OFFICER))
    assert (rows_of(other), other.get(at("paper", late)).status_code) == ([], 404)


@pytest.mark.parametrize("why", ["nine weeks over", "restricted", "free", "sent in", "withdrawn"])
def test_form_of_a_completed_review_is_out_of_reach_once_nothing_may_come(client, officer, late, settings, why):
    if why == "nine weeks over":
        settings.IRO_TODAY = TODAY + datetime.timedelta(weeks=8, days=1)
    elif why == "restricted":
        make_restriction(late.review.child)
    elif why == "free":
        actions.give_back(asked=late, by=officer)
    elif why == "sent in":
        sent_in(late, officer, words="My dog")
    else:
        actions.withdraw_form(asked=late, why="It never came", by=BY)
    listed = [row for row in rows_of(client) if at("paper", late) in row]
    assert (listed, client.get(at("paper", late)).status_code) == ([], 404)


def test_paper_is_keyed_without_what_was_filled_online(client, asked):
    given = {str(asked.form_version.questions.get(key="words").pk): "Wildflowers"}
    actions.keep_so_far(asked=asked, filled=given, by=BY, today=TODAY)
    before = typed(asked, safe=["Yes"])
    asked.refresh_from_db()
    assert "Wildflowers" not in client.get(at("paper", asked)).content.decode()
    stale = client.post(at("paper", asked), {**before, "version": asked.version - 1, **dated(TODAY)})
    assert (stale.status_code, "Wildflowers" in stale.content.decode()) == (409, False)
    keyed(client, asked, TODAY)
    assert (Consultation.objects.get().own_words.count(), SafetyAlert.objects.count()) == (0, 1)


def test_answer_about_safety_is_kept_only_when_the_button_is_pressed_again(client, asked):
    page = client.post(at("face-to-face", asked), typed(asked, do="keep", safe="No", words="My dog"))
    text = page.content.decode()
    said = ("passed on only when the form is sent", "Do you feel safe?", "My dog", "Only keep it, and tell nobody yet")
    assert (page.status_code, [each in text for each in said]) == (422, [True] * 4)
    assert text.index('value="send"') < text.index('value="keep"')
    asked.refresh_from_db()
    assert asked.so_far == {}
    again = {"warned_of": page.context["form"]["warned_of"].value()}
    kept = client.post(at("face-to-face", asked), {**typed(asked, do="keep", safe="No", words="My dog"), **again})
    asked.refresh_from_db()
    assert (kept.url, len(asked.so_far), SafetyAlert.objects.count()) == (reverse("filling:due"), 2, 0)


def test_warning_of_one_answer_does_not_let_another_be_kept_quietly(client, asked):
    page = client.post(at("face-to-face", asked), typed(asked, do="keep", safe="No"))
    again = {"warned_of": page.context["form"]["warned_of"].value()}
    page = client.post(at("face-to-face", asked), {**typed(asked, do="keep", safe="Just about"), **again})
    asked.refresh_from_db()
    assert (page.status_code, asked.so_far) == (422, {})


def test_answer_about_safety_is_sent_from_the_warning_at_the_first_press(client, asked):
    page = client.post(at("face-to-face", asked), typed(asked, do="keep", safe="No"))
    again = {"warned_of": page.context["form"]["warned_of"].value()}
    sent = client.post(at("face-to-face", asked), {**typed(asked, safe="No"), **again})
    assert (sent.status_code, SafetyAlert.objects.count()) == (302, 1)


def sent_in(asked: AskedForm, officer: User, **answers: object) -> Consultation:
    questions = {question.key: str(question.pk) for question in asked.form_version.questions.all()}
    filled = {questions[key]: value for key, value in answers.items()}
    return actions.submit_form(
        asked=asked,
        filled=filled,
        source=FormSource.FACE_TO_FACE,
        receipt=KEY + "9",
        by=officer,
        at=datetime.datetime(2025, 6, 2, 10, tzinfo=datetime.UTC),
        today=TODAY,
    )


@pytest.fixture
def sent(asked, officer):
    return sent_in(asked, officer, safe=["Just about"], words="My dog\nand the garden")


def test_form_that_came_in_is_locked_and_shows_what_was_said_and_what_was_not(client, asked, sent):
    text = client.get(at("sent", sent)).content.decode()
    shown = ["Just about", "About safety", "My dog<br>and the garden", "Not stated", "Olu Officer"]
    assert [each in text for each in shown] == [True] * len(shown)
    for name in ("face-to-face", "paper", "take-on"):
        assert client.get(at(name, asked)).status_code == 403, name


def test_correction_is_added_once_beside_the_form_which_stays_as_it_was(client, sent):
    question = sent.form_version.questions.get(key="safe")
    correction = {"question": question.pk, "text": "She meant yes", "why": "She said so", "form_key": KEY + "1"}
    for _ in range(2):
        client.post(at("correct", sent), correction)
    text = client.get(at("sent", sent)).content.decode()
    assert (sent.corrections.count(), "She meant yes" in text, "Just about" in text) == (1, True, True)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"text": ""}, "text"), ({"why": ""}, "why"), ({"question": "999999"}, "question")]
)
def test_correction_says_what_and_how_it_is_known(client, sent, wrong, field):
    said = {"question": "", "text": "She meant yes", "why": "She said so", "form_key": KEY + "1", **wrong}
    response = client.post(at("correct", sent), said)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_who_reads_a_form_that_came_in(sent):
    iro = make_user(Role.IRO)
    child = sent.child
    allocate_iro(child=child, iro=iro, on=D(2025, 5, 20), reason="new", by=BY)
    readers = {
        "its IRO": iro,
        "another IRO": make_user(Role.IRO),
        "the manager": make_user(Role.MANAGER),
        "another officer": make_user(Role.CONSULTATION_OFFICER),
        "the support worker": make_user(Role.SUPPORT_WORKER),
        "a social worker": make_user(Role.SOCIAL_WORKER),
    }
    answers = {who: signed_in(user).get(at("sent", sent)).status_code for who, user in readers.items()}
    assert answers == {
        "its IRO": 200,
        "another IRO": 404,
        "the manager": 200,
        "another officer": 404,
        "the support worker": 403,
        "a social worker": 403,
    }
    page = signed_in(iro).get(reverse("child:review", args=[sent.review_id])).content.decode()
    assert at("sent", sent) in page


def test_childs_own_words_stand_by_question_the_newest_first(client, officer, asked):
    sent_in(asked, officer, words="First words")
    version = form_in_use("16-17")
    later = actions.take_on(asked=ask(asked.review, version), by=officer)
    questions = {question.key: str(question.pk) for question in version.questions.all()}
    actions.submit_form(
        asked=later,
        filled={questions["words"]: "<b>Later</b> words"},
        source=FormSource.KEYED,
        receipt=KEY + "8",
        by=officer,
        at=datetime.datetime(2025, 6, 2, 11, tzinfo=datetime.UTC),
        today=TODAY,
    )
    response = client.get(at("words", asked.review.child))
    assert [[each.text for each in question["said"]] for question in response.context["questions"]] == [
        ["<b>Later</b> words", "First words"]
    ]
    assert "&lt;b&gt;Later&lt;/b&gt; words" in response.content.decode()


def test_page_of_words_says_when_there_are_none(client, asked):
    assert "Nothing in their own words yet" in client.get(at("words", asked.review.child)).content.decode()
