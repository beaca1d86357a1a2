"""The dashboard and its lists as rows of cells, ready for the page."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from design.components import Column, Table, bar, deadline_status, figure, lines, link, quiet
from design.formats import counted, day
from desk.deadlines import Deadlines, due_and_done
from desk.histories import opened_clocks, opened_disputes, opened_limits
from desk.service.dashboard import Dashboard, IROLine
from desk.service.figures import FIGURES
from disputes.enums import STAGE_ORDER, Stage
from office.models import AuthoritySettings, Job
from reviews.enums import ReviewStatus
from reviews.models import ClockKind
from reviews.models.clocks import OF_RECORD

TOP = ("safety-alerts", "overdue", "not-spoken-to", "due", "due-without-a-date", "unallocated", "unallocated-too-long")
SECOND = ("decisions-overdue", "records-late", "iro-left", "children")
CONFIDENTIAL = ("iro-kept-out",)
WHOLE = 100


def address(key: str) -> str:
    """Return the address of the list behind a figure."""
    return reverse("service:list", args=[key])


def strip(page: Dashboard, keys: Iterable[str], settings: AuthoritySettings) -> list[SafeString]:
    """Return figures for the strip; what is nought is calm, whatever its colour otherwise."""
    cells = []
    for key in keys:
        said = FIGURES[key]
        value = page.figures[key]
        note = f"in the next {settings.due_soon_working_days} working days" if key == "due" else said.note
        cells.append(figure(value, said.label, address(key), note=note, colour=said.colour if value else ""))
    return cells


def load_strip(page: Dashboard, settings: AuthoritySettings) -> SafeString:
    """Return the service's own caseload per full-time equivalent beside the range."""
    children = page.figures["children"]
    label = f"children per full-time equivalent IRO, against {settings.caseload_low} to {settings.caseload_high}"
    if not page.fte:
        return figure("not known", label, note="No IRO post is recorded.")
    return figure(round(children / page.fte, 1), label, note=f"{children} children, {page.fte} full-time equivalents")


def iro_table(page: Dashboard, settings: AuthoritySettings) -> Table:
    """Return the table of IROs: one row each, every number a link."""
    columns = [
        "IRO",
        Column("FTE", numeric=True),
        Column("Children", numeric=True),
        "Children per FTE",
        Column("On time in 12 months", numeric=True),
        Column("Overdue", numeric=True),
        Column("Due soon", numeric=True),
        Column("Records late", numeric=True),
        Column("Disputes", numeric=True),
    ]
    lists = {key: address(key) for key in FIGURES}
    return Table(
        caption=f"{counted(len(page.lines), 'IRO')}",
        columns=columns,
        rows=[_iro_row(line, settings, lists) for line in page.lines],
        stack=True,
        attention=frozenset(n for n, line in enumerate(page.lines) if line.overdue),
    )


def _iro_row(line: IROLine, settings: AuthoritySettings, lists: dict[str, str]) -> list[Any]:
    def opened(number: int, key: str, of: str) -> Any:
        return link(number, f"{lists[key]}?iro={line.pk}", hidden=f"{of} {line.name}")

    return [
        line.name,
        line.fte if line.fte is not None else "no post",
        opened(line.children, "children", "children of"),
        _load(line, settings),
        _share(line, lists),
        opened(line.overdue, "overdue", "overdue,"),
        opened(line.due, "due", "due soon,"),
        opened(line.records_late, "records-late", "records late,"),
        opened(line.disputes, "disputes", "disputes of"),
    ]


def _load(line: IROLine, settings: AuthoritySettings) -> Any:
    if line.per_fte is None:
        return "not applicable"
    low, high = settings.caseload_low, settings.caseload_high
    place = "below" if line.per_fte < low else "above" if line.per_fte > high else "within"
    said = f"{line.per_fte}, {place} {low} to {high}"
    return lines(bar(float(line.per_fte), low=low, high=high, label=said), quiet(f"{line.per_fte} ({place})"))


def _share(line: IROLine, lists: dict[str, str]) -> Any:
    if not line.completed:
        return "none completed"
    done = f"{lists['completed']}?iro={line.pk}"
    percent = f"{line.on_time * WHOLE / line.completed:.0f}%"
    return lines(
        link(percent, f"{lists['completed-on-time']}?iro={line.pk}", hidden=f"on time, {line.name}"),
        link(
            f"of {line.completed}",
            done,
            quiet=True,
            hidden=f"completed by {line.name}",
        ),
    )


def dispute_table(page: Dashboard) -> Table:
    """Return open disputes by stage."""
    rows = [
        [Stage(stage).label, link(page.disputes[stage], f"{address('disputes')}?stage={stage}", hidden="disputes")]
        for stage in STAGE_ORDER
    ]
    return Table(
        caption=f"{counted(page.figures['disputes'], 'open dispute')} by stage",
        columns=["Stage", Column("Open", numeric=True)],
        rows=rows,
    )


def _open_status(due_on: datetime.date | None, when: Deadlines) -> str:
    return when.status(due_on) if due_on else "no_longer_due"


def _by(on: datetime.date | None, when: Deadlines) -> Any:
    return lines(day(on), quiet(when.distance(on))) if on else "no limit"


def review_table(caption: str, reviews: Iterable[Any], when: Deadlines) -> Table:
    """Return a table of reviews: child, IRO, limit, status, booking or completion."""
    found, rows = list(reviews), []
    shown = opened_limits([review.pk for review in found], when)
    for review in found:
        done = review.status == ReviewStatus.COMPLETED
        late = done and review.due_on and review.completed_on > review.due_on
        word = ("done_late" if late else "done_on_time") if done else _open_status(review.due_on, when)
        held = review.completed_on if done else review.booked_on
        rows.append(
            [
                link(str(review.child), reverse("child:page", args=[review.child_id])),
                review.iro_name or "no IRO",
                review.get_sequence_display(),
                _limit(review, shown, when),
                deadline_status(word),
                (f"Completed {day(held)}" if done else f"Booked {day(held)}") if held else "No date yet",
            ]
        )
    return Table(caption=caption, columns=["Child", "IRO", "Review", "Limit", "Status", "Date"], rows=rows, stack=True)


def child_table(caption: str, children: Iterable[Any], when: Deadlines) -> Table:
    """Return a table of children: since when looked after, IRO, and what to do about it."""
    rows = []
    for child in children:
        began = child.began_on
        ago = quiet(counted(when.calendar.count(began, when.today), "working day") + " ago") if began else ""
        rows.append(
            [
                link(str(child), reverse("child:page", args=[child.pk])),
                child.local_id,
                lines(day(began), ago),
                child.iro_name or "no IRO",
                link(
                    "Reallocate" if child.iro_name else "Allocate",
                    reverse("service:allocate", args=[child.pk]),
                    hidden=str(child),
                ),
            ]
        )
    columns = ["Child", "Id", "Looked after since", "IRO", Column("Action", hidden=True)]
    return Table(caption=caption, columns=columns, rows=rows, stack=True)


def decision_table(caption: str, decisions: Iterable[Any], when: Deadlines) -> Table:
    """Return a table of decisions: child, text, owner, target."""
    rows = [
        [
            link(str(decision.review.child), reverse("child:page", args=[decision.review.child_id])),
            decision.text,
            decision.owner,
            _by(decision.target_on, when),
        ]
        for decision in decisions
    ]
    return Table(caption=caption, columns=["Child", "Decision", "Who", "By when"], rows=rows, stack=True)


def record_table(caption: str, records: Iterable[Any], when: Deadlines) -> Table:
    """Return a table of records: child, IRO, and each of the three clocks."""
    found, rows = list(records), []
    shown = opened_clocks(found, OF_RECORD, when)
    for record in found:
        review = record.review
        rows.append(
            [
                link(str(review.child), reverse("child:page", args=[review.child_id])),
                review.chair.full_name,
                day(review.completed_on),
                *(_clock(record, clock, shown[record.pk, clock], when) for clock in OF_RECORD),
            ]
        )
    columns = ["Child", "IRO", "Review completed", "Decisions sent", "Record finished", "Distributed"]
    return Table(caption=caption, columns=columns, rows=rows, stack=True)


def _clock(record: Any, clock: ClockKind, shown: Any, when: Deadlines) -> Any:
    due_on, done_on = due_and_done(record, clock)
    if done_on or due_on is None:
        return day(done_on) if done_on else "no limit"
    return format_html("{}{}", shown, _far(due_on, when))


def _limit(review: Any, shown: Mapping[int, SafeString], when: Deadlines) -> Any:
    if review.due_on is None:
        return "no limit"
    far = "" if review.status == ReviewStatus.COMPLETED else _far(review.due_on, when)
    return format_html("{}{}", shown.get(review.pk, day(review.due_on)), far)


def _far(on: datetime.date, when: Deadlines) -> Any:
    return quiet(when.distance(on))


def dispute_rows(caption: str, disputes: Iterable[Any], when: Deadlines) -> Table:
    """Return a table of disputes: child, stage, who raised it, limit."""
    found = list(disputes)
    shown = opened_disputes(found, when)
    rows = [
        [
            link(str(dispute.child), reverse("disputes:detail", args=[dispute.pk])),
            dispute.get_stage_display(),
            dispute.raised_by.full_name,
            format_html("{}{}", shown[dispute.pk], _far(dispute.resolve_by, when))
            if dispute.resolve_by
            else "informal, no limit",
        ]
        for dispute in found
    ]
    return Table(caption=caption, columns=["Child", "Stage", "Raised by", "Resolve by"], rows=rows, stack=True)


def choice_of_iro(line: IROLine, *, leaving: int, is_sibling: bool) -> tuple[int, str, str]:
    """Return an IRO as a choice: id, name, and the load now and in three months as a hint."""
    now = f"{counted(line.children, 'child', 'children')}"
    if line.fte:
        now += f", {line.per_fte} per full-time equivalent ({line.fte} FTE)"
    hint = f"{now}; {leaving} turn 18 within three months" if leaving else now
    return line.pk, line.name, f"Has a brother or sister. {hint}" if is_sibling else hint


def night(job: Job | None) -> str:
    """Return what the last nightly recomputation of limits found, as a sentence."""
    if job is None:
        return "The limits have not been computed again by night yet."
    found = job.result
    differed = found.get("differed", 0)
    said = "none differed" if not differed else f"{differed} differed and were put right"
    return f"Limits last computed again on {day(job.finished_at.date())}: {found.get('checked', 0)} checked, {said}."
