"""Work in the background: the report as a PDF."""

from typing import Any

from accounts.permissions import Capability
from office.authority import working_calendar
from office.jobs import JobFailedError, Progress, job, requester_of
from office.models import Job
from reporting.actions import RENDER, keep_pdf
from reporting.assembly import document_of, statistics_of
from reporting.models import AnnualReport
from reporting.outputs.pdf import PdfNotMadeError, to_pdf

NEEDS = (Capability.READ_REPORT_DRAFTS, Capability.APPROVE_REPORTS)


@job(RENDER, label="Annual report as PDF", needs=NEEDS)
def render_pdf(found: Job, progress: Progress) -> dict[str, Any]:
    """Make the PDF of a report and keep it. Run twice, it keeps one file."""
    report = AnnualReport.objects.filter(pk=found.payload["report"]).first()
    if report is None or report.status == AnnualReport.Status.WITHDRAWN:
        message = "This report was withdrawn, so no PDF was made."
        raise JobFailedError(message)
    progress(10, "Counting")
    statistics = statistics_of(report, calendar=working_calendar())
    progress(35, "Setting the pages")
    laid_out = document_of(report, statistics)
    try:
        content = to_pdf(laid_out)
    except PdfNotMadeError as error:
        raise JobFailedError(str(error)) from error
    progress(90, "Keeping the file")
    kept = keep_pdf(report=report, content=content, job_id=found.pk, by=requester_of(found))
    return {"file": kept.pk}
