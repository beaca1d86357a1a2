"""Puts a report together: its figures (frozen once it is approved), its texts and footnotes, and who it is from."""

from office.authority import authority
from reporting.facts import Period
from reporting.models import AnnualReport
from reporting.outputs.document import Document, FrontSheet, Given, Href, document, no_links
from reporting.outputs.machine import thaw
from reporting.statistics import AnnualStatistics, annual_statistics
from statute.calendar import WorkingCalendar

DEFAULT_TITLE = "Annual report of the Independent Reviewing Officer service"
DEFAULT_PANEL = "Corporate Parenting Panel"


def period_of(report: AnnualReport) -> Period:
    """Return the period a report is about."""
    return Period(report.from_on, report.until_on)


def statistics_of(report: AnnualReport, *, calendar: WorkingCalendar) -> AnnualStatistics:
    """Return a report's figures: as they were frozen when it was approved, or as the records have them now."""
    if report.frozen_figures:
        return thaw(report.frozen_figures)
    return annual_statistics(period_of(report), calendar=calendar)


def document_of(report: AnnualReport, statistics: AnnualStatistics, *, href: Href = no_links) -> Document:
    """Lay out a report with its own texts and footnotes."""
    given = _given(
        front=FrontSheet(
            title=report.title,
            panel=report.panel,
            meeting_on=report.meeting_on,
            subject=report.subject,
            responsible_officer=report.responsible_officer,
            is_exempt=report.is_exempt,
            enclosures=report.enclosures,
            contact=report.contact,
            background_papers=report.background_papers,
        ),
        status=report.get_status_display(),
        is_internal=report.status != AnnualReport.Status.RELEASED,
        texts=dict(report.sections.values_list("key", "text")),
        footnotes=dict(report.footnotes.values_list("warning_key", "text")),
        href=href,
    )
    return document(statistics, given)


def figures_alone(statistics: AnnualStatistics, *, href: Href = no_links) -> Document:
    """Lay out the figures of a period about which no report was started."""
    front = FrontSheet(DEFAULT_TITLE, DEFAULT_PANEL, None, "", "", False, "", "", "")
    given = _given(front=front, status="Draft", is_internal=True, texts={}, footnotes={}, href=href)
    return document(statistics, given)


def _given(
    *, front: FrontSheet, status: str, is_internal: bool, texts: dict[str, str], footnotes: dict[str, str], href: Href
) -> Given:
    settings = authority()
    return Given(
        authority=settings.name,
        service=settings.service_name,
        front=front,
        status=status,
        is_demonstration=settings.is_demonstration,
        is_internal=is_internal,
        texts=texts,
        footnotes=footnotes,
        href=href,
    )
