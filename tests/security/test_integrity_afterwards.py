"""C45 after the review: what is done in which state of a decision, of what somebody gets, of a letter, of filing."""

from collections.abc import Callable
from typing import Any

import pytest

from audit.actions import acting
from reviews import actions as reviews
from reviews.enums import DecisionStanding
from reviews.models import ChildsPage, Decision, DecisionChallenge, Filing, RecordRecipient
from tests.factories import BY
from tests.reviews.afterwards import FIRST_DAY_AFTER, SENT, After, completed_review, finished_review, sent_review
from tests.security.test_integrity_states import Table, done, let_in

pytestmark = pytest.mark.django_db

DECISION = """
event            page                      roles                       proposed sent challenged final withdrawn
challenge        after_review:challenge    operational_manager         - + - - -
answer           after_review:answer       iro                         - - + - -
take back        after_review:take-back    operational_manager         - - + - -
report           after_review:progress     social_worker               - + - + -
not yet          after_review:not-yet      iro                         - + - + -
name owner       after_review:owner        iro                         + + - + -
"""
CLOSED = """
event            page                      roles                       open done no_longer_needed carried_over
reopen           after_review:reopen       iro                         - + + -
"""
RECIPIENT = """
event            page                         roles                       to_send sent left_out
choose version   after_review:choose-version  iro                         + - +
mark sent        after_review:mark-sent       iro,manager,support_worker  + - -
undo sent        after_review:undo-sent       iro,manager,support_worker  - + -
"""
FILED = """
event            page                      roles                       begun finished filed
file             after_review:copy         iro,manager                 - + -
undo filing      after_review:undo-filing  iro,manager                 - - +
"""
LETTER = """
event            page                      roles                       none draft finished
write            after_review:letter       iro                         + + -
finish           after_review:letter       iro                         + + -
"""
CHILDS_PAGE = """
event            page                      roles                       none unwritten written given
write            childs_page:write         iro                         + + + -
give             childs_page:give          iro                         - - + -
take back        childs_page:take-back     iro                         - - - +
"""
TABLES = {
    "childs_page": CHILDS_PAGE,
    "decision": DECISION,
    "closed": CLOSED,
    "recipient": RECIPIENT,
    "filed": FILED,
    "letter": LETTER,
}
CELLS = [(name, event, page) for name, text in TABLES.items() for event, page, *_rest in Table(text).lines]


@pytest.mark.parametrize(("record", "event", "page"), CELLS)
def test_c45_roles_are_those_of_the_table(record, event, page):
    declared = next(who for named, at, who, _done in Table(TABLES[record]).lines if (named, at) == (event, page))
    assert let_in(page) == declared


def challenge(after: After) -> DecisionChallenge:
    made = reviews.challenge_decisions(decisions=[after.decision()], text="No", by=after.manager, today=SENT)
    return made[0]


def standing(state: str) -> After:
    """Return a review whose first decision stands so."""
    if state == DecisionStanding.PROPOSED:
        return completed_review()
    after = sent_review()
    if state == DecisionStanding.FINAL:
        reviews.let_decisions_stand(record=after.record, by=BY, today=FIRST_DAY_AFTER)
    if state in {DecisionStanding.CHALLENGED, DecisionStanding.WITHDRAWN}:
        made = challenge(after)
        if state == DecisionStanding.WITHDRAWN:
            reviews.answer_challenge(challenge=made, answer="withdrawn", reason="So", by=after.iro, today=SENT)
    return after


@pytest.mark.parametrize(("event", "state"), [(e, s) for e, _p, s in Table(DECISION).cells()])
def test_c45_decision_that_stands(event, state):
    after = standing(state)
    decision = after.decision()
    made = decision.challenges.first() or DecisionChallenge(decision=decision, answer="kept", made_by=after.manager)
    answered: dict[str, Any] = {"challenge": made, "reason": "So", "today": SENT}
    said: dict[str, Any] = {"decision": decision, "text": "Begun", "today": SENT}
    work: dict[str, Callable[[], object]] = {
        "challenge": lambda: reviews.challenge_decisions(decisions=[decision], text="No", by=after.manager, today=SENT),
        "answer": lambda: reviews.answer_challenge(answer="kept", by=after.iro, **answered),
        "take back": lambda: reviews.take_back_challenge(by=after.manager, **answered),
        "report": lambda: reviews.report_progress(says_done=False, by=after.social_worker, **said),
        "not yet": lambda: reviews.say_not_yet(by=after.iro, **said),
        "name owner": lambda: reviews.name_owner(decision=decision, owned_by=after.manager, by=after.iro),
    }
    assert done(work[event]) == Table(DECISION).may(event, state)


@pytest.mark.parametrize("state", Table(CLOSED).states)
def test_c45_decision_that_is_closed(state):
    after = sent_review()
    if state != "open":
        with acting():
            Decision.objects.filter(pk=after.decision().pk).update(status=state, closed_on=SENT, outcome="So")
    given: dict[str, Any] = {"decision": after.decision(), "why": "Mistake", "by": after.iro, "today": SENT}
    assert done(lambda: reviews.reopen_decision(**given)) == Table(CLOSED).may("reopen", state)


@pytest.mark.parametrize(("event", "state"), [(e, s) for e, _p, s in Table(RECIPIENT).cells()])
def test_c45_what_somebody_gets(event, state):
    after = finished_review()
    recipient = RecordRecipient.objects.get(part="child")
    if state == "sent":
        reviews.mark_sent(recipient=recipient, on=SENT, how="post", by=BY, today=SENT)
    if state == "left_out":
        reviews.choose_version(recipient=recipient, gets="full", left_out_because="Asked for it", by=after.iro)
    work: dict[str, Callable[[], object]] = {
        "choose version": lambda: reviews.choose_version(recipient=recipient, gets="decisions", by=after.iro),
        "mark sent": lambda: reviews.mark_sent(recipient=recipient, on=SENT, how="post", by=BY, today=SENT),
        "undo sent": lambda: reviews.undo_sent(recipient=recipient, why="It came back", by=BY),
    }
    assert done(work[event]) == Table(RECIPIENT).may(event, state)


@pytest.mark.parametrize(("event", "state"), [(e, s) for e, _p, s in Table(FILED).cells()])
def test_c45_filing(event, state):
    after = completed_review() if state == "begun" else finished_review()
    record = after.record
    filing = Filing(record=record, undone_on=SENT)
    if state == "filed":
        filing = reviews.file_record(record=record, by=after.iro, today=SENT)
    given: dict[str, Any] = {"by": after.iro, "today": SENT}
    work: dict[str, Callable[[], object]] = {
        "file": lambda: reviews.file_record(record=record, **given),
        "undo filing": lambda: reviews.undo_filing(filing=filing, why="No", **given),
    }
    assert done(work[event]) == Table(FILED).may(event, state)


@pytest.mark.parametrize(("event", "state"), [(e, s) for e, _p, s in Table(LETTER).cells()])
def test_c45_letter(event, state):
    after = completed_review()
    given: dict[str, Any] = {"review": after.review, "text": "Dear Sam", "by": after.iro}
    if state == "draft":
        reviews.write_letter(**given)
    if state == "finished":
        reviews.finish_letter(is_the_record=False, today=SENT, **given)
    work: dict[str, Callable[[], object]] = {
        "write": lambda: reviews.write_letter(**given),
        "finish": lambda: reviews.finish_letter(is_the_record=True, today=SENT, **given),
    }
    assert done(work[event]) == Table(LETTER).may(event, state)


@pytest.mark.parametrize(("event", "state"), [(e, s) for e, _p, s in Table(CHILDS_PAGE).cells()])
def test_c45_page_for_the_child(event, state):
    after = completed_review()
    given: dict[str, Any] = {"by": after.iro, "today": SENT}
    plain = dict.fromkeys(after.review.decisions.all(), ("We will do it", "Jo"))
    words = {} if state in {"none", "unwritten"} else plain
    page = ChildsPage(review=after.review)
    if state != "none":
        page = reviews.write_childs_page(review=after.review, words=words, by=after.iro)
    if state == "given":
        reviews.give_childs_page(page=page, on=SENT, how="post", **given)
    work: dict[str, Callable[[], object]] = {
        "write": lambda: reviews.write_childs_page(review=after.review, words=plain, by=after.iro),
        "give": lambda: reviews.give_childs_page(page=page, on=SENT, how="post", **given),
        "take back": lambda: reviews.take_childs_page_back(page=page, why="Mistake", **given),
    }
    assert done(work[event]) == Table(CHILDS_PAGE).may(event, state)
