"""What every form page of a dispute shares: form, action, redirect; what is typed is kept until it was sent."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.verdict import RefusedError, Verdict, insist
from audit.reading import saw
from children.models import Child
from design.forms import GovukForm
from disputes.models import Dispute, ResolutionStage
from disputes.presenters import short_stage
from office import clock
from office.drafts import discard_draft, load_draft
from office.form_keys import once
from office.versions import ConflictError

CONFLICT = 409
CHANGED = "Someone else has changed this since you opened it. Read how it stands now, then send yours again."


@dataclass
class Asking:
    """One form page: how its form is made, what it does, where it leads and how it is shown."""

    key: str
    make: Callable[[Any], GovukForm]
    # Does the writing with the cleaned data and returns where to go.
    act: Callable[[dict[str, Any]], str]
    said: str
    context: dict[str, Any] = field(default_factory=dict)


def ask(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Show the form, or do what was sent. A refusal or a conflict is said above the form, and nothing typed is lost."""
    if request.method == "POST":
        form = asking.make(request.POST)
        status = 200
        if form.is_valid():
            try:
                address = _done(request, asking, form)
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
                status = CONFLICT
            except ConflictError as conflict:
                form.add_error(None, CHANGED)
                form.data = form.data.copy()
                form.data["version"] = str(conflict.current.version)  # type: ignore[attr-defined] - by contract
                status = CONFLICT
            else:
                return redirect(address)
        return _shown(request, asking, form, status)
    draft = load_draft(user=request.user, key=asking.key)
    form = asking.make(draft)
    if draft is not None:
        form.hold()
    return _shown(request, asking, form, 200, kept=draft is not None)


def _done(request: HttpRequest, asking: Asking, form: GovukForm) -> str:
    if key := form.cleaned_data.get("form_key"):
        address = once(key, by=request.user, work=lambda: asking.act(form.cleaned_data))
    else:
        # A form with a version needs no key: its second sending meets a record that has moved on.
        address = asking.act(form.cleaned_data)
    discard_draft(user=request.user, key=asking.key)
    messages.success(request, asking.said)
    return address


def _shown(request: HttpRequest, asking: Asking, form: GovukForm, status: int, *, kept: bool = False) -> HttpResponse:
    context = {
        "form": form,
        "draft_url": reverse("office:draft"),
        "draft_key": asking.key,
        "draft_saved": "What you typed before was kept." if kept else "",
        **asking.context,
    }
    return render(request, "disputes/step.html", context, status=status)


def visible_dispute(request: HttpRequest, pk: int) -> Dispute:
    """Return a dispute this person may see, noting that they saw it; 404 otherwise."""
    mine = Dispute.objects.visible_to(request.user).still_readable_by(request.user, clock.today())
    dispute: Dispute = get_object_or_404(mine.select_related("child", "raised_by", "review"), pk=pk)
    saw(request, dispute)
    return dispute


def visible_child(request: HttpRequest, pk: int) -> Child:
    """Return a child this person may see, noting that they saw the record; 404 otherwise."""
    child: Child = get_object_or_404(Child.objects.visible_to(request.user), pk=pk)
    saw(request, child)
    return child


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


def allow(request: HttpRequest, permission: Verdict, policy: Verdict) -> None:
    """Refuse the person always, and the state when the page is opened: what was sent is answered above its form."""
    insist(permission)
    if request.method != "POST":
        insist(policy)


def page_context(dispute: Dispute, latest: ResolutionStage, heading: str, submit: str) -> dict[str, Any]:
    """Return what the form pages about one dispute show around the form."""
    address = reverse("disputes:detail", args=[dispute.pk])
    return {
        "heading": heading,
        "facts": facts_now(dispute, latest),
        "back": address,
        "back_text": "Back to the dispute",
        "cancel": address,
        "submit_text": submit,
    }
