"""Coding what people wrote, one answer at a time; counting by quarter; keeping the list."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from children.actions import record_person
from desk.themes.quarters import quarter_named, quarter_of, shown_until
from participation import actions
from participation.models import Coding, OwnWords, Theme
from tests.factories import BY, TODAY, make_child, make_user, open_review
from tests.participation.voices import send, voice_form

pytestmark = pytest.mark.django_db
D = datetime.date


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


@pytest.fixture
def manager():
    return make_user(Role.MANAGER)


@pytest.fixture
def form():
    return voice_form()


def write(iro, form, text="I want to see Gran more", today=TODAY) -> OwnWords:
    return send(open_review(make_child(iro=iro)), form, today=today, words=text).own_words.get()


def theme(name="Family", whose="children") -> Theme:
    return actions.make_theme(whose=whose, name=name, by=BY)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(page) -> str:
    return page.content.decode()


def sent(client, address, **data):
    form = client.get(address).context["form"]
    hidden = {name: form[name].value() for name in ("version", "form_key") if name in form.fields}
    return client.post(address, hidden | data, follow=True)


def numbers(page, row):
    """Return the numbers of one row of the first table of themes, without their links."""
    cells = next(cells for cells in page.context["tables"][0].rows if row in str(cells[0]))
    return [str(cell).split("<span")[0].split(">")[-1] for cell in cells[1:]]


def test_next_words_come_first_with_the_question_and_nothing_of_the_child(iro, form):
    first, second = write(iro, form), write(iro, form, "Football")
    child = first.consultation.child
    client = signed_in(iro)
    page = client.get(reverse("themes:next"), follow=True)
    assert page.redirect_chain == [(reverse("themes:code", args=[first.pk]), 302)]
    shown = text_of(page)
    assert all(each in shown for each in ("What would you like to say?", "I want to see Gran more", "2 answers wait"))
    assert not any(each in shown for each in (child.last_name, child.local_id, first.consultation.reference))
    later = client.get(page.context["later"], follow=True)
    assert later.redirect_chain == [(reverse("themes:code", args=[second.pk]), 302)]


def test_ticking_themes_codes_the_words_and_goes_on(iro, form):
    words, following, family = write(iro, form), write(iro, form, "Football"), theme()
    page = sent(signed_in(iro), reverse("themes:code", args=[words.pk]), themes=[str(family.pk)])
    assert page.redirect_chain[-1] == (reverse("themes:code", args=[following.pk]), 302)
    coding = Coding.objects.get()
    assert (coding.words, [row.theme for row in coding.themes.all()], coding.by) == (words, [family], iro)
    assert "What you coded last" in text_of(page)


def test_none_of_these_is_ticked_alone(iro, form):
    words, family, client = write(iro, form), theme(), signed_in(iro)
    address = reverse("themes:code", args=[words.pk])
    for wrong in ([], ["none", str(family.pk)]):
        assert sent(client, address, themes=wrong).status_code == 422
    page = sent(client, address, themes=["none"])
    assert "No answer waits to be coded." in text_of(page)
    assert Coding.objects.get().themes.count() == 0


def test_only_themes_in_use_for_these_words_are_offered(iro, form):
    words = write(iro, form)
    theme(), theme("Meetings", whose="parents")
    actions.retire_theme(theme=theme("Old"), by=BY, today=TODAY)
    offered = signed_in(iro).get(reverse("themes:code", args=[words.pk])).context["form"].fields["themes"].choices
    assert [label for _value, label in offered] == ["Family", "None of these fits"]


def test_second_of_two_who_code_the_same_words_is_told(iro, manager, form):
    words, family, client = write(iro, form), theme(), signed_in(iro)
    address = reverse("themes:code", args=[words.pk])
    key = client.get(address).context["form"]["form_key"].value()
    actions.code_words(words=words, themes=[], by=manager, today=TODAY)
    page = client.post(address, {"form_key": key, "themes": [str(family.pk)]})
    assert page.status_code == 409
    assert "Somebody has coded these words already" in text_of(page)
    assert Coding.objects.get().by == manager


def test_coding_is_taken_back_with_a_reason_and_the_words_wait_again(iro, form):
    words, client = write(iro, form), signed_in(iro)
    coding = actions.code_words(words=words, themes=[theme()], by=iro, today=TODAY)
    address = reverse("themes:take-back", args=[coding.pk])
    assert sent(client, address, why="").status_code == 422
    page = sent(client, address, why="The wrong box")
    assert page.redirect_chain == [(reverse("themes:code", args=[words.pk]), 302)]
    assert client.get(address).status_code == 403


def test_numbers_are_by_quarter_and_each_opens_its_list(iro, form):
    words = write(iro, form)
    earlier = write(iro, form, "Grandad", today=TODAY)
    actions.code_words(words=words, themes=[theme()], by=iro, today=TODAY)
    client = signed_in(iro)
    page = client.get(reverse("themes:table"))
    assert numbers(page, "Family") == ["0", "0", "0", "1"]
    assert numbers(page, "Not coded yet") == ["0", "0", "0", "1"]
    assert numbers(page, "All answers") == ["0", "0", "0", "2"]
    asked = {"whose": "children", "quarter": "2025-04"}
    listed = client.get(reverse("themes:words"), asked | {"theme": str(Theme.objects.get().pk)})
    assert (words.text in text_of(listed), earlier.text in text_of(listed)) == (True, False)
    waiting = client.get(reverse("themes:words"), asked | {"theme": "waiting"})
    assert (words.text in text_of(waiting), earlier.text in text_of(waiting)) == (False, True)
    assert numbers(client.get(reverse("themes:table"), {"until": "2025-01"}), "Family") == ["0"] * 4


def test_what_parents_write_is_counted_apart(iro, form):
    child = make_child(iro=iro)
    mother = record_person(child=child, full_name="Mo", relationship="mother", by=BY)
    send(open_review(child), voice_form("parents", respondent="parent"), person=mother, words="Too early")
    page = signed_in(iro).get(reverse("themes:table"))
    assert numbers(page, "All answers") == ["0"] * 4
    assert "1" in str(page.context["tables"][1].rows[-1][-1])


def test_merged_theme_counts_as_the_one_that_took_its_place(iro, form):
    gran, family = theme("Gran"), theme()
    actions.code_words(words=write(iro, form), themes=[gran, family], by=iro, today=TODAY)
    actions.retire_theme(theme=gran, into=family, by=BY, today=TODAY)
    page = signed_in(iro).get(reverse("themes:table"))
    assert numbers(page, "Family") == ["0", "0", "0", "1"]
    assert not any("Gran" in str(row[0]) for row in page.context["tables"][0].rows)


def test_iro_sees_and_codes_the_words_of_their_own_children_only(iro, form, manager):
    theirs = write(make_user(), form)
    coding = actions.code_words(words=theirs, themes=[theme()], by=manager, today=TODAY)
    client = signed_in(iro)
    assert numbers(client.get(reverse("themes:table")), "All answers") == ["0"] * 4
    for name, pk in (("code", theirs.pk), ("take-back", coding.pk)):
        assert client.get(reverse(f"themes:{name}", args=[pk])).status_code == 404
    assert numbers(signed_in(manager).get(reverse("themes:table")), "Family") == ["0", "0", "0", "1"]


def test_consultation_officer_sees_no_words_of_forms_they_may_not_open(iro, form):
    words = write(iro, form)
    client = signed_in(make_user(Role.CONSULTATION_OFFICER))
    assert "No answer waits to be coded." in text_of(client.get(reverse("themes:next")))
    assert client.get(reverse("themes:code", args=[words.pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.SUPPORT_WORKER, Role.DIRECTOR, Role.PANEL_MEMBER])
def test_others_do_not_code(role):
    client = signed_in(make_user(role))
    assert [client.get(reverse(f"themes:{name}")).status_code for name in ("table", "next", "words", "list")] == [
        403
    ] * 4


def test_manager_keeps_the_list(manager):
    client = signed_in(manager)
    assert "There is no theme yet." in text_of(client.get(reverse("themes:list")))
    sent(client, reverse("themes:add"), name="Gran", whose="children")
    sent(client, reverse("themes:add"), name="Family", whose="children")
    assert sent(client, reverse("themes:add"), name="Family", whose="children").status_code == 422
    gran, family = Theme.objects.get(name="Gran"), Theme.objects.get(name="Family")
    page = sent(client, reverse("themes:retire", args=[gran.pk]), into=str(family.pk))
    assert "counts as “Family”" in text_of(page)
    sent(client, reverse("themes:again", args=[gran.pk]))
    gran.refresh_from_db()
    assert (gran.status, gran.merged_into) == ("current", None)


def test_iro_does_not_keep_the_list(iro):
    client, one = signed_in(iro), theme()
    for address in (
        reverse("themes:list"),
        reverse("themes:add"),
        reverse("themes:retire", args=[one.pk]),
        reverse("themes:again", args=[one.pk]),
    ):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("name", ["table", "words", "code"])
def test_pages_ask_as_often_for_three_answers_as_for_one(name, iro, form, assert_same_queries):
    family = theme()
    first = write(iro, form, "Left waiting")

    def make(number):
        for _ in range(number):
            actions.code_words(words=write(iro, form), themes=[family], by=iro, today=TODAY)

    address = reverse("themes:code", args=[first.pk]) if name == "code" else reverse(f"themes:{name}")
    assert_same_queries(make, address, signed_in(iro))


@pytest.mark.parametrize(
    ("day", "key", "words"),
    [
        (D(2025, 6, 2), "2025-04", "April to June 2025"),
        (D(2025, 1, 1), "2025-01", "January to March 2025"),
        (D(2024, 12, 31), "2024-10", "October to December 2024"),
    ],
)
def test_a_day_lies_in_a_quarter(day, key, words):
    quarter = quarter_of(day)
    assert (quarter.key, str(quarter), quarter_named(key, otherwise=quarter_of(D(2000, 1, 1)))) == (key, words, quarter)


def test_four_quarters_are_shown_and_nonsense_is_the_present_one():
    now = quarter_of(TODAY)
    assert [each.key for each in shown_until(now)] == ["2024-07", "2024-10", "2025-01", "2025-04"]
    assert [quarter_named(key, otherwise=now) for key in ("", "2025", "x-1", "2025-13")] == [now] * 4


@pytest.mark.parametrize("key", ["0001-01", "0001-12", "9999-01", "9999-12"])
def test_day_at_an_end_of_the_calendar_is_answered_as_nonsense_is(key, iro):
    client = signed_in(iro)
    answers = [client.get(reverse("themes:table"), {"until": asked}) for asked in (key, "x-1")]
    assert [(each.status_code, each.context["earlier"]) for each in answers] == [(200, "2024-04")] * 2
    assert client.get(reverse("themes:words"), {"quarter": key}).status_code == 200


@pytest.mark.parametrize("key", ["0002-01", "9998-12"])
def test_last_days_that_the_calendar_allows_are_answered(key, iro):
    assert signed_in(iro).get(reverse("themes:table"), {"until": key}).status_code == 200
