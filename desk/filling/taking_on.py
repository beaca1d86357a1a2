"""Taking a form on, to fill it with the child or to key it from paper, and giving it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.verdict import Verdict, refused
from accounts.visibility import Record
from audit.reading import saw
from desk.filling import presenters
from desk.filling.forms import ButtonForm
from office.form_pages import FormPage, around, form_page
from participation import actions
from participation.models import AskedForm
from participation.permissions import may_give_back_form
from participation.policies import may_fill

METHODS = ["GET", "HEAD", "POST"]
LIST = "filling:due"
C = Capability


def asked_of(request: HttpRequest, pk: int) -> AskedForm:
    """Return a form that was asked before a review that this person may see, noted as read; or answer 404."""
    visible = AskedForm.objects.visible_to(request.user)
    around_it = ("review__child", "person", "form", "form_version", "taken_on_by")
    found: AskedForm = get_object_or_404(visible.select_related(*around_it), pk=pk)
    saw(request, found.review)
    return found


def _stands(asked: AskedForm) -> list[tuple[str, Any]]:
    taken = str(asked.taken_on_by) if asked.taken_on_by else "nobody"
    return [("How it stands", asked.get_status_display()), ("Taken on by", taken)]


@access(C.FILL_FORMS, record=Record.REVIEW)
@require_http_methods(METHODS)
def take_on_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a form on: from then on this person alone opens it here."""
    asked = asked_of(request, pk)

    def may_take_on() -> Verdict:
        verdict = may_fill(asked)
        if asked.taken_on_by_id not in (None, request.user.pk):
            return verdict & refused(f"{asked.taken_on_by} has taken this form on.")
        return verdict

    def act(given: dict[str, Any]) -> str:
        actions.take_on(asked=asked, by=request.user, seen_version=given["version"])
        return reverse(LIST)

    page = FormPage(
        f"filling.take-on:{pk}",
        lambda data: ButtonForm(data, initial={"version": asked.version}),
        act,
        "You have taken this form on.",
        "desk/cover/form.html",
        around("Take this form on", back=reverse(LIST), submit="Take it on", facts=presenters.asked_facts(asked)),
        standing=_stands,
        record=asked,
        may=may_take_on,
    )
    return form_page(request, page)


@access(C.FILL_FORMS, C.KEEP_FORMS, record=Record.REVIEW)
@require_http_methods(METHODS)
def give_back_form(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a form back, so that somebody else may take it on; the manager does it for an officer who is away."""
    asked = asked_of(request, pk)
    is_officer = bool(may(request.user, C.FILL_FORMS))
    back = reverse(LIST) if is_officer else reverse("child:review", args=[asked.review_id])

    def act(given: dict[str, Any]) -> str:
        actions.give_back(asked=asked, by=request.user, seen_version=given["version"])
        return back

    page = FormPage(
        f"filling.give-back:{pk}",
        lambda data: ButtonForm(data, initial={"version": asked.version}),
        act,
        "The form is given back. What was filled so far is kept.",
        "desk/cover/form.html",
        around("Give this form back", back=back, submit="Give it back", facts=presenters.asked_facts(asked)),
        standing=_stands,
        record=asked,
        may=lambda: may_give_back_form(request.user, asked),
    )
    return form_page(request, page)
