"""C45 of consultation forms: what is done in which state of a version, and of a form that somebody was asked."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from accounts.enums import Role
from participation import actions
from participation.enums import AskedStatus, FormSource, VersionStatus
from participation.models import AskedForm, FormVersion
from tests.factories import BY, TODAY, ask, make_child, make_user, open_review
from tests.security.test_integrity_states import Table, done, let_in

pytestmark = pytest.mark.django_db

VERSION = """
event            page                           roles    draft published retired
write            participation:version-words    manager  + - -
add              participation:add-question     manager  + - -
change           participation:change-question  manager  + - -
mark answers     participation:answers          manager  + - -
move             participation:move-question    manager  + - -
remove           participation:remove-question  manager  + - -
publish          participation:publish          manager  + - -
retire           participation:retire           manager  - + -
begin next       participation:begin-version    manager  - + +
"""
ASKED = """
event            page                           roles                         asked started submitted withdrawn
take on          filling:take-on                consultation_officer          + + - -
give back        filling:give-back              consultation_officer,manager  + + - -
keep             filling:face-to-face           consultation_officer          + + - -
send             filling:paper                  consultation_officer          + + - -
"""
# Of forms that were asked, on pages that others reach too.
BESIDE = {"link": "++--", "withdraw": "++--", "ask again": "---+"}
CELLS = [(text, event, page) for text in (VERSION, ASKED) for event, page, *_rest in Table(text).lines]


@pytest.mark.parametrize(("text", "event", "page"), CELLS)
def test_c45_roles_are_those_of_the_table(text, event, page):
    declared = next(who for named, at, who, _done in Table(text).lines if (named, at) == (event, page))
    assert let_in(page) == declared


def version_in(state: str) -> FormVersion:
    version = actions.make_form(key="form", name="Form", respondent="child", by=BY).versions.get()
    for key in ("first", "second"):
        actions.put_question(version=version, key=key, text=key, answers=["Yes", "No"], by=BY)
    if state != VersionStatus.DRAFT:
        actions.publish_version(version=version, by=BY, today=TODAY)
    if state == VersionStatus.RETIRED:
        actions.retire_version(version=version, by=BY, today=TODAY)
    return FormVersion.objects.get(pk=version.pk)


@pytest.mark.parametrize(("event", "state"), [(e, s) for e, _p, s in Table(VERSION).cells()])
def test_c45_version(event, state):
    version = version_in(state)
    question = version.questions.first()
    work: dict[str, Callable[[], object]] = {
        "write": lambda: actions.write_version(version=version, introduction="x", afterwards="y", by=BY),
        "add": lambda: actions.put_question(version=version, key="third", text="x", answers=["Yes", "No"], by=BY),
        "change": lambda: actions.put_question(version=version, question=question, text="x", by=BY),
        "mark answers": lambda: actions.put_question(version=version, question=question, safety_answers=["No"], by=BY),
        "move": lambda: actions.move_question(question=question, up=False, by=BY),
        "remove": lambda: actions.remove_question(question=question, by=BY),
        "publish": lambda: actions.publish_version(version=version, by=BY, today=TODAY),
        "retire": lambda: actions.retire_version(version=version, by=BY, today=TODAY),
        "begin next": lambda: actions.begin_version(form=version.form, by=BY),
    }
    assert done(work[event]) == Table(VERSION).may(event, state)


def asked_in(state: str, officer: Any) -> AskedForm:
    asked = actions.take_on(asked=ask(open_review(make_child())), by=officer)
    if state == AskedStatus.STARTED:
        actions.keep_so_far(asked=asked, filled=filled(asked), by=officer, today=TODAY)
    if state == AskedStatus.SUBMITTED:
        send(asked, officer)
    if state == AskedStatus.WITHDRAWN:
        actions.withdraw_form(asked=asked, why="Mistake", by=BY)
    return AskedForm.objects.get(pk=asked.pk)


def filled(asked: AskedForm) -> dict[str, list[str] | str]:
    return {str(asked.form_version.questions.get(key="words").pk): "My dog"}


def send(asked: AskedForm, officer: Any) -> object:
    return actions.submit_form(
        asked=asked,
        filled=filled(asked),
        source=FormSource.KEYED,
        receipt=uuid.uuid4(),
        by=officer,
        at=datetime.datetime(2025, 6, 2, 9, tzinfo=datetime.UTC),
        today=TODAY,
    )


@pytest.mark.parametrize(
    ("event", "state"), [(e, s) for e in ("take on", "give back", "keep", "send", *BESIDE) for s in AskedStatus]
)
def test_c45_form_that_was_asked(event, state):
    officer = make_user(Role.CONSULTATION_OFFICER)
    asked = asked_in(state, officer)
    given: dict[str, Any] = {"asked": asked, "by": officer, "today": TODAY}
    work: dict[str, Callable[[], object]] = {
        "take on": lambda: actions.take_on(asked=asked, by=officer),
        "give back": lambda: actions.give_back(asked=asked, by=officer),
        "keep": lambda: actions.keep_so_far(filled=filled(asked), **given),
        "send": lambda: send(asked, officer),
        "link": lambda: actions.make_link(finder="finder", secret_hash="0" * 64, **given),
        "withdraw": lambda: actions.withdraw_form(asked=asked, why="Mistake", by=BY),
        "ask again": lambda: actions.ask_again(expires_on=TODAY, **given),
    }
    if event in BESIDE:
        declared = BESIDE[event][list(AskedStatus).index(state)] == "+"
    else:
        declared = Table(ASKED).may(event, state)
    assert done(work[event]) == declared


def test_c45_every_state_has_its_column():
    assert Table(VERSION).states == list(VersionStatus)
    assert Table(ASKED).states == list(AskedStatus)
