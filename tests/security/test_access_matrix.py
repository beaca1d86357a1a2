"""C02: every role at every page with every kind of record gets the answer that the declared table says."""

import csv
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from accounts.declared import REACHED, Whose
from accounts.enums import Role
from accounts.visibility import Record
from iro_service.access_exceptions import EXCEPTIONS, Answer
from iro_service.access_matrix import WHO, answer_to, cells, pages
from iro_service.access_page import written_as_page
from tests.security.observing import ask_everything
from tests.security.reach import out_of_reach

PAGE = Path(settings.BASE_DIR) / "docs" / "access.md"


def disagreements(who, asked):
    """Return every cell in which the answer to a real request is not the declared one."""
    declared = {(cell.page.name, cell.kind): cell.answer for cell in cells((who,))}
    answered = {cell: seen.answer for cell, seen in asked.cells.items()}
    assert answered.keys() == declared.keys()
    return {cell: (declared[cell], answered[cell]) for cell in declared if declared[cell] != answered[cell]}


@pytest.mark.parametrize("who", WHO)
def test_c02_every_cell_of_the_matrix_is_answered_as_declared(who, asked_by):
    assert disagreements(who, asked_by(who)) == {}


@pytest.mark.parametrize(
    ("reached", "cell", "answers"),
    [
        (frozenset(Whose), Whose.RESTRICTED, (Answer.OPEN, Answer.ABSENT)),
        (frozenset(), Whose.MINE, (Answer.ABSENT, Answer.OPEN)),
    ],
)
def test_c02_table_that_says_more_or_less_than_the_program_is_found(asked_by, monkeypatch, reached, cell, answers):
    asked = asked_by(Role.IRO)
    monkeypatch.setitem(REACHED[Record.CHILD], Role.IRO, reached)
    assert disagreements(Role.IRO, asked)["child:page", cell] == answers


def test_c02_program_that_opens_more_than_the_table_says_is_found(world, asked_by, monkeypatch):
    asked = asked_by(Role.IRO)
    monkeypatch.setattr("children.querysets.ChildQuerySet.visible_to", lambda self, _user: self)
    asked.cells |= ask_everything(world, Role.IRO, "child:people").cells
    assert disagreements(Role.IRO, asked) == {
        ("child:people", kind): (Answer.ABSENT, Answer.OPEN) for kind in out_of_reach(Role.IRO)
    }


def test_c02_no_role_reaches_a_restricted_record_and_five_roles_reach_no_record_at_all():
    reached = {(record, role): kinds for record, roles in REACHED.items() for role, kinds in roles.items()}
    assert [cell for cell, kinds in reached.items() if Whose.RESTRICTED in kinds] == []
    assert {role for role in Role if not any((record, role) in reached for record in Record)} == {
        Role.PANEL_MEMBER,
        Role.SYSTEM_ADMINISTRATOR,
        Role.INFORMATION_GOVERNANCE,
    }


def test_c02_every_exception_is_of_a_page_and_changes_an_answer():
    known = {page.name: page for page in pages()}
    assert EXCEPTIONS.keys() - known.keys() == set()
    for name, exceptions in EXCEPTIONS.items():
        page = known[name]
        given = {answer_to(role, page, kind) for role in Role for kind in page.kinds}
        assert {each.answer for each in exceptions} <= given, name


def test_c02_command_prints_the_whole_matrix_as_csv():
    out = io.StringIO()
    call_command("access_matrix", "--format", "csv", stdout=out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [(row["who"], row["page"], row["record"], row["answer"]) for row in rows] == [
        (cell.who, cell.page.name, cell.kind or "", cell.answer) for cell in cells()
    ]


def test_c02_command_prints_one_role_as_text():
    out = io.StringIO()
    call_command("access_matrix", "--role", "director", stdout=out)
    assert [line.split()[0] for line in out.getvalue().splitlines()] == ["director"] * len(list(cells(("director",))))


def test_c02_page_of_the_documentation_is_current():
    mend = "write it anew: python manage.py access_matrix --format markdown > docs/access.md"
    assert PAGE.read_text() == written_as_page(), mend
