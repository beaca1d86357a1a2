"""Recording that a panel on secure accommodation sat. Additional to the reviews; it never resets them."""

import datetime
from typing import Any

from crispy_forms.layout import Fieldset, Layout
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
from design.forms import DateField, FormKeyField, GovukForm, VersionField, YesNoField
from office import clock
from office.form_pages import FormPage, form_page
from reviews.actions import hold_secure_panel
from reviews.models import SecurePanel
from reviews.policies import may_hold_panel
from statute.secure import PANEL_MEMBERS, PanelMember

SEATS = range(1, PANEL_MEMBERS + 3)
INDEPENDENT, OF_THE_AUTHORITY, THE_IRO = "independent", "authority", "iro"
STANDINGS = [
    ("", "Choose"),
    (INDEPENDENT, "Independent of the authority"),
    (OF_THE_AUTHORITY, "Councillor or officer of the authority"),
    (THE_IRO, "The child's own IRO"),
]


class PanelForm(GovukForm):
    """When a panel sat, who sat on it, and what it found."""

    # The first three members are needed, so none of the seats may say that it is optional.
    mark_optional = False

    on = DateField(label="On which day did the panel sit?", thing="the day the panel sat")
    criteria_met = YesNoField(
        label="Did the panel find that the criteria for secure accommodation are still met?",
        error_messages={"required": "Say whether the criteria are still met"},
    )
    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.layout = Layout(  # type: ignore[misc]  # one per form: it names the seats
            "on",
            Fieldset("Who sat on it?", *(name for seat in SEATS for name in (f"name_{seat}", f"standing_{seat}"))),
            "criteria_met",
        )

    def clean_on(self) -> datetime.date | None:
        """Refuse a day to come."""
        return self.check_date("on", not_after=self.today, today=self.today)

    def clean(self) -> dict[str, Any]:
        """Insist that whoever is named has a standing, and the other way round."""
        cleaned = super().clean() or {}
        for seat in SEATS:
            name, standing = cleaned.get(f"name_{seat}"), cleaned.get(f"standing_{seat}")
            if name and not standing:
                self.add_error(f"standing_{seat}", f"Say in what standing {name} sat on the panel")
            if standing and not name:
                self.add_error(f"name_{seat}", f"Enter the name of member {seat}")
        return cleaned


for _seat in SEATS:
    PanelForm.base_fields[f"name_{_seat}"] = forms.CharField(
        label=f"Member {_seat}" if _seat <= PANEL_MEMBERS else f"Member {_seat}, if there was one",
        help_text="At least three people, one of them independent of the authority." if _seat == 1 else "",
        max_length=120,
        required=False,
    )
    PanelForm.base_fields[f"standing_{_seat}"] = forms.ChoiceField(
        label=f"Standing of member {_seat}", choices=STANDINGS, required=False
    )


def members_of(cleaned: dict[str, Any]) -> dict[str, PanelMember]:
    """Return who sat on a panel, by name."""
    return {
        cleaned[f"name_{seat}"]: PanelMember(
            is_member_or_officer_of_authority=cleaned[f"standing_{seat}"] != INDEPENDENT,
            is_childs_iro=cleaned[f"standing_{seat}"] == THE_IRO,
        )
        for seat in SEATS
        if cleaned[f"name_{seat}"]
    }


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
        return reverse("child:clocks", args=[panel.child_id])

    back = reverse("child:clocks", args=[panel.child_id])
    context = {
        "heading": "Record a panel on secure accommodation",
        "caption": str(panel.child),
        "back": back,
        "cancel": back,
        "submit_text": "Record the panel",
        "facts": [("Due", day(panel.due_on)), ("Why then", panel.due_explanation)],
    }
    page = FormPage(
        f"service.panel:{pk}",
        lambda data: PanelForm(data, today=today, initial={"on": today, "version": panel.version}),
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
