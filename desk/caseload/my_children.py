"""The children of an IRO's caseload, a line each, formatted. Plain Python, so that a long caseload stays quick."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from design import components, formats
from design.components import Column, Table
from desk.caseload.rows import Caseload, Matters, Past, Placement
from desk.deadlines import Deadlines, limit_of_review
from desk.words import address, name_of, placement_words
from reviews.enums import ReviewStatus
from statute.ages import age_on
from statute.codes import participation_sentence


@dataclass(frozen=True, slots=True)
class ChildLine:
    """One child of the caseload: what filters and sorting ask for, and the cells."""

    child_id: int
    name: str
    due_on: datetime.date | None
    is_booked: bool
    is_spoken_to: bool
    spoken_on: datetime.date | None
    has_matters: bool
    cells: tuple[Any, ...]


def lines_of(caseload: Caseload, when: Deadlines) -> list[ChildLine]:
    """Return the children of a caseload as lines, in the order of their names."""
    nexts: dict[int, Any] = {}
    for review in caseload.open_reviews:
        nexts.setdefault(review.child_id, review)
    return [_line(child, nexts.get(child.pk), caseload, when) for child in caseload.children]


def _line(child: Any, review: Any, caseload: Caseload, when: Deadlines) -> ChildLine:
    name, past = name_of(child, ""), caseload.past.get(child.pk, Past())
    matters, disputed = caseload.matters.get(child.pk, Matters()), caseload.disputes_of.get(child.pk, 0)
    in_touch_on = caseload.between.in_touch_on.get(child.pk)
    spoken_on = max(filter(None, (past.spoken_on, review.spoken_on if review else None, in_touch_on)), default=None)
    due_on = review.due_on if review else None
    return ChildLine(
        child_id=child.pk,
        name=name,
        due_on=due_on,
        is_booked=bool(review and (review.booked__on or review.held_on)),
        is_spoken_to=bool(review and review.spoken_outcome),
        spoken_on=spoken_on,
        has_matters=bool(matters.open or disputed),
        cells=(
            components.lines(
                components.link(name, address("child:page", child.pk)),
                components.quiet(f"{age_on(child.date_of_birth, when.today)} years old"),
                components.quiet(_communication(child)),
                components.tag(_covering(caseload.covered[child.pk]), "blue") if child.pk in caseload.covered else "",
            ),
            _placement(caseload.placements.get(child.pk), past),
            components.lines(_next_review(review, when, _history(review, caseload)), _checked(review, caseload)),
            components.lines(formats.day(spoken_on) or "Never", _spoken_note(review, when)),
            components.lines(
                participation_sentence(past.participation_code) if past.participation_code else "No review yet",
                components.quiet(formats.day(past.completed_on)),
            ),
            _open_matters(child.pk, matters, disputed),
        ),
    )


def _covering(cover: tuple[str, datetime.date]) -> str:
    name, until_on = cover
    return f"Covering for {name} until {formats.day(until_on)}"


def _communication(child: Any) -> Any:
    parts = [child.communication_needs] if child.communication_needs else []
    if child.needs_interpreter:
        parts.append(f"{child.language or 'Interpreter'}, with an interpreter" if child.language else "Interpreter")
    return "; ".join(parts)


def _placement(placement: Placement | None, past: Past) -> SafeString:
    if placement is None:
        return components.quiet("Not recorded")
    moved = placement.moved_on and past.completed_on and placement.moved_on > past.completed_on
    return components.lines(
        placement_words(placement.code),
        components.quiet(f"since {formats.day(placement.since)}"),
        components.tag("Moved since the last review", "yellow") if moved else "",
    )


def _history(review: Any, caseload: Caseload) -> Sequence[str]:
    return caseload.histories.get(review.pk, ()) if review is not None else ()


def _next_review(review: Any, when: Deadlines, history: Sequence[str] = ()) -> SafeString:
    if review is None or review.due_on is None:
        return components.quiet("None due before 18" if review else "No open review")
    status = when.status(review.due_on)
    pressing = components.deadline_status(status) if status != "in_hand" else components.NOTHING
    booked = f"Booked {formats.day(review.booked__on)}" if review.booked__on else ""
    state = booked or ReviewStatus(review.status).label
    return format_html(
        "{} {}<br>{}",
        when.opened(limit_of_review(review), history=history),
        pressing,
        components.lines(components.quiet(when.distance(review.due_on)), state),
    )


def _checked(review: Any, caseload: Caseload) -> SafeString:
    """Say when the check half-way was made."""
    on = caseload.between.checked_on.get(review.pk) if review else None
    return components.quiet(on and f"Checked half-way {formats.day(on)}")


def _spoken_note(review: Any, when: Deadlines) -> Any:
    """Say whether the conversation for the next review has taken place, once that review is near."""
    if review is None or review.due_on is None:
        return ""
    if review.spoken_outcome:
        return components.quiet("for the next review")
    is_near = (review.booked__on or review.due_on) <= when.soon_until
    return components.quiet("not yet for the next review") if is_near else ""


def _open_matters(child_id: int, matters: Matters, disputed: int) -> SafeString:
    parts = []
    if matters.open:
        words = formats.counted(matters.open, "decision")
        if matters.late:
            words = f"{words}, {matters.late} late"
        parts.append(components.link(words, address("child:decisions", child_id)))
    if disputed:
        words = formats.counted(disputed, "dispute")
        parts.append(components.link(words, address("child:challenge", child_id)))
    return components.lines(*parts) if parts else components.quiet("None")


SHOWS = {
    "": "All",
    "due": "Due in 20 working days",
    "unbooked": "No date booked",
    "unspoken": "Not spoken with yet",
    "matters": "Open matters",
}
ORDERS = {
    "due": lambda line: (line.due_on is None, line.due_on or datetime.date.max, line.name),
    "name": lambda line: (line.name.split()[-1], line.name),
    "spoken": lambda line: (line.spoken_on or datetime.date.min, line.name),
}


def shown_and_sorted(asked: Mapping[str, str]) -> tuple[str, str]:
    """Return which of the children an address asks for, and in which order; what it cannot ask for is all, by limit."""
    show, order = asked.get("show", ""), asked.get("sort", "")
    return (show if show in SHOWS else "", order if order in ORDERS else "due")


def belongs(line: ChildLine, show: str, when: Deadlines) -> bool:
    """Say whether a child is among those that were asked for."""
    return {
        "due": line.due_on is not None and line.due_on <= when.soon_until,
        "unbooked": line.due_on is not None and not line.is_booked,
        "unspoken": line.due_on is not None and not line.is_spoken_to,
        "matters": line.has_matters,
    }.get(show, True)


def chosen_of(lines: Iterable[ChildLine], show: str, order: str, when: Deadlines) -> list[ChildLine]:
    """Return the children that were asked for, in their order."""
    return sorted((line for line in lines if belongs(line, show, when)), key=ORDERS[order])


def child_table(lines: Sequence[ChildLine], order: str, query: str) -> Table:
    """Return the children as a table that sorts by its column heads."""

    def column(text: str, key: str) -> Column:
        return Column(text, sort=f"?{query}sort={key}#my-children", sorted="ascending" if order == key else "")

    return Table(
        caption=formats.counted(len(lines), "child", "children"),
        columns=[
            column("Child", "name"),
            "Placement",
            column("Next review due", "due"),
            column("Last spoken to", "spoken"),
            "How they took part last",
            "Open matters",
        ],
        rows=[line.cells for line in lines],
        stack=True,
        caption_size="s",
        id="my-children-table",
    )
