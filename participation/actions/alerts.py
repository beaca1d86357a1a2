"""Safety alerts: raised by what a child said, told, handed on, acknowledged, and closed by what was done."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist, refused
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from participation.alert_clock import next_telling
from participation.alert_mails import request_mail
from participation.enums_alerts import AlertStatus, SafetyGrade, ToldAs
from participation.grades import grade_of, gravest
from participation.models import (
    AlertAddition,
    AlertClosing,
    AlertSignal,
    AlertStep,
    AlertTelling,
    Answer,
    Consultation,
    SafetyAlert,
)
from participation.policies_alerts import (
    may_acknowledge,
    may_add,
    may_close,
    may_have_acted_on,
    may_reopen,
    may_take_back,
)
from participation.transitions_alerts import may_become
from participation.whom_to_tell import Reader, ladder_for

SAID_MORE = "The child said more"


@dataclass(frozen=True)
class Signal:
    """One thing that was said: an answer, or words, with its grade."""

    grade: SafetyGrade
    answer: Answer | None = None
    words: str = ""


@dataclass(frozen=True)
class Recorded:
    """What is recorded to close an alert. The codes are those of `Cause` and `Considered`; a reason may be empty."""

    done: str
    done_by: str
    done_on: datetime.date
    cause: str
    lado: str
    section_47: str
    cause_note: str = ""
    lado_why: str = ""
    section_47_why: str = ""


@action("participation.look_for_alert")
def raise_alert(
    *,
    consultation: Consultation,
    by: Actor,
    at: datetime.datetime,
    today: datetime.date | None = None,
    words: str = "",
) -> SafetyAlert | None:
    """Open the one alert of a form where anything in it calls for action, and have everybody told; else return None.

    at: the real moment, aware. today: the statutory day, by which it is looked up who answers for the child; the day
    the form was received where none is given. words: what the child said in their own words, where whoever heard it
    says that it calls for action. Called again for the same form, it adds what was not said before; where that comes
    after somebody acknowledged or closed the alert, it is raised again.
    """
    said = [*_answers_of(consultation), *([Signal(SafetyGrade.SERIOUS, words=words)] if words.strip() else [])]
    known = SafetyAlert.objects.filter(consultation=consultation).first()
    fresh = said if known is None else _not_known(known, said)
    if not fresh:
        return known
    day = today or consultation.received_on
    if known is None:
        return open_alert(consultation=consultation, signals=fresh, by=by, at=at, today=day)
    return say_more(alert=known, signals=fresh, by=by, at=at, today=day)


def _answers_of(consultation: Consultation) -> list[Signal]:
    given = consultation.answers.select_related("question").order_by("question__position", "pk")
    graded = ((grade_of(answer.question, answer.answer), answer) for answer in given)
    return [Signal(grade, answer) for grade, answer in graded if grade is not None]


def _not_known(alert: SafetyAlert, said: Iterable[Signal]) -> list[Signal]:
    known = set(alert.signals.values_list("answer_id", "words"))
    return [each for each in said if (each.answer.pk if each.answer else None, each.words) not in known]


@action("participation.open_alert")
def open_alert(
    *,
    consultation: Consultation,
    signals: list[Signal],
    by: Actor,
    at: datetime.datetime,
    today: datetime.date,
) -> SafetyAlert:
    """Open an alert about what a child said, and tell those who answer for the child. Called by `raise_alert`."""
    alert = SafetyAlert.objects.create(
        child=consultation.child,
        review=consultation.review,
        consultation=consultation,
        grade=gravest(each.grade for each in signals),
        raised_at=at,
        escalate_at=next_telling(at),
    )
    _keep(alert, signals, at)
    _note(alert, "", at=at, by=by)
    _tell_at_once(alert, at, today)
    return alert


@action("participation.say_more")
def say_more(
    *, alert: SafetyAlert, signals: list[Signal], by: Actor, at: datetime.datetime, today: datetime.date
) -> SafetyAlert:
    """Add to an alert what the child said beside; one that somebody has acknowledged or closed is raised again."""
    grade = gravest([alert.grade, *(each.grade for each in signals)])
    _keep(alert, signals, at)
    was = alert.status
    if was == AlertStatus.RAISED:
        return change(alert, grade=grade)
    change(
        alert,
        status=AlertStatus.RAISED,
        grade=grade,
        times_raised=alert.times_raised + 1,
        escalate_at=next_telling(at),
        acknowledged_at=None,
        acknowledged_by=None,
        closing=None,
    )
    _note(alert, was, at=at, by=by, why=SAID_MORE)
    _tell_at_once(alert, at, today)
    return alert


def _keep(alert: SafetyAlert, signals: Iterable[Signal], at: datetime.datetime) -> None:
    for each in signals:
        AlertSignal.objects.create(alert=alert, answer=each.answer, words=each.words, grade=each.grade, at=at)


def _note(alert: SafetyAlert, was: str, *, at: datetime.datetime, by: Actor, why: str = "") -> None:
    person = by if isinstance(by, User) else None
    AlertStep.objects.create(alert=alert, was=was, became=alert.status, why=why, at=at, by=person)


def _tell_at_once(alert: SafetyAlert, at: datetime.datetime, today: datetime.date) -> None:
    # A death silences what the system sends by itself; the alert stands on the lists all the same.
    if alert.child.died_on is None:
        for each in ladder_for(alert.child, today).at_once:
            _tell(alert, each, at)


def _tell(alert: SafetyAlert, reader: Reader, at: datetime.datetime) -> AlertTelling:
    telling, made = AlertTelling.objects.get_or_create(
        alert=alert,
        person=reader.person,
        reason=reader.reason,
        time_raised=alert.times_raised,
        defaults={"role": reader.role, "at": at},
    )
    if made:
        request_mail(telling)
    return telling


@action("participation.escalate_alert")
def escalate_alert(*, alert: SafetyAlert, by: Actor, at: datetime.datetime, today: datetime.date) -> SafetyAlert:
    """Tell the next person, and only the next, of an alert that nobody has acknowledged in time. Twice is once.

    Nothing happens where it is not due (any longer): it was acknowledged, the child died, or another process was first.
    """
    if not SafetyAlert.objects.to_escalate(at).filter(pk=alert.pk).exists():
        return alert
    told = alert.tellings.filter(time_raised=alert.times_raised).values_list("person_id", flat=True)
    reader = ladder_for(alert.child, today).next_after(told)
    following = None if reader is None else next_telling(at)
    # Compared by its own column, not by the version: whoever has the form open to acknowledge it is not in conflict.
    mine = SafetyAlert.objects.unacknowledged().filter(pk=alert.pk, escalate_at=alert.escalate_at)
    if mine.update(escalate_at=following) and reader is not None:
        _tell(alert, Reader(reader.person, reader.role, ToldAs.NEXT), at)
    alert.escalate_at = following
    return alert


def _step(
    alert: SafetyAlert,
    became: AlertStatus,
    *,
    seen_version: int | None,
    at: datetime.datetime,
    by: Actor,
    **fields: Any,
) -> SafetyAlert:
    why, was = str(fields.pop("why", "")), alert.status
    if not may_become(was, became):
        insist(refused("This alert has gone on since."))
    change(alert, seen_version=seen_version, status=became, **fields)
    _note(alert, was, at=at, by=by, why=why)
    return alert


@action("participation.acknowledge_alert")
def acknowledge_alert(
    *, alert: SafetyAlert, by: User, at: datetime.datetime, seen_version: int | None = None
) -> SafetyAlert:
    """Say that one has the alert and acts on it: it goes to nobody further. Raises ConflictError for the second."""
    insist(may_acknowledge(alert))
    fields = {"acknowledged_at": at, "acknowledged_by": by}
    return _step(alert, AlertStatus.ACKNOWLEDGED, seen_version=seen_version, at=at, by=by, **fields)


@action("participation.take_back_acknowledgement")
def take_back_acknowledgement(
    *,
    alert: SafetyAlert,
    because: str,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    seen_version: int | None = None,
) -> SafetyAlert:
    """Take back an acknowledgement made by mistake: the alert is raised again, and everybody is told anew.

    Who was told before has heard since that somebody has it. today: the day by which it is looked up whom to tell.
    """
    insist(may_take_back(alert))
    _needs(because, "because", "Say what was wrong.")
    fields = {
        "acknowledged_at": None,
        "acknowledged_by": None,
        "times_raised": alert.times_raised + 1,
        "escalate_at": next_telling(at),
        "why": because,
    }
    _step(alert, AlertStatus.RAISED, seen_version=seen_version, at=at, by=by, **fields)
    _tell_at_once(alert, at, today)
    return alert


@action("participation.close_alert")
def close_alert(
    *,
    alert: SafetyAlert,
    recorded: Recorded,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
    seen_version: int | None = None,
) -> SafetyAlert:
    """Close an alert by recording what was done, by whom, when, the cause, and what was considered.

    Raises RefusedError for one that nobody has acknowledged, ValidationError, by field, for what is missing.
    """
    insist(may_close(alert))
    verdict = may_have_acted_on(recorded.done_on, not_before=alert.consultation.received_on, today=today)
    if not verdict:
        raise ValidationError({"done_on": verdict.reason})
    closing = AlertClosing(alert=alert, by=by, at=at, **vars(recorded))
    closing.full_clean(exclude=["alert", "by"])
    closing.save()
    return _step(alert, AlertStatus.CLOSED, seen_version=seen_version, at=at, by=by, closing=closing)


@action("participation.reopen_alert")
def reopen_alert(
    *, alert: SafetyAlert, because: str, by: User, at: datetime.datetime, seen_version: int | None = None
) -> SafetyAlert:
    """Open again an alert that was closed by mistake. What was recorded then stays on file."""
    insist(may_reopen(alert))
    _needs(because, "because", "Say what was wrong.")
    return _step(alert, AlertStatus.ACKNOWLEDGED, seen_version=seen_version, at=at, by=by, closing=None, why=because)


@action("participation.add_to_alert")
def add_to_alert(*, alert: SafetyAlert, text: str, by: User, at: datetime.datetime) -> AlertAddition:
    """Add a correction, or what became known since, to a closed alert, which itself is locked."""
    insist(may_add(alert))
    _needs(text, "text", "Say what is to be added.")
    addition = AlertAddition(alert=alert, text=text, by=by, at=at)
    addition.full_clean(exclude=["alert", "by"])
    addition.save()
    return addition


def _needs(text: str, name: str, sentence: str) -> None:
    if not text.strip():
        raise ValidationError({name: sentence})
