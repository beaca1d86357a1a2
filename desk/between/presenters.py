"""What happens between reviews, in the words and tables of the pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from children.confidentiality import RESTRICTED_RECORD
from children.enums import SEEN_OUTCOMES, DutyKind
from children.models import Child, DutyDone
from design import components, formats
from design.components import Column, Fact, Table
from desk.between.rows import Matter
from desk.child.clocks_of_plans import DutyClock
from desk.deadlines import Deadlines, limit_of_check
from desk.histories import of_reviews, opened_limits
from desk.words import address
from reviews.models import ContactWithChild, MidpointCheck, SignificantEvent
from statute.due import Strength

ACTION = Column("Action", hidden=True)
EXCERPT = 60
NOT_VISITED = "Not visited within statutory timescales"


def with_limits(checks: Iterable[Any], when: Deadlines) -> list[Any]:
    """Give each of some checks its day and the limit of its review as they are shown. Two queries.

    A check lies half-way to the limit of its review and moves with it: the one history is that of both.
    """
    found = list(checks)
    limits, past = (
        read([check.review_id for check in found]) for read in (lambda pks: opened_limits(pks, when), of_reviews)
    )
    for check in found:
        check.opened = when.opened(limit_of_check(check), history=past.get(check.review_id, ()))
        check.opened_review = limits.get(check.review_id, "No limit")
    return found


def told_by(event: SignificantEvent) -> str:
    """Return who told of an event, and when."""
    who = event.told_by.full_name if event.told_by else "The system"
    return f"{who}, {formats.day(event.told_on)}"


def event_words(event: SignificantEvent) -> Any:
    """Return what happened: the kind, what was written, and the law that asks for a review before it is done."""
    law = event.source_of_law
    before = components.tag("Review before change", "red") if law and event.answered_on is None else ""
    return components.lines(
        event.get_kind_display(), components.quiet(event.what), before, components.quiet(law and f"Asked for by {law}")
    )


# The lists of one IRO, and of the service ----------------------------------------------------------------------------
def _event_row(event: Any, child: Child, _when: Deadlines) -> list[Any]:
    return [
        event_words(event),
        formats.day(event.on),
        told_by(event),
        components.link("Open", address("between:answer", event.pk), hidden=f"what was told about {child}"),
    ]


def _midpoint_row(check: Any, child: Child, when: Deadlines) -> list[Any]:
    return [
        components.lines(check.opened, when.tagged(check.due_on)),
        formats.day(check.since_on),
        check.opened_review,
        components.link("Check", address("between:midpoint", check.pk), hidden=f"half-way for {child}"),
    ]


def _late_row(clock: DutyClock, child: Child, when: Deadlines) -> list[Any]:
    alert = NOT_VISITED if clock.kind == DutyKind.VISIT else Strength(clock.due.strength).missed.capitalize()
    return [
        components.lines(clock.what, components.tag(alert, "red")),
        components.lines(when.opened(clock.due), components.quiet(when.distance(clock.due.on))),
        components.link("Open", address("between:duties", child.pk), hidden=f"visits and plans of {child}"),
    ]


def _drifting_row(decision: Any, child: Child, when: Deadlines) -> list[Any]:
    found = components.tag("Found drifting", "yellow") if decision.was_found_drifting else ""
    return [
        components.lines(decision.text, components.quiet(decision.owner)),
        components.lines(formats.day(decision.target_on), when.tagged(decision.target_on), found),
        components.link("Open", address("child:decisions", child.pk), hidden=f"decisions for {child}"),
    ]


def _unspoken_row(child: Any, named: Child, when: Deadlines) -> list[Any]:
    return [
        components.lines(formats.day(child.since_on), components.quiet(when.distance(child.since_on))),
        components.link("Open", address("between:contacts", named.pk), hidden=f"contacts with {named}"),
    ]


Row = Callable[[Any, Child, Deadlines], list[Any]]
ROWS: dict[str, tuple[Sequence[Column | str], Row]] = {
    "events": (["What happened", "When", "Told by", ACTION], _event_row),
    "mid-points": (["Check by", "Last review", "Next review due", ACTION], _midpoint_row),
    "late": (["What", "Was due", ACTION], _late_row),
    "drifting": (["Decision", "By when", ACTION], _drifting_row),
    "not-spoken-to": (["Last review, or since care began", ACTION], _unspoken_row),
}


def matter_table(
    matter: Matter,
    rows: Iterable[Any],
    seen: Mapping[int, Child],
    hidden: int,
    when: Deadlines,
    *,
    count: int,
    acts: bool = True,
) -> Table:
    """Return the rows of a list as a table; those that its reader may not open stand as lines without a name.

    acts: whether its reader does something about them; without, the last column falls.
    """
    columns, row_of = ROWS[matter.key]
    until = len(columns) if acts else len(columns) - 1
    cells = []
    for row in with_limits(rows, when) if matter.key == "mid-points" else rows:
        child = seen[matter.child_of(row)]
        name = components.link(str(child), address("child:page", child.pk))
        cells.append([name, *row_of(row, child, when)[:until]])
    cells.extend([RESTRICTED_RECORD, *[""] * until] for _ in range(hidden))
    caption = formats.counted(count, matter.unit, matter.plural)
    return Table(caption=caption, columns=["Child", *columns[:until]], rows=cells, stack=True)


# The parts of a child's page -----------------------------------------------------------------------------------------
def answer_words(event: SignificantEvent, *, in_full: bool) -> Any:
    """Return what became of an event; what the IRO wrote, to those whom it concerns."""
    if event.withdrawn_on:
        return components.lines("Recorded by mistake", components.quiet(event.withdrawn_because))
    if event.answered_on is None:
        return components.tag("Waits for the IRO", "yellow")
    who = f"{event.answered_by}, {formats.day(event.answered_on)}"
    if not in_full:
        return components.lines("Answered", components.quiet(who))
    wishes = "The child's wishes are known" if event.wishes_known else "The child's wishes were not ascertained"
    return components.lines(
        event.get_earlier_display(), event.earlier_reason, f"{wishes}. {event.wishes_note}", components.quiet(who)
    )


def events_table(events: Sequence[SignificantEvent], *, answers: bool, tells: bool, in_full: bool) -> Table:
    """Return the events of a child, newest first, with what may be done about each."""
    rows = []
    for event in events:
        waits = event.answered_on is None and event.withdrawn_on is None
        about = f"“{event.what[:EXCERPT]}”"
        ways = []
        if waits and answers:
            ways.append(components.link("Answer", address("between:answer", event.pk), hidden=about))
        if waits and tells:
            ways.append(components.link("Mistake", address("between:withdraw-event", event.pk), hidden=about))
        rows.append(
            [
                formats.day(event.on),
                event_words(event),
                told_by(event),
                answer_words(event, in_full=in_full),
                components.lines(*ways),
            ]
        )
    caption = formats.counted(len(rows), "event")
    columns = ["When", "What happened", "Told by", "What became of it", ACTION]
    return Table(caption=caption, columns=columns, rows=rows, stack=True)


def contacts_table(contacts: Sequence[ContactWithChild], *, keeps: bool) -> Table:
    """Return how the IRO and a child were in touch, newest first."""
    rows = []
    for contact in contacts:
        way = components.NOTHING
        if keeps and not contact.withdrawn_on:
            where = address("between:withdraw-contact", contact.pk)
            way = components.link("Mistake", where, hidden=f"{contact.get_channel_display()} {contact.on}")
        mistake = f"Recorded by mistake: {contact.withdrawn_because}" if contact.withdrawn_on else ""
        rows.append(
            [
                formats.day(contact.on),
                contact.get_channel_display(),
                contact.by_whom.full_name,
                "Yes" if contact.child_asked else "No",
                components.lines(contact.note, components.quiet(mistake)),
                way,
            ]
        )
    columns = ["When", "How", "Who", "At the child's wish", "Note", ACTION]
    return Table(caption=formats.counted(len(rows), "contact"), columns=columns, rows=rows, stack=True)


def duties_table(duties: Sequence[DutyDone], *, records: bool) -> Table:
    """Return the visits, assessments and plans of a child, newest first."""
    rows = []
    for duty in duties:
        way = components.NOTHING
        if records and not duty.withdrawn_on:
            way = components.link("Mistake", address("between:withdraw-duty", duty.pk), hidden=str(duty))
        mistake = f"Recorded by mistake: {duty.withdrawn_because}" if duty.withdrawn_on else ""
        unseen = duty.outcome and duty.outcome not in SEEN_OUTCOMES
        outcome = components.tag(duty.get_outcome_display(), "yellow") if unseen else duty.get_outcome_display()
        rows.append(
            [
                formats.day(duty.done_on),
                components.lines(duty.get_kind_display(), components.quiet(mistake)),
                duty.who,
                outcome,
                way,
            ]
        )
    columns = ["When", "What", "Who", "What came of it", ACTION]
    return Table(caption=formats.counted(len(rows), "record"), columns=columns, rows=rows, stack=True)


def duty_clock_table(clocks: Sequence[DutyClock], when: Deadlines) -> Table:
    """Return the limits that run for a child, with their working; a passed one says what it is."""
    rows = []
    for clock in clocks:
        late = clock.due.on < when.today
        alert = NOT_VISITED if clock.kind == DutyKind.VISIT else Strength(clock.due.strength).missed.capitalize()
        what = components.lines(clock.what, components.tag(alert, "red") if late else "")
        rows.append([what, when.opened(clock.due), when.tagged(clock.due.on)])
    caption = formats.counted(len(rows), "thing to do next", "things to do next")
    return Table(caption=caption, columns=["What", "By when", "Days left"], rows=rows, stack=True)


# The check half-way --------------------------------------------------------------------------------------------------
def check_facts(check: Any, when: Deadlines) -> list[Fact]:
    """Return when a check is due, and what it lies between."""
    with_limits([check], when)
    due = components.lines(check.opened, "" if check.done_on else when.tagged(check.due_on))
    return [
        Fact("Check by", due),
        Fact("Last review completed", formats.day(check.since_on)),
        Fact("Next review due by", check.opened_review),
    ]


def made_facts(check: MidpointCheck) -> list[Fact]:
    """Return what was found at the check."""
    return [
        Fact("Made", f"{formats.day(check.done_on)} by {check.done_by}"),
        Fact("Spoke with the child since the last review", "Yes" if check.spoke_with_child else "No"),
        Fact("An earlier review", components.lines(check.get_earlier_display(), check.earlier_reason)),
        Fact("Note", check.note),
    ]
