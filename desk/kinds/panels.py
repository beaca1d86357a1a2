"""Pages about panels: arranged, sat, and what the authority then decided and told. They move no review."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.visibility import Record
from audit.reading import saw
from children.models import Child
from design import formats
from design.components import Fact
from desk.deadlines import deadlines
from desk.histories import opened_panels
from desk.kinds import forms
from desk.kinds.adoption import METHODS
from office import clock
from office.form_pages import FormPage, form_page
from reviews.actions import book_secure_panel, decide_on_panel
from reviews.models import SecurePanel
from reviews.policies import may_decide_panel, may_hold_panel


def visible_panel(request: HttpRequest, pk: int) -> SecurePanel:
    """Return a panel on a child whom this person may see, noted as read, or answer that there is no such page."""
    mine = SecurePanel.objects.filter(child__in=Child.objects.visible_to(request.user))
    panel: SecurePanel = get_object_or_404(mine.select_related("child", "episode"), pk=pk)
    saw(request, panel)
    return panel


def beside_the_first_seat(refusal: ValidationError) -> ValidationError:
    """Return a refusal with what is wrong with the whole panel beside its first member."""
    wrong = dict(refusal.error_dict)
    if "members" in wrong:
        wrong["name_1"] = wrong.pop("members")
    return ValidationError(wrong)


def arranged_words(panel: SecurePanel) -> str:
    """Return when and where a panel sits, in a line."""
    if panel.booked_for is None:
        return "Not arranged yet"
    parts = [formats.weekday(panel.booked_for), formats.clock(panel.booked_at) if panel.booked_at else "", panel.place]
    return ", ".join(part for part in parts if part)


@access(Capability.LOG_REVIEWS, Capability.CORRECT_REVIEWS, record=Record.CHILD)
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a panel: when it was due, who sat, what it recommends, what was decided, and who was told."""
    found = visible_panel(request, pk)
    facts = [
        Fact("Due", opened_panels([found], deadlines(clock.today()), says_why=True)[found.pk]),
        Fact("Arranged", arranged_words(found)),
        Fact("Sat on", formats.day(found.held_on) if found.held_on else found.lapsed_because or "Not yet"),
    ]
    if found.held_on:
        facts += [
            Fact("Who sat on it", ", ".join(found.members)),
            Fact("Criteria still met", "Yes" if found.criteria_met else "No"),
            Fact("It recommends", found.recommendation or "Nothing recorded"),
            Fact("The authority decided", _dated(found.decision, found.decided_on)),
            Fact("Told of the outcome", _dated(found.told, found.told_on)),
        ]
    ways = [
        ("Record the panel", "service:hold-panel", may_hold_panel(found)),
        ("Arrange it", "kinds:arrange-panel", may_hold_panel(found)),
        ("Record what was decided and who was told", "kinds:decide-panel", may_decide_panel(found)),
    ]
    context = {
        "heading": "Panel on secure accommodation",
        "caption": str(found.child),
        "back": reverse("child:clocks", args=[found.child_id]),
        "back_text": f"Clocks of {found.child.called}",
        "facts": facts,
        "ways": [(words, reverse(name, args=[found.pk])) for words, name, is_open in ways if is_open],
    }
    return render(request, "desk/kinds/panel.html", context)


def _dated(words: str, on: Any) -> str:
    return f"{formats.day(on)}: {words}" if on else "Not recorded yet"


@access(Capability.ARRANGE_REVIEWS, record=Record.CHILD)
@require_http_methods(METHODS)
def arrange(request: HttpRequest, pk: int) -> HttpResponse:
    """Arrange the day, place and members of a panel. Who arranges need not know that the placement is secure."""
    found, today = visible_panel(request, pk), clock.today()
    back = reverse("child:clocks", args=[found.child_id])

    def act(cleaned: dict[str, Any]) -> str:
        try:
            book_secure_panel(
                panel=found,
                on=cleaned["on"],
                at=cleaned["at"],
                place=cleaned["place"],
                members=forms.members_of(cleaned),
                by=request.user,
                today=today,
                seen_version=cleaned["version"],
            )
        except ValidationError as refusal:
            raise beside_the_first_seat(refusal) from refusal
        return back

    initial = {"on": found.booked_for, "at": found.booked_at, "place": found.place, "version": found.version}
    says_why = bool(may(request.user, Capability.SEE_LEGAL_STATUS))
    due = opened_panels([found], deadlines(today), says_why=says_why)[found.pk]
    facts = [("Due", due), ("Arranged", arranged_words(found))]
    context = {
        "heading": "Arrange the extra panel",
        "caption": str(found.child),
        "back": back,
        "cancel": back,
        "submit_text": "Arrange the panel",
        "facts": facts,
    }
    page = FormPage(
        f"kinds.arrange-panel:{pk}",
        lambda data: forms.ArrangePanelForm(
            data, today=today, initial=initial | forms.seats_of(found.expected_members)
        ),
        act,
        "The panel is arranged.",
        "desk/service/with_facts.html",
        context,
        standing=lambda now: [("Due", formats.day(now.due_on)), ("Arranged", arranged_words(now))],
        record=found,
        may=lambda: may_hold_panel(found),
    )
    return form_page(request, page)


@access(Capability.LOG_REVIEWS, Capability.CORRECT_REVIEWS, record=Record.CHILD)
@require_http_methods(METHODS)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what the authority decided after a panel, and whom of those consulted it told."""
    found, today = visible_panel(request, pk), clock.today()
    back = reverse("kinds:panel", args=[pk])

    def act(cleaned: dict[str, Any]) -> str:
        decide_on_panel(
            panel=found,
            decision=cleaned["decision"],
            on=cleaned["on"],
            told=cleaned["told"],
            told_on=cleaned["told_on"],
            by=request.user,
            today=today,
            seen_version=cleaned["version"],
        )
        return back

    initial = {
        "decision": found.decision,
        "on": found.decided_on or today,
        "told": found.told,
        "told_on": found.told_on,
        "version": found.version,
    }
    context = {
        "heading": "What the authority decided",
        "caption": str(found.child),
        "back": back,
        "cancel": back,
        "submit_text": "Record it",
        "facts": [("The panel sat on", formats.day(found.held_on)), ("It recommends", found.recommendation)],
    }
    page = FormPage(
        f"kinds.decide-panel:{pk}",
        lambda data: forms.DecisionForm(data, today=today, initial=initial),
        act,
        "The outcome is recorded.",
        "desk/service/with_facts.html",
        context,
        standing=lambda now: [
            ("Decided", _dated(now.decision, now.decided_on)),
            ("Told", _dated(now.told, now.told_on)),
        ],
        record=found,
        may=lambda: may_decide_panel(found),
    )
    return form_page(request, page)
