"""What children said on their forms that called for action, whether it was acted on, when, and what was behind it."""

from collections.abc import Iterable
from datetime import date

from reporting import facts as f
from reporting.measures.measure import Adding, Around, Ids, Measure, Tally, Unit, Words, count, distinct, table, unknown
from reporting.measures.year import Year
from statute.calendar import WorkingCalendar


def measures(year: Year) -> Iterable[Measure]:
    """Return the figures about safety alerts."""
    received = {form.id: form.received_on for form in year.facts.forms if form.received_on in year.period}
    watched = {question.id: set(question.safety_answers) for question in year.facts.questions}
    boxes = [box for box in year.facts.answers if box.form in received and box.answer in watched.get(box.question, ())]
    alerts = {alert.form: alert for alert in year.facts.alerts if alert.form in received}
    raised = distinct([*(box.form for box in boxes), *alerts])
    yield count(
        Words(
            "safety.alerts",
            "Forms with an answer that calls for action",
            f"Consultation forms received in {year.span} with an answer that says that the child may not be safe; "
            "all other forms are left out.",
            Unit.FORMS,
        ),
        raised,
        Around(base=distinct(received)),
    )
    yield _followed_up(year, raised, boxes, alerts)
    yield _same_day(year, raised, received, alerts)
    yield _causes(year, raised, alerts)


def _followed_up(year: Year, raised: Ids, boxes: list[f.Answer], alerts: dict[int, f.Alert]) -> Measure:
    """Of a form with an alert its end tells; of one from before there were alerts, what was recorded of its answers."""
    before = [box for box in boxes if box.form not in alerts]
    waiting = {box.form for box in before if not box.was_followed_up}
    waiting |= {alert.form for alert in alerts.values() if alert.acted_on is None}
    return count(
        Words(
            "safety.followed_up",
            "Forms whose safety answers were followed up",
            f"Consultation forms received in {year.span} with an answer that says that the child may not be safe, "
            "all of whose such answers were followed up; all other forms are left out.",
            Unit.FORMS,
        ),
        [form for form in raised if form not in waiting],
        Around(base=raised, not_stated=distinct(box.form for box in before if box.was_followed_up is None)),
    )


def acted_in_time(received_on: date, acted_on: date | None, calendar: WorkingCalendar) -> bool:
    """Say whether something was done by the close of the working day on which a form came.

    Of a form that came on a day which is no working day: by the close of the next working day.
    """
    if acted_on is None:
        return False
    last = received_on if calendar.is_working_day(received_on) else calendar.add(received_on, 1)
    return acted_on <= last


def _same_day(year: Year, raised: Ids, received: dict[int, date], alerts: dict[int, f.Alert]) -> Measure:
    words = Words(
        "safety.acted_same_working_day",
        "Safety answers acted on the same working day",
        f"Consultation forms received in {year.span} with a safety answer about which something was done on the "
        "working day they came, or on the next where they came on another day; forms from before there were safety "
        "alerts say whether, not when, and are not stated.",
        Unit.FORMS,
    )
    if raised and not alerts:
        return unknown(words)
    in_time = [form for form, alert in alerts.items() if acted_in_time(received[form], alert.acted_on, year.calendar)]
    unstated = distinct(set(raised) - set(alerts))
    return count(words, in_time, Around(base=distinct(alerts), not_stated=unstated))


def _causes(year: Year, raised: Ids, alerts: dict[int, f.Alert]) -> Measure:
    rows = Tally()
    for alert in alerts.values():
        if alert.cause:
            rows.add(alert.cause, alert.form)
    known = {form for ids in rows.cells.values() for form in ids}
    return table(
        Words(
            "safety.causes",
            "What made children feel unsafe",
            f"Consultation forms received in {year.span} with an answer that says that the child may not be safe, by "
            "the cause that was found; where the alert is open, or the form is from before there were alerts, the "
            "cause is not stated.",
            Unit.FORMS,
        ),
        rows.in_order(year.words("alert_cause")),
        year.words("alert_cause"),
        Adding.ONCE,
        Around(base=raised, not_stated=distinct(set(raised) - known)),
    )
