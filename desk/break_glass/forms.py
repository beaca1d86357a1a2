"""Asking for a record, and judging why it was opened."""

from django import forms

from children.enums import GlassReason, GlassVerdict
from children.models.confidentiality import SHORTEST_EXPLANATION
from design.forms import FormKeyField, GovukForm, Radios, Textarea, VersionField


class OpenForm(GovukForm):
    """Which record, and why."""

    who = forms.CharField(
        label="Id of the child, or first and last name exactly as recorded",
        help_text="A part of a name finds nothing here.",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the whole id, or the first and last name"},
    )
    reason = forms.ChoiceField(
        label="Why do you need to see this record?",
        choices=GlassReason,
        widget=Radios(),
        error_messages={"required": "Choose the reason"},
    )
    explanation = forms.CharField(
        label="Explain it to whoever judges this",
        help_text=f"At least {SHORTEST_EXPLANATION} characters.",
        min_length=SHORTEST_EXPLANATION,
        max_length=500,
        widget=Textarea(rows=4, limit=500),
        error_messages={
            "required": "Explain why you need to see this record",
            "min_length": f"Explain why in at least {SHORTEST_EXPLANATION} characters",
        },
    )
    form_key = FormKeyField()


class JudgeForm(GovukForm):
    """Whether the record was opened with good reason."""

    verdict = forms.ChoiceField(
        label="Was it justified to open this record?",
        choices=GlassVerdict,
        widget=Radios(),
        error_messages={"required": "Say whether it was justified"},
    )
    note = forms.CharField(
        label="What should be known about this verdict?",
        help_text="Needed when it was not justified: say what happens now.",
        required=False,
        max_length=500,
        widget=Textarea(rows=3, limit=500),
    )
    version = VersionField()
    form_key = FormKeyField()
