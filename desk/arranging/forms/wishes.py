"""What is wished of a review's time and place, what its meeting needs, and what brothers and sisters share."""

import datetime
from typing import Any

from django import forms

from design.forms import (
    DateField,
    Fieldset,
    FormKeyField,
    GovukForm,
    Layout,
    Radios,
    Textarea,
    VersionField,
)
from desk.arranging.forms.bookings import LONGEST_MEETING, SHORTEST_MEETING
from reviews.enums import WishedBy

MOST_PEOPLE = 60
WISHES = ("after_school", "not_in_school", "not_by_video", "time", "place", "wanted", "not_wanted")
NEEDS = ("minutes_wanted", "people_expected", "earliest_on", "latest_on", "step_free")


class WishesForm(GovukForm):
    """What the child, a parent or a carer wishes. What they said before, this replaces."""

    said_by = forms.ChoiceField(
        label="Whose wishes?",
        choices=WishedBy.choices,
        widget=Radios,
        error_messages={"required": "Choose whose wishes these are"},
    )
    said_on = DateField(label="On which day did they say so?", thing="the day they said so")
    after_school = forms.BooleanField(label="Outside school hours", required=False)
    not_in_school = forms.BooleanField(label="Not held at school", required=False)
    not_by_video = forms.BooleanField(label="Not by video", required=False)
    time = forms.CharField(label="What else about the time?", max_length=200, required=False)
    place = forms.CharField(label="Where?", max_length=200, required=False)
    wanted = forms.CharField(label="Who should be there?", max_length=200, required=False)
    not_wanted = forms.CharField(label="Who should not be there?", max_length=200, required=False)
    version = VersionField()
    form_key = FormKeyField()

    layout = Layout(
        "said_by",
        "said_on",
        Fieldset("When and where", "after_school", "not_in_school", "not_by_video", "time", "place"),
        Fieldset("Who", "wanted", "not_wanted"),
        "version",
        "form_key",
    )

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_said_on(self) -> datetime.date | None:
        """Refuse a day to come."""
        return self.check_date("said_on", not_after=self.today, today=self.today)


class NeedsForm(GovukForm):
    """What one review's meeting needs."""

    minutes_wanted = forms.IntegerField(
        label="How long, in minutes?", min_value=SHORTEST_MEETING, max_value=LONGEST_MEETING, required=False
    )
    people_expected = forms.IntegerField(
        label="How many people are expected?", min_value=1, max_value=MOST_PEOPLE, required=False
    )
    earliest_on = DateField(label="Earliest day", thing="the earliest day", required=False)
    latest_on = DateField(
        label="Latest day",
        help_text="Where it is wanted before the last lawful day.",
        thing="the latest day",
        required=False,
    )
    step_free = forms.BooleanField(label="Somebody needs a place without steps", required=False)
    version = VersionField()
    form_key = FormKeyField()

    def clean(self) -> dict[str, Any]:
        """Refuse days out of order."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("earliest_on"), cleaned.get("latest_on")
        if first and last and last < first:
            self.add_error("latest_on", "The latest day must not come before the earliest")
        return cleaned


class SharedTextForm(GovukForm):
    """What the records of brothers and sisters share."""

    text = forms.CharField(
        label="What all their records share",
        help_text="Written once. Each child’s code, decisions and record stay the child’s own.",
        max_length=20_000,
        required=False,
        widget=Textarea(rows=12),
    )
    version = VersionField()
    form_key = FormKeyField()
