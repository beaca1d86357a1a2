"""Saying of somebody's own words that they call for action: the alert of their form is opened, or added to."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.visibility import Record
from audit.reading import saw
from desk.alerts import presenters
from desk.alerts.forms import WordsForm
from office import clock
from office.form_pages import FormPage, around, form_page
from participation.actions.alerts import raise_alert
from participation.models import Consultation, OwnWords, SafetyAlert
from participation.whom_to_tell import Reader, ladder_for

METHODS = ["GET", "HEAD", "POST"]


@access(Capability.READ_FORMS, record=Record.CONSULTATION)
@require_http_methods(METHODS)
def call_for_action(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which words of a form worry, and have those told who answer for the child, as an answer about safety does."""
    visible = Consultation.objects.visible_to(request.user).select_related("child", "review", "form", "person")
    found: Consultation = get_object_or_404(visible, pk=pk)
    saw(request, found)
    today, words = clock.today(), list(found.own_words.select_related("question"))
    back = _back(request, found, words)

    def act(data: dict[str, Any]) -> str:
        alert = raise_alert(consultation=found, by=request.user, at=timezone.now(), today=today, words=data["words"])
        return _onward(request, alert) or back

    readers: Iterable[Reader] = () if found.child.died_on else ladder_for(found.child, today).at_once
    page = FormPage(
        f"alerts.raise:{pk}",
        WordsForm,
        act,
        "The words are passed on as a safety alert.",
        "desk/alerts/raise.html",
        around(
            "This calls for action",
            back=back,
            submit="Pass it on now",
            caption=found.reference,
            said=words,
            told=presenters.to_tell_facts(readers),
            has_died=bool(found.child.died_on),
        ),
    )
    return form_page(request, page)


def _back(request: HttpRequest, found: Consultation, words: list[OwnWords]) -> str:
    """Return where they came from: the coding of words of this form, or the form."""
    coded = next((each for each in words if str(each.pk) == request.GET.get("words")), None)
    return reverse("themes:code", args=[coded.pk]) if coded else reverse("filling:sent", args=[found.pk])


def _onward(request: HttpRequest, alert: SafetyAlert | None) -> str:
    """Return the address of the alert, for those who may open it."""
    if alert is None or not may(request.user, Capability.SEE_ALERTS):
        return ""
    seen = SafetyAlert.objects.visible_to(request.user).filter(pk=alert.pk).exists()
    return reverse("alerts:alert", args=[alert.pk]) if seen else ""
