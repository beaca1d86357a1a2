"""A form to add each kind of finding, and to close a resource concern."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw, saw_only_figures
from design.formats import day
from office import clock
from office.form_pages import FormPage, around, form_page
from quality import actions, forms, policies
from quality.models import MonitoringChecklist, ResourceConcern
from reviews.models import Review

C = Capability
TEMPLATE = "quality/form.html"


def _page(request: HttpRequest, page: FormPage) -> HttpResponse:
    # The list of issue types is no child's record; what else a form shows, its view has noted.
    saw_only_figures(request)
    return form_page(request, page)


@access(C.RECORD_QUALITY)
@require_http_methods(["GET", "HEAD", "POST"])
def record_audit(request: HttpRequest) -> HttpResponse:
    """Record an audit of practice."""
    back = reverse("quality:list")

    def make(data: Any) -> forms.AuditForm:
        return forms.AuditForm(data, today=clock.today())

    def act(cleaned: dict[str, Any]) -> str:
        names = ("subject", "auditor", "findings", "cases", "is_multi_agency", "themes", "recommendation")
        asked = {name: cleaned[name] for name in names}
        actions.record_audit(audited_on=cleaned["on"], by=request.user, **asked)
        return back

    context = around("Record an audit of practice", back=back, submit="Record the audit")
    return _page(request, FormPage("quality.audit", make, act, "The audit is recorded.", TEMPLATE, context))


@access(C.RECORD_QUALITY, record=Record.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def complete_checklist(request: HttpRequest, review_pk: int) -> HttpResponse:
    """Complete the monitoring checklist of one review."""
    reviews = Review.objects.visible_to(request.user).completed().select_related("child")
    review: Review = get_object_or_404(reviews, pk=review_pk)
    saw(request, review)
    # nosemgrep: record-past-the-door - of a review that came through the door
    already = MonitoringChecklist.objects.filter(review=review).select_related("completed_by").first()
    back = reverse("quality:checklists")

    def make(data: Any) -> forms.ChecklistForm:
        return forms.ChecklistForm(data, today=clock.today(), not_before=review.completed_on)

    def act(cleaned: dict[str, Any]) -> str:
        actions.complete_checklist(
            review=review,
            completed_on=cleaned["on"],
            completed_by=request.user,
            shortfalls=cleaned["shortfalls"],
            note=cleaned["note"],
            by=request.user,
        )
        return back

    facts = [("Child", str(review.child)), ("Review", f"{review}, completed {day(review.completed_on)}")]
    page = FormPage(
        f"quality.checklist:{review.pk}",
        make,
        act,
        "The checklist is completed.",
        TEMPLATE,
        around("Monitoring checklist", back=back, submit="Complete the checklist", facts=facts),
        standing=lambda now: [
            ("Completed", f"{day(now.completed_on)}, by {now.completed_by}"),
            ("Shortfalls", ", ".join(str(each) for each in now.shortfalls.all()) or "none"),
            ("Note", now.note or "none"),
        ],
        record=already,
        may=lambda: policies.may_be_checked(review, already=already is not None),
    )
    return _page(request, page)


@access(C.RECORD_QUALITY)
@require_http_methods(["GET", "HEAD", "POST"])
def raise_concern(request: HttpRequest) -> HttpResponse:
    """Raise a resource concern."""
    back = reverse("quality:concerns")

    def make(data: Any) -> forms.ConcernForm:
        return forms.ConcernForm(data, today=clock.today())

    def act(cleaned: dict[str, Any]) -> str:
        actions.raise_resource_concern(
            raised_on=cleaned["on"], raised_by=request.user, concern=cleaned["concern"], by=request.user
        )
        return back

    context = around("Raise a resource concern", back=back, submit="Raise the concern")
    return _page(request, FormPage("quality.concern", make, act, "The resource concern is raised.", TEMPLATE, context))


@access(C.RECORD_QUALITY)
@require_http_methods(["GET", "HEAD", "POST"])
def close_concern(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a resource concern with what came of it."""
    concern: ResourceConcern = get_object_or_404(ResourceConcern.objects.visible_to(request.user), pk=pk)
    back = reverse("quality:concerns")

    def make(data: Any) -> forms.CloseConcernForm:
        return forms.CloseConcernForm(data, today=clock.today(), not_before=concern.raised_on)

    def act(cleaned: dict[str, Any]) -> str:
        actions.close_resource_concern(
            concern=concern, outcome=cleaned["outcome"], closed_on=cleaned["on"], by=request.user
        )
        return back

    facts = [("Concern", concern.concern), ("Raised", day(concern.raised_on))]
    page = FormPage(
        f"quality.close:{concern.pk}",
        make,
        act,
        "The resource concern is closed.",
        TEMPLATE,
        around("Close a resource concern", back=back, submit="Close the concern", facts=facts),
        standing=lambda now: [("Closed", day(now.closed_on)), ("What came of it", now.outcome)],
        record=concern,
        may=lambda: policies.may_be_closed(concern),
    )
    return _page(request, page)


@access(C.RECORD_QUALITY)
@require_http_methods(["GET", "HEAD", "POST"])
def note_good_practice(request: HttpRequest) -> HttpResponse:
    """Note a golden nugget."""
    back = reverse("quality:good-practice")

    def make(data: Any) -> forms.GoodPracticeForm:
        return forms.GoodPracticeForm(data, today=clock.today())

    def act(cleaned: dict[str, Any]) -> str:
        actions.note_good_practice(noted_on=cleaned["on"], noted_by=request.user, text=cleaned["text"], by=request.user)
        return back

    context = around("Note good practice", back=back, submit="Note it")
    return _page(
        request, FormPage("quality.good-practice", make, act, "The good practice is noted.", TEMPLATE, context)
    )


@access(C.RECORD_QUALITY)
@require_http_methods(["GET", "HEAD", "POST"])
def note_activity(request: HttpRequest) -> HttpResponse:
    """Note an activity of the service."""
    back = reverse("quality:activity")

    def make(data: Any) -> forms.ActivityForm:
        return forms.ActivityForm(data, today=clock.today())

    def act(cleaned: dict[str, Any]) -> str:
        actions.note_activity(on=cleaned["on"], text=cleaned["text"], by=request.user)
        return back

    context = around("Note an activity of the service", back=back, submit="Note it")
    return _page(request, FormPage("quality.activity", make, act, "The activity is noted.", TEMPLATE, context))
