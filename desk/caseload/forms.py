"""What narrows an IRO's list of children."""

from django import forms

from design.forms import FilterForm

SHOWS = (
    ("", "All my children"),
    ("due", "Review due in the next 20 working days"),
    ("unbooked", "No date booked"),
    ("unspoken", "Not spoken with for the next review"),
    ("matters", "With open matters"),
)


class CaseloadFilter(FilterForm):
    """Which of my children to show."""

    show = forms.ChoiceField(label="Show", choices=SHOWS)
