"""Somebody fills a form by their personal link: page after page, coming back, sending once, and never by another's."""

import datetime
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from exchange.addresses import hash_of, new_token
from participation import actions
from participation.models import Answer, AskedForm, AskedFormChange, Consultation, FormLink, OwnWords
from tests.factories import BY, TODAY, ask, form_in_use, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
CHANGING = re.compile(rb'[0-9A-F]{8}|name="csrfmiddlewaretoken" value="\w+"')
FETCH = {"headers": {"X-Requested-With": "fetch"}}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def asked_of_child(**fields: object) -> AskedForm:
    child = make_child(first_name="Wrenna", last_name="Thistledown", date_of_birth=datetime.date(2016, 3, 1))
    return ask(open_review(child), **{"greeting": "W", **fields})


def link_to(asked: AskedForm) -> str:
    token = new_token()
    actions.make_link(asked=asked, finder=token.finder, secret_hash=hash_of(token.secret), by=BY, today=TODAY)
    return str(token)


def at(token: str, number: int) -> str:
    return reverse("voice:question", args=[token, number])


def checking(token: str) -> str:
    return reverse("voice:check", args=[token])


def alike(response) -> tuple[int, bytes]:
    return response.status_code, CHANGING.sub(b"", response.content)


def nothing_there() -> tuple[int, bytes]:
    return alike(Client(REMOTE_ADDR="203.0.113.99").get("/voice/abc.def/"))


def send(client: Client, token: str, receipt: uuid.UUID | None = None, **more: object):
    return client.post(checking(token), {"receipt": receipt or uuid.uuid4()}, **more)


# From the greeting to the thanks ------------------------------------------------------------------------------------
def test_child_goes_from_the_greeting_through_the_questions_to_the_thanks():
    asked = asked_of_child()
    token, client = link_to(asked), Client()
    page = client.get(reverse("voice:greeting", args=[token])).content.decode()
    assert ("Hello W" in page, at(token, 1) in page, "There are 3 questions" in page) == (True, True, True)
    assert client.post(at(token, 1), {"answer": "Just about", "go": "next"}).url == at(token, 2)
    assert client.post(at(token, 2), {"answer": ["School", "Friends"], "go": "next"}).url == at(token, 3)
    assert client.post(at(token, 3), {"words": "I would like a dog", "go": "next"}).url == checking(token)
    page = client.get(checking(token)).content.decode()
    assert [words in page for words in ("Just about", "School, Friends", "I would like a dog")] == [True] * 3
    assert send(client, token).url == reverse("voice:thanks")
    came = Consultation.objects.get()
    assert (came.source, came.recorded_by, came.person) == ("link", None, None)
    assert list(Answer.objects.values_list("answer", flat=True)) == ["Just about", "School", "Friends"]
    assert OwnWords.objects.get().text == "I would like a dog"
    page = client.get(reverse("voice:thanks")).content.decode()
    assert ("We have your answers" in page, "0800 1111" in page, "call 999" in page) == (True, True, True)


def test_every_page_says_whom_to_call():
    asked = asked_of_child()
    token, client = link_to(asked), Client()
    pages = [reverse("voice:greeting", args=[token]), at(token, 1), checking(token), reverse("voice:stopped")]
    assert ["0800 1111" in client.get(each).content.decode() for each in pages] == [True] * 4
    assert "0800 1111" in client.get("/voice/abc.def/").content.decode()


def test_child_leaves_a_question_out_goes_back_and_takes_an_answer_back():
    asked = asked_of_child()
    token, client = link_to(asked), Client()
    assert client.post(at(token, 1), {"go": "skip"}).url == at(token, 2)
    assert client.post(at(token, 2), {"answer": "School", "go": "back"}).url == at(token, 1)
    client.post(at(token, 1), {"answer": "No", "go": "next"})
    assert 'value="No" checked' in client.get(at(token, 1)).content.decode()
    client.post(at(token, 1), {"answer": "No", "go": "skip"})
    asked.refresh_from_db()
    likes = asked.form_version.questions.get(key="likes")
    assert asked.so_far == {str(likes.pk): ["School"]}
    said = re.findall(r'<dd data-said="\d">(.*?)</dd>', client.get(checking(token)).content.decode())
    assert said[:3] == ["You left this out", "School", "You left this out"]


def test_answer_changed_from_the_list_leads_back_to_the_list():
    token, client = link_to(asked_of_child()), Client()
    assert 'name="from" value="check"' in client.get(f"{at(token, 1)}?from=check").content.decode()
    assert client.post(at(token, 1), {"answer": "Yes", "go": "next", "from": "check"}).url == checking(token)


def test_child_stops_and_comes_back_to_where_they_were():
    asked = asked_of_child()
    token, client = link_to(asked), Client()
    assert client.post(at(token, 1), {"answer": "Yes", "go": "stop"}).url == reverse("voice:stopped")
    page = Client().get(reverse("voice:greeting", args=[token])).content.decode()
    assert ("You have answered 1 of 3" in page, "Carry on" in page, at(token, 2) in page) == (True, True, True)


def test_going_through_without_answering_writes_nothing_and_an_empty_form_is_not_sent():
    asked = asked_of_child()
    token, client = link_to(asked), Client()
    for number in (1, 2, 3):
        client.post(at(token, number), {"go": "next"})
    page = send(client, token)
    assert (page.status_code, "answer at least one question" in page.content.decode()) == (422, True)
    assert (AskedFormChange.objects.filter(asked=asked).count(), Consultation.objects.count()) == (1, 0)


def test_answers_that_there_are_not_and_questions_of_no_form_are_not_kept():
    asked = asked_of_child()
    token, client = link_to(asked), Client()
    client.post(at(token, 1), {"answer": "<script>", "go": "next"})
    asked.refresh_from_db()
    assert (asked.so_far, client.get(at(token, 4)).status_code, client.get(at(token, 0)).status_code) == ({}, 404, 404)


def test_parent_fills_a_form_of_their_own_while_the_child_fills_theirs():
    asked = asked_of_child()
    from children.actions import record_person  # noqa: PLC0415 - of this test alone

    mother = record_person(child=asked.review.child, relationship="mother", full_name="Rowan Thistledown", by=BY)
    theirs = ask(asked.review, form_in_use("parents", "parent"), person=mother, greeting="R")
    for each in (asked, theirs):
        token = link_to(each)
        Client().post(at(token, 1), {"answer": "Yes", "go": "next"})
        send(Client(), token)
    assert [each.person for each in Consultation.objects.order_by("pk")] == [None, mother]


# Once ---------------------------------------------------------------------------------------------------------------
def test_same_sending_again_is_thanked_again_and_one_form_comes_of_it():
    token, client, receipt = link_to(asked_of_child()), Client(), uuid.uuid4()
    client.post(at(token, 1), {"answer": "Yes", "go": "next"})
    answers = [send(client, token, receipt).url for _ in range(3)]
    assert (answers, Consultation.objects.count()) == ([reverse("voice:thanks")] * 3, 1)
    # The server wrote, the browser never got the answer, and its script sends again.
    assert (send(Client(), token, receipt, **FETCH).status_code, Consultation.objects.count()) == (204, 1)


def test_another_sending_of_a_form_that_was_sent_is_not_there():
    token, client = link_to(asked_of_child()), Client()
    client.post(at(token, 1), {"answer": "Yes", "go": "next"})
    send(client, token)
    assert alike(send(client, token)) == nothing_there()
    assert alike(client.post(checking(token), {})) == nothing_there()
    assert alike(client.post(at(token, 1), {"answer": "No"})) == nothing_there()
    assert list(Answer.objects.values_list("answer", flat=True)) == ["Yes"]


def test_number_of_one_sending_opens_no_other_form():
    first, second = link_to(asked_of_child()), link_to(asked_of_child(greeting="X"))
    receipt = uuid.uuid4()
    for token in (first, second):
        Client().post(at(token, 1), {"answer": "Yes", "go": "next"})
    send(Client(), first, receipt)
    assert alike(send(Client(), first, uuid.uuid4())) == nothing_there()
    other = send(Client(), second, receipt)
    assert (other.status_code, Consultation.objects.count()) == (422, 1)


def test_sending_without_its_number_is_asked_again():
    token, client = link_to(asked_of_child()), Client()
    client.post(at(token, 1), {"answer": "Yes", "go": "next"})
    page = client.post(checking(token), {"receipt": "seven"})
    assert (page.status_code, "press the button again" in page.content.decode()) == (422, True)


def test_two_tabs_lose_neither_answer():
    token, one, other = link_to(asked_of_child()), Client(), Client()
    one.get(at(token, 1))
    other.get(at(token, 2))
    one.post(at(token, 1), {"answer": "Yes", "go": "next"})
    other.post(at(token, 2), {"answer": "School", "go": "next"})
    send(one, token)
    assert alike(send(other, token)) == nothing_there()
    assert list(Answer.objects.values_list("answer", flat=True)) == ["Yes", "School"]


def test_script_is_answered_with_a_number_alone():
    token, client = link_to(asked_of_child()), Client()
    kept = client.post(at(token, 1), {"answer": "Yes"}, **FETCH)
    sent = send(client, token, **FETCH)
    late = client.post(at(token, 1), {"answer": "No"}, **FETCH)
    assert [kept.status_code, kept.content, sent.status_code, late.status_code] == [204, b"", 204, 404]


# Whose link -----------------------------------------------------------------------------------------------------------
def _withdrawn(asked: AskedForm) -> None:
    actions.withdraw_form(asked=asked, why="Asked by mistake", by=BY)


def _sent(asked: AskedForm) -> None:
    actions.submit_form(
        asked=asked,
        filled={str(asked.form_version.questions.first().pk): ["Yes"]},
        source="face_to_face",
        receipt=uuid.uuid4(),
        by=make_user(Role.CONSULTATION_OFFICER),
        at=datetime.datetime(2025, 6, 2, 10, tzinfo=datetime.UTC),
        today=TODAY,
    )


def _replaced(asked: AskedForm) -> None:
    link_to(asked)


def _review_over(asked: AskedForm) -> None:
    from reviews.actions import end_review  # noqa: PLC0415 - of this case alone

    end_review(review=asked.review, reason="other", note="Agreed", on=TODAY, by=BY)


@pytest.mark.parametrize("what", [_withdrawn, _sent, _replaced, _review_over])
def test_link_that_no_longer_holds_is_answered_like_one_that_never_was(what):
    asked = asked_of_child()
    token = link_to(asked)
    what(AskedForm.objects.get(pk=asked.pk))
    paths = [reverse("voice:greeting", args=[token]), at(token, 1), checking(token)]
    assert [alike(Client().get(each)) for each in paths] == [nothing_there()] * 3
    assert [alike(Client().post(each, {"answer": "Yes"})) for each in paths[1:]] == [nothing_there()] * 2


def test_link_is_good_until_midnight_of_its_last_day(settings):
    token = link_to(asked_of_child(expires_on=TODAY + DAY))
    path = reverse("voice:greeting", args=[token])
    settings.IRO_TODAY = TODAY + DAY
    assert Client().get(path).status_code == 200
    settings.IRO_TODAY = TODAY + 2 * DAY
    assert alike(Client().get(path)) == nothing_there()
    assert alike(Client().post(at(token, 1), {"answer": "Yes"})) == nothing_there()


def test_sending_after_the_last_day_is_not_told_that_it_came_in(settings):
    token, client = link_to(asked_of_child(expires_on=TODAY + DAY)), Client()
    client.post(at(token, 1), {"answer": "Yes", "go": "next"})
    settings.IRO_TODAY = TODAY + 2 * DAY
    page = send(client, token).content.decode()
    said = ("If you have sent" in page, "If you have seen our “Thank you”, we have your answers" in page)
    assert (said, Consultation.objects.count()) == ((False, True), 0)


@pytest.mark.slow
def test_thousand_guesses_are_answered_alike_and_then_even_the_right_link_is_not_there():
    token = link_to(asked_of_child())
    finder, _dot, secret = token.partition(".")
    guesser = Client(REMOTE_ADDR="203.0.113.7")
    right_finder = [f"{finder}.{secret[:-1]}{n}" for n in range(10)]
    guesses = right_finder + [f"{finder[:-3]}{n:03}.{secret}" for n in range(990)]
    answers = {alike(guesser.get(f"/voice/{each}/")) for each in guesses}
    assert answers == {nothing_there()}
    path = reverse("voice:greeting", args=[token])
    assert (alike(guesser.get(path)), Client(REMOTE_ADDR="203.0.113.8").get(path).status_code) == (nothing_there(), 200)


def test_secret_is_kept_nowhere_and_compared_where_there_is_no_row(monkeypatch):
    from desk.voice import links  # noqa: PLC0415 - looked into by this test alone

    token = link_to(asked_of_child())
    secret = token.partition(".")[2]
    assert secret not in str(FormLink.objects.values().get())
    compared: list[tuple[str, str]] = []
    real = links.hmac.compare_digest
    monkeypatch.setattr(links.hmac, "compare_digest", lambda a, b: compared.append((a, b)) or real(a, b))
    assert (links.link_at("none.at-all"), links.link_at(token) is not None, len(compared)) == (None, True, 2)


# What is told ---------------------------------------------------------------------------------------------------------
def test_no_page_tells_anything_of_the_child_but_the_greeting():
    asked = asked_of_child()
    token, client = link_to(asked), Client()
    child = asked.review.child
    responses = [
        client.get(reverse("voice:greeting", args=[token])),
        client.get(at(token, 1)),
        client.post(at(token, 1), {"answer": "Yes"}),
        client.get(checking(token)),
        send(client, token),
        client.get(reverse("voice:thanks")),
        client.get(reverse("voice:stopped")),
        client.get(checking(token)),
    ]
    private = (child.first_name, child.last_name, child.local_id, "2016", "1 March", f"/child/{child.pk}/")
    for response in responses:
        text = response.content.decode() + str(response.headers)
        assert [word for word in private if word in text] == []
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert response.headers["Referrer-Policy"] in ("same-origin", "no-referrer")


def test_no_page_leads_out_of_the_form_or_loads_anything_from_elsewhere():
    token = link_to(asked_of_child())
    for path in (reverse("voice:greeting", args=[token]), at(token, 1), checking(token), reverse("voice:thanks")):
        page = Client().get(path).content.decode()
        addresses = re.findall(r'(?:href|src|action)="([^"#]+)"', page)
        assert [each for each in addresses if not each.startswith(("/voice/", "/static/"))] == []


def test_looking_changes_nothing():
    asked = asked_of_child()
    token, client = link_to(asked), Client()
    before = AskedForm.objects.values().get(pk=asked.pk)
    for path in (reverse("voice:greeting", args=[token]), at(token, 1), at(token, 2), checking(token)):
        assert client.get(path).status_code == client.head(path).status_code == 200
    assert AskedForm.objects.values().get(pk=asked.pk) == before
    assert client.post(reverse("voice:greeting", args=[token])).status_code == 405


def test_words_are_shown_as_they_were_written_and_are_no_markup():
    token, client = link_to(asked_of_child()), Client()
    client.post(at(token, 3), {"words": "<b>loud</b> & 'clear'", "go": "next"})
    page = client.get(checking(token)).content.decode()
    assert ("<b>loud" in page, "&lt;b&gt;loud&lt;/b&gt; &amp; &#x27;clear&#x27;" in page) == (False, True)


def test_there_is_a_picture_for_every_name_that_a_form_may_carry(settings):
    from participation.enums import Picture  # noqa: PLC0415 - of this test alone

    folder = settings.BASE_DIR / "static" / "voice" / "pictures"
    assert sorted(each.stem for each in folder.glob("*.svg")) == sorted(Picture.values)
