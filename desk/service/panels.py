"""Recording that a panel on secure accommodation sat. Additional to the reviews; it never resets them."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw
from children.models import Child
from design.formats import day
from design.forms import DateField, Textarea, YesNoField
from desk.deadlines import deadlines
from desk.histories import opened_panels
from desk.kinds.forms import SeatsForm, members_of, seats_of
from office import clock
from office.form_pages import FormPage, form_page
from reviews.actions import hold_secure_panel
from reviews.models import SecurePanel
from reviews.policies import may_hold_panel


class PanelForm(SeatsForm):
    """When a panel sat, who sat on it, what it found and recommends."""

    on = DateField(label="On which day did the panel sit?", thing="the day the panel sat")
    criteria_met = YesNoField(
        label="Did the panel find that the criteria for secure accommodation are still met?",
        error_messages={"required": "Say whether the criteria are still met"},
    )
    recommendation = forms.CharField(
        label="What does the panel recommend? (optional)",
        max_length=500,
        required=False,
        widget=Textarea(rows=3, limit=500),
        help_text="The panel recommends; the authority decides, which is recorded afterwards.",
    )
    before = ("on",)
    after = ("criteria_met", "recommendation")
    asks = "Who sat on it?"
    sits = "sat"

    def clean_on(self) -> datetime.date | None:
        """Refuse a day to come."""
        return self.past("on")


@access(Capability.LOG_REVIEWS, Capability.CORRECT_REVIEWS, record=Record.CHILD)
@require_http_methods(["GET", "HEAD", "POST"])
def hold_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a panel sat; the next one is planned while the placement lasts."""
    mine = SecurePanel.objects.filter(child__in=Child.objects.visible_to(request.user))
    panel = get_object_or_404(mine.select_related("child", "episode"), pk=pk)
    saw(request, panel)
    today = clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        try:
            hold_secure_panel(
                panel=panel,
                on=cleaned["on"],
                members=members_of(cleaned),
                criteria_met=cleaned["criteria_met"],
                recommendation=cleaned["recommendation"],
                by=request.user,
                today=today,
                seen_version=cleaned["version"],
            )
        except ValidationError as refusal:
            # Who sat is asked seat by seat: what is wrong with the whole stands beside the first.
            wrong = dict(refusal.error_dict)
            if "members" in wrong:
                wrong["name_1"] = wrong.pop("members")
            raise ValidationError(wrong) from refusal
        return reverse("kinds:panel", args=[panel.pk])

    initial = {"on": today, "version": panel.version} | seats_of(panel.expected_members)
    back = reverse("child:clocks", args=[panel.child_id])
    context = {
        "heading": "Record a panel on secure accommodation",
        "caption": str(panel.child),
        "back": back,
        "cancel": back,
        "submit_text": "Record the panel",
        "facts": [("Due", opened_panels([panel], deadlines(clock.today()), says_why=True)[panel.pk])],
    }
    page = FormPage(
        f"service.panel:{pk}",
        lambda data: PanelForm(data, today=today, initial=initial),
        act,
        "The panel is recorded.",
        "desk/service/with_facts.html",
        context,
        standing=lambda now: [
            ("Due", day(now.due_on)),
            ("Held", day(now.held_on) if now.held_on else "not yet"),
            ("Who sat on it", ", ".join(now.members)),
        ],
        record=panel,
        may=lambda: may_hold_panel(panel),
    )
    return form_page(request, page)
