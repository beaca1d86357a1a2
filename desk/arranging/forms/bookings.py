"""Arranging a review, and sending its record out."""

import datetime
from collections.abc import Callable
from typing import Any

from django import forms

from accounts.models import Team, User
from design.formats import day
from design.forms import (
    DateField,
    FilterForm,
    FormKeyField,
    GovukForm,
    Radios,
    SearchInput,
    TimeField,
    VersionField,
)
from desk.arranging.rows import NO_LIMIT, PASSED, WEEK
from reviews.enums import AskedBy
from reviews.models import Venue

SHORTEST_MEETING, LONGEST_MEETING = 15, 480
WEEKS_AHEAD = 26


def weeks_of_limits(today: datetime.date) -> list[tuple[str, str]]:
    """Return the weeks in which a limit may fall, by their Mondays, and what lies outside them."""
    monday = today - datetime.timedelta(days=today.weekday())
    weeks = [monday + WEEK * number for number in range(WEEKS_AHEAD)]
    ahead = [(str(each), f"Week of {day(each)}") for each in weeks]
    return [("", "Any"), (PASSED, "Passed"), *ahead, (NO_LIMIT, "No limit")]


class ToArrangeFilter(FilterForm):
    """What narrows the list of reviews to arrange."""

    q = forms.CharField(label="Child", widget=SearchInput())
    iro = forms.ModelChoiceField(User.objects.none(), label="IRO", empty_label="Every IRO")
    team = forms.ModelChoiceField(Team.objects.none(), label="Team", empty_label="Every team")
    limit = forms.ChoiceField(label="Last lawful day")

    def __init__(self, *args: Any, iros: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["iro"].queryset = iros
        self.fields["limit"].choices = weeks_of_limits(today)
        self.today = today
        self.fields["team"].queryset = Team.objects.filter(is_current=True, kind="social_work")


class BookingForm(GovukForm):
    """When and where a review is held, and by whom it is chaired."""

    on = DateField(label="Day", thing="the day of the review")
    at = TimeField(
        label="Time", help_text="For example, 10:00 or 2:30pm", error_messages={"required": "Enter the time"}
    )
    minutes = forms.IntegerField(
        label="How long, in minutes?", min_value=SHORTEST_MEETING, max_value=LONGEST_MEETING, initial=90
    )
    venue = forms.ModelChoiceField(
        Venue.objects.filter(is_current=True), label="Venue", required=False, empty_label="Somewhere else"
    )
    place = forms.CharField(label="Where, if somewhere else?", max_length=120, required=False)
    chair = forms.ModelChoiceField(User.objects.none(), label="Who chairs?", empty_label="Choose")
    accept = forms.BooleanField(label="Book it all the same", required=False, widget=forms.HiddenInput())
    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, iros: Any, warn: Callable[[dict[str, Any]], list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = iros
        self.warn = warn

    def clean(self) -> dict[str, Any]:
        """Say before it happens that somebody or somewhere is taken, or that the limit will have passed."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        warnings = self.warn(cleaned)
        if warnings:
            self.fields["accept"].widget = forms.CheckboxInput()
            if not cleaned["accept"]:
                self.add_error("accept", warnings)
        return cleaned


class WithOthers(GovukForm):
    """Asks about the brothers and sisters whose reviews are held together with this one."""

    others = forms.ChoiceField(
        choices=[("with", "Yes, they stay together"), ("alone", "No, only this one")],
        widget=Radios,
        error_messages={"required": "Say what becomes of the reviews that are held together with this one"},
    )

    def ask_about(self, others: str, question: str) -> None:
        """Ask, where there are others: their names in words."""
        self.fields["others"].label = question.format(others)
        if not others:
            del self.fields["others"]


class MoveForm(WithOthers, BookingForm):
    """Where a booked review moves to, and why."""

    because = forms.CharField(
        label="Why is it moved?", max_length=200, error_messages={"required": "Say why the review is moved"}
    )
    asked_by = forms.ChoiceField(
        label="Who asked for a later day?",
        help_text="Leave empty where the review moves to an earlier day, or within its day.",
        choices=[("", "Choose"), *AskedBy.choices],
        required=False,
    )

    def __init__(self, *args: Any, others: str, may_be_put_off: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_about(others, "Move the reviews of {} with it?")
        if not may_be_put_off:
            del self.fields["asked_by"]

    def clean(self) -> dict[str, Any]:
        """Ask who wanted it where the review is put off; to be moved for any other reason, nobody need have asked."""
        cleaned = super().clean()
        on, was_on = cleaned.get("on"), self.initial.get("on")
        if "asked_by" in self.fields and on and was_on and on > was_on and not cleaned.get("asked_by"):
            self.add_error("asked_by", "Say who asked for a later day. Choose “Not said” if nobody knows")
        return cleaned


class CancelBookingForm(WithOthers):
    """Why a booking falls."""

    def __init__(self, *args: Any, others: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_about(others, "Cancel the reviews of {} with it?")

    because = forms.CharField(
        label="Why is the booking cancelled?",
        max_length=200,
        error_messages={"required": "Say why the booking is cancelled"},
    )
    version = VersionField()
    form_key = FormKeyField()


class DistributeForm(GovukForm):
    """When a finished record went out."""

    on = DateField(label="On which day was the record sent out?", thing="the day the record was sent out")
    version = VersionField()
    form_key = FormKeyField()
