"""What is searched for."""

from django import forms

from children.looking_up import FEWEST_LETTERS
from design.forms import GovukForm, SearchInput


class SearchForm(GovukForm):
    """A part of a name, or a whole id."""

    q = forms.CharField(
        label="Name or id of a child",
        help_text=f"At least {FEWEST_LETTERS} letters of a first, last, preferred or former name, or the whole id.",
        max_length=80,
        widget=SearchInput,
        error_messages={"required": f"Enter at least {FEWEST_LETTERS} letters of a name, or an id"},
    )
