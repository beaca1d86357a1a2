"""PDFs of a report: asked for, watched, downloaded."""

import uuid

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import access
from accounts.permissions import Capability, may_any
from accounts.verdict import insist, refused
from office.actions import request_job
from office.form_keys import once
from office.models import Job
from reporting.actions import RENDER
from reporting.assembly import period_of
from reporting.models import AnnualReport, RenderedReport
from reporting.views.finding import report_or_404

readers = access(Capability.READ_REPORT_DRAFTS, Capability.APPROVE_REPORTS)
everyone = access(Capability.READ_PUBLISHED_REPORTS)


@readers
@require_POST
def ask_for_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a PDF of the report as it stands; a second press finds the same work."""
    found = report_or_404(pk)
    if found.status == AnnualReport.Status.WITHDRAWN:
        insist(refused("This report was withdrawn, so no PDF is made of it."))
    key = request.POST.get("form_key") or str(uuid.uuid4())

    def ask() -> str:
        job = request_job(
            kind=RENDER,
            payload={"report": found.pk},
            idempotency_key=f"{RENDER}:{pk}:{request.user.pk}:{key}"[:120],
            by=request.user,
        )
        return reverse("reporting:progress", args=[pk, job.pk])

    return redirect(once(key, by=request.user, work=ask))


@readers
def progress(request: HttpRequest, pk: int, job: int) -> HttpResponse:
    """Show how far the making of a PDF is. The page can be left and come back to."""
    found = report_or_404(pk)
    work = Job.objects.filter(pk=job, kind=RENDER, requested_by_id=request.user.pk, payload__report=pk).first()
    if work is None:
        raise Http404
    kept = RenderedReport.objects.filter(pk=work.result.get("file")).first() if work.state == Job.State.DONE else None
    context = {
        "heading": "PDF of the report",
        "caption": f"{found.title}, {period_of(found)}",
        "back": reverse("reporting:report", args=[pk]),
        "back_text": "Back to the report",
        "words": _words(work),
        "work": work,
        "file": kept,
        "href": reverse("reporting:progress", args=[pk, job]),
        "finished": work.state in {Job.State.DONE, Job.State.FAILED},
        "failed": work.state == Job.State.FAILED,
    }
    return render(request, "reporting/progress.html", context)


def _words(work: Job) -> str:
    if work.state == Job.State.FAILED:
        return f"The PDF could not be made. {work.error}"
    if work.state == Job.State.DONE:
        return "The PDF is ready."
    return f"The PDF is being made: {work.progress_note or work.get_state_display()} ({work.progress}%)."


@everyone
def download(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """Serve a PDF: a released report's to everyone, any other to those who may read drafts. Withdrawn: to nobody."""
    kept = RenderedReport.objects.select_related("report").filter(pk=file, report=pk).first()
    if kept is None or kept.report.status == AnnualReport.Status.WITHDRAWN:
        raise Http404
    is_public = kept.is_released and kept.report.status == AnnualReport.Status.RELEASED
    if not is_public and not may_any(request.user, Capability.READ_REPORT_DRAFTS, Capability.APPROVE_REPORTS):
        raise Http404
    try:
        content = kept.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = f"annual-report-{kept.report.from_on:%Y-%m-%d}-{kept.report.until_on:%Y-%m-%d}.pdf"
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/pdf")
