"""Findings about quality as tables. Everything is given: nothing here asks the database or the clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from design.components import Column, Table, lines, link, quiet, tag
from design.formats import counted, day
from quality.models import AuditOfPractice, GoodPractice, MonitoringChecklist, ResourceConcern, ServiceActivity


@dataclass(frozen=True)
class Tab:
    """One tab of the quality pages."""

    text: str
    href: str
    current: bool


TABS = (
    ("Audits of practice", "quality:list"),
    ("Monitoring checklists", "quality:checklists"),
    ("Resource concerns", "quality:concerns"),
    ("Good practice", "quality:good-practice"),
    ("Activity", "quality:activity"),
)


def tabs(current: str) -> list[Tab]:
    """Return the tabs, with the one that is shown."""
    return [Tab(text, reverse(name), current=name == current) for text, name in TABS]


def audits_table(audits: Sequence[AuditOfPractice], total: int) -> Table:
    """Return the audits of practice."""
    rows = [
        [
            audit.subject,
            lines(day(audit.audited_on), quiet(audit.auditor)),
            lines(counted(audit.cases, "case"), "With other agencies" if audit.is_multi_agency else ""),
            lines(*(theme.name for theme in audit.themes.all())),
            lines(audit.findings, quiet(f"Recommended: {audit.recommendation}") if audit.recommendation else ""),
        ]
        for audit in audits
    ]
    columns = ["Audited", "When", "Cases", "Themes", "Found"]
    return Table(
        caption=counted(total, "audit of practice", "audits of practice"), columns=columns, rows=rows, stack=True
    )


def checklists_table(checklists: Sequence[MonitoringChecklist], total: int) -> Table:
    """Return the monitoring checklists."""
    rows = [
        [
            str(checklist.review.child),
            lines(checklist.review.get_sequence_display(), quiet(day(checklist.review.completed_on))),
            lines(day(checklist.completed_on), quiet(checklist.completed_by)),
            lines(*(each.name for each in checklist.shortfalls.all())) or quiet("None"),
            checklist.note,
        ]
        for checklist in checklists
    ]
    columns = ["Child", "Review", "Completed", "Shortfalls", "Note"]
    return Table(caption=counted(total, "monitoring checklist"), columns=columns, rows=rows, stack=True)


def reviews_table(reviews: Sequence[Any], total: int) -> Table:
    """Return the completed reviews that have no checklist yet."""
    rows = [
        [
            str(review.child),
            review.get_sequence_display(),
            day(review.completed_on),
            link(
                "Complete the checklist", reverse("quality:checklist", args=[review.pk]), hidden=f"for {review.child}"
            ),
        ]
        for review in reviews
    ]
    columns: list[Column | str] = ["Child", "Review", "Completed", Column("Complete the checklist", hidden=True)]
    caption = f"{counted(total, 'review')} without a checklist"
    return Table(caption=caption, columns=columns, rows=rows, stack=True)


def concerns_table(concerns: Sequence[ResourceConcern], total: int) -> Table:
    """Return the resource concerns."""
    rows = [
        [
            concern.concern,
            lines(day(concern.raised_on), quiet(concern.raised_by)),
            tag("Closed", "grey") if concern.closed_on else tag("Open", "blue"),
            lines(concern.outcome, quiet(day(concern.closed_on))) if concern.closed_on else _close_link(concern),
        ]
        for concern in concerns
    ]
    columns = ["Concern", "Raised", "State", "Outcome"]
    return Table(caption=counted(total, "resource concern"), columns=columns, rows=rows, stack=True)


def _close_link(concern: ResourceConcern) -> Any:
    return link("Close", reverse("quality:close-concern", args=[concern.pk]), hidden=f"the concern: {concern.concern}")


def good_practice_table(notes: Sequence[GoodPractice], total: int) -> Table:
    """Return the golden nuggets."""
    rows = [[note.text, lines(day(note.noted_on), quiet(note.noted_by))] for note in notes]
    caption = counted(total, "note of good practice", "notes of good practice")
    return Table(caption=caption, columns=["What was done well", "Noted"], rows=rows, stack=True)


def activity_table(activities: Sequence[ServiceActivity], total: int) -> Table:
    """Return what the service did beside reviews."""
    rows = [[activity.text, day(activity.on)] for activity in activities]
    caption = counted(total, "activity", "activities")
    return Table(caption=caption, columns=["What the service did", "When"], rows=rows, stack=True)
