"""One form page, the same everywhere: shown with its draft, sent once, refused with its reasons, nothing typed lost."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.verdict import RefusedError
from audit.versions import ConflictError
from design.forms import GovukForm
from office.drafts import discard_draft, load_draft
from office.form_keys import once
from office.refusals import sentence_of

CONFLICT = 409
UNPROCESSABLE = 422
CHANGED = "Someone else has changed this since you opened it. Read how it stands now, then send yours again."
KEPT = "What you typed before was kept."


class Versioned(Protocol):
    """A record whose changes are counted."""

    version: int


@dataclass
class FormPage:
    """How one form is made, what it does, where it leads, and how it is shown.

    key: the draft's key ("service.allocate:41"). make: the form for posted data, a kept draft, or None. act: does the
    writing with the cleaned data and returns where to go. said: the message after success. standing: given the record
    as it stands now, returns facts to show beside what was typed when somebody else was first.
    """

    key: str
    make: Callable[[Any], GovukForm]
    act: Callable[[dict[str, Any]], str]
    said: str
    template: str = "layouts/form.html"
    context: dict[str, Any] = field(default_factory=dict)
    standing: Callable[[Any], list[tuple[str, Any]]] | None = None


def form_page(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Show the form, or do what was sent. A refusal or a conflict is said on the form, and nothing typed is lost."""
    if request.method != "POST":
        return _opened(request, page)
    form = page.make(request.POST)
    if not form.is_valid():
        return _shown(request, page, form, UNPROCESSABLE)
    try:
        key = form.cleaned_data.get("form_key") or uuid.uuid4()
        address = once(key, by=request.user, work=lambda: page.act(form.cleaned_data))
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return _shown(request, page, form, UNPROCESSABLE)
    except (RefusedError, IntegrityError) as refusal:
        form.add_error(None, sentence_of(refusal) if isinstance(refusal, IntegrityError) else str(refusal))
        return _shown(request, page, form, CONFLICT)
    except ConflictError as conflict:
        return _conflicting(request, page, form, conflict.current)
    discard_draft(user=request.user, key=page.key)
    messages.success(request, page.said)
    return redirect(address)


def show_refusal(form: GovukForm, refusal: ValidationError) -> None:
    """Put an action's refusal beside the fields it names; what names no field of the form stands above it."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _opened(request: HttpRequest, page: FormPage) -> HttpResponse:
    draft = load_draft(user=request.user, key=page.key)
    form = page.make(draft)
    if draft is not None:
        form.hold()
    return _shown(request, page, form, 200, kept=KEPT if draft is not None else "")


def _conflicting(request: HttpRequest, page: FormPage, form: GovukForm, current: Any) -> HttpResponse:
    form.add_error(None, CHANGED)
    typed = request.POST.copy()
    typed["version"] = str(current.version)
    form.data = typed
    if page.standing is not None:
        page.context["standing"] = page.standing(current)
    return _shown(request, page, form, CONFLICT)


def _shown(request: HttpRequest, page: FormPage, form: GovukForm, status: int, *, kept: str = "") -> HttpResponse:
    context = {
        "form": form,
        "draft_url": reverse("office:draft"),
        "draft_key": page.key,
        "draft_saved": kept,
        **page.context,
    }
    return render(request, page.template, context, status=status)
