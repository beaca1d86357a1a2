"""A form to add each kind of finding, and to close a resource concern."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import insist
from accounts.visibility import Record
from audit.reading import saw, saw_only_figures
from design.formats import day
from design.forms import GovukForm
from office import clock
from office.form_pages import FormPage, form_page
from quality import actions, forms, policies
from quality.models import MonitoringChecklist, ResourceConcern
from reviews.models import Review

C = Capability


@dataclass
class Adding:
    """One form page: how its form is made, what it writes, where it leads and how it is shown."""

    key: str
    make: Callable[[Any], GovukForm]
    write: Callable[[dict[str, Any]], object]
    leads_to: str
    said: str
    heading: str
    submit: str
    facts: list[tuple[str, str]] = field(default_factory=list)


def _add(request: HttpRequest, adding: Adding) -> HttpResponse:
    """Show the form, or write what was sent."""
    back = reverse(adding.leads_to)
    # The list of issue types is no child's record; what else a form shows, its view has noted.
    saw_only_figures(request)

    def act(cleaned: dict[str, Any]) -> str:
        adding.write(cleaned)
        return back

    context = {
        "heading": adding.heading,
        "facts": adding.facts,
        "back": back,
        "cancel": back,
        "submit_text": adding.submit,
    }
    return form_page(request, FormPage(adding.key, adding.make, act, adding.said, "quality/form.html", context))


@access(C.RECORD_QUALITY)
@require_http_methods(["GET", "HEAD", "POST"])
def record_audit(request: HttpRequest) -> HttpResponse:
    """Record an audit of practice."""

    def write(cleaned: dict[str, Any]) -> object:
        names = ("subject", "auditor", "findings", "cases", "is_multi_agency", "themes", "recommendation")
        asked = {name: cleaned[name] for name in names}
        return actions.record_audit(audited_on=cleaned["on"], by=request.user, **asked)

    return _add(
        request,
        Adding(
            key="quality.audit",
            make=lambda data: forms.AuditForm(data, today=clock.today()),
            write=write,
            leads_to="quality:list",
            said="The audit is recorded.",
            heading="Record an audit of practice",
            submit="Record the audit",
        ),
    )


@access(C.RECORD_QUALITY, record=Record.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def complete_checklist(request: HttpRequest, review_pk: int) -> HttpResponse:
    """Complete the monitoring checklist of one review."""
    reviews = Review.objects.visible_to(request.user).completed().select_related("child")
    review: Review = get_object_or_404(reviews, pk=review_pk)
    saw(request, review)
    if request.method != "POST":
        already = MonitoringChecklist.objects.filter(review=review).exists()
        insist(policies.may_be_checked(review, already=already))

    def write(cleaned: dict[str, Any]) -> object:
        return actions.complete_checklist(
            review=review,
            completed_on=cleaned["on"],
            completed_by=request.user,
            shortfalls=cleaned["shortfalls"],
            note=cleaned["note"],
            by=request.user,
        )

    return _add(
        request,
        Adding(
            key=f"quality.checklist:{review.pk}",
            make=lambda data: forms.ChecklistForm(data, today=clock.today(), not_before=review.completed_on),
            write=write,
            leads_to="quality:checklists",
            said="The checklist is completed.",
            heading="Monitoring checklist",
            submit="Complete the checklist",
            facts=[("Child", str(review.child)), ("Review", f"{review}, completed {day(review.completed_on)}")],
        ),
    )


@access(C.RECORD_QUALITY)
@require_http_methods(["GET", "HEAD", "POST"])
def raise_concern(request: HttpRequest) -> HttpResponse:
    """Raise a resource concern."""

    def write(cleaned: dict[str, Any]) -> object:
        return actions.raise_resource_concern(
            raised_on=cleaned["on"], raised_by=request.user, concern=cleaned["concern"], by=request.user
        )

    return _add(
        request,
        Adding(
            key="quality.concern",
            make=lambda data: forms.ConcernForm(data, today=clock.today()),
            write=write,
            leads_to="quality:concerns",
            said="The resource concern is raised.",
            heading="Raise a resource concern",
            submit="Raise the concern",
        ),
    )


@access(C.RECORD_QUALITY)
@require_http_methods(["GET", "HEAD", "POST"])
def close_concern(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a resource concern with what came of it."""
    concern: ResourceConcern = get_object_or_404(ResourceConcern.objects.visible_to(request.user), pk=pk)
    if request.method != "POST":
        insist(policies.may_be_closed(concern))

    def write(cleaned: dict[str, Any]) -> object:
        return actions.close_resource_concern(
            concern=concern, outcome=cleaned["outcome"], closed_on=cleaned["on"], by=request.user
        )

    return _add(
        request,
        Adding(
            key=f"quality.close:{concern.pk}",
            make=lambda data: forms.CloseConcernForm(data, today=clock.today(), not_before=concern.raised_on),
            write=write,
            leads_to="quality:concerns",
            said="The resource concern is closed.",
            heading="Close a resource concern",
            submit="Close the concern",
            facts=[("Concern", concern.concern), ("Raised", day(concern.raised_on))],
        ),
    )


@access(C.RECORD_QUALITY)
@require_http_methods(["GET", "HEAD", "POST"])
def note_good_practice(request: HttpRequest) -> HttpResponse:
    """Note a golden nugget."""

    def write(cleaned: dict[str, Any]) -> object:
        return actions.note_good_practice(
            noted_on=cleaned["on"], noted_by=request.user, text=cleaned["text"], by=request.user
        )

    return _add(
        request,
        Adding(
            key="quality.good-practice",
            make=lambda data: forms.GoodPracticeForm(data, today=clock.today()),
            write=write,
            leads_to="quality:good-practice",
            said="The good practice is noted.",
            heading="Note good practice",
            submit="Note it",
        ),
    )


@access(C.RECORD_QUALITY)
@require_http_methods(["GET", "HEAD", "POST"])
def note_activity(request: HttpRequest) -> HttpResponse:
    """Note an activity of the service."""

    def write(cleaned: dict[str, Any]) -> object:
        return actions.note_activity(on=cleaned["on"], text=cleaned["text"], by=request.user)

    return _add(
        request,
        Adding(
            key="quality.activity",
            make=lambda data: forms.ActivityForm(data, today=clock.today()),
            write=write,
            leads_to="quality:activity",
            said="The activity is noted.",
            heading="Note an activity of the service",
            submit="Note it",
        ),
    )
