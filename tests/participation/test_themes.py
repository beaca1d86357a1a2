"""Coding own words by people, and the shared list of themes: retired or merged, never deleted."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from accounts.enums import Role
from accounts.verdict import RefusedError
from audit.actions import acting
from audit.versions import ConflictError
from children.actions import record_person
from participation import actions
from participation.enums import ThemeStatus
from participation.models import CodedTheme, Coding, OwnWords, Theme, ThemeChange
from participation.themes import counted_as
from participation.transitions import THEMES, theme_may_become
from tests.factories import BY, TODAY, make_child, make_user, open_review
from tests.participation.voices import send, voice_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def iro():
    return make_user()


@pytest.fixture
def words(iro):
    return send(open_review(make_child(iro=iro)), words="I want to see Gran more").own_words.get()


def theme(name="Family", whose="children"):
    return actions.make_theme(whose=whose, name=name, by=make_user(Role.MANAGER))


def code(words, *themes, by):
    return actions.code_words(words=words, themes=themes, by=by, today=TODAY)


def waiting():
    return list(OwnWords.objects.to_code())


def test_words_wait_until_somebody_has_coded_them(words, iro):
    assert waiting() == [words]
    coding = code(words, theme(), theme("Contact"), by=iro)
    assert [str(row.theme) for row in coding.themes.all()] == ["Family", "Contact"]
    assert (waiting(), list(OwnWords.objects.coded())) == ([], [words])


def test_none_of_the_themes_is_coded_too(words, iro):
    assert list(code(words, by=iro).themes.all()) == []
    assert waiting() == []


def test_words_are_coded_once(words, iro):
    code(words, by=iro)
    with pytest.raises(RefusedError):
        code(words, theme(), by=make_user(Role.MANAGER))
    with acting(), pytest.raises(IntegrityError), transaction.atomic():
        Coding.objects.create(words=words, on=TODAY, by=iro)


def test_a_coding_is_taken_back_with_a_reason_once_and_stays_on_record(words, iro):
    coding = code(words, theme(), by=iro)
    with pytest.raises(ValidationError):
        actions.take_back_coding(coding=coding, why=" ", by=iro, today=TODAY)
    actions.take_back_coding(coding=coding, why="The wrong box", by=iro, today=TODAY)
    with pytest.raises(RefusedError):
        actions.take_back_coding(coding=coding, why="Again", by=iro, today=TODAY)
    assert waiting() == [words]
    code(words, by=iro)
    assert [each.taken_back_because for each in Coding.objects.all()] == ["The wrong box", ""]


def test_only_themes_in_use_for_these_words_can_be_ticked(words, iro):
    retired = actions.retire_theme(theme=theme("Old"), by=BY, today=TODAY)
    for wrong in (retired, theme("Meetings", whose="parents")):
        with pytest.raises(ValidationError):
            code(words, wrong, by=iro)


def test_what_parents_write_has_themes_of_its_own(iro):
    child = make_child(iro=iro)
    mother = record_person(child=child, full_name="Mo", relationship="mother", by=BY)
    form = voice_form("parents", respondent="parent")
    words = send(open_review(child), form, person=mother, words="The meeting was too early").own_words.get()
    assert list(OwnWords.objects.of("parents")) == [words]
    assert list(OwnWords.objects.of("children")) == []
    code(words, theme("Meetings", whose="parents"), by=iro)


def test_a_name_is_in_the_list_once_for_each(iro):
    theme("Family")
    theme("Family", whose="parents")
    with pytest.raises(ValidationError):
        theme("  Family ")


def test_merged_themes_count_as_the_last_and_come_back_by_themselves():
    first, second, third = theme("Gran"), theme("Grandparents"), theme("Family")
    actions.retire_theme(theme=first, into=second, by=BY, today=TODAY)
    actions.retire_theme(theme=second, into=third, by=BY, today=TODAY)
    leads_to = counted_as(Theme.objects.all())
    assert {str(each): str(leads_to[each.pk]) for each in (first, second, third)} == {
        "Gran": "Family",
        "Grandparents": "Family",
        "Family": "Family",
    }
    actions.use_theme_again(theme=first, by=BY)
    assert counted_as(Theme.objects.all())[first.pk] == first
    assert [row.became for row in ThemeChange.objects.filter(theme=first)] == ["current", "retired", "current"]


def test_a_theme_is_merged_into_another_in_use_for_the_same_words():
    one, retired = theme("One"), actions.retire_theme(theme=theme("Old"), by=BY, today=TODAY)
    for wrong in (one, retired, theme("Other", whose="parents")):
        with pytest.raises(RefusedError):
            actions.retire_theme(theme=one, into=wrong, by=BY, today=TODAY)


def test_two_who_keep_the_list_at_once_are_told():
    one = theme("One")
    actions.retire_theme(theme=one, by=BY, today=TODAY, seen_version=1)
    with pytest.raises(ConflictError):
        actions.use_theme_again(theme=one, by=BY, seen_version=1)


@pytest.mark.parametrize("status", ThemeStatus)
@pytest.mark.parametrize("following", ThemeStatus)
def test_a_theme_takes_the_steps_of_its_table(status, following):
    assert theme_may_become(status, following) == (following in THEMES[status]) == (status != following)


def test_the_database_keeps_what_was_coded(words, iro):
    coding = code(words, theme(), by=iro)
    for work in (
        lambda: Coding.objects.filter(pk=coding.pk).update(by=make_user()),
        lambda: Coding.objects.filter(pk=coding.pk).delete(),
        lambda: CodedTheme.objects.all().delete(),
        lambda: ThemeChange.objects.update(why="Otherwise"),
    ):
        with acting(), pytest.raises(DatabaseError), transaction.atomic():
            work()
