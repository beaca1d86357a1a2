"""Forms in versions: what is in use never changes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.verdict import RefusedError
from audit.actions import acting
from audit.versions import ConflictError
from participation import actions
from participation.enums import VersionStatus
from participation.models import FormVersion, Question
from participation.policies import forms_for
from participation.transitions import ASKED, VERSIONS
from tests.factories import BY, TODAY, form_in_use

pytestmark = pytest.mark.django_db


def make_draft(key="4-15"):
    return actions.make_form(key=key, name=f"Form {key}", respondent="child", by=BY).versions.get()


def put(version, key="safe", **fields):
    values = {"text": "Do you feel safe?", "answers": ["Yes", "No"], **fields}
    return actions.put_question(version=version, key=key, by=BY, **values)


def test_a_form_begins_with_a_draft_and_is_published_once_it_asks_something():
    draft = make_draft()

    with pytest.raises(RefusedError, match=r"Add a question before you publish the form\."):
        actions.publish_version(version=draft, by=BY, today=TODAY)
    put(draft)
    published = actions.publish_version(version=draft, by=BY, today=TODAY)

    assert (published.status, published.published_on, published.number) == (VersionStatus.PUBLISHED, TODAY, 1)


def test_a_question_without_answers_to_choose_from_keeps_a_form_from_being_published():
    draft = make_draft()
    put(draft, answers=["Yes"])

    with pytest.raises(RefusedError, match=r"Enter at least two answers to: Do you feel safe\?"):
        actions.publish_version(version=draft, by=BY, today=TODAY)


def test_the_next_version_begins_with_the_questions_of_the_one_in_use_and_replaces_it():
    first = form_in_use()

    second = actions.begin_version(form=first.form, by=BY)
    assert list(second.questions.values_list("key", flat=True)) == list(first.questions.values_list("key", flat=True))
    actions.publish_version(version=second, by=BY, today=TODAY)

    first.refresh_from_db()
    assert (first.status, first.retired_on, second.number) == (VersionStatus.RETIRED, TODAY, 2)
    assert list(FormVersion.objects.in_use()) == [second]


def test_one_version_of_a_form_is_written_at_a_time():
    first = form_in_use()
    actions.begin_version(form=first.form, by=BY)

    with pytest.raises(RefusedError, match="is being written already"):
        actions.begin_version(form=first.form, by=BY)


@pytest.mark.parametrize("what", ["write", "put", "change", "remove", "move", "publish"])
def test_a_published_version_takes_no_change(what):
    version = form_in_use()
    question = version.questions.get(key="safe")
    tried = {
        "write": lambda: actions.write_version(version=version, introduction="x", afterwards="", by=BY),
        "put": lambda: put(version, key="more"),
        "change": lambda: put(version, question=question, text="Other"),
        "remove": lambda: actions.remove_question(question=question, by=BY),
        "move": lambda: actions.move_question(question=question, up=False, by=BY),
        "publish": lambda: actions.publish_version(version=version, by=BY, today=TODAY),
    }

    with pytest.raises(RefusedError):
        tried[what]()

    assert list(version.questions.values_list("key", flat=True)) == ["safe", "likes", "words"]


@pytest.mark.parametrize("statement", ["change", "add", "delete", "introduction", "back"])
def test_the_database_itself_refuses_to_change_a_published_version(statement):
    version = form_in_use()
    questions = Question.objects.filter(form_version=version)
    versions = FormVersion.objects.filter(pk=version.pk)
    tried = {
        "change": lambda: questions.update(text="Other"),
        "add": lambda: Question.objects.create(form_version=version, key="new", text="New", position=9),
        "delete": lambda: questions.all()._raw_delete("default"),
        "introduction": lambda: versions.update(introduction="Other"),
        "back": lambda: versions.update(status="draft", published_on=None),
    }

    with acting(), pytest.raises(IntegrityError), transaction.atomic():
        tried[statement]()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"answers": ["Yes", "yes"]}, "answers"),
        ({"answers": [str(n) for n in range(11)]}, "answers"),
        ({"kind": "words"}, "answers"),
        ({"safety_answers": ["Perhaps"]}, "safety_answers"),
        ({"answer_pictures": ["yes"]}, "answer_pictures"),
        ({"text": ""}, "text"),
        ({"picture": "dragon"}, "picture"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_by_field(fields, field):
    with pytest.raises(ValidationError) as refusal:
        put(make_draft(), **fields)

    assert list(refusal.value.message_dict) == [field]


def test_questions_of_a_draft_change_places_and_go():
    draft = make_draft()
    one, two, three = put(draft, "one"), put(draft, "two"), put(draft, "three")

    actions.move_question(question=three, up=True, by=BY)
    actions.move_question(question=one, up=True, by=BY)
    actions.remove_question(question=two, by=BY)

    assert list(draft.questions.values_list("key", flat=True)) == ["one", "three"]


def test_the_second_of_two_people_at_one_question_is_told():
    draft = make_draft()
    question = put(draft)
    seen = question.version
    put(draft, question=question, text="First", seen_version=seen)

    with pytest.raises(ConflictError):
        put(draft, question=question, text="Second", seen_version=seen)


@pytest.mark.parametrize(
    ("age", "keys"), [(3, []), (4, ["4-15", "easy"]), (15, ["4-15", "easy"]), (16, ["16-17", "easy"])]
)
def test_a_child_is_offered_the_forms_for_their_age(age, keys):
    forms = [
        form_in_use("4-15", age_from=4, age_to=15).form,
        form_in_use("16-17", age_from=16, age_to=17).form,
        form_in_use("easy", age_from=4, is_easy_read=True).form,
        form_in_use("parents", respondent="parent").form,
    ]

    assert [form.key for form in forms_for(forms, age=age)] == keys


@pytest.mark.parametrize("table", [VERSIONS, ASKED])
def test_every_status_can_be_reached(table):
    reached = {next(iter(table)), *(step for steps in table.values() for step in steps)}

    assert reached == set(table)
