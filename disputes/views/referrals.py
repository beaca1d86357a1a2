"""Referrals to Cafcass: at any time, with or without a dispute (CA 1989 s.25B(3))."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import insist
from accounts.visibility import Record
from audit.reading import saw, saw_all
from children.models import Child
from design.formats import day
from disputes import actions, forms, permissions, policies, presenters
from disputes.models import CafcassReferral, Dispute
from disputes.views.found import latest_stage, page_context, visible_child, visible_dispute
from disputes.views.lists import ROWS
from office import clock
from office.form_pages import FormPage, around, form_page

TEMPLATE = "disputes/step.html"
KEPT = "The referral is recorded."


@access(Capability.RAISE_DISPUTES)
@require_safe
def referral_list(request: HttpRequest) -> HttpResponse:
    """List the referrals of the children this person may see."""
    found = CafcassReferral.objects.visible_to(request.user).select_related("child", "referred_by")
    page_obj = Paginator(found.order_by("-referred_on", "-id"), ROWS).get_page(request.GET.get("page"))
    saw_all(request, page_obj)
    context = {
        "heading": "Referrals to Cafcass",
        "back": reverse("disputes:list"),
        "table": presenters.referrals_table(list(page_obj), total=page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "No child’s case has been referred to Cafcass.",
        "empty_more": "An IRO may refer a case at any time, with or without a dispute.",
    }
    return render(request, "disputes/list.html", context)


def _ask_to_refer(
    request: HttpRequest, child: Child, dispute: Dispute | None, context: dict[str, Any], back: str
) -> HttpResponse:
    today = clock.today()

    def make(data: Any) -> forms.ReferForm:
        return forms.ReferForm(data, today=today, not_before=child.date_of_birth)

    def act(cleaned: dict[str, Any]) -> str:
        actions.refer_to_cafcass(
            child=child, dispute=dispute, reason=cleaned["reason"], on=cleaned["on"], by=request.user, today=today
        )
        return back

    key = f"disputes.refer:{child.pk}:{dispute.pk if dispute else 0}"
    return form_page(request, FormPage(key, make, act, KEPT, TEMPLATE, context))


@access(Capability.RAISE_DISPUTES, record=Record.CHILD)
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, child_pk: int) -> HttpResponse:
    """Refer a child's case without a dispute."""
    child, back = visible_child(request, child_pk), reverse("disputes:referrals")
    context = around("Refer the case to Cafcass", back=back, submit="Record the referral", caption=str(child))
    return _ask_to_refer(request, child, None, context, back)


@access(Capability.RAISE_DISPUTES, record=Record.DISPUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def refer_dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """Refer the case of the child whom a dispute is about: while it runs, or after it."""
    dispute = visible_dispute(request, pk)
    context = page_context(dispute, latest_stage(dispute), "Refer the case to Cafcass", "Record the referral")
    return _ask_to_refer(request, dispute.child, dispute, context, reverse("disputes:detail", args=[pk]))


@access(Capability.RAISE_DISPUTES, record=Record.CHILD)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what came of a referral."""
    referrals = CafcassReferral.objects.visible_to(request.user).select_related("child", "referred_by")
    referral: CafcassReferral = get_object_or_404(referrals, pk=pk)
    saw(request, referral)
    insist(permissions.may_refer(request.user))

    def make(data: Any) -> forms.OutcomeForm:
        return forms.OutcomeForm(data, initial={"version": referral.version})

    def act(cleaned: dict[str, Any]) -> str:
        actions.record_referral_outcome(
            referral=referral, outcome=cleaned["outcome"], seen_version=cleaned["version"], by=request.user
        )
        return reverse("disputes:referrals")

    back = reverse("disputes:referrals")
    facts = [("Referred", f"{day(referral.referred_on)}, by {referral.referred_by}"), ("Reason", referral.reason)]
    context = around(
        "Outcome of the referral", back=back, submit="Record the outcome", caption=str(referral.child), facts=facts
    )
    page = FormPage(
        f"disputes.referral:{pk}",
        make,
        act,
        "The outcome is recorded.",
        TEMPLATE,
        context,
        standing=lambda now: [("What came of it", now.outcome or "nothing recorded")],
        record=referral,
        may=lambda: policies.outcome_may_be_recorded(referral),
    )
    return form_page(request, page)
