"""What every page about one dispute begins with: the record, if this person may see it, and how it stands."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from audit.reading import saw
from children.models import Child
from design.formats import day
from disputes.models import Dispute, ResolutionStage
from disputes.presenters import short_stage
from office.form_pages import around


def visible_dispute(request: HttpRequest, pk: int) -> Dispute:
    """Return a dispute this person may see, noting that they saw it; 404 otherwise."""
    mine = Dispute.objects.visible_to(request.user)
    dispute: Dispute = get_object_or_404(mine.select_related("child", "raised_by", "review"), pk=pk)
    saw(request, dispute)
    return dispute


def visible_child(request: HttpRequest, pk: int) -> Child:
    """Return a child this person may see, noting that they saw the record; 404 otherwise."""
    child: Child = get_object_or_404(Child.objects.visible_to(request.user), pk=pk)
    saw(request, child)
    return child


def reply_key(pk: int) -> str:
    """Return the key under which what is typed into the thread is kept: the same on both pages that offer the form."""
    return f"disputes.reply:{pk}"


def latest_stage(dispute: Dispute) -> ResolutionStage:
    """Return the stage that runs, or the one at which the dispute ended."""
    return dispute.stages.select_related("addressed_to").get(stage=dispute.stage)


def facts_now(dispute: Dispute, latest: ResolutionStage) -> list[tuple[str, str]]:
    """Return how the dispute stands, for the top of each form."""
    to = str(latest.addressed_to) if latest.addressed_to else ""
    return [
        ("Child", str(dispute.child)),
        ("Question", dispute.summary),
        ("Stage", short_stage(dispute)),
        ("Status", dispute.get_status_display()),
        *([("Addressed to", to)] if to else []),
    ]


def stands(dispute: Dispute) -> list[tuple[str, str]]:
    """Return how the dispute stands, for whoever sends a form after somebody else did."""
    latest = latest_stage(dispute)
    return [
        ("Stage", f"{short_stage(dispute)}, since {day(latest.entered_on)}"),
        ("Addressed to", str(latest.addressed_to or "nobody")),
        ("Status", dispute.get_status_display()),
        ("How it ended", dispute.resolution or "it has not ended"),
    ]


def page_context(dispute: Dispute, latest: ResolutionStage, heading: str, submit: str) -> dict[str, Any]:
    """Return what the form pages about one dispute show around the form."""
    address = reverse("disputes:detail", args=[dispute.pk])
    facts = facts_now(dispute, latest)
    return around(heading, back=address, submit=submit, back_text="Back to the dispute", facts=facts)
