"""The small forms around a review. The form that logs one is in `whole_review`."""

import datetime
from typing import Any

from django import forms

from design import formats
from design.forms import DateField, FormKeyField, GovukForm, Radios, Textarea, VersionField
from reviews.enums import DecisionStatus, EarlyReason, SpokenOutcome
from reviews.models import PrivateConversation, Review

SPOKEN_REVEALS = {
    SpokenOutcome.SEEN.value: ["spoken_on", "spoken_place", "seen_note"],
    SpokenOutcome.REFUSED.value: ["refused_note"],
    SpokenOutcome.NOT_APPROPRIATE.value: ["not_appropriate_note"],
    SpokenOutcome.OBSERVED.value: ["observed_on", "observed_note"],
    SpokenOutcome.TRIED.value: ["tried_note"],
}
NOTES = ("seen_note", "refused_note", "not_appropriate_note", "observed_note", "tried_note")
EARLY_CHOICES = [("", "Choose a reason"), *EarlyReason.choices]
IN_CONFIDENCE = "Only the child’s IRO, whoever covers, and the chair of this review read this."


def spoken_initial(review: Review) -> dict[str, Any]:
    """Return what was already recorded of the conversation, as a form's first values: for the IRO's forms alone."""
    if not review.spoken_outcome:
        return {}
    kept = PrivateConversation.objects.filter(review=review).first()
    said = review.spoken_note or (kept.in_confidence if kept else "")
    note = {
        SpokenOutcome.SEEN.value: "seen_note",
        SpokenOutcome.REFUSED.value: "refused_note",
        SpokenOutcome.NOT_APPROPRIATE.value: "not_appropriate_note",
        SpokenOutcome.OBSERVED.value: "observed_note",
        SpokenOutcome.TRIED.value: "tried_note",
    }[review.spoken_outcome]
    on = "observed_on" if review.spoken_outcome == SpokenOutcome.OBSERVED else "spoken_on"
    place = kept.place if kept else ""
    return {"spoken_outcome": review.spoken_outcome, note: said, on: review.spoken_on, "spoken_place": place}


def attempts_made(form: GovukForm, review: Review) -> None:
    """Let attempts on record answer what was tried: then no note is asked for besides."""
    if made := review.attempts.count():
        note = form.fields["tried_note"]
        note.required = False
        note.help_text = f"{formats.counted(made, 'attempt')} recorded. Leave empty if they say it all."


class TodayForm(GovukForm):
    """A form that knows the day it is."""

    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        """Take the day, against which dates are checked."""
        super().__init__(*args, **kwargs)
        self.today = today

    def past(self, name: str) -> datetime.date | None:
        """Return a date that must be today or in the past."""
        checked: datetime.date | None = self.fields[name].check(
            self.cleaned_data[name], not_after=self.today, today=self.today
        )
        return checked


class SpokenFields(GovukForm):
    """Whether the IRO spoke with the child in private: one question, and what each answer asks further."""

    spoken_outcome = forms.ChoiceField(
        label="Did you speak with the child in private before the review?",
        choices=SpokenOutcome.choices,
        widget=Radios,
        error_messages={"required": "Say whether you spoke with the child in private before the review"},
    )
    spoken_on = DateField(label="When?", thing="the day you spoke with the child")
    spoken_place = forms.CharField(label="Where?", max_length=120, required=False)
    seen_note = forms.CharField(
        label="What did the child say, in confidence?",
        help_text=IN_CONFIDENCE,
        widget=Textarea(rows=4, limit=4000),
        max_length=4000,
        required=False,
    )
    refused_note = forms.CharField(
        label="What did the child say?", help_text=IN_CONFIDENCE, max_length=300, required=False
    )
    not_appropriate_note = forms.CharField(
        label="Why not?", max_length=300, error_messages={"required": "Say why it was not appropriate"}
    )
    observed_on = DateField(label="When?", thing="the day you observed the child")
    observed_note = forms.CharField(label="What did you see?", help_text=IN_CONFIDENCE, max_length=300, required=False)
    tried_note = forms.CharField(
        label="What was tried, and when?", max_length=300, error_messages={"required": "Say what was tried, and when"}
    )


def conversation_of(data: dict[str, Any]) -> tuple[str, datetime.date | None, str]:
    """Return the outcome, the day and the note that a form with `SpokenFields` holds, from its `cleaned_data`."""
    note = next((data[name] for name in NOTES if data.get(name)), "")
    return data["spoken_outcome"], data.get("spoken_on") or data.get("observed_on"), note


class SpeakForm(SpokenFields, TodayForm):
    """Record the conversation before the review."""

    reveals = {"spoken_outcome": SPOKEN_REVEALS}

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        """Take the review, whose attempts may answer what was tried."""
        super().__init__(*args, **kwargs)
        attempts_made(self, review)

    def clean_spoken_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("spoken_on")

    def clean_observed_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("observed_on")


class EarlierForm(TodayForm):
    """Ask for the review to be held earlier than its limit."""

    reason = forms.ChoiceField(
        label="Why?", choices=EARLY_CHOICES, error_messages={"required": "Choose why the review must come earlier"}
    )
    event_on = DateField(
        label="On which day does it happen?",
        help_text="The end of the remand or accommodation, the release, the change: the review comes before it. "
        "Of a visitor’s worry, the day it was raised.",
        thing="the day it happens",
        required=False,
    )
    review_by = DateField(
        label="By which day must the review be held?",
        help_text="The day you ask for. After a visitor’s worry, 10 working days unless you set another day.",
        thing="the day",
        required=False,
    )
    note = forms.CharField(
        label="What has happened?", required=False, widget=Textarea(rows=3, limit=300), max_length=300
    )


class OnForm(TodayForm):
    """Record the day on which something was done."""

    on = DateField(label="When?", thing="the day")

    def clean_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("on")


class RecordForm(TodayForm):
    """Write the record of a review."""

    text = forms.CharField(label="The record", widget=Textarea(rows=24), required=False, max_length=100_000, strip=True)
    mark_optional = False


class CloseDecisionForm(TodayForm):
    """Close a decision: carried out, or no longer needed."""

    status = forms.ChoiceField(
        label="What became of it?",
        choices=[
            (DecisionStatus.DONE.value, "It was carried out"),
            (DecisionStatus.NO_LONGER_NEEDED.value, "It is no longer needed"),
        ],
        widget=Radios,
        error_messages={"required": "Say what became of the decision"},
    )
    on = DateField(label="On which day?", thing="the day the decision was closed")
    done_outcome = forms.CharField(label="What was the result?", max_length=300, required=False)
    why = forms.CharField(
        label="Why is it no longer needed?",
        max_length=300,
        error_messages={"required": "Say why it is no longer needed"},
    )
    reveals = {"status": {DecisionStatus.DONE.value: ["done_outcome"], DecisionStatus.NO_LONGER_NEEDED.value: ["why"]}}

    def clean_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("on")


class AdjournForm(TodayForm):
    """Adjourn a review whose meeting was opened."""

    adjourned_on = DateField(label="On which day was the meeting adjourned?", thing="the day of the meeting")
    adjourned_reason = forms.CharField(
        label="Why?",
        help_text="What was missing, or who had no chance to contribute.",
        widget=Textarea(rows=3, limit=300),
        max_length=300,
        error_messages={"required": "Say why the review was adjourned"},
    )

    def clean_adjourned_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("adjourned_on")


class MeetingForm(TodayForm):
    """Record one meeting of a series."""

    held_on = DateField(label="When was the meeting?", thing="the day of the meeting")
    note = forms.CharField(label="Who was there?", max_length=200, required=False)

    def clean_held_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("held_on")
