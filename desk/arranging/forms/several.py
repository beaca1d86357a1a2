"""Several reviews in one form: what fills the rows, and the rows themselves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from accounts.models import User
from design.forms import DateField, FilterForm, FormKeyField, GovukForm, Radios, TimeField, VersionField
from desk.arranging.forms.bookings import LONGEST_MEETING, SHORTEST_MEETING
from reviews.enums import TogetherWay
from reviews.models import Review, Venue
from reviews.slots import Slot

APART = ""
PARTS = ("on", "at", "minutes", "venue", "place", "chair")
Warn = Callable[[list[Slot], str], list[list[str]]]
Choices = Sequence[tuple[Any, Any]]


class FillForm(FilterForm):
    """What fills every row: one day, one place, one chair, one after the other from a time on."""

    on = DateField(label="Day", thing="the day")
    at = TimeField(label="From")
    minutes = forms.IntegerField(
        label="Minutes for each", min_value=SHORTEST_MEETING, max_value=LONGEST_MEETING, initial=60
    )
    venue = forms.ModelChoiceField(Venue.objects.filter(is_current=True), label="Venue", empty_label="Somewhere else")
    place = forms.CharField(label="Where, if somewhere else?", max_length=120)
    chair = forms.ModelChoiceField(User.objects.none(), label="Who chairs?", empty_label="Each child’s own IRO")
    way = forms.ChoiceField(
        label="Held together?",
        choices=[(APART, "No, each by itself"), *TogetherWay.choices],
    )

    def __init__(self, *args: Any, chairs: Any, are_family: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].queryset = chairs
        if not are_family:
            del self.fields["way"]


@dataclass(frozen=True)
class ReviewRow:
    """One review's part of the form, as the page shows it."""

    review: Review
    about: str
    fields: list[BoundField]


class SeveralForm(GovukForm):
    """A row for each review: day, time, place and chair. All are booked, or none."""

    way = forms.ChoiceField(
        label="Are they held together?",
        choices=[(APART, "No, each by itself"), *TogetherWay.choices],
        widget=Radios(hints={TogetherWay.JOINTLY: "The same day, time, place and chair for all of them"}),
        required=False,
    )
    accept = forms.BooleanField(label="Book them all the same", required=False, widget=forms.HiddenInput())
    version = VersionField()
    form_key = FormKeyField()

    def __init__(
        self, *args: Any, reviews: Sequence[Review], chairs: Any, are_family: bool, warn: Warn, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.reviews, self.warn = reviews, warn
        self.venues = {venue.pk: venue for venue in Venue.objects.filter(is_current=True)}
        self.chairs = {chair.pk: chair for chair in chairs}
        venues = [("", "Somewhere else"), *((pk, venue.name) for pk, venue in self.venues.items())]
        people = [("", "Choose"), *((pk, chair.full_name) for pk, chair in self.chairs.items())]
        for review in reviews:
            self.fields |= self._row_of(review, venues, people)
        self.fields["way"].mark_optional = False
        if not are_family:
            del self.fields["way"]

    @staticmethod
    def _row_of(review: Review, venues: Choices, people: Choices) -> dict[str, forms.Field]:
        """Return the questions of one row. The choices are read once for all of them."""
        time = {"required": "Enter the time"}
        row: dict[str, forms.Field] = {
            "on": DateField(label="Day", thing="the day of the review"),
            "at": TimeField(label="Time", error_messages=time),
            "minutes": forms.IntegerField(label="Minutes", min_value=SHORTEST_MEETING, max_value=LONGEST_MEETING),
            "venue": forms.TypedChoiceField(
                label="Venue", choices=venues, coerce=int, empty_value=None, required=False
            ),
            "place": forms.CharField(label="Where, if somewhere else?", max_length=120, required=False),
            "chair": forms.TypedChoiceField(label="Who chairs?", choices=people, coerce=int),
        }
        for field in row.values():
            field.mark_optional = False  # type: ignore[attr-defined]  # a question of ours
        return {f"{name}-{review.pk}": field for name, field in row.items()}

    def rows(self, about: Callable[[Review], str]) -> list[ReviewRow]:
        """Return the rows for the page. about: what to say of a review beside its child's name."""
        return [
            ReviewRow(review, about(review), [self[f"{name}-{review.pk}"] for name in PARTS]) for review in self.reviews
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a place in each row; hold the whole set against what stands, and against itself."""
        cleaned = super().clean() or self.cleaned_data
        for review in self.reviews:
            if not cleaned.get(f"venue-{review.pk}") and not cleaned.get(f"place-{review.pk}"):
                self.add_error(f"venue-{review.pk}", "Choose a venue, or say where the review is held")
        if self.errors:
            return cleaned
        slots = self.slots()
        self._check_jointly(slots)
        if not self.errors:
            self._warn(slots)
        return cleaned

    def slots(self) -> list[Slot]:
        """Return what is wanted, row by row."""
        given = self.cleaned_data
        return [
            Slot(
                review=review,
                on=given[f"on-{review.pk}"],
                at=given[f"at-{review.pk}"],
                minutes=given[f"minutes-{review.pk}"],
                venue=self.venues.get(given[f"venue-{review.pk}"]),
                place=given[f"place-{review.pk}"],
                chair=self.chairs[given[f"chair-{review.pk}"]],
            )
            for review in self.reviews
        ]

    def _check_jointly(self, slots: list[Slot]) -> None:
        if self.cleaned_data.get("way") != TogetherWay.JOINTLY:
            return
        for part, name in (("on", "day"), ("at", "time"), ("venue", "venue"), ("place", "place"), ("chair", "chair")):
            odd = next((slot for slot in slots if getattr(slot, part) != getattr(slots[0], part)), None)
            if odd:
                self.add_error(f"{part}-{odd.review.pk}", f"In one meeting all have the same {name}")

    def _warn(self, slots: list[Slot]) -> None:
        found = self.warn(slots, self.cleaned_data.get("way", APART))
        said = [
            f"{slot.review.child}: {sentence}"
            for slot, sentences in zip(slots, found, strict=True)
            for sentence in sentences
        ]
        if said:
            self.fields["accept"].widget = forms.CheckboxInput()
            if not self.cleaned_data["accept"]:
                self.add_error("accept", said)
