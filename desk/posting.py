"""What happens to a form that was sent: it acts once, errors stand beside their fields, a conflict loses nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from design.forms import GovukForm
from office.drafts import discard_draft, load_draft, save_draft
from office.form_keys import once, sent_before
from office.versions import ConflictError

CONFLICT = 409
MakeForm = Callable[[Any], GovukForm]
Stands = Callable[[Any], Sequence[Any]]


def attach(form: GovukForm, error: ValidationError) -> None:
    """Put an action's errors beside the fields they name; what names no field of the form goes on top."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for name, sentences in by_field.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


def keep_draft(request: HttpRequest, key: str) -> None:
    """Keep everything that was sent under a draft's key."""
    save_draft(user=request.user, key=key, fields={name: request.POST.getlist(name) for name in request.POST})


def drafted(request: HttpRequest, key: str) -> QueryDict | None:
    """Return what this person had typed into a form before."""
    return load_draft(user=request.user, key=key)


@dataclass(frozen=True)
class FormPage:
    """A page with one form.

    make_form: makes the form from what was sent (None: nothing). stands: says of a record as it stands now what the
    person must know when someone else changed it meanwhile. draft_key: empty where nothing long is typed.
    """

    request: HttpRequest
    make_form: MakeForm
    stands: Stands
    context: dict[str, Any]
    draft_key: str = ""
    template: str = "layouts/form.html"

    def answer(self, work: Callable[[Any], str]) -> HttpResponse:
        """Show the form, or do its work once and go where it leads: `work` acts with the valid form."""
        if self.request.method != "POST":
            return self._opened()
        led_to = sent_before(self.request.POST.get("form_key", ""), by=self.request.user)
        return redirect(led_to) if led_to else self._sent(work)

    def _opened(self) -> HttpResponse:
        draft = drafted(self.request, self.draft_key) if self.draft_key else None
        form = self.make_form(draft)
        if draft is not None:
            form.hold()
        return self._page(form, draft_saved="This is what you had typed before." if draft is not None else "")

    def _sent(self, work: Callable[[Any], str]) -> HttpResponse:
        form = self.make_form(self.request.POST)
        if form.is_valid():
            try:
                address = once(form.cleaned_data["form_key"], by=self.request.user, work=lambda: work(form))
            except ValidationError as error:
                attach(form, error)
            except ConflictError as conflict:
                return self._conflict(conflict.current)
            else:
                discard_draft(user=self.request.user, key=self.draft_key)
                return redirect(address)
        if self.draft_key:
            keep_draft(self.request, self.draft_key)
        return self._page(form)

    def _conflict(self, current: Any) -> HttpResponse:
        if self.draft_key:
            keep_draft(self.request, self.draft_key)
        data = self.request.POST.copy()
        data["version"] = str(current.version)
        form = self.make_form(data)
        form.hold()
        context = {**self.context, "form": form, "stands": self.stands(current)}
        return render(self.request, "desk/conflict.html", context, status=CONFLICT)

    def _page(self, form: GovukForm, **more: Any) -> HttpResponse:
        context = {**self.context, "form": form, **more}
        if self.draft_key:
            context |= {"draft_url": reverse("office:draft"), "draft_key": self.draft_key}
        return render(self.request, self.template, context)
