"""What the IRO is told about a child, and what they answer."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability, may
from accounts.visibility import Record
from audit.reading import saw
from design import formats
from desk.between import forms
from desk.between.presenters import answer_words, event_words, events_table, told_by
from desk.child.views import frame
from desk.one_child import visible_child
from office import clock
from office.form_pages import FormPage, around, form_page
from reviews.actions import answer_event, tell_of_event, withdraw_event
from reviews.models import SignificantEvent
from reviews.policies_between import may_answer, may_withdraw

METHODS = ["GET", "HEAD", "POST"]
C = Capability


def events_shown_to(user: User) -> "QuerySet[SignificantEvent]":
    """Return the events that somebody may read: of the children they see; of some roles, only what they told."""
    found: QuerySet[SignificantEvent] = SignificantEvent.objects.visible_to(user)
    return found if may(user, C.SEE_EVENTS) else found.filter(Q(told_by=user))


def _event(request: HttpRequest, pk: int) -> SignificantEvent:
    found = get_object_or_404(events_shown_to(request.user).select_related("child", "told_by", "answered_by"), pk=pk)
    saw(request, found)
    return found


@access(C.TELL_EVENTS, record=Record.CHILD)
@require_safe
def of_child(request: HttpRequest, pk: int) -> HttpResponse:
    """List what was told about a child, newest first, with what the IRO answered."""
    child, user = visible_child(request, pk), request.user
    found = events_shown_to(user).filter(child=child).select_related("told_by", "answered_by").order_by("-on", "-pk")
    table = events_table(
        list(found),
        answers=bool(may(user, C.LOG_REVIEWS)),
        tells=bool(may(user, C.TELL_EVENTS)),
        in_full=bool(may(user, C.SEE_CONTACTS_WITH_CHILD)),
    )
    context = frame(request, child, "events", table=table)
    context["action"] = ("Tell the IRO of an event", reverse("between:tell", args=[pk]))
    context |= {
        "empty_text": "Nothing was told yet.",
        "empty_more": "Moves and changes of status come here by themselves; tell the IRO of anything else.",
    }
    return render(request, "desk/child/list.html", context)


@access(C.TELL_EVENTS, record=Record.CHILD)
@require_http_methods(METHODS)
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the IRO of something that happened to a child, or is proposed."""
    child, today = visible_child(request, pk), clock.today()
    back = reverse("between:events", args=[pk])

    def act(data: dict[str, Any]) -> str:
        tell_of_event(child=child, kind=data["kind"], on=data["on"], what=data["what"], by=request.user, today=today)
        return back

    page = FormPage(
        f"between.tell:{pk}",
        lambda data: forms.TellForm(data, today=today, initial={"on": today}),
        act,
        "The IRO is told. It stays on their list until they have answered.",
        context=around("Tell the IRO of an event", back=back, submit="Tell the IRO", caption=str(child)),
    )
    return form_page(request, page)


def _facts(event: SignificantEvent) -> list[tuple[str, Any]]:
    return [
        ("What happened", event_words(event)),
        ("When", formats.day(event.on)),
        ("Told by", told_by(event)),
        ("What became of it", answer_words(event, in_full=True)),
    ]


@access(C.LOG_REVIEWS, record=Record.CHILD)
@require_http_methods(METHODS)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer what was told: the child's wishes, and whether the review should come earlier."""
    event, today = _event(request, pk), clock.today()

    def act(data: dict[str, Any]) -> str:
        answer_event(
            event=event,
            wishes_known=data["wishes_known"],
            wishes_note=data["wishes_note"],
            considered=forms.considered_of(data),
            by=request.user,
            today=today,
            seen_version=data["version"],
        )
        return reverse("between:events", args=[event.child_id])

    context = around(
        "Consider an earlier review",
        back=reverse("between:events", args=[event.child_id]),
        submit="Save the answer",
        caption=str(event.child),
        facts=_facts(event),
    )
    page = FormPage(
        f"between.answer:{pk}",
        lambda data: forms.AnswerForm(data, today=today, initial={"version": event.version}),
        act,
        "The answer is saved.",
        "desk/between/facts.html",
        context,
        standing=_facts,
        record=event,
        may=lambda: may_answer(event),
    )
    return form_page(request, page)


@access(C.TELL_EVENTS, record=Record.CHILD)
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an event that was recorded by mistake, before the IRO has answered."""
    event, today = _event(request, pk), clock.today()
    back = reverse("between:events", args=[event.child_id])

    def act(data: dict[str, Any]) -> str:
        withdraw_event(event=event, because=data["because"], by=request.user, today=today, seen_version=data["version"])
        return back

    facts = _facts(event)[:3]
    page = FormPage(
        f"between.withdraw-event:{pk}",
        lambda data: forms.MistakeForm(data, initial={"version": event.version}),
        act,
        "It is marked as a mistake.",
        "desk/between/facts.html",
        around("This was recorded by mistake", back=back, submit="Take it back", caption=str(event.child), facts=facts),
        standing=lambda now: [*facts, ("Now", answer_words(now, in_full=False))],
        record=event,
        may=lambda: may_withdraw(event),
    )
    return form_page(request, page)
