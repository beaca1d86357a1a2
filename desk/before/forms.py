"""The forms of what comes before a review."""

import datetime

from django import forms

from design.forms import DateField, Radios
from desk.log_review.forms import TodayForm
from reviews.enums import AttemptMade, ConferredBy


class AttemptForm(TodayForm):
    """Record one attempt to speak with the child."""

    on = DateField(label="When did you try?", thing="the day you tried")
    how = forms.ChoiceField(
        label="How?", choices=AttemptMade.choices, widget=Radios, error_messages={"required": "Choose how you tried"}
    )
    what_happened = forms.CharField(
        label="What happened?", max_length=300, error_messages={"required": "Say what happened"}
    )

    def clean_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("on")


class ConferForm(TodayForm):
    """Record that the social worker and the IRO conferred."""

    on = DateField(label="When did you confer?", thing="the day you conferred")
    with_whom = forms.CharField(
        label="With whom?", max_length=120, error_messages={"required": "Enter with whom you conferred"}
    )
    how = forms.ChoiceField(
        label="How?",
        choices=ConferredBy.choices,
        widget=Radios,
        error_messages={"required": "Choose how you conferred"},
    )
    note = forms.CharField(label="What should be known about it?", max_length=300, required=False)

    def clean_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("on")
