"""The steps of a dispute: each a form, an action and a redirect."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import insist
from accounts.visibility import Record
from disputes import actions, forms, permissions, policies
from disputes.views.found import latest_stage, page_context, reply_key, stands, visible_child, visible_dispute
from office import clock
from office.form_pages import FormPage, form_page
from reviews.models import Review

C = Capability
TEMPLATE = "disputes/step.html"


@access(C.RAISE_DISPUTES, record=Record.CHILD)
@require_http_methods(["GET", "HEAD", "POST"])
def raise_concern(request: HttpRequest, child_pk: int) -> HttpResponse:
    """Raise a concern about one child's care."""
    child, today = visible_child(request, child_pk), clock.today()
    reviews = Review.objects.visible_to(request.user).filter(child=child, held_on__isnull=False).order_by("-held_on")
    stages = permissions.stages_open_to(request.user, None)

    def make(data: Any) -> forms.RaiseForm:
        return forms.RaiseForm(
            data,
            child=child,
            reviews=reviews,
            user=request.user,
            stages=stages,
            today=today,
            not_before=child.date_of_birth,
        )

    def act(cleaned: dict[str, Any]) -> str:
        dispute = actions.raise_dispute(
            child=child,
            summary=cleaned["summary"],
            issues=cleaned["issues"],
            review=cleaned["review"],
            child_told=cleaned["child_told"],
            child_told_note=cleaned["child_told_note"],
            on=cleaned["on"],
            by=request.user,
            today=today,
            **cleaned["chosen_stage"],
        )
        return reverse("disputes:detail", args=[dispute.pk])

    context = {
        "heading": "Raise a concern",
        "caption": str(child),
        "back": reverse("disputes:choose-child"),
        "submit_text": "Raise the concern",
        "cancel": reverse("disputes:list"),
    }
    return form_page(
        request, FormPage(f"disputes.raise:{child.pk}", make, act, "The concern is raised.", TEMPLATE, context)
    )


@access(C.REPLY_TO_DISPUTES, C.RAISE_DISPUTES, record=Record.DISPUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Write in the thread of the running stage."""
    dispute, today = visible_dispute(request, pk), clock.today()
    latest = latest_stage(dispute)

    def act(cleaned: dict[str, Any]) -> str:
        actions.reply(dispute=dispute, text=cleaned["text"], by=request.user, today=today)
        return reverse("disputes:detail", args=[dispute.pk])

    def make(data: Any) -> forms.ReplyForm:
        return forms.ReplyForm(data, is_answer=permissions.is_answer(request.user, dispute))

    context = page_context(dispute, latest, f"Dispute about {dispute.child}", "Send")
    page = FormPage(
        reply_key(pk),
        make,
        act,
        "What you wrote is sent.",
        TEMPLATE,
        context,
        standing=stands,
        record=dispute,
        may=lambda: permissions.may_reply(request.user, dispute, latest) & policies.may_be_replied_to(dispute),
    )
    return form_page(request, page)


@access(C.RAISE_DISPUTES, C.ESCALATE_TO_STAGE_2, record=Record.DISPUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def escalate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a dispute to a later stage."""
    dispute, today = visible_dispute(request, pk), clock.today()
    latest = latest_stage(dispute)
    insist(permissions.may_close(request.user, dispute))
    stages = permissions.stages_open_to(request.user, dispute.stage)

    def make(data: Any) -> forms.EscalateForm:
        return forms.EscalateForm(
            data,
            child=dispute.child,
            since=dispute.stage,
            stages=stages,
            user=request.user,
            today=today,
            not_before=latest.entered_on,
            initial={"version": dispute.version},
        )

    def act(cleaned: dict[str, Any]) -> str:
        actions.escalate(
            dispute=dispute,
            on=cleaned["on"],
            seen_version=cleaned["version"],
            by=request.user,
            today=today,
            **cleaned["chosen_stage"],
        )
        return reverse("disputes:detail", args=[dispute.pk])

    context = page_context(dispute, latest, "Take to the next stage", "Take to this stage")
    page = FormPage(
        f"disputes.escalate:{pk}",
        make,
        act,
        "The next stage has begun.",
        TEMPLATE,
        context,
        standing=stands,
        record=dispute,
        may=lambda: permissions.may_escalate(request.user, dispute) & policies.may_be_escalated(dispute),
    )
    return form_page(request, page)


@access(C.RAISE_DISPUTES, C.ESCALATE_TO_STAGE_2, record=Record.DISPUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how a dispute was resolved."""
    dispute, today = visible_dispute(request, pk), clock.today()
    latest = latest_stage(dispute)
    insist(permissions.may_close(request.user, dispute))

    def make(data: Any) -> forms.ResolveForm:
        first = {"version": dispute.version}
        return forms.ResolveForm(data, today=today, not_before=latest.entered_on, initial=first)

    def act(cleaned: dict[str, Any]) -> str:
        actions.resolve(
            dispute=dispute,
            resolution=cleaned["resolution"],
            effect=cleaned["effect"],
            on=cleaned["on"],
            seen_version=cleaned["version"],
            by=request.user,
            today=today,
        )
        return reverse("disputes:detail", args=[dispute.pk])

    context = page_context(dispute, latest, "Resolve the dispute", "Record the resolution")
    page = FormPage(
        f"disputes.resolve:{pk}",
        make,
        act,
        "The dispute is resolved.",
        TEMPLATE,
        context,
        standing=stands,
        record=dispute,
        may=lambda: policies.may_be_resolved(dispute),
    )
    return form_page(request, page)


@access(C.RAISE_DISPUTES, C.ESCALATE_TO_STAGE_2, record=Record.DISPUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a dispute, with the reason."""
    dispute, today = visible_dispute(request, pk), clock.today()
    latest = latest_stage(dispute)
    insist(permissions.may_close(request.user, dispute))

    def make(data: Any) -> forms.WithdrawForm:
        first = {"version": dispute.version}
        return forms.WithdrawForm(data, today=today, not_before=latest.entered_on, initial=first)

    def act(cleaned: dict[str, Any]) -> str:
        actions.withdraw(
            dispute=dispute,
            reason=cleaned["reason"],
            on=cleaned["on"],
            seen_version=cleaned["version"],
            by=request.user,
            today=today,
        )
        return reverse("disputes:detail", args=[dispute.pk])

    context = page_context(dispute, latest, "Withdraw the dispute", "Withdraw")
    page = FormPage(
        f"disputes.withdraw:{pk}",
        make,
        act,
        "The dispute is withdrawn.",
        TEMPLATE,
        context,
        standing=stands,
        record=dispute,
        may=lambda: policies.may_be_withdrawn(dispute),
    )
    return form_page(request, page)


@access(C.RAISE_DISPUTES, C.ESCALATE_TO_STAGE_2, record=Record.DISPUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open again a dispute that was closed by mistake."""
    dispute, today = visible_dispute(request, pk), clock.today()
    latest = latest_stage(dispute)
    insist(permissions.may_close(request.user, dispute))

    def make(data: Any) -> forms.ReopenForm:
        return forms.ReopenForm(data, initial={"version": dispute.version})

    def act(cleaned: dict[str, Any]) -> str:
        actions.reopen(
            dispute=dispute, reason=cleaned["reason"], seen_version=cleaned["version"], by=request.user, today=today
        )
        return reverse("disputes:detail", args=[dispute.pk])

    context = page_context(dispute, latest, "Open the dispute again", "Open again")
    page = FormPage(
        f"disputes.reopen:{pk}",
        make,
        act,
        "The dispute is open again.",
        TEMPLATE,
        context,
        standing=stands,
        record=dispute,
        may=lambda: policies.may_be_reopened(dispute),
    )
    return form_page(request, page)
