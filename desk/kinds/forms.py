"""The forms about adoption, short breaks and panels."""

import datetime
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from children.enums import AuthorityEnd, AuthorityGround
from children.models import ShortBreakStay
from children.policies import PLACED_FOR_ADOPTION
from design.formats import day
from design.forms import DateField, FormKeyField, GovukForm, Radios, Textarea, TimeField, VersionField, YesNoField
from desk.arranging.actions import PLACEMENT_ORDER_MADE
from desk.arranging.forms.codes import code_field, offer_codes
from statute.secure import PANEL_MEMBERS, PanelMember

INDEPENDENT, OF_THE_AUTHORITY, THE_IRO = "independent", "authority", "iro"
STANDINGS = [
    ("", "Choose"),
    (INDEPENDENT, "Independent of the authority"),
    (OF_THE_AUTHORITY, "Councillor or officer of the authority"),
    (THE_IRO, "The child's own IRO"),
]
SEATS = range(1, PANEL_MEMBERS + 3)
# How authority ended, as far as somebody says so; an order and leaving care are recorded as leaving.
ENDINGS = [
    choice for choice in AuthorityEnd.choices if choice[0] not in (AuthorityEnd.ORDER_MADE, AuthorityEnd.LEFT_CARE)
]
MOST_NIGHTS = 365


class DatedForm(GovukForm):
    """A form that knows the day it is, about a record of which somebody may have changed something meanwhile."""

    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def past(self, name: str) -> datetime.date | None:
        """Return a day that must be today or before."""
        return self.check_date(name, not_after=self.today, today=self.today)


class AuthorityForm(DatedForm):
    """The authority may place the child for adoption."""

    ground = forms.ChoiceField(
        label="What gives the authority?",
        choices=AuthorityGround.choices,
        widget=Radios(),
        error_messages={"required": "Say what gives the authority to place"},
    )
    granted_on = DateField(
        label="From which day?",
        thing="the day from which the child may be placed",
        help_text="The day of the placement order, or the day on which consent was given.",
    )
    changes_status = YesNoField(
        label="Record the placement order as the legal status from that day too?",
        help_text=(
            "A placement order is a legal status of its own (E1). Answer no where it is recorded elsewhere, or where "
            "consent and not an order gives the authority."
        ),
        required=False,
    )

    def clean_granted_on(self) -> datetime.date | None:
        """Refuse a day to come."""
        return self.past("granted_on")

    def clean(self) -> dict[str, Any]:
        """Insist on an answer about the legal status where an order gives the authority; consent is none."""
        cleaned = super().clean()
        is_order = cleaned.get("ground") == AuthorityGround.PLACEMENT_ORDER
        if is_order and cleaned.get("changes_status") is None:
            self.add_error("changes_status", "Say whether the legal status changes with the placement order")
        cleaned["legal_status"] = PLACEMENT_ORDER_MADE if is_order and cleaned.get("changes_status") else ""
        return cleaned


class EndAuthorityForm(DatedForm):
    """The authority to place has ended."""

    reason = forms.ChoiceField(
        label="Why did it end?",
        choices=ENDINGS,
        widget=Radios(),
        error_messages={"required": "Say why authority to place ended"},
    )
    on = DateField(label="On which day?", thing="the day authority to place ended")

    def clean_on(self) -> datetime.date | None:
        """Refuse a day to come."""
        return self.past("on")


class PlacedForm(DatedForm):
    """The child was placed for adoption."""

    on = DateField(label="On which day was the child placed?", thing="the day the child was placed")
    carer = forms.ChoiceField(
        label="With whom?",
        choices=[("current", "With the current foster carer, who adopts"), ("other", "With other adopters")],
        widget=Radios(),
        error_messages={"required": "Say with whom the child was placed"},
    )
    placed_with = forms.CharField(label="The adopters", max_length=120, required=False)
    placement_address = forms.CharField(label="Address", max_length=300, required=False, widget=Textarea(rows=3))

    def clean_on(self) -> datetime.date | None:
        """Refuse a day to come."""
        return self.past("on")


class ReturnedForm(DatedForm):
    """The child came back from adopters."""

    on = DateField(label="On which day did the child return?", thing="the day the child returned")
    placement = code_field("placement", "Where is the child now?")
    placed_with = forms.CharField(label="Carer or home", max_length=120, required=False)
    placement_address = forms.CharField(label="Address", max_length=300, required=False, widget=Textarea(rows=3))
    reason_placement_change = code_field("reason_placement_change", "Why did the placement end?", required=False)

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        offer_codes(self, today)
        choices = self.fields["placement"].choices  # type: ignore[attr-defined]  # a choice field
        self.fields["placement"].choices = [each for each in choices if each[0] not in PLACED_FOR_ADOPTION]  # type: ignore[attr-defined]  # a choice field

    def clean_on(self) -> datetime.date | None:
        """Refuse a day to come."""
        return self.past("on")


class StayForm(DatedForm):
    """A short break."""

    started_on = DateField(label="On which day did the stay begin?", thing="the day the stay began")
    ended_on = DateField(
        label="On which day did the child go home?",
        thing="the day the child went home",
        help_text="If the child is away now, the day on which they are to go home.",
    )
    setting = forms.CharField(
        label="With whom, or where?",
        max_length=120,
        help_text="Name the carer or the home in the same words each time.",
        error_messages={"required": "Say with whom or where the child stayed"},
    )
    intended_nights = forms.IntegerField(
        label="How many nights were intended?",
        min_value=1,
        max_value=MOST_NIGHTS,
        error_messages={"required": "Enter how many nights were intended"},
    )
    went_home = YesNoField(
        label="Does the child go home to a parent afterwards?",
        error_messages={"required": "Say whether the child goes home to a parent afterwards"},
    )

    def clean_started_on(self) -> datetime.date | None:
        """Refuse a day to come."""
        return self.past("started_on")

    def clean(self) -> dict[str, Any]:
        """Insist on at least a night."""
        cleaned: dict[str, Any] = super().clean() or {}
        began, ended = cleaned.get("started_on"), cleaned.get("ended_on")
        if began and ended and ended <= began:
            self.add_error("ended_on", "The day the child went home must come after the day the stay began")
        return cleaned


class SeatsForm(DatedForm):
    """Who sits on a panel, seat by seat."""

    mark_optional = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    asks = "Who sits on it?"
    sits = "sits"

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        seats = (name for seat in SEATS for name in (f"name_{seat}", f"standing_{seat}"))
        self.layout = Layout(*self.before, Fieldset(self.asks, *seats), *self.after)  # type: ignore[misc]  # one per form: it names the seats

    def clean(self) -> dict[str, Any]:
        """Insist that whoever is named has a standing, and the other way round."""
        cleaned: dict[str, Any] = super().clean() or {}
        for seat in SEATS:
            name, standing = cleaned.get(f"name_{seat}"), cleaned.get(f"standing_{seat}")
            if name and not standing:
                self.add_error(f"standing_{seat}", f"Say in what standing {name} {self.sits} on the panel")
            if standing and not name:
                self.add_error(f"name_{seat}", f"Enter the name of member {seat}")
        return cleaned


for _seat in SEATS:
    SeatsForm.base_fields[f"name_{_seat}"] = forms.CharField(
        label=f"Member {_seat}" if _seat <= PANEL_MEMBERS else f"Member {_seat}, if there is one",
        help_text="At least three people, one of them independent of the authority." if _seat == 1 else "",
        max_length=120,
        required=False,
    )
    SeatsForm.base_fields[f"standing_{_seat}"] = forms.ChoiceField(
        label=f"Standing of member {_seat}", choices=STANDINGS, required=False
    )


class ArrangePanelForm(SeatsForm):
    """When and where a panel sits, and who is asked to."""

    on = DateField(label="On which day does the panel sit?", thing="the day the panel sits")
    at = TimeField(label="At what time?", required=False)
    place = forms.CharField(label="Where?", max_length=200, error_messages={"required": "Say where the panel sits"})
    before = ("on", "at", "place")
    asks = "Who is asked to sit on it?"

    def clean_on(self) -> datetime.date | None:
        """Refuse a past day."""
        return self.check_date("on", not_before=self.today, today=self.today)


class DecisionForm(DatedForm):
    """What the authority decided after a panel, and who was told."""

    decision = forms.CharField(
        label="What did the authority decide?",
        max_length=500,
        widget=Textarea(rows=3, limit=500),
        error_messages={"required": "Say what the authority decided"},
    )
    on = DateField(label="On which day?", thing="the day the authority decided")
    told = forms.CharField(
        label="Who of those consulted was told of the outcome?",
        max_length=300,
        required=False,
        help_text="The child, parents, others with parental responsibility, the independent visitor. "
        "Leave empty if they are still to be told.",
        widget=Textarea(rows=2, limit=300),
    )
    told_on = DateField(label="When were they told?", thing="the day they were told", required=False)

    def clean_on(self) -> datetime.date | None:
        """Refuse a day to come."""
        return self.past("on")

    def clean_told_on(self) -> datetime.date | None:
        """Refuse a day to come."""
        return self.past("told_on")


def members_of(cleaned: dict[str, Any]) -> dict[str, PanelMember]:
    """Return who sits on a panel, by name."""
    return {
        cleaned[f"name_{seat}"]: PanelMember(
            is_member_or_officer_of_authority=cleaned[f"standing_{seat}"] != INDEPENDENT,
            is_childs_iro=cleaned[f"standing_{seat}"] == THE_IRO,
        )
        for seat in SEATS
        if cleaned[f"name_{seat}"]
    }


def seats_of(expected: list[dict[str, Any]]) -> dict[str, str]:
    """Return those who are asked to sit as the first values of a form with seats."""
    found: dict[str, str] = {}
    for seat, member in zip(SEATS, expected, strict=False):
        found[f"name_{seat}"] = member["name"]
        found[f"standing_{seat}"] = INDEPENDENT if member["independent"] else OF_THE_AUTHORITY
    return found


class WithdrawStayForm(DatedForm):
    """A short break that was recorded by mistake, and what the mistake was."""

    stay = forms.ModelChoiceField(
        ShortBreakStay.objects.none(),
        label="Which one?",
        widget=Radios(),
        empty_label=None,
        error_messages={"required": "Choose the stay that was recorded by mistake"},
    )
    why = forms.CharField(
        label="What was the mistake?",
        max_length=300,
        widget=Textarea(rows=2, limit=300),
        error_messages={"required": "Say what the mistake was"},
    )

    def __init__(self, *args: Any, stays: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stay"].queryset = stays.order_by("-started_on", "-pk")
        self.fields["stay"].label_from_instance = _stay_words


def _stay_words(stay: ShortBreakStay) -> str:
    return f"{day(stay.started_on)} to {day(stay.ended_on)}, {stay.setting}"
