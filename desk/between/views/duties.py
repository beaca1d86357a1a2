"""Visits by the social worker, assessments and plans of a child: what was done, and what is due next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability, may
from accounts.verdict import ALLOWED, Verdict, refused
from accounts.visibility import Record
from audit.reading import saw
from children.actions import record_duty, withdraw_duty
from children.enums import DutyKind
from children.models import Child, DutyDone
from design import formats
from desk.between import forms
from desk.between.presenters import duties_table, duty_clock_table
from desk.child.clocks_of_plans import duty_clocks
from desk.child.views import frame
from desk.deadlines import deadlines
from desk.one_child import visible_child
from office import clock
from office.form_pages import FormPage, around, form_page

METHODS = ["GET", "HEAD", "POST"]
C = Capability


def kinds_recorded_by(user: User) -> list[DutyKind]:
    """Return what somebody records: the authority's work its staff, the check on permanence the IRO."""
    staffs, iros = may(user, C.RECORD_DUTIES), may(user, C.LOG_REVIEWS)
    return [kind for kind in DutyKind if (iros if kind == DutyKind.PERMANENCE_CHECK else staffs)]


def may_take_back(user: User, duty: DutyDone) -> Verdict:
    """Say whether somebody may take back what was recorded: of a kind that they record, and once."""
    if duty.kind not in kinds_recorded_by(user):
        return refused("Whoever records this takes it back: the social worker, the support worker or the manager.")
    return refused("This was taken back already.") if duty.withdrawn_on else ALLOWED


@access(C.SEE_DUTIES, record=Record.CHILD)
@require_safe
def of_child(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is due next for a child, with its working, and what was done, newest first."""
    child, when = visible_child(request, pk), deadlines(clock.today())
    running = duty_clocks(Child.objects.visible_to(request.user).filter(pk=pk), when.calendar, when.today)
    records = kinds_recorded_by(request.user)
    done = list(child.duties.order_by("-done_on", "-pk"))
    tables = [duty_clock_table(running, when), duties_table(done, records=bool(records))]
    context = frame(request, child, "duties", tables=[table for table in tables if table.rows])
    context["record"] = reverse("between:record-duty", args=[pk]) if records else ""
    context |= {
        "empty_text": "Nothing is recorded yet.",
        "empty_more": "The social worker or the support worker records visits, assessments and plans.",
    }
    return render(request, "desk/between/duties.html", context)


@access(C.RECORD_DUTIES, C.LOG_REVIEWS, record=Record.CHILD)
@require_http_methods(METHODS)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a visit, an assessment or a plan."""
    child, today = visible_child(request, pk), clock.today()
    back, kinds = reverse("between:duties", args=[pk]), kinds_recorded_by(request.user)

    def act(data: dict[str, Any]) -> str:
        record_duty(
            child=child,
            kind=data["kind"],
            outcome=data["outcome"],
            done_on=data["done_on"],
            who=data["who"],
            by=request.user,
            today=today,
        )
        return back

    initial = {"done_on": today, "who": request.user.full_name, "kind": kinds[0] if len(kinds) == 1 else None}
    page = FormPage(
        f"between.record-duty:{pk}",
        lambda data: forms.DutyForm(data, kinds=kinds, today=today, initial=initial),
        act,
        "It is recorded. What is due next follows from it.",
        context=around("Record a visit, assessment or plan", back=back, submit="Record it", caption=str(child)),
    )
    return form_page(request, page)


def _facts(duty: DutyDone) -> list[tuple[str, Any]]:
    return [
        ("What", duty.get_kind_display()),
        ("When", formats.day(duty.done_on)),
        ("Who", duty.who),
        ("Taken back", formats.day(duty.withdrawn_on) or "no"),
    ]


@access(C.RECORD_DUTIES, C.LOG_REVIEWS, record=Record.CHILD)
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a visit, an assessment or a plan that was recorded by mistake."""
    visible = DutyDone.objects.visible_to(request.user)
    duty, today = get_object_or_404(visible.select_related("child"), pk=pk), clock.today()
    saw(request, duty)
    back = reverse("between:duties", args=[duty.child_id])

    def act(data: dict[str, Any]) -> str:
        withdraw_duty(duty=duty, because=data["because"], by=request.user, today=today, seen_version=data["version"])
        return back

    facts = _facts(duty)[:3]
    page = FormPage(
        f"between.withdraw-duty:{pk}",
        lambda data: forms.MistakeForm(data, initial={"version": duty.version}),
        act,
        "It is marked as a mistake.",
        "desk/between/facts.html",
        around("This was recorded by mistake", back=back, submit="Take it back", caption=str(duty.child), facts=facts),
        standing=_facts,
        record=duty,
        may=lambda: may_take_back(request.user, duty),
    )
    return form_page(request, page)
