"""Taking a child on, and giving back."""

from django import forms

from design.forms import SentForm, Textarea, VersionField


class TakeOnForm(SentForm):
    """A button that asks nothing."""

    version = VersionField()


class GiveBackForm(SentForm):
    """Why a child is given back."""

    version = VersionField()
    because = forms.CharField(
        label="Why is it given back?",
        help_text="Whoever takes it on next reads this.",
        max_length=300,
        widget=Textarea(rows=2, limit=300),
        error_messages={"required": "Say why it is given back"},
    )
