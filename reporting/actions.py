"""What happens to a report: begun, written, explained, approved, released, withdrawn, rendered."""

import datetime
import hashlib
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.verdict import insist, refused
from audit.actions import action
from audit.actors import Actor
from audit.versions import ConflictError, change
from office.actions import request_job
from office.authority import authority
from reporting import policies
from reporting.assembly import DEFAULT_PANEL, DEFAULT_TITLE, period_of
from reporting.facts import Period
from reporting.models import AnnualReport, Footnote, RenderedReport, ReportSection, TypedFigure
from reporting.narrative import unknown_names
from reporting.outline import HEADINGS
from reporting.outputs.machine import freeze
from reporting.reconcile import Discrepancy
from reporting.statistics import AnnualStatistics, annual_statistics
from statute.calendar import WorkingCalendar

Status = AnnualReport.Status
RENDER = "reporting.render_pdf"


def unexplained(report: AnnualReport, statistics: AnnualStatistics) -> list[Discrepancy]:
    """Return the warnings of a report that have no footnote yet."""
    written = set(report.footnotes.exclude(text="").values_list("warning_key", flat=True))
    return [warning for warning in statistics.warnings if warning.key not in written]


@action("reporting.start_report")
def start_report(*, from_on: datetime.date, until_on: datetime.date, by: Actor, title: str = "") -> AnnualReport:
    """Begin a report for a period. Raises ValidationError when it is none or a report of it is in hand."""
    try:
        period = Period.asked_for(from_on, until_on)
    except ValueError as error:
        raise ValidationError({"until_on": str(error)}) from error
    if AnnualReport.objects.of_period(from_on, until_on).exists():
        raise ValidationError({"from_on": "A report for this period was already begun."})
    service = authority().service_name
    return AnnualReport.objects.create(
        title=title or DEFAULT_TITLE,
        from_on=from_on,
        until_on=until_on,
        panel=DEFAULT_PANEL,
        subject=f"Annual report of the {service}, {period}"[:200],
    )


@action("reporting.change_front_sheet")
def change_front_sheet(*, report: AnnualReport, seen_version: int, by: Actor, **fields: object) -> AnnualReport:
    """Change what stands on the first page. Raises RefusedError unless a draft, ConflictError if it has moved on."""
    insist(policies.may_edit(report))
    return change(report, seen_version=seen_version, **fields)


@action("reporting.write_section")
def write_section(
    *,
    report: AnnualReport,
    key: str,
    text: str,
    seen_version: int,
    by: Actor,
    statistics: AnnualStatistics | None = None,
) -> ReportSection:
    """Write the text under a heading. `seen_version`: 0 where there was none.

    With `statistics` every figure named in braces must exist. Raises RefusedError unless the report is a draft,
    ConflictError when somebody else wrote it meanwhile, ValidationError for an unknown heading or figure.
    """
    insist(policies.may_edit(report))
    if key not in HEADINGS:
        raise ValidationError({"text": "The report has no such heading."})
    unknown = unknown_names(text, statistics.figures) if statistics else []
    if unknown:
        raise ValidationError({"text": f"There is no figure called {unknown[0]}. Take it out or correct its name."})
    if seen_version:
        return change(report.sections.get(key=key), seen_version=seen_version, text=text)
    try:
        with transaction.atomic():
            return ReportSection.objects.create(report=report, key=key, text=text)
    except IntegrityError as error:
        raise ConflictError(report.sections.get(key=key)) from error


@action("reporting.write_footnote")
def write_footnote(*, report: AnnualReport, warning_key: str, text: str, by: Actor, seen_version: int = 0) -> Footnote:
    """Write the printed explanation of a figure that does not add up. `seen_version`: 0 where there was none.

    Raises RefusedError unless a draft, ConflictError when somebody else wrote it meanwhile.
    """
    insist(policies.may_edit(report))
    if seen_version:
        return change(report.footnotes.get(warning_key=warning_key), seen_version=seen_version, text=text)
    try:
        with transaction.atomic():
            return Footnote.objects.create(report=report, warning_key=warning_key, text=text)
    except IntegrityError as error:
        raise ConflictError(report.footnotes.get(warning_key=warning_key)) from error


@action("reporting.type_figure")
def type_figure(
    *,
    key: str,
    from_on: datetime.date,
    until_on: datetime.date,
    value: Decimal,
    source: str,
    by: Actor,
    code: str = "",
    seen_version: int = 0,
) -> TypedFigure:
    """Type a figure that records do not reach, or correct it. `seen_version`: 0 where none was seen.

    Raises ValidationError when the period is reversed, ConflictError when the figure is there and was not seen so.
    """
    if until_on < from_on:
        raise ValidationError({"until_on": "The last day must not come before the first."})
    row, made = TypedFigure.objects.get_or_create(
        key=key, code=code, from_on=from_on, until_on=until_on, defaults={"value": value, "source": source}
    )
    return row if made else change(row, seen_version=seen_version, value=value, source=source)


@action("reporting.remove_typed_figure")
def remove_typed_figure(*, figure: TypedFigure, by: Actor) -> None:
    """Take a typed figure back; reports that were approved keep theirs."""
    TypedFigure.objects.filter(pk=figure.pk).delete()


@action("reporting.approve_report")
def approve_report(*, report: AnnualReport, seen_version: int, calendar: WorkingCalendar, by: User) -> AnnualReport:
    """Approve a draft and freeze its figures as the records have them now.

    Raises RefusedError while a figure that does not add up has no footnote, ConflictError if the report has moved on.
    """
    statistics = annual_statistics(period_of(report), calendar=calendar)
    insist(policies.may_approve(report, unexplained(report, statistics)))
    return change(
        report,
        seen_version=seen_version,
        status=Status.APPROVED,
        frozen_figures=freeze(statistics),
        approved_at=timezone.now(),
        approved_by=by,
    )


@action("reporting.reopen_report")
def reopen_report(*, report: AnnualReport, seen_version: int, by: User) -> AnnualReport:
    """Take an approved report back to draft; its figures follow the records again."""
    insist(policies.may_reopen(report))
    return change(
        report,
        seen_version=seen_version,
        status=Status.DRAFT,
        frozen_figures=None,
        approved_at=None,
        approved_by=None,
    )


@action("reporting.release_report")
def release_report(*, report: AnnualReport, seen_version: int, by: User) -> AnnualReport:
    """Release an approved report to the panel, and ask for the PDF they will read.

    Raises RefusedError outside a demonstration, ConflictError if the report has moved on.
    """
    insist(policies.may_release(report, is_demonstration=authority().is_demonstration))
    released = change(
        report, seen_version=seen_version, status=Status.RELEASED, released_at=timezone.now(), released_by=by
    )
    request_job(kind=RENDER, payload={"report": report.pk}, idempotency_key=f"{RENDER}:{report.pk}:released", by=by)
    return released


@action("reporting.withdraw_report")
def withdraw_report(*, report: AnnualReport, seen_version: int, by: User) -> AnnualReport:
    """Withdraw a report: nobody reads it any longer, and its files are no longer served.

    A draft that is withdrawn keeps the figures of the day, since a report that is no draft has some.
    """
    insist(policies.may_withdraw(report))
    return change(
        report, seen_version=seen_version, status=Status.WITHDRAWN, frozen_figures=report.frozen_figures or {}
    )


@action("reporting.keep_pdf")
def keep_pdf(*, report: AnnualReport, content: bytes, job_id: int | None, by: Actor) -> RenderedReport:
    """Keep a PDF that was made of a report. The same job keeps one file, however often it runs."""
    if report.status == Status.WITHDRAWN:
        insist(refused("This report was withdrawn."))
    digest = hashlib.sha256(content).hexdigest()
    known = RenderedReport.objects.filter(report=report, job_id=job_id).first() if job_id is not None else None
    if known is not None:
        return known
    row = RenderedReport(
        report=report,
        job_id=job_id,
        sha256=digest,
        is_released=report.status == Status.RELEASED,
        made_by=by if isinstance(by, User) else None,
    )
    row.file.save(f"report-{report.pk}-{digest[:12]}.pdf", ContentFile(content), save=False)
    row.save()
    return row
