"""Jobs and bank holidays as the tables and facts that pages show."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from design.components import Column, Table, lines, link, quiet, tag
from design.formats import clock, counted, day, weekday
from office.calendar_effects import Effect
from office.jobs import label_of
from office.models import BankHoliday, Job
from statute.calendar import WorkingCalendar

COLOURS = {"queued": "grey", "running": "blue", "done": "green", "failed": "red"}
MOST_SHOWN = 50


def moment(at: datetime.datetime | None) -> str:
    """Return a point in time as "7 May 2026 at 2:30pm", in local time."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{day(local.date())} at {clock(local)}"


def state_tag(job: Job) -> SafeString:
    """Return where a job is, as a tag."""
    return tag(job.get_state_display().capitalize(), COLOURS[job.state])


def jobs_table(page_obj: Any) -> Table:
    """Return one page of jobs, newest first."""
    return Table(
        caption=counted(page_obj.paginator.count, "job"),
        columns=["Work", "State", "Asked for", Column("Attempts", numeric=True), "Finished"],
        rows=[
            [
                link(label_of(job.kind), reverse("office:job", args=[job.pk])),
                lines(state_tag(job), quiet(job.error or (f"{job.progress} %" if job.state == "running" else ""))),
                lines(moment(job.created_at), quiet(job.requested_by.full_name if job.requested_by else "The system")),
                job.attempts,
                moment(job.finished_at),
            ]
            for job in page_obj
        ],
        stack=True,
    )


def job_facts(job: Job) -> list[tuple[str, Any]]:
    """Return the facts of one job."""
    return [
        ("State", state_tag(job)),
        ("Asked for", moment(job.created_at)),
        ("By", job.requested_by.full_name if job.requested_by else "The system"),
        ("Attempts", job.attempts),
        *([("Finished", moment(job.finished_at))] if job.finished_at else []),
    ]


def result_facts(job: Job) -> list[tuple[str, Any]]:
    """Return what came out of a job, as far as it is a number, a word or a short list of ids."""
    return [
        (_words(name), _shown(value))
        for name, value in job.result.items()
        if name not in {"href", "text"} and not _is_rows(value)
    ]


def result_tables(job: Job) -> list[Table]:
    """Return what came out of a job as rows, each kind a table."""
    return [
        Table(
            caption=f"{_words(name)} ({len(value)})",
            columns=[_words(column) for column in value[0]],
            rows=[list(row.values()) for row in value[:MOST_SHOWN]],
        )
        for name, value in job.result.items()
        if _is_rows(value)
    ]


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value[:MOST_SHOWN]) or "None"
    return str(value)


def holidays_table(rows: Iterable[BankHoliday]) -> Table:
    """Return what this authority added to the published list."""
    found = list(rows)
    return Table(
        caption=counted(len(found), "change of our own", "changes of our own"),
        columns=["Day", "Name", "Counts as", "Announced in", "Added by", Column("What can be done", hidden=True)],
        rows=[
            [
                weekday(row.on),
                row.name,
                "A working day" if row.is_working_day else "A bank holiday",
                row.source,
                lines(row.added_by.full_name if row.added_by else "The system", quiet(moment(row.added_at))),
                link("Remove", reverse("office:remove-holiday", args=[row.pk]), hidden=row.name),
            ]
            for row in found
        ],
        stack=True,
    )


def calendar_table(calendar: WorkingCalendar, first_year: int, last_year: int) -> Table:
    """Return the weekdays that are no working days in some years, as limits are counted with them."""
    shown = [holiday for holiday in calendar.holidays if first_year <= holiday.on.year <= last_year]
    return Table(
        caption=f"Bank holidays of {first_year} and {last_year}",
        columns=["Day", "Name"],
        rows=[[weekday(holiday.on), holiday.name] for holiday in shown],
    )


def effects_table(effects: list[Effect]) -> Table:
    """Return the limits that a change of the calendar would move."""
    return Table(
        caption=f"{counted(len(effects), 'limit')} would move",
        columns=["Review", "Due now", "Would be due"],
        rows=[[effect.about, day(effect.was_on, empty="None"), day(effect.now_on, empty="None")] for effect in effects],
    )
