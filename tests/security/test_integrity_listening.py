"""C45 before the review: what is done in which state of a strand of Stop, Look and Listen, and of the whole."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from accounts.enums import Role
from participation.actions import observing
from participation.models import ListeningStrand, StopLookListen, TakenOn
from reviews import actions as reviews
from tests.factories import BY, make_child, make_user, open_review
from tests.security.test_integrity_states import Table, done, let_in

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2025, 6, 2)
GIVEN: dict[str, Any] = {"by": BY, "today": TODAY}

STRAND = """
event         page                    roles                    to_plan planned done not_possible whole_together review_over
plan          observing:plan          consultation_officer,iro  + + - - - -
do            observing:done          consultation_officer,iro  + + - - - -
not possible  observing:not-possible  consultation_officer,iro  + + - - - -
put back      observing:put-back      consultation_officer,iro  - - + + - -
"""  # noqa: E501 - a table
WHOLE = """
event           page                roles                      not_begun unsettled settled brought_together review_over
begin           observing:begin     consultation_officer,iro   + - - - -
bring together  observing:together  consultation_officer,iro   - - + - -
open again      observing:again     consultation_officer,iro   - - - + -
"""
TAKEN = """
event      page                 roles                         nobodys taken given_back review_over
take on    views_due:take-on    consultation_officer          + - + -
give back  views_due:give-back  consultation_officer,manager  - + - -
"""
TABLES = {"strand": STRAND, "whole": WHOLE, "taken": TAKEN}
CELLS = [(name, event, page) for name, text in TABLES.items() for event, page, *_rest in Table(text).lines]
SHOWN: dict[str, Any] = {"done_on": TODAY, "who": "Jo", "shown": "Smiled", "ways": ["signs"]}
SAID = {"wants": "To go out", "likes": "", "dislikes": "", "not_known": ""}


@pytest.mark.parametrize(("record", "event", "page"), CELLS)
def test_c45_roles_are_those_of_the_table(record, event, page):
    declared = next(who for named, at, who, _done in Table(TABLES[record]).lines if (named, at) == (event, page))
    assert let_in(page) == declared


def begun() -> StopLookListen:
    """Begin Stop, Look and Listen before an open review."""
    return observing.begin_listening(review=open_review(make_child()), how_communicates="Signs", **GIVEN)


def again(whole: StopLookListen) -> StopLookListen:
    """Read it anew."""
    return StopLookListen.objects.get(pk=whole.pk)


def settled(whole: StopLookListen) -> StopLookListen:
    """Say of every strand that is still to be done that it is not possible."""
    for strand in whole.strands.filter(status__in=["to_plan", "planned"]):
        observing.strand_not_possible(strand=strand, reason="Away", **GIVEN)
    return again(whole)


def over(whole: StopLookListen) -> StopLookListen:
    """End the review."""
    reviews.end_review(review=whole.review, reason="left_care", on=TODAY, by=BY)
    return again(whole)


def strand_in(state: str) -> ListeningStrand:
    """Return the first strand in a state."""
    whole = begun()
    strand = whole.strands.get(kind="observation")
    if state == "planned":
        observing.plan_strand(strand=strand, planned_for=TODAY, planned_by="Jo", **GIVEN)
    if state in {"done", "whole_together"}:
        observing.do_strand(strand=strand, **SHOWN, **GIVEN)
    if state == "not_possible":
        observing.strand_not_possible(strand=strand, reason="Away", **GIVEN)
    if state == "whole_together":
        observing.bring_together(whole=settled(whole), **SAID, **GIVEN)
    if state == "review_over":
        over(whole)
    return ListeningStrand.objects.get(pk=strand.pk)


@pytest.mark.parametrize(("event", "state"), [(e, s) for e, _p, s in Table(STRAND).cells()])
def test_c45_strand(event, state):
    strand = strand_in(state)
    work: dict[str, Callable[[], object]] = {
        "plan": lambda: observing.plan_strand(strand=strand, planned_for=TODAY, planned_by="Jo", **GIVEN),
        "do": lambda: observing.do_strand(strand=strand, **SHOWN, **GIVEN),
        "not possible": lambda: observing.strand_not_possible(strand=strand, reason="Away", **GIVEN),
        "put back": lambda: observing.put_strand_back(strand=strand, why="Mistake", keeps_words=True, **GIVEN),
    }
    assert done(work[event]) == Table(STRAND).may(event, state)


@pytest.mark.parametrize(("event", "state"), [(e, s) for e, _p, s in Table(WHOLE).cells()])
def test_c45_whole(event, state):
    review = open_review(make_child())
    if state == "not_begun":
        begin = lambda: observing.begin_listening(review=review, how_communicates="Signs", **GIVEN)  # noqa: E731 - once
        assert (event == "begin" and done(begin)) == Table(WHOLE).may(event, state)
        return
    whole = observing.begin_listening(review=review, how_communicates="Signs", **GIVEN)
    if state != "unsettled":
        whole = settled(whole)
    if state == "brought_together":
        whole = observing.bring_together(whole=whole, **SAID, **GIVEN)
    if state == "review_over":
        whole = over(whole)
    work: dict[str, Callable[[], object]] = {
        "begin": lambda: observing.begin_listening(review=whole.review, how_communicates="Signs", **GIVEN),
        "bring together": lambda: observing.bring_together(whole=whole, **SAID, **GIVEN),
        "open again": lambda: observing.open_listening_again(whole=whole, why="Mistake", **GIVEN),
    }
    assert done(work[event]) == Table(WHOLE).may(event, state)


@pytest.mark.parametrize(("event", "state"), [(e, s) for e, _p, s in Table(TAKEN).cells()])
def test_c45_taken_on(event, state):
    review, officer = open_review(make_child()), make_user(Role.CONSULTATION_OFFICER)
    taken = TakenOn(review=review, until_on=TODAY)
    if state != "nobodys":
        taken = observing.take_child_on(review=review, by=officer, today=TODAY)
    if state == "given_back":
        observing.give_child_back(taken=taken, because="Ill", **GIVEN)
    if state == "review_over":
        reviews.end_review(review=review, reason="left_care", on=TODAY, by=BY)
    work: dict[str, Callable[[], object]] = {
        "take on": lambda: observing.take_child_on(review=review, by=officer, today=TODAY),
        "give back": lambda: observing.give_child_back(taken=taken, because="Ill", **GIVEN),
    }
    assert done(work[event]) == Table(TAKEN).may(event, state)
