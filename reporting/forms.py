"""The forms of the reporting pages."""

from collections.abc import Mapping
from typing import Any

from django import forms

from design.forms import DateField, FilterForm, FormKeyField, GovukForm, Textarea, VersionField, YesNoField
from reporting.facts import Period
from reporting.measures.measure import Measure
from reporting.narrative import unknown_names

# Figures that may be typed, since records may not reach back to them.
TYPED_KEYS = (
    ("disputes.previous.stage_1", "Disputes at stage 1 in the period before"),
    ("disputes.previous.stage_2", "Disputes at stage 2 in the period before"),
    ("advocacy.supported", "Young people whom an advocate supported"),
)
TYPED_ROWS = (
    ("", "It has no rows"),
    ("looked_after", "Children looked after"),
    ("leaving_care", "Young people leaving care"),
    ("uasc", "Unaccompanied asylum-seeking children"),
)


class _Period(GovukForm):
    """The first and the last day of a period."""

    start = DateField(label="First day of the period", thing="the first day of the period")
    end = DateField(label="Last day of the period", thing="the last day of the period")

    def clean(self) -> dict[str, Any]:
        """Refuse what is no period: a reversed one, or one in years that no record is of."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end:
            try:
                Period.asked_for(start, end)
            except ValueError as error:
                self.add_error("end", str(error).removesuffix("."))
        return cleaned


class PeriodForm(_Period):
    """Which period's figures to show."""

    mark_optional = False


class StartForm(_Period):
    """Begin a report."""

    form_key = FormKeyField()


class FrontSheetForm(GovukForm):
    """What stands on the first page."""

    title = forms.CharField(max_length=200, label="Title")
    panel = forms.CharField(max_length=120, label="Report for")
    meeting_on = DateField(required=False, label="Date of meeting", thing="the date of the meeting")
    subject = forms.CharField(max_length=200, required=False, label="Subject")
    responsible_officer = forms.CharField(max_length=120, required=False, label="Responsible officer")
    is_exempt = YesNoField(label="Is the report exempt from publication?", required=True)
    enclosures = forms.CharField(max_length=200, required=False, label="Enclosures")
    contact = forms.CharField(max_length=200, required=False, label="Contact")
    background_papers = forms.CharField(max_length=300, required=False, label="Background papers")
    version = VersionField()
    form_key = FormKeyField()


class SectionForm(GovukForm):
    """The text under a heading."""

    mark_optional = False

    text = forms.CharField(
        required=False,
        label="Text",
        max_length=20000,
        widget=Textarea(rows=18),
        help_text="Leave a blank line between paragraphs. Begin a line with a hyphen for a list, with ## for a "
        "heading. Write a figure by its name in braces, like {reviews.held}, and it will always be right.",
    )
    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, figures: Mapping[str, Measure], **kwargs: Any) -> None:
        """Take the figures that the text may name."""
        super().__init__(*args, **kwargs)
        self.figures = figures

    def clean_text(self) -> str:
        """Refuse a figure that does not exist."""
        text: str = self.cleaned_data["text"]
        unknown = unknown_names(text, self.figures)
        if unknown:
            raise forms.ValidationError(f"There is no figure called {unknown[0]}. Take it out or correct its name.")
        return text


class FootnoteForm(GovukForm):
    """The printed explanation of figures that do not add up."""

    text = forms.CharField(
        label="Footnote",
        max_length=500,
        widget=Textarea(rows=4, limit=500),
        help_text="It is printed below the table.",
        error_messages={"required": "Enter the footnote"},
    )
    version = VersionField()
    form_key = FormKeyField()


class TypedFigureForm(GovukForm):
    """A figure that records do not reach."""

    key = forms.ChoiceField(choices=TYPED_KEYS, label="Which figure?")
    code = forms.ChoiceField(choices=TYPED_ROWS, required=False, label="Which row of it?")
    from_on = DateField(label="First day it covers", thing="the first day the figure covers")
    until_on = DateField(label="Last day it covers", thing="the last day the figure covers")
    value = forms.DecimalField(min_value=0, max_digits=12, decimal_places=2, label="The figure")
    source = forms.CharField(max_length=200, label="Where it comes from")
    version = VersionField(initial=0)
    form_key = FormKeyField()


class ConfirmForm(GovukForm):
    """Confirm a step; the version says what was seen."""

    version = VersionField()
    form_key = FormKeyField()


class PeriodFilter(FilterForm):
    """The period in the address of a page of figures."""

    start = DateField(label="First day")
    end = DateField(label="Last day")
