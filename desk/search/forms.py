"""What is searched for."""

from django import forms

from design.forms import GovukForm, SearchInput

FEWEST_LETTERS = 3


class SearchForm(GovukForm):
    """A part of a name, or a whole id."""

    q = forms.CharField(
        label="Name or id of a child",
        help_text="At least 3 letters of a first, last, preferred or former name, or the whole id.",
        max_length=80,
        widget=SearchInput,
        error_messages={"required": "Enter at least 3 letters of a name, or an id"},
    )
