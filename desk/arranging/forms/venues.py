"""The list of venues, and the ways between them."""

from typing import Any

from django import forms

from design.forms import Fieldset, FormKeyField, GovukForm, Layout, VersionField, YesNoField
from reviews.models import Venue

LARGEST_ROOM = 500
LONGEST_WAY = 480
VENUE = ("name", "is_video", "link_holder", "address", "room_for", "is_step_free", "is_school", "note", "is_current")


class VenueForm(GovukForm):
    """What somebody who books a venue must know."""

    name = forms.CharField(
        label="Name of the venue", max_length=120, error_messages={"required": "Enter the name of the venue"}
    )
    is_video = forms.BooleanField(label="It is a meeting by video", required=False)
    link_holder = forms.CharField(
        label="Who sends out the link, of a meeting by video?",
        help_text="A name or an office. The link itself is kept nowhere: whoever has it can come in.",
        max_length=120,
        required=False,
    )
    address = forms.CharField(label="Address", max_length=300, required=False)
    room_for = forms.IntegerField(
        label="Room for how many people?", min_value=1, max_value=LARGEST_ROOM, required=False
    )
    is_step_free = YesNoField(label="Can it be reached without steps?", required=False)
    is_school = forms.BooleanField(label="It is a school", required=False)
    note = forms.CharField(
        label="What else to know", help_text="For example, how to park.", max_length=200, required=False
    )
    is_current = forms.BooleanField(label="Reviews can be booked here", required=False, initial=True)
    version = VersionField(required=False)
    form_key = FormKeyField()

    layout = Layout(
        "name",
        Fieldset("By video", "is_video", "link_holder"),
        Fieldset("In a room", "address", "room_for", "is_step_free", "is_school"),
        "note",
        "is_current",
        "version",
        "form_key",
    )


class JourneyForm(GovukForm):
    """How long the way between two venues takes."""

    one = forms.ModelChoiceField(Venue.objects.none(), label="From or to", empty_label="Choose")
    other = forms.ModelChoiceField(Venue.objects.none(), label="To or from", empty_label="Choose")
    minutes = forms.IntegerField(
        label="Minutes on the way",
        help_text="Leave this empty to forget the way.",
        min_value=1,
        max_value=LONGEST_WAY,
        required=False,
    )
    form_key = FormKeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = Venue.objects.filter(is_current=True, is_video=False)
        self.fields["one"].queryset = self.fields["other"].queryset = rooms

    def clean(self) -> dict[str, Any]:
        """Refuse the way from a venue to itself."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("one") and cleaned["one"] == cleaned.get("other"):
            self.add_error("other", "Choose another venue")
        return cleaned
