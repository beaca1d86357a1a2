"""What narrows the list of children."""

from django import forms

from design.forms import FilterForm, SearchInput

CARE = (("", "Looked after now"), ("all", "All children on record"))


class ChildFilter(FilterForm):
    """Which children to list."""

    q = forms.CharField(label="Name or id", max_length=80, widget=SearchInput)
    care = forms.ChoiceField(label="Care", choices=CARE)
