"""What is asked before something leaves the system."""

from django import forms

from design.forms import FormKeyField, GovukForm, Radios, Textarea
from exchange.enums import ExportReason

SHORTEST_EXPLANATION = 10
LONGEST_EXPLANATION = 300
MORE = "Say in a few more words what the list is for"


class TakeListForm(GovukForm):
    """Why a list must leave the system."""

    reason = forms.ChoiceField(
        label="Why do you need this list outside the system?",
        choices=ExportReason.choices,
        widget=Radios,
        error_messages={"required": "Choose why you need this list outside the system"},
    )
    explanation = forms.CharField(
        label="What will you use it for, and who will see it?",
        help_text="This is printed at the foot of the file and kept in the log.",
        min_length=SHORTEST_EXPLANATION,
        max_length=LONGEST_EXPLANATION,
        widget=Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Say what you will use the list for and who will see it",
            "min_length": MORE,
        },
    )
    form_key = FormKeyField()


class MakeFeedForm(GovukForm):
    """Nothing is asked; the key makes a button pressed twice make one address."""

    form_key = FormKeyField()
