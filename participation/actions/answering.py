"""Filling a form: what is kept while it is filled, and its one sending in."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change, take_turn
from participation.actions.alerts import raise_alert
from participation.actions.steps import person as who
from participation.actions.steps import step
from participation.enums import AskedStatus, FormSource, QuestionKind
from participation.models import Answer, AskedForm, Consultation, OwnWords, Question
from participation.models.answers import LONGEST_WORDS
from participation.policies import may_fill, may_fill_by_link

# What was filled, by question: the answers ticked, or the words written.
Filled = dict[str, list[str] | str]


@action("participation.keep_so_far")
def keep_so_far(*, asked: AskedForm, filled: Filled, by: Actor, today: datetime.date) -> AskedForm:
    """Keep what was filled of some questions; the others stay as they were. Only what the form asks is kept.

    filled: question's id -> the answers ticked, or the words written; empty takes an answer back.
    Raises RefusedError when the form takes no more answers.
    """
    # Two tabs at once: each question is as the later one left it, and neither loses the other's.
    take_turn(asked)
    asked.refresh_from_db()
    # Nobody's name: whoever holds the link.
    insist(may_fill_by_link(asked, today=today) if who(by) is None else may_fill(asked))
    others = {key: given for key, given in asked.so_far.items() if key not in filled}
    so_far = tidied(asked, {**others, **filled})
    if asked.status == AskedStatus.ASKED:
        return step(asked, AskedStatus.STARTED, by=by, so_far=so_far)
    return change(asked, so_far=so_far)


@action("participation.submit_form")
def submit_form(
    *,
    asked: AskedForm,
    filled: Filled | None = None,
    source: FormSource,
    receipt: uuid.UUID,
    by: Actor,
    at: datetime.datetime,
    today: datetime.date,
    received_on: datetime.date | None = None,
) -> Consultation:
    """Send a form in, once: it is locked from now on, and an answer about safety is acted on at once.

    receipt: the sending's own number: the same sending again (the connection was cut before the answer came) returns
    what came in the first time. filled: the answers; None: what was filled so far. source: how it came. received_on:
    the day of a paper form; today otherwise.
    Raises RefusedError when the form takes no more answers; ValidationError for a form with nothing in it.
    """
    take_turn(asked)
    asked.refresh_from_db()
    if asked.receipt == receipt and asked.consultation is not None:
        return asked.consultation
    insist(may_fill_by_link(asked, today=today) if source == FormSource.LINK else may_fill(asked))
    answers = tidied(asked, asked.so_far if filled is None else filled, as_on_paper=source == FormSource.KEYED)
    if not answers:
        raise ValidationError("Answer at least one question before you send the form.")
    consultation = Consultation.objects.create(
        reference=f"F{asked.pk:06d}",
        review=asked.review,
        child=asked.review.child,
        form=asked.form,
        form_version=asked.form_version,
        person=asked.person,
        source=source,
        received_on=received_on or today,
        received_at=at,
        recorded_by=who(by),
    )
    _write(consultation, answers, asked.form_version.questions.all())
    raise_alert(consultation=consultation, by=by, at=at, today=today)
    asked.links.filter(ended_at__isnull=True).update(ended_at=at)
    # What was filled so far is in the form that came in: it is not kept twice.
    step(asked, AskedStatus.SUBMITTED, by=by, consultation=consultation, receipt=receipt, so_far={})
    return consultation


def tidied(asked: AskedForm, filled: Filled, *, as_on_paper: bool = False) -> Filled:
    """Return of what was filled that which the form asks: known questions, answers that there are, words in length.

    as_on_paper: two boxes ticked on one question are both kept, as they stand on the paper.
    """
    tidy: Filled = {}
    for question in asked.form_version.questions.all():
        given: Any = filled.get(str(question.pk))
        if question.kind == QuestionKind.WORDS:
            words = given.strip()[:LONGEST_WORDS] if isinstance(given, str) else ""
            if words:
                tidy[str(question.pk)] = words
        else:
            ticked = [answer for answer in question.answers if isinstance(given, list) and answer in given]
            kept = ticked if as_on_paper or question.kind == QuestionKind.SEVERAL else ticked[:1]
            if kept:
                tidy[str(question.pk)] = kept
    return tidy


def _write(consultation: Consultation, answers: Filled, questions: Iterable[Question]) -> None:
    boxes, words = [], []
    for question in questions:
        given = answers.get(str(question.pk))
        if isinstance(given, str):
            words.append(OwnWords(consultation=consultation, question=question, text=given))
        elif given:
            boxes += [Answer(consultation=consultation, question=question, answer=each) for each in given]
    Answer.objects.bulk_create(boxes)
    OwnWords.objects.bulk_create(words)
