"""The forms for what follows a review: challenges, progress, deputies, the letter, who gets the record, filing."""

import datetime
from typing import Any

from django import forms

from accounts.enums import Role
from accounts.models import User
from design.forms import Checkboxes, DateField, Radios, SentForm, Textarea, VersionField, YesNoField
from desk.after_review.case_system import problems_of
from reviews.enums import ChallengeAnswer, RecipientPart, RecordVersion, SentHow
from reviews.models import Decision

LONG = 2000


def _words(label: str, required: str, *, limit: int = LONG, rows: int = 5, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=limit,
        widget=Textarea(rows=rows, limit=limit),
        error_messages={"required": required},
        **more,
    )


class ReasonForm(SentForm):
    """Why something is taken back."""

    why = forms.CharField(label="Why?", max_length=200, error_messages={"required": "Say why"})
    version = VersionField()


class ChallengeForm(SentForm):
    """Which decisions are challenged, and why."""

    decisions = forms.ModelMultipleChoiceField(
        Decision.objects.none(),
        label="Which decisions do you challenge?",
        widget=Checkboxes,
        error_messages={"required": "Choose which decisions you challenge"},
    )
    text = _words(
        "What do you challenge, and why?",
        "Say what you challenge, and why",
        help_text="The IRO reads this and answers it. Until then these decisions are not carried out.",
    )

    def __init__(self, *args: Any, decisions: Any, **kwargs: Any) -> None:
        """Offer the decisions that may still be challenged."""
        super().__init__(*args, **kwargs)
        self.fields["decisions"].queryset = decisions  # type: ignore[attr-defined] # a choice of models


class AnswerForm(SentForm):
    """What becomes of a challenged decision."""

    answer = forms.ChoiceField(
        label="What becomes of the decision?",
        choices=[
            (each.value, each.label)
            for each in (ChallengeAnswer.KEPT, ChallengeAnswer.REWORDED, ChallengeAnswer.WITHDRAWN)
        ],
        widget=Radios,
        error_messages={"required": "Say what becomes of the decision"},
    )
    wording = _words(
        "The decision as it reads from now on", "Write the decision as it reads from now on", limit=1000, rows=4
    )
    reason = _words("Why?", "Say why", help_text="Whoever challenged it reads this.")
    version = VersionField()
    reveals = {"answer": {ChallengeAnswer.REWORDED.value: ["wording"]}}


class DeputyForm(SentForm):
    """Who stands in, from when until when."""

    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label="Who stands in for you?",
        empty_label="Choose",
        error_messages={"required": "Choose who stands in for you"},
    )
    from_on = DateField(label="First day", thing="the first day")
    until_on = DateField(label="Last day", thing="the last day")

    def __init__(self, *args: Any, today: datetime.date, manager: User, **kwargs: Any) -> None:
        """Offer the other operational managers."""
        super().__init__(*args, **kwargs)
        self.today = today
        others = User.objects.active().with_role(Role.OPERATIONAL_MANAGER, today).exclude(pk=manager.pk)
        self.fields["deputy"].queryset = others  # type: ignore[attr-defined] # a choice of models

    def clean_until_on(self) -> datetime.date | None:
        """Refuse a day gone by."""
        return self.check_date("until_on", not_before=self.today, today=self.today)

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "The last day must not come before the first")
        return given


class ProgressForm(SentForm):
    """How far a decision has come."""

    says_done = YesNoField(
        label="Was it carried out?", error_messages={"required": "Say whether it was carried out"}, required=True
    )
    text = _words("What has been done, and what is still to do?", "Say how far it has come", limit=1000)


class NotYetForm(SentForm):
    """What is still missing."""

    text = _words("What is still missing?", "Say what is still missing", limit=1000)


class OwnerForm(SentForm):
    """Who of those with an account carries a decision out."""

    owned_by = forms.ModelChoiceField(
        User.objects.none(), label="Who is reminded of it?", required=False, empty_label="Nobody with an account"
    )
    version = VersionField()

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        """Offer social workers, operational managers and IROs."""
        super().__init__(*args, **kwargs)
        people = User.objects.none()
        for role in (Role.SOCIAL_WORKER, Role.OPERATIONAL_MANAGER, Role.IRO):
            people = people | User.objects.active().with_role(role, today)
        self.fields["owned_by"].queryset = people.distinct()  # type: ignore[attr-defined] # a choice of models


class LetterForm(SentForm):
    """The letter to the child."""

    text = forms.CharField(label="The letter", widget=Textarea(rows=24), required=False, max_length=50_000, strip=True)
    is_the_record = forms.BooleanField(label="This letter is the record: nothing else is written", required=False)
    version = VersionField(required=False)
    mark_optional = False


class RecipientForm(SentForm):
    """Somebody more who gets the record."""

    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter the name"})
    part = forms.ChoiceField(
        label="Who are they?",
        choices=RecipientPart.choices,
        widget=Radios,
        error_messages={"required": "Choose who they are"},
    )
    gets = forms.ChoiceField(
        label="Which version do they get?",
        choices=RecordVersion.choices,
        widget=Radios,
        error_messages={"required": "Choose which version they get"},
    )


class VersionChoiceForm(SentForm):
    """Which version somebody gets, or why they get none."""

    gets = forms.ChoiceField(
        label="Which version do they get?",
        choices=[*RecordVersion.choices, ("none", "None: they are left out")],
        widget=Radios,
        error_messages={"required": "Choose which version they get"},
    )
    left_out_because = forms.CharField(
        label="Why are they left out?", max_length=200, error_messages={"required": "Say why they are left out"}
    )
    version = VersionField()
    reveals = {"gets": {"none": ["left_out_because"]}}


class MarkSentForm(SentForm):
    """When and how a version left."""

    how = forms.ChoiceField(
        label="How was it sent?",
        choices=[(each.value, each.label) for each in (SentHow.BY_HAND, SentHow.POST, SentHow.SECURE_MAIL)],
        widget=Radios,
        error_messages={"required": "Say how it was sent"},
    )
    on = DateField(label="On which day?", thing="the day it was sent")
    version = VersionField()


class FiledForm(SentForm):
    """The tick that the record was filed."""

    filed = forms.BooleanField(
        label="It was filed in the council’s case system",
        error_messages={"required": "Tick the box to confirm that it was filed"},
    )


class TemplateForm(SentForm):
    """How a record reads in the council's own case system."""

    template = forms.CharField(
        label="Template", max_length=5000, widget=Textarea(rows=18), error_messages={"required": "Write the template"}
    )
    version = VersionField()

    def clean_template(self) -> str:
        """Refuse a placeholder that is not known."""
        text: str = self.cleaned_data["template"]
        for sentence in problems_of(text):
            self.add_error("template", sentence)
        return text
