"""The check half-way between two reviews, what was found, and a concern with one press."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability, may
from accounts.visibility import Record
from audit.reading import saw
from design import components, formats
from design.components import Column, Table
from design.forms import SentForm
from desk.between import forms
from desk.between.actions import raise_concern
from desk.between.presenters import check_facts, made_facts
from desk.deadlines import Deadlines, deadlines
from disputes.forms import manager_of
from office import clock
from office.form_pages import FormPage, around, form_page
from reviews.actions import check_midpoint
from reviews.enums_between import Progress
from reviews.models import Decision, MidpointCheck, MidpointFinding
from reviews.policies_between import may_check, may_raise

METHODS = ["GET", "HEAD", "POST"]
C = Capability
TAGS = {Progress.DONE: "green", Progress.ON_COURSE: "blue", Progress.DRIFTING: "red", Progress.NOT_STARTED: "yellow"}


def _check(request: HttpRequest, pk: int) -> MidpointCheck:
    found = get_object_or_404(
        MidpointCheck.objects.visible_to(request.user).select_related("review__child", "review__period", "done_by"),
        pk=pk,
    )
    saw(request, found.review)
    return found


@access(C.LOG_REVIEWS, record=Record.CHILD)
@require_http_methods(METHODS)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Go through the last review's decisions half-way to the next, and consider an earlier one."""
    found, when = _check(request, pk), deadlines(clock.today())
    child = found.review.child
    open_ones = list(
        Decision.objects.open().filter(review__child=child, review__kind=found.review.kind).order_by("target_on", "pk")
    )

    def make(data: Any) -> forms.MidpointForm:
        return forms.MidpointForm(data, decisions=open_ones, today=when.today, initial={"version": found.version})

    def act(data: dict[str, Any]) -> str:
        check_midpoint(
            check=found,
            findings=forms.findings_of(data, open_ones),
            spoke_with_child=data["spoke_with_child"],
            considered=forms.considered_of(data),
            note=data["note"],
            by=request.user,
            today=when.today,
            seen_version=data["version"],
        )
        return reverse("between:midpoint-made", args=[pk])

    context = around(
        "Mid-point check",
        back=reverse("child:page", args=[child.pk]),
        submit="Save the check",
        caption=str(child),
        back_text=str(child),
        facts=check_facts(found, when),
        decisions=len(open_ones),
    )
    page = FormPage(
        f"between.midpoint:{pk}",
        make,
        act,
        "The check is saved.",
        "desk/between/midpoint.html",
        context,
        standing=lambda now: _standing(now, when),
        record=found,
        may=lambda: may_check(found),
    )
    return form_page(request, page)


def _standing(now: MidpointCheck, when: Deadlines) -> list[tuple[str, Any]]:
    return [(fact.key, fact.value) for fact in (made_facts(now) if now.done_on else check_facts(now, when))]


@access(C.SEE_CONTACTS_WITH_CHILD, record=Record.CHILD)
@require_safe
def made(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was found at a check; each drifting decision can be made a concern with one press."""
    found, when = _check(request, pk), deadlines(clock.today())
    findings = list(found.findings.select_related("decision"))
    raises = may(request.user, C.LOG_REVIEWS)
    drifting = [each for each in findings if raises and each.progress == Progress.DRIFTING and each.concern_on is None]
    rows = [
        [
            each.decision.text,
            each.decision.owner,
            formats.day(each.decision.target_on),
            components.lines(
                components.tag(each.get_progress_display(), TAGS[Progress(each.progress)]),
                components.quiet(each.concern_on and f"Concern raised {formats.day(each.concern_on)}"),
            ),
        ]
        for each in findings
    ]
    columns: list[Column | str] = ["Decision", "Who carries it out", "By when", "Where it is"]
    context = {
        "heading": "Mid-point check",
        "caption": str(found.review.child),
        "back": reverse("child:page", args=[found.review.child_id]),
        "back_text": str(found.review.child),
        "facts": check_facts(found, when),
        "made": made_facts(found) if found.done_on else [],
        "table": Table(caption=formats.counted(len(rows), "decision"), columns=columns, rows=rows, stack=True),
        "drifting": [(each, SentForm()) for each in drifting],
        "make": reverse("between:midpoint", args=[pk]) if raises and may_check(found) else "",
    }
    return render(request, "desk/between/made.html", context)


@access(C.RAISE_DISPUTES, record=Record.CHILD)
@require_http_methods(METHODS)
def concern(request: HttpRequest, pk: int) -> HttpResponse:
    """Raise an informal concern about a decision that drifts: one press, on the page of the check."""
    checks = MidpointCheck.objects.visible_to(request.user)
    finding = get_object_or_404(
        MidpointFinding.objects.filter(check_made__in=checks).select_related("decision__review__child", "check_made"),
        pk=pk,
    )
    decision = finding.decision
    saw(request, decision.review)
    today = clock.today()

    def act(_data: dict[str, Any]) -> str:
        manager = manager_of(decision.review.child, today)
        to = User.objects.active().filter(pk=manager).first() if manager else None
        dispute = raise_concern(finding=finding, to=to, by=request.user, today=today)
        return reverse("disputes:detail", args=[dispute.pk])

    context = around(
        "Raise a concern about this decision?",
        back=reverse("between:midpoint-made", args=[finding.check_made_id]),
        submit="Raise the concern",
        caption=str(decision.review.child),
        facts=[
            ("Decision", decision.text),
            ("Who carries it out", decision.owner),
            ("By", formats.day(decision.target_on)),
        ],
    )
    page = FormPage(
        f"between.concern:{pk}",
        SentForm,
        act,
        "The concern is raised, informally. Take it to a formal stage if nothing changes.",
        "desk/between/facts.html",
        context,
        record=finding,
        may=lambda: may_raise(finding),
    )
    return form_page(request, page)
