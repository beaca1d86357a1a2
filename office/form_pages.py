"""One form page, the same everywhere: shown with its draft, sent once, refused with its reasons, nothing typed lost."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.verdict import ALLOWED, RefusedError, Verdict, insist
from audit.versions import ConflictError, as_it_stands
from design.formats import day
from design.forms import GovukForm
from office.drafts import discard_draft, load_draft
from office.form_keys import once
from office.refusals import sentence_of

CONFLICT = 409
UNPROCESSABLE = 422
CHANGED = "This has changed since you opened it. Read how it stands now, then send yours again."
KEPT = "What you typed before was kept."


@dataclass
class FormPage:
    """How one form is made, what it does, where it leads, and how it is shown.

    key: the draft's key ("service.allocate:41"). make: the form for posted data, a kept draft, or None. act: does the
    writing with the cleaned data and returns where to go. said: the message after success.

    A form that changes a record carries its `version`, and gives: may: what the record's state says now; refused when
    the page is opened, and said above the form when it is sent, for somebody else may have been first. record: the
    record. standing: given the record as it stands, the facts to show beside what was typed when somebody was first.
    """

    key: str
    make: Callable[[Any], GovukForm]
    act: Callable[[dict[str, Any]], str]
    said: str
    template: str = "layouts/form.html"
    context: dict[str, Any] = field(default_factory=dict)
    standing: Callable[[Any], list[tuple[str, Any]]] | None = None
    record: Any = None
    may: Callable[[], Verdict] = lambda: ALLOWED


def around(heading: str, *, back: str, submit: str, **more: Any) -> dict[str, Any]:
    """Return what a page shows around its form: the heading, the way back, which is the way out too, and the button."""
    return {"heading": heading, "back": back, "cancel": back, "submit_text": submit, **more}


def form_page(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Show the form, or do what was sent. A refusal or a conflict is said on the form, and nothing typed is lost."""
    if request.method != "POST":
        insist(page.may())
        return _opened(request, page)
    form = page.make(request.POST)
    verdict = page.may()
    if not verdict:
        return _refused(request, page, form, verdict.reason)
    if _is_stale(request, page):
        form.hold()
        return _conflicting(request, page, form, page.record)
    if not form.is_valid():
        return _shown(request, page, form, UNPROCESSABLE)
    return _acted(request, page, form)


def _is_stale(request: HttpRequest, page: FormPage) -> bool:
    """Say whether the record has moved on since the form was shown: what was typed may not even fit any longer."""
    seen = request.POST.get("version", "")
    return seen.isdecimal() and hasattr(page.record, "version") and seen != str(page.record.version)


def _acted(request: HttpRequest, page: FormPage, form: GovukForm) -> HttpResponse:
    try:
        address = once(form.cleaned_data["form_key"], by=request.user, work=lambda: page.act(form.cleaned_data))
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return _shown(request, page, form, UNPROCESSABLE)
    except RefusedError as refusal:
        return _refused(request, page, form, str(refusal))
    except IntegrityError as refusal:
        return _refused(request, page, form, sentence_of(refusal))
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


def answered(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Return what was answered, without what belongs to the sending itself."""
    return {name: value for name, value in cleaned.items() if name not in ("form_key", "version")}


def answers(form: GovukForm, record: Any) -> list[tuple[str, str]]:
    """Return what a record says to the questions of a form that are named as its fields are: label and answer."""
    asked = {bound.name: bound.field for bound in form.visible_fields()}
    return [
        (str(asked[name].label), _said(asked[name], getattr(record, name))) for name in asked if hasattr(record, name)
    ]


def _said(question: Any, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime.date):
        return day(value)
    known = {str(each): str(words) for each, words in getattr(question, "choices", ()) if not isinstance(words, list)}
    return known.get(str(value), "" if value is None else str(value)) or "nothing recorded"


def _opened(request: HttpRequest, page: FormPage) -> HttpResponse:
    draft = load_draft(user=request.user, key=page.key)
    form = page.make(draft)
    if draft is not None:
        form.hold()
    return _shown(request, page, form, 200, kept=KEPT if draft is not None else "")


def _refused(request: HttpRequest, page: FormPage, form: GovukForm, reason: str) -> HttpResponse:
    """Show what was typed under the reason, beside how the record stands."""
    # What was typed is not judged as well: it cannot be sent as things stand.
    form.hold()
    form.add_error(None, reason)
    if page.record is not None and page.standing is not None:
        page.context["standing"] = page.standing(as_it_stands(page.record))
    return _shown(request, page, form, CONFLICT)


def _conflicting(request: HttpRequest, page: FormPage, form: GovukForm, current: Any) -> HttpResponse:
    """Show what was typed beside how the record stands; sent again, it goes by that."""
    form.add_error(None, CHANGED)
    if "version" in form.fields:
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
