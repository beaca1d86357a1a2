"""Work in the background: the list, one job and how far it is, trying a failed one again."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from accounts.access import access
from accounts.permissions import Capability, may
from design.forms import SentForm
from office import clock, policies, presenters
from office.actions import retry_job
from office.authority import working_calendar
from office.form_pages import FormPage, around, form_page
from office.forms import JobFilters
from office.holiday_alarm import holiday_warning
from office.jobs import label_of
from office.models import Job

PER_PAGE = 50
# Whoever may ask for work, beside who looks after it. A panel member asks for none.
waiting = access(Capability.SEE_JOBS, Capability.READ_REPORT_DRAFTS, Capability.APPROVE_REPORTS)


@waiting
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """List the jobs that this person may see, newest first."""
    filters = JobFilters(request.GET or None)
    found = Job.objects.visible_to(request.user).select_related("requested_by").order_by("-pk")
    state = filters.cleaned_data["state"] if filters.is_valid() else ""
    if state:
        found = found.filter(state=state)
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": "Work in the background",
        "holidays": holiday_warning(clock.today(), working_calendar())
        if may(request.user, Capability.MANAGE_SETTINGS)
        else "",
        "filters": filters,
        "table": presenters.jobs_table(page_obj),
        "page_obj": page_obj,
        "empty_text": "No work in the background.",
        "empty_more": "What you ask for, such as a report as PDF, is listed here.",
    }
    return render(request, "office/jobs.html", context)


@waiting
@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a job is, and what came of it. The page asks again by itself until the job is finished."""
    shown = get_object_or_404(Job.objects.visible_to(request.user).select_related("requested_by"), pk=pk)
    finished = shown.state in {Job.State.DONE, Job.State.FAILED}
    context = {
        "heading": label_of(shown.kind),
        "back": _within(request, shown.payload.get("back")) or reverse("office:jobs"),
        "job": shown,
        "here": reverse("office:job", args=[pk]),
        "finished": finished,
        "words": _words(shown),
        "facts": presenters.job_facts(shown),
        "result_facts": presenters.result_facts(shown),
        "result_tables": presenters.result_tables(shown),
        "result_href": _within(request, shown.result.get("href")),
        "result_text": shown.result.get("text") or "See the result",
        "press": SentForm(),
        "may_retry": policies.may_retry(shown, request.user),
    }
    return render(request, "office/job.html", context)


def _words(shown: Job) -> str:
    if shown.state == Job.State.QUEUED:
        return "It failed once and will be tried again." if shown.attempts else "Waiting to start."
    if shown.state == Job.State.RUNNING:
        return shown.progress_note or "Under way."
    return "Finished." if shown.state == Job.State.DONE else shown.error


def _within(request: HttpRequest, address: object) -> str:
    """Return an address that a job carries, when it is one of this site."""
    given = address if isinstance(address, str) else ""
    return given if url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}) else ""


@waiting
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed job again."""
    shown = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    here = reverse("office:job", args=[pk])

    def act(_given: dict[str, Any]) -> str:
        retry_job(job=shown, by=request.user)
        return here

    page = FormPage(
        f"office.retry:{pk}",
        SentForm,
        act,
        "It will be tried again.",
        context=around("Try again", back=here, submit="Try again", caption=label_of(shown.kind)),
        standing=lambda now: [("State", now.get_state_display())],
        record=shown,
        may=lambda: policies.may_retry(shown, request.user),
    )
    return form_page(request, page)
