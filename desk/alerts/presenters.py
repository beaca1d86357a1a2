"""Safety alerts as tables, facts and sentences. Everything is given: nothing here asks the database or the clock."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from design import components, formats
from design.components import Column, Fact, Table
from desk.words import address
from office.models import Job
from office.presenters import moment
from participation.actions.alerts import SAID_MORE
from participation.alert_clock import elapsed
from participation.alert_mails import key_of
from participation.enums_alerts import AlertStatus, Considered, SafetyGrade, ToldAs
from participation.models import AlertClosing, AlertSignal, AlertStep, AlertTelling, SafetyAlert
from participation.whom_to_tell import Reader

MINUTES, HOURS = 60, 24
STATUS_TAGS = {
    AlertStatus.RAISED: ("Not acknowledged", "red"),
    AlertStatus.ACKNOWLEDGED: ("Acknowledged", "blue"),
    AlertStatus.CLOSED: ("Closed", "green"),
}
GRADE_COLOURS = {SafetyGrade.SERIOUS: "red", SafetyGrade.WORRY: "orange"}
ACTION = Column("Action", hidden=True)


def status_tag(alert: SafetyAlert) -> Any:
    """Return where an alert is, as a tag."""
    return components.tag(*STATUS_TAGS[AlertStatus(alert.status)])


def grade_tag(thing: SafetyAlert | AlertSignal) -> Any:
    """Return how grave it is, as a tag."""
    return components.tag(thing.get_grade_display(), GRADE_COLOURS[SafetyGrade(thing.grade)])


def age(since: datetime.datetime, now: datetime.datetime) -> str:
    """Return how long ago an instant was, in words: minutes, hours, then days."""
    minutes = max(0, int(elapsed(since, now).total_seconds() // 60))
    if minutes < MINUTES:
        return f"{formats.counted(minutes, 'minute')} ago"
    hours = minutes // MINUTES
    return f"{formats.counted(hours, 'hour')} ago" if hours < 2 * HOURS else f"{hours // HOURS} days ago"


def state_cell(alert: SafetyAlert) -> Any:
    """Return where an alert is, and who has it or closed it."""
    if alert.status == AlertStatus.RAISED:
        on = f"goes to the next person at {formats.clock(alert.escalate_at)}" if alert.escalate_at else ""
        return components.lines(status_tag(alert), components.quiet(on or "everybody has been told"))
    if alert.status == AlertStatus.ACKNOWLEDGED:
        who = f"{alert.acknowledged_by}, {moment(alert.acknowledged_at)}"
    else:
        who = f"done on {formats.day(alert.closing.done_on)}" if alert.closing else ""
    return components.lines(status_tag(alert), components.quiet(who))


def alerts_table(alerts: Sequence[Any], now: datetime.datetime, *, count: int, caption: str = "") -> Table:
    """Return alerts as rows: child, grade, how old, where it is, and the way to it."""
    rows = [
        [
            components.link(str(alert.child), address("alerts:alert", alert.pk)),
            grade_tag(alert),
            components.lines(
                moment(alert.raised_at),
                "" if alert.status == AlertStatus.CLOSED else components.quiet(age(alert.raised_at, now)),
            ),
            alert.iro_name or "no IRO",
            state_cell(alert),
        ]
        for alert in alerts
    ]
    return Table(
        caption=caption or formats.counted(count, "safety alert"),
        columns=["Child", "Grade", "Raised", "IRO", "State"],
        rows=rows,
        stack=True,
        attention=frozenset(number for number, each in enumerate(alerts) if each.status == AlertStatus.RAISED),
        id="safety-alerts",
    )


def pressing_table(alerts: Sequence[Any], now: datetime.datetime) -> Table:
    """Return the open alerts for the top of the page on which somebody's day begins."""
    waiting = sum(alert.status == AlertStatus.RAISED for alert in alerts)
    caption = f"{formats.counted(len(alerts), 'safety alert')} open"
    caption += f", {waiting or 'none'} not acknowledged"
    return alerts_table(alerts, now, count=len(alerts), caption=caption)


@dataclass(frozen=True)
class Around:
    """Who answers for the child, with the number of each where one is recorded."""

    iro: Any = None
    social_worker: Any = None
    team: Any = None


def _reach(person: Any, empty: str) -> Any:
    return components.lines(person.full_name, components.quiet(person.phone)) if person else empty


def alert_facts(alert: SafetyAlert, around: Around, *, child_href: str) -> list[Fact]:
    """Return who it is about, how grave it is, and who answers for the child."""
    name = components.link(str(alert.child), child_href) if child_href else str(alert.child)
    return [
        Fact("Child", name),
        Fact("Grade", grade_tag(alert)),
        Fact("State", state_cell(alert)),
        Fact("Raised", moment(alert.raised_at)),
        Fact("By the form received", formats.day(alert.consultation.received_on)),
        Fact("IRO", _reach(around.iro, "No IRO")),
        Fact("Social worker", _reach(around.social_worker, "None is recorded")),
        Fact("Team", around.team.name if around.team else "None is recorded"),
    ]


def signals_table(signals: Iterable[AlertSignal], *, by_child: bool) -> Table:
    """Return what was said, the gravest first. by_child: whether the child filled the form."""
    rows = [
        [
            each.answer.question.text if each.answer else "In their own words",
            formats.at_start(each.answer.answer) if each.answer else each.words,
            grade_tag(each),
        ]
        for each in signals
    ]
    caption = "What the child said" if by_child else "What somebody around the child said"
    return Table(caption=caption, columns=["Question", "Answer", "Grade"], rows=rows, stack=True)


def clock_words(alert: SafetyAlert, now: datetime.datetime) -> str:
    """Return how the clock of an alert stands, as a sentence."""
    if alert.status == AlertStatus.CLOSED:
        return "This alert is closed. What was recorded is locked; a correction is added to it."
    if alert.status == AlertStatus.ACKNOWLEDGED:
        return f"Acknowledged by {alert.acknowledged_by}, {moment(alert.acknowledged_at)}. It goes to nobody further."
    said = f"Nobody has acknowledged this alert, raised {age(alert.raised_at, now)}."
    if alert.child.died_on:
        return f"{said} The child has died: the system tells nobody by itself any longer."
    if alert.escalate_at is None:
        return f"{said} Everybody who can be told has been told."
    return f"{said} If nobody does, the next person is told {moment(alert.escalate_at)}."


def working(alert: SafetyAlert, tellings: Sequence[AlertTelling]) -> list[str]:
    """Return how the clock came to stand there, one sentence a step."""
    said = []
    for number in range(1, alert.times_raised + 1):
        told = [each for each in tellings if each.time_raised == number]
        at_once = [each for each in told if each.reason != ToldAs.NEXT]
        people = formats.counted(len({each.person_id for each in at_once}), "person", "people")
        if number == 1:
            said.append(f"Raised {moment(alert.raised_at)}: {people} told at once.")
        elif at_once:
            said.append(f"Raised again {moment(at_once[0].at)}: {people} told at once.")
        said += [
            f"Not acknowledged within an hour: {each.person} told {moment(each.at)}."
            for each in told
            if each.reason == ToldAs.NEXT
        ]
    said.append("An hour is an hour of real time, by day and by night, also when the clocks change.")
    return said


def tellings_table(tellings: Sequence[AlertTelling], mails: Mapping[str, Job]) -> Table:
    """Return who was told, why, when, and what became of the mail."""
    rows = [
        [
            each.person.full_name,
            each.get_reason_display(),
            moment(each.at),
            _mail_words(mails.get(key_of(each))),
        ]
        for each in tellings
    ]
    return Table(
        caption=f"Told: {formats.counted(len({each.person_id for each in tellings}), 'person', 'people')}",
        columns=["Who", "Why", "When", "Mail"],
        rows=rows,
        stack=True,
    )


def _mail_words(job: Job | None) -> Any:
    if job is None or job.state in (Job.State.QUEUED, Job.State.RUNNING):
        return "Waits to leave"
    if job.state == Job.State.FAILED:
        return components.tag("Could not be sent: tried again each minute", "red")
    if reason := job.result.get("not sent"):
        return components.quiet(f"Not sent: {reason}")
    return f"Left {moment(job.finished_at)}"


def to_tell_facts(readers: Iterable[Reader]) -> list[tuple[str, Any]]:
    """Return who is told at once, each with every reason once."""
    reasons: dict[str, list[str]] = {}
    for each in readers:
        reasons.setdefault(each.person.full_name, []).append(str(each.reason.label))
    return [(name, components.lines(*dict.fromkeys(why))) for name, why in reasons.items()]


def step_words(step: AlertStep) -> str:
    """Return one step of an alert's life, as a sentence."""
    who = f" by {step.by}" if step.by else ""
    if step.became == AlertStatus.CLOSED:
        return f"Closed{who}"
    if step.became == AlertStatus.RAISED:
        if step.was == AlertStatus.ACKNOWLEDGED and step.by and step.why != SAID_MORE:
            return f"Acknowledgement taken back{who}"
        return f"Raised again{who}" if step.was else f"Raised{who}"
    return f"Opened again{who}" if step.was == AlertStatus.CLOSED else f"Acknowledged{who}"


def closing_facts(closing: AlertClosing) -> list[Fact]:
    """Return what was recorded when an alert was closed."""
    return [
        Fact("What was done", closing.done),
        Fact("Who did it, and when", f"{closing.done_by}, {formats.day(closing.done_on)}"),
        Fact("Cause", components.lines(closing.get_cause_display(), closing.cause_note)),
        Fact("LADO considered", _considered(closing.lado, closing.lado_why)),
        Fact("Section 47 considered", _considered(closing.section_47, closing.section_47_why)),
        Fact("Recorded", f"{closing.by}, {moment(closing.at)}"),
    ]


def _considered(code: str, why: str) -> Any:
    return components.lines(Considered(code).label, why)


def standing(alert: SafetyAlert) -> list[tuple[str, Any]]:
    """Return how an alert stands now, for whoever was second."""
    found = [("State", state_cell(alert)), ("Raised", moment(alert.raised_at))]
    if alert.acknowledged_by:
        found.append(("Acknowledged by", f"{alert.acknowledged_by}, {moment(alert.acknowledged_at)}"))
    return found


def ways(alert: SafetyAlert) -> list[tuple[str, str, str]]:
    """Return what may be done about an alert: words, address, and the kind of button."""
    at = {
        AlertStatus.RAISED: [("Acknowledge", "alerts:acknowledge", "")],
        AlertStatus.ACKNOWLEDGED: [
            ("Record what was done and close", "alerts:close", ""),
            ("Acknowledged by mistake", "alerts:take-back", "secondary"),
        ],
        AlertStatus.CLOSED: [
            ("Add a correction", "alerts:add", ""),
            ("Closed by mistake", "alerts:reopen", "secondary"),
        ],
    }
    return [(words, reverse(name, args=[alert.pk]), kind) for words, name, kind in at[AlertStatus(alert.status)]]
