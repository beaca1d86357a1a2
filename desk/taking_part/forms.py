"""The forms of how the child and the parents are heard around a review."""

import datetime
from typing import Any

from django import forms

from children.models import PersonAroundChild
from design.forms import DateField, FilterForm, Radios, SearchInput, Textarea, YesNoField
from desk.log_review.forms import TodayForm
from participation.actions.support import SupportFacts
from participation.enums_advocacy import Support, SupportAnswer
from reviews.enums import Strategy
from reviews.enums_heard import ChairsAs, OfferedBy, RelayedBy


class StrategyForm(TodayForm):
    """Record one thing that was tried so that the child is heard."""

    strategy = forms.ChoiceField(
        label="What was tried?",
        choices=Strategy.choices,
        widget=Radios,
        error_messages={"required": "Choose what was tried"},
    )
    on = DateField(label="When?", thing="the day it was tried")
    tried_by = forms.CharField(label="Who tried?", max_length=120, error_messages={"required": "Enter who tried"})
    outcome = forms.CharField(label="What happened?", max_length=200, error_messages={"required": "Say what happened"})

    def clean_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("on")


class PlanForm(TodayForm):
    """Record what the IRO and the young person agreed when they planned the review."""

    on = DateField(label="When did you meet?", thing="the day you met")
    with_whom = forms.CharField(label="Who met?", max_length=120, error_messages={"required": "Enter who met"})
    chairs = forms.ChoiceField(
        label="Who chairs the review?",
        choices=ChairsAs.choices,
        widget=Radios,
        error_messages={"required": "Choose who chairs the review"},
    )
    agenda = forms.CharField(
        label="What does the young person want to talk about?",
        help_text="In their order and their words.",
        widget=Textarea(rows=5, limit=1000),
        max_length=1000,
        required=False,
    )
    to_invite = forms.CharField(
        label="Who is to be invited, and who not?",
        help_text="Whoever arranges the review reads this.",
        max_length=300,
        required=False,
    )
    place = forms.CharField(
        label="Where, and at what time of day?",
        help_text="Whoever arranges the review reads this.",
        max_length=200,
        required=False,
    )

    def clean_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("on")


class AnswerForm(TodayForm):
    """Record what a parent answered to the offer to meet."""

    taken_up = YesNoField(
        label="Did they take it up?", help_text="Leave empty while there is no answer.", required=False
    )
    met_on = DateField(label="When did you meet?", thing="the day you met", required=False)
    note = forms.CharField(label="What came of it?", max_length=300, required=False)
    reveals = {"taken_up": {"yes": ["met_on"]}}

    def clean_met_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("met_on")


class OfferForm(AnswerForm):
    """Record that the IRO offered to meet a parent."""

    parent = forms.ChoiceField(
        label="Whom did you offer to meet?", widget=Radios, error_messages={"required": "Choose a parent"}
    )
    offered_on = DateField(label="When did you offer it?", thing="the day you offered it")
    how = forms.ChoiceField(
        label="How?", choices=OfferedBy.choices, widget=Radios, error_messages={"required": "Choose how you offered it"}
    )
    field_order = ["parent", "offered_on", "how", "taken_up", "met_on", "note"]

    def __init__(self, *args: Any, parents: list[PersonAroundChild], **kwargs: Any) -> None:
        """Offer the parents on record."""
        super().__init__(*args, **kwargs)
        self.parents = {str(each.pk): each for each in parents}
        self.fields["parent"].choices = [
            (pk, f"{each.full_name}, {each.get_relationship_display().lower()}") for pk, each in self.parents.items()
        ]

    def clean_offered_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("offered_on")

    def clean_parent(self) -> PersonAroundChild:
        """Return the parent."""
        return self.parents[self.cleaned_data["parent"]]


class RelayForm(TodayForm):
    """Record that the outcome of the review was relayed to a parent."""

    on = DateField(label="When?", thing="the day it was relayed")
    how = forms.ChoiceField(
        label="How?",
        choices=RelayedBy.choices,
        widget=Radios,
        error_messages={"required": "Choose how it was relayed"},
    )
    by_whom = forms.CharField(label="By whom?", max_length=120, error_messages={"required": "Enter who relayed it"})
    note = forms.CharField(label="What should be known about it?", max_length=300, required=False)

    def clean_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("on")


class SupportForm(TodayForm):
    """Record what came of the question about an advocate, or an independent visitor."""

    support = forms.ChoiceField(
        label="About whom was the child asked?",
        choices=Support.choices,
        widget=Radios,
        error_messages={"required": "Choose about whom the child was asked"},
    )
    was_told = YesNoField(label="Was the child told of the right to an advocate?", required=False)
    asked_on = DateField(label="When?", thing="the day the child was asked")
    answer = forms.ChoiceField(
        label="What came of it?",
        choices=SupportAnswer.choices,
        widget=Radios,
        error_messages={"required": "Choose what came of it"},
    )
    provider = forms.CharField(label="Who provides them?", max_length=120, required=False)
    taken_up_provider = forms.CharField(label="Who is to provide them?", max_length=120, required=False)
    declined_why = forms.CharField(label="What did the child say?", max_length=300, required=False)
    why = forms.CharField(label="Why not?", max_length=300, error_messages={"required": "Say why it was not offered"})
    reveals = {
        "support": {Support.ADVOCATE.value: ["was_told"]},
        "answer": {
            SupportAnswer.HAS_ONE.value: ["provider"],
            SupportAnswer.TAKEN_UP.value: ["taken_up_provider"],
            SupportAnswer.DECLINED.value: ["declined_why"],
            SupportAnswer.NOT_OFFERED.value: ["why"],
        },
    }

    def clean_asked_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("asked_on")


def support_facts(data: dict[str, Any]) -> SupportFacts:
    """Return what the form about support says, as the action takes it."""
    return SupportFacts(
        support=data["support"],
        answer=data["answer"],
        was_told=data["was_told"],
        provider=data["provider"] or data["taken_up_provider"],
        why=data["why"] or data["declined_why"],
    )


class TakeBackForm(TodayForm):
    """Take back what was recorded by mistake."""

    why = forms.CharField(
        label="What was the mistake?", max_length=200, error_messages={"required": "Say what the mistake was"}
    )


class StayedAwayFilter(FilterForm):
    """Which children to list."""

    q = forms.CharField(label="Child’s name or id", max_length=80, widget=SearchInput)
