"""C45: what the social worker records, codings and themes: who may do what, in which state."""

import pytest

from accounts.enums import Role
from participation import actions
from participation.enums import ThemeStatus
from participation.models import Coding
from participation.transitions import THEMES
from reviews.enums import ReviewStatus
from tests.factories import BY, make_child, make_user, open_review
from tests.participation.voices import seen, send, voice_form
from tests.security.test_integrity_states import TODAY, Table, done, let_in, review_in

pytestmark = pytest.mark.django_db

VIEW = """
event            page                      roles                       to_arrange booked in_series adjourned completed ended voided
record           side_by_side:record       social_worker               + + + + - - -
"""  # noqa: E501 - a table
WORDS = """
event            page                      roles                            waiting coded taken_back
code             themes:code               consultation_officer,iro,manager  + - +
take back        themes:take-back          consultation_officer,iro,manager  - + -
"""
THEME = """
event            page                      roles    current retired
retire           themes:retire             manager  + -
use again        themes:again              manager  - +
"""


@pytest.mark.parametrize("text", [VIEW, WORDS, THEME])
def test_c45_pages_let_in_the_declared_roles(text):
    lines = Table(text).lines
    assert {page: let_in(page) for _event, page, _who, _done in lines} == {page: who for _e, page, who, _d in lines}


@pytest.mark.parametrize("state", Table(VIEW).states)
def test_c45_how_the_social_worker_sees_it(state):
    review, worker = review_in(state, make_user()), make_user(Role.SOCIAL_WORKER)
    work = {"review": review, "seen": seen(), "by": worker, "today": TODAY}
    assert done(lambda: actions.record_workers_view(**work)) == Table(VIEW).may("record", state)


@pytest.mark.parametrize(("event", "state"), [(event, state) for event, _page, state in Table(WORDS).cells()])
def test_c45_words_that_are_coded(event, state):
    iro = make_user()
    words = send(open_review(make_child(iro=iro)), voice_form(), words="Gran").own_words.get()
    coding = Coding(words=words)
    if state != "waiting":
        coding = actions.code_words(words=words, themes=[], by=iro, today=TODAY)
    if state == "taken_back":
        actions.take_back_coding(coding=coding, why="Mistake", by=iro, today=TODAY)
    work = {
        "code": lambda: actions.code_words(words=words, themes=[], by=iro, today=TODAY),
        "take back": lambda: actions.take_back_coding(coding=coding, why="Mistake", by=iro, today=TODAY),
    }
    assert done(work[event]) == Table(WORDS).may(event, state)


@pytest.mark.parametrize(("event", "state"), [(event, state) for event, _page, state in Table(THEME).cells()])
def test_c45_theme_of_the_list(event, state):
    theme = actions.make_theme(whose="children", name="Gran", by=BY)
    if state == "retired":
        actions.retire_theme(theme=theme, by=BY, today=TODAY)
    work = {
        "retire": lambda: actions.retire_theme(theme=theme, by=BY, today=TODAY),
        "use again": lambda: actions.use_theme_again(theme=theme, by=BY),
    }
    assert done(work[event]) == Table(THEME).may(event, state)


def test_c45_every_state_of_these_has_its_column():
    assert set(Table(VIEW).states) == {str(each) for each in ReviewStatus}
    assert set(Table(THEME).states) == {str(each) for each in ThemeStatus} == {str(each) for each in THEMES}
