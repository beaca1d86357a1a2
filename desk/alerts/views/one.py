"""One safety alert: what the child said, its clock, who was told, and what was done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.visibility import Record
from audit.reading import saw
from children.models import Child, IROAllocation, SocialWorkAllocation
from desk.alerts import presenters
from participation.alert_mails import mails_about
from participation.models import SafetyAlert


def visible_alert(request: HttpRequest, pk: int) -> SafetyAlert:
    """Return an alert that this person may see, and note that they saw it."""
    found: SafetyAlert = get_object_or_404(
        SafetyAlert.objects.visible_to(request.user).select_related(
            "child", "consultation", "acknowledged_by", "closing__by"
        ),
        pk=pk,
    )
    saw(request, found)
    return found


def around(alert: SafetyAlert) -> presenters.Around:
    """Return who answers for the child now."""
    iro = IROAllocation.objects.open().filter(child=alert.child_id).select_related("iro").first()
    work = SocialWorkAllocation.objects.open().filter(child=alert.child_id)
    worker = work.select_related("social_worker", "team").first()
    return presenters.Around(
        iro.iro if iro else None, worker.social_worker if worker else None, worker.team if worker else None
    )


def child_href(request: HttpRequest, alert: SafetyAlert) -> str:
    """Return the address of the child's page, for those who may open it."""
    sees = may(request.user, Capability.SEE_CHILDREN)
    reached = sees and Child.objects.visible_to(request.user).filter(pk=alert.child_id).exists()
    return reverse("child:page", args=[alert.child_id]) if reached else ""


@access(Capability.SEE_ALERTS, record=Record.SAFETY_ALERT)
@require_safe
def alert(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one alert, to be acted on, printed or read later."""
    found, now = visible_alert(request, pk), timezone.now()
    tellings = list(found.tellings.select_related("person"))
    acts = bool(may(request.user, Capability.ACT_ON_ALERTS))
    context = {
        "heading": "Safety alert",
        "caption": str(found.child),
        "back": reverse("alerts:list"),
        "back_text": "Back to safety alerts",
        "is_waiting": found.status == "raised",
        "clock": presenters.clock_words(found, now),
        "working": presenters.working(found, tellings),
        "ways": presenters.ways(found) if acts else [],
        "facts": presenters.alert_facts(found, around(found), child_href=child_href(request, found)),
        "signals": presenters.signals_table(
            found.signals.select_related("answer__question"), by_child=found.consultation.person_id is None
        ),
        "closing": presenters.closing_facts(found.closing) if found.closing else [],
        "additions": found.additions.select_related("by"),
        "earlier": [
            presenters.closing_facts(each)
            for each in found.closings.select_related("by").exclude(pk=found.closing_id or 0)
        ],
        "told": presenters.tellings_table(tellings, mails_about(found)),
        "steps": [
            {"at": step.at, "words": presenters.step_words(step), "why": step.why}
            for step in found.steps.select_related("by")
        ],
    }
    return render(request, "desk/alerts/alert.html", context)
