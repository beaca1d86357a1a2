"""The forms of themes: coding words, taking a coding back, and keeping the list."""

from collections.abc import Sequence
from typing import Any

from django import forms

from design.forms import Checkboxes, FormKeyField, GovukForm, Radios, SentForm, VersionField
from participation.enums import ThemeFor
from participation.models import Theme

NONE_FITS = "none"
TICK = "Tick the themes that the words speak of, or “None of these fits”"


class CodeForm(SentForm):
    """Which themes somebody found in the words."""

    themes = forms.MultipleChoiceField(
        label="What do these words speak of?", widget=Checkboxes, error_messages={"required": TICK}
    )

    def __init__(self, *args: Any, themes: Sequence[Theme], **kwargs: Any) -> None:
        """Offer the themes that are in use for these words."""
        super().__init__(*args, **kwargs)
        self.known = {str(theme.pk): theme for theme in themes}
        offered = [(key, theme.name) for key, theme in self.known.items()]
        self.fields["themes"].choices = [*offered, (NONE_FITS, "None of these fits")]  # type: ignore[attr-defined]  # a field of choices

    def clean_themes(self) -> list[Theme]:
        """Return the themes; none where none fits, which is ticked alone."""
        ticked: list[str] = self.cleaned_data["themes"]
        if NONE_FITS in ticked and len(ticked) > 1:
            raise forms.ValidationError("Tick themes, or “None of these fits”, not both.")
        return [self.known[key] for key in ticked if key != NONE_FITS]


class TakeBackForm(SentForm):
    """Why a coding is taken back."""

    why = forms.CharField(label="Why?", max_length=200, error_messages={"required": "Say why it is taken back"})


class ThemeForm(GovukForm):
    """A new theme of the list."""

    name = forms.CharField(label="Name", max_length=80, error_messages={"required": "Enter the name of the theme"})
    whose = forms.ChoiceField(
        label="Whose words is it for?",
        choices=ThemeFor.choices,
        widget=Radios,
        error_messages={"required": "Say whose words it is for"},
    )
    form_key = FormKeyField()


class RetireForm(GovukForm):
    """Take a theme out of use, alone or into another."""

    into = forms.ChoiceField(
        label="Does another theme take its place?",
        help_text="What was coded with this one then counts as that one. Nothing that was coded is lost.",
        required=False,
    )
    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, others: Sequence[Theme], **kwargs: Any) -> None:
        """Offer the other themes in use for the same words."""
        super().__init__(*args, **kwargs)
        self.others = {str(theme.pk): theme for theme in others}
        offered = [(key, theme.name) for key, theme in self.others.items()]
        self.fields["into"].choices = [("", "No: it is no longer used"), *offered]  # type: ignore[attr-defined]  # a field of choices

    def clean_into(self) -> Theme | None:
        """Return the theme that takes its place, if one does."""
        return self.others.get(self.cleaned_data["into"])


class AgainForm(GovukForm):
    """Bring a theme back into use: nothing is asked."""

    version = VersionField()
    form_key = FormKeyField()
