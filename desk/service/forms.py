"""The manager's forms: allocate, correct, void, end without holding."""

import datetime
from typing import Any

from django import forms

from accounts.models import User
from children.enums import AllocationReason
from design.forms import DateField, FormKeyField, GovukForm, Radios, Textarea, VersionField
from reviews.enums import EndedReason, LateReason, NotTakingPartReason, SpokenOutcome
from statute.codes import PARTICIPATION_SENTENCES


class AllocateForm(GovukForm):
    """Who becomes the child's IRO, from when, and why."""

    iro = forms.ChoiceField(
        label="Who will be the IRO?", error_messages={"required": "Choose the IRO"}, widget=Radios()
    )
    reason = forms.ChoiceField(
        label="Why?", choices=AllocationReason, widget=Radios(), error_messages={"required": "Choose the reason"}
    )
    note = forms.CharField(
        label="What should be known about this allocation?",
        required=False,
        max_length=300,
        widget=Textarea(rows=2, limit=300),
        help_text="Say why if the reason is another one.",
    )
    on = DateField(label="From which day?", thing="the day from which this IRO answers for the child")
    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, choices: list[tuple[int, str, str]], today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["iro"].choices = [(str(pk), name) for pk, name, _hint in choices]
        self.fields["iro"].widget.hints = {str(pk): hint for pk, _name, hint in choices}

    def clean_on(self) -> datetime.date:
        """Refuse a day to come."""
        return self.fields["on"].check(self.cleaned_data["on"], not_after=self.today, today=self.today)


class CorrectForm(GovukForm):
    """The facts of a completed review that a manager may put right."""

    reveals = {"participation_code": {"PN7": ["not_taking_part_reason"]}}

    completed_on = DateField(label="Day the review was completed", thing="the day the review was completed")
    held_on = DateField(label="Day of the first meeting", thing="the day of the first meeting")
    chair = forms.ModelChoiceField(queryset=User.objects.none(), label="Who chaired it?", empty_label=None)
    participation_code = forms.ChoiceField(
        label="How did the child take part?",
        choices=[(code, f"{sentence} ({code})") for code, sentence in PARTICIPATION_SENTENCES.items()],
        widget=Radios(),
    )
    not_taking_part_reason = forms.ChoiceField(
        label="Why did the child take no part?",
        choices=[("", "Not recorded"), *NotTakingPartReason.choices],
        required=False,
    )
    spoken_outcome = forms.ChoiceField(
        label="Private conversation before the review",
        choices=[("", "Not recorded"), *SpokenOutcome.choices],
        required=False,
    )
    late_reason = forms.ChoiceField(
        label="Reason, if it was late", choices=[("", "It was not late"), *LateReason.choices], required=False
    )
    why = forms.CharField(
        label="Why is this corrected?",
        max_length=300,
        widget=Textarea(rows=2, limit=300),
        error_messages={"required": "Say why this is corrected"},
    )
    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, chairs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = chairs


# What a person may say; that another kind of review took the place of this one follows from what was recorded.
ENDINGS = [
    choice
    for choice in EndedReason.choices
    if choice[0] not in (EndedReason.PLACED_FOR_ADOPTION, EndedReason.RETURNED, EndedReason.NO_LONGER_SHORT_BREAKS)
]


class VoidForm(GovukForm):
    """Why a review is voided."""

    why = forms.CharField(
        label="Why was it entered by mistake?",
        max_length=300,
        widget=Textarea(rows=2, limit=300),
        error_messages={"required": "Say why this review is voided"},
    )
    version = VersionField()
    form_key = FormKeyField()


class EndForm(GovukForm):
    """Why an open review will not be held."""

    reason = forms.ChoiceField(
        label="Why will this review not be held?",
        choices=ENDINGS,
        widget=Radios(),
        error_messages={"required": "Choose why the review will not be held"},
    )
    note = forms.CharField(
        label="What should be known about it?",
        required=False,
        max_length=300,
        widget=Textarea(rows=2, limit=300),
        help_text="Needed if the reason is another one.",
    )
    on = DateField(label="From which day?", thing="the day from which the review is no longer due")
    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> datetime.date:
        """Refuse a day to come."""
        return self.fields["on"].check(self.cleaned_data["on"], not_after=self.today, today=self.today)
