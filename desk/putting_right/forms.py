"""The forms that take a mistake back."""

from django import forms

from design.forms import FormKeyField, GovukForm, Textarea, VersionField


class WhyForm(GovukForm):
    """What the mistake was."""

    why = forms.CharField(
        label="What was the mistake?",
        max_length=250,
        widget=Textarea(rows=2, limit=250),
        error_messages={"required": "Say what the mistake was"},
    )
    version = VersionField()
    form_key = FormKeyField()


class AgainForm(GovukForm):
    """Let a booking stand again: nothing is asked."""

    version = VersionField()
    form_key = FormKeyField()
