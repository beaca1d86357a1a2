"""The sections of the form that logs a review in which it says how the child and the parents were heard."""

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import formset_factory

from children.models import PersonAroundChild
from design.forms import (
    GovukForm,
    GovukFormSet,
    Radios,
    YesNoField,
)
from desk.log_review.forms import SPOKEN_REVEALS, SpokenFields, attempts_made, spoken_initial
from reviews.enums import (
    NotAttendingReason,
    NotInvitedReason,
    NotTakingPartReason,
    RightsTold,
    ViewsRoute,
)
from reviews.facts import ParentFacts
from reviews.heard import is_to_be_chaired
from statute.codes import participation_sentence

if TYPE_CHECKING:
    from desk.log_review.whole_review import Background

CHOOSE = [("", "Choose")]
NO_PART = "PN7"
NOT_STATED = "not_stated"


class ChildForm(SpokenFields):
    """How the child was heard: the conversation before, and the part taken in the review."""

    participation_code = forms.ChoiceField(
        label="How did the child take part?",
        widget=Radios,
        error_messages={"required": "Choose how the child took part"},
    )
    not_taking_part_reason = forms.ChoiceField(
        label="Why did the child take no part?",
        choices=[*CHOOSE, *NotTakingPartReason.choices],
        error_messages={"required": "Choose why the child took no part"},
    )
    not_taking_part_note = forms.CharField(label="What should be known about it?", max_length=300, required=False)
    rights_told = forms.ChoiceField(
        label="Was the child told of the right to an advocate, to complain, and to apply to court?",
        choices=RightsTold.choices,
        widget=Radios,
        error_messages={"required": "Say whether the child was told of an advocate, complaining and applying to court"},
    )
    rights_note = forms.CharField(
        label="Why not, and when will they be?",
        max_length=300,
        error_messages={"required": "Say why the child was not told, and when they will be"},
    )
    was_co_chaired = forms.BooleanField(label="The child chaired or co-chaired the review", required=False)
    was_child_missing = forms.BooleanField(label="The child was missing when the review was held", required=False)
    pathway_plan_looked_at = YesNoField(label="Did the review look at the pathway plan?", required=False)
    reveals = {
        "spoken_outcome": SPOKEN_REVEALS,
        "participation_code": {NO_PART: ["not_taking_part_reason", "not_taking_part_note"]},
        "rights_told": {RightsTold.NOT_TOLD.value: ["rights_note"]},
    }

    def __init__(self, *args: Any, known: "Background", **kwargs: Any) -> None:
        """Offer the codes of the child's age, as sentences; take over a conversation recorded before."""
        super().__init__(*args, **kwargs)
        self.known = known
        self.fields["participation_code"].choices = [(code, participation_sentence(code)) for code in known.codes]
        self.initial = spoken_initial(known.review) | {"was_co_chaired": is_to_be_chaired(known.heard.planned)}
        if not known.asks_for_pathway_plan:
            del self.fields["pathway_plan_looked_at"]
        attempts_made(self, known.review)
        if len(known.codes) == 1:
            self.initial["participation_code"] = known.codes[0]

    def clean_spoken_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self._past("spoken_on")

    def clean_observed_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self._past("observed_on")

    def _past(self, name: str) -> datetime.date | None:
        today = self.known.today
        checked: datetime.date | None = self.fields[name].check(self.cleaned_data[name], not_after=today, today=today)
        return checked


def lacks_plan(data: dict[str, Any]) -> bool:
    """Say whether a parent was not invited, and nothing was said of how they are heard. Of who has died nobody asks."""
    why = data.get("not_invited_reason")
    return (
        data.get("was_invited") is False and why not in ("", None, NotInvitedReason.DIED) and not data["hearing_plan"]
    )


class ParentFields(GovukForm):
    """One parent's part."""

    was_invited = YesNoField(label="Invited?", error_messages={"required": "Say whether this parent was invited"})
    not_invited_reason = forms.ChoiceField(
        label="Why not?",
        choices=[*CHOOSE, *((value, label) for value, label in NotInvitedReason.choices if value != NOT_STATED)],
        error_messages={"required": "Choose why this parent was not invited"},
    )
    hearing_plan = forms.CharField(
        label="How are they to be heard?",
        help_text="By letter, by phone, through the social worker; or why they cannot be.",
        max_length=200,
        required=False,
    )
    attended = YesNoField(label="Attended?", error_messages={"required": "Say whether this parent attended"})
    not_attending_reason = forms.ChoiceField(
        label="Why not?",
        choices=[*CHOOSE, *((value, label) for value, label in NotAttendingReason.choices if value != NOT_STATED)],
        error_messages={"required": "Choose why this parent did not attend"},
    )
    views_route = forms.ChoiceField(
        label="How were their views heard?", choices=[*CHOOSE, *ViewsRoute.choices], required=False
    )
    was_offered_meeting = YesNoField(label="Did you offer to meet them?", required=False)
    took_up_meeting = YesNoField(label="Did they take it up?", required=False)
    mark_optional = False
    reveals = {
        "was_invited": {"yes": ["attended"], "no": ["not_invited_reason", "hearing_plan"]},
        "attended": {"no": ["not_attending_reason"]},
        "was_offered_meeting": {"yes": ["took_up_meeting"]},
    }
    called = "this parent"

    def clean(self) -> dict[str, Any]:
        """Ask how the views of a parent who stayed away were heard, or that they were not."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("attended") is False and "views_route" in data and not data["views_route"]:
            words = f"Choose how the views of {self.called} were heard, or that they were not"
            self.add_error("views_route", words)
        if lacks_plan(data):
            words = f"Say how {self.called} is to be heard, or why they cannot be"
            self.add_error("hearing_plan", words)
        return data


class ParentForm(ParentFields):
    """The part of a parent on record."""

    def __init__(self, *args: Any, person: PersonAroundChild, **kwargs: Any) -> None:
        """Name the parent in what is asked, so that each error says whom it means."""
        super().__init__(*args, **kwargs)
        self.person = person
        self.called = person.full_name
        for name in ("was_invited", "attended", "not_invited_reason", "not_attending_reason"):
            field = self.fields[name]
            field.error_messages["required"] = field.error_messages["required"].replace("this parent", person.full_name)


class OtherParents(formset_factory(ParentFields, formset=GovukFormSet, extra=0, can_delete=True, max_num=4)):  # type: ignore[misc]  # made at run time
    """Parents who are not on record."""

    row = "other parent"
    add_text = "Add a parent who is not on record"


def parent_facts(data: dict[str, Any], person: PersonAroundChild | None) -> ParentFacts:
    """Return a parent's part from what was answered."""
    return ParentFacts(
        was_invited=data["was_invited"],
        parent=person,
        not_invited_reason=data["not_invited_reason"],
        hearing_plan=data["hearing_plan"],
        attended=data["attended"],
        not_attending_reason=data["not_attending_reason"],
        views_route=data["views_route"],
        was_offered_meeting=data["was_offered_meeting"],
        took_up_meeting=data["took_up_meeting"],
    )
