"""An IRO asks for a record to be restricted; whoever keeps restrictions answers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import insist
from accounts.visibility import Record
from audit.reading import saw, saw_all
from children import actions
from children.models import Child, RestrictionRequest
from children.policies import may_answer, may_ask_to_restrict
from design.formats import day
from desk.confidential import forms, presenters
from desk.confidential.rows import nameable_by, requests_to_answer
from desk.confidential.views.restricting import METHODS, TEMPLATE, keepers
from office import clock
from office.form_pages import FormPage, form_page


@keepers
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """List the requests that wait for an answer."""
    rows = requests_to_answer(request.user)
    saw_all(request, (row for row, _is_open in rows))
    context = {
        "heading": "Requests to restrict a record",
        "tabs": presenters.tabs(request.user, "requests"),
        "table": presenters.requests_table(rows),
        "empty_text": "No request waits for an answer.",
        "empty_more": "An IRO asks from the page of a child. You can restrict a record without being asked.",
    }
    return render(request, "desk/confidential/list.html", context)


@access(Capability.ASK_TO_RESTRICT, record=Record.CHILD)
@require_http_methods(METHODS)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a child's record to be restricted."""
    child: Child = get_object_or_404(Child.objects.visible_to(request.user), pk=pk)
    saw(request, child)
    insist(may_ask_to_restrict(child))
    back = reverse("child:page", args=[pk])

    def act(cleaned: dict[str, Any]) -> str:
        actions.ask_to_restrict(
            child=child,
            ground=cleaned["ground"],
            explanation=cleaned["explanation"],
            by=request.user,
            today=clock.today(),
        )
        return back

    context = {
        "heading": "Ask for this record to be restricted",
        "caption": str(child),
        "back": back,
        "cancel": back,
        "submit_text": "Ask the IRO manager",
    }
    said = "The IRO manager is asked. Until they answer, the record stays as it is."
    return form_page(request, FormPage(f"confidential.ask:{pk}", forms.AskForm, act, said, context=context))


@keepers
@require_http_methods(METHODS)
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a request: the record stays as it is."""
    mine = RestrictionRequest.objects.filter(child__in=nameable_by(request.user).values("pk"))
    row: RestrictionRequest = get_object_or_404(mine.select_related("child", "asked_by"), pk=pk)
    saw(request, row)
    back = reverse("confidential:requests")

    def act(cleaned: dict[str, Any]) -> str:
        actions.decline_to_restrict(
            request=row, note=cleaned["note"], seen_version=cleaned["version"], by=request.user, today=clock.today()
        )
        return back

    context = {
        "heading": "Decline this request",
        "back": back,
        "cancel": back,
        "submit_text": "Decline",
        "facts": presenters.request_facts(row),
    }
    page = FormPage(
        f"confidential.decline:{pk}",
        lambda data: forms.DeclineForm(data, initial={"version": row.version}),
        act,
        "The request is answered.",
        TEMPLATE,
        context,
        lambda now: [("Answered", day(now.answered_on) if now.answered_on else "not yet")],
        record=row,
        may=lambda: may_answer(row),
    )
    return form_page(request, page)
