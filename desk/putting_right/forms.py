"""The forms that take a mistake back."""

from typing import Any

from django import forms

from design.formats import day
from design.forms import FormKeyField, GovukForm, Radios, Textarea, VersionField
from reviews.models import ReviewMeeting


class WhyForm(GovukForm):
    """What the mistake was."""

    why = forms.CharField(
        label="What was the mistake?",
        max_length=250,
        widget=Textarea(rows=2, limit=250),
        error_messages={"required": "Say what the mistake was"},
    )
    version = VersionField()
    form_key = FormKeyField()


class AgainForm(GovukForm):
    """Let a booking stand again: nothing is asked."""

    version = VersionField()
    form_key = FormKeyField()


class MeetingForm(WhyForm):
    """Which meeting of a series was recorded by mistake, and what the mistake was."""

    meeting = forms.ModelChoiceField(
        ReviewMeeting.objects.none(),
        label="Which one?",
        widget=Radios(),
        empty_label=None,
        error_messages={"required": "Choose the meeting that was recorded by mistake"},
    )
    field_order = ["meeting", "why"]

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings
        self.fields["meeting"].label_from_instance = _meeting_words


def _meeting_words(meeting: ReviewMeeting) -> str:
    return ", ".join(part for part in (day(meeting.held_on), meeting.note) if part)
