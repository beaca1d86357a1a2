"""What is done about a safety alert: each a form, an action and a redirect."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import Verdict
from accounts.visibility import Record
from desk.alerts import forms, presenters
from desk.alerts.views.one import visible_alert
from office import clock
from office.form_pages import FormPage, around, form_page
from participation import policies_alerts as policies
from participation.actions import alerts as actions
from participation.models import SafetyAlert

METHODS = ["GET", "HEAD", "POST"]
Makes = Callable[[Any], Any]
Acts = Callable[[dict[str, Any]], Any]
acts_on_alert = access(Capability.ACT_ON_ALERTS, record=Record.SAFETY_ALERT)


@dataclass(frozen=True)
class Doing:
    """One thing that may be done about an alert: its heading, its button, what is said after it, when it may be.

    follows: what is said before it, of what comes of it.
    """

    key: str
    heading: str
    submit: str
    said: str
    may: Callable[[SafetyAlert], Verdict]
    follows: str = ""


ACKNOWLEDGE = Doing(
    "acknowledge",
    "Acknowledge this alert",
    "I have it, and act on it",
    "You have this alert. Nobody further is told.",
    policies.may_acknowledge,
)
TAKE_BACK = Doing(
    "take-back",
    "This was acknowledged by mistake",
    "Take it back",
    "The alert waits again for somebody. Those who answer for the child are told once more.",
    policies.may_take_back,
    "The alert is raised again: those who answer for the child are told at once, and the next person after an hour.",
)
# The system tells nobody by itself of a child who has died.
TAKE_BACK_SILENTLY = replace(TAKE_BACK, said="The alert waits again for somebody.", follows="")
CLOSE = Doing(
    "close",
    "Record what was done",
    "Record and close",
    "The alert is closed. What you recorded is locked.",
    policies.may_close,
)
REOPEN = Doing("reopen", "This was closed by mistake", "Open it again", "The alert is open again.", policies.may_reopen)
ADD = Doing("add", "Add a correction", "Add it", "It is added.", policies.may_add)


def _page(found: SafetyAlert, doing: Doing, make: Makes, act: Acts) -> FormPage:
    back = reverse("alerts:alert", args=[found.pk])

    def work(data: dict[str, Any]) -> str:
        act(data)
        return back

    facts = [("Grade", presenters.grade_tag(found)), *presenters.standing(found)]
    facts += [("What follows", doing.follows)] if doing.follows else []
    return FormPage(
        f"alerts.{doing.key}:{found.pk}",
        make,
        work,
        doing.said,
        "desk/alerts/step.html",
        around(doing.heading, back=back, submit=doing.submit, caption=str(found.child), facts=facts),
        standing=presenters.standing,
        record=found,
        may=lambda: doing.may(found),
    )


def _mistake(found: SafetyAlert) -> Makes:
    return lambda data: forms.MistakeForm(data, initial={"version": found.version})


@acts_on_alert
@require_http_methods(METHODS)
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one has the alert and acts on it."""
    found = visible_alert(request, pk)

    def act(data: dict[str, Any]) -> None:
        actions.acknowledge_alert(alert=found, by=request.user, at=timezone.now(), seen_version=data["version"])

    def make(data: Any) -> forms.AcknowledgeForm:
        return forms.AcknowledgeForm(data, initial={"version": found.version})

    return form_page(request, _page(found, ACKNOWLEDGE, make, act))


@acts_on_alert
@require_http_methods(METHODS)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an acknowledgement made by mistake: those who answer for the child are told once more."""
    found = visible_alert(request, pk)
    doing = TAKE_BACK_SILENTLY if found.child.died_on else TAKE_BACK

    def act(data: dict[str, Any]) -> None:
        actions.take_back_acknowledgement(
            alert=found,
            because=data["because"],
            by=request.user,
            at=timezone.now(),
            today=clock.today(),
            seen_version=data["version"],
        )

    return form_page(request, _page(found, doing, _mistake(found), act))


@acts_on_alert
@require_http_methods(METHODS)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the alert by recording what was done."""
    found, today = visible_alert(request, pk), clock.today()

    def make(data: Any) -> forms.CloseForm:
        initial = {"done_on": today, "done_by": request.user.full_name, "version": found.version}
        received = found.consultation.received_on
        return forms.CloseForm(data, today=today, not_before=received, initial=initial)

    def act(data: dict[str, Any]) -> None:
        actions.close_alert(
            alert=found,
            recorded=forms.recorded_in(data),
            by=request.user,
            at=timezone.now(),
            today=today,
            seen_version=data["version"],
        )

    return form_page(request, _page(found, CLOSE, make, act))


@acts_on_alert
@require_http_methods(METHODS)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open again an alert that was closed by mistake."""
    found = visible_alert(request, pk)

    def act(data: dict[str, Any]) -> None:
        actions.reopen_alert(
            alert=found,
            because=data["because"],
            by=request.user,
            at=timezone.now(),
            seen_version=data["version"],
        )

    return form_page(request, _page(found, REOPEN, _mistake(found), act))


@acts_on_alert
@require_http_methods(METHODS)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a correction to an alert that is closed and locked."""
    found = visible_alert(request, pk)

    def act(data: dict[str, Any]) -> None:
        actions.add_to_alert(alert=found, text=data["text"], by=request.user, at=timezone.now())

    return form_page(request, _page(found, ADD, forms.AddForm, act))
