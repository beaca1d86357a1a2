"""The form in which a social worker records, before a review, how they see what the child is asked too."""

from typing import Any

from django import forms

from design.forms import FormKeyField, GovukForm, Radios, VersionField
from participation.enums import Meaning, Subject
from participation.models.workers_view import LONGEST_WHY

SAY_WHY = "Say in a line why: {subject}"


def _why(subject: str) -> str:
    return f"{subject}_why"


class WorkersViewForm(GovukForm):
    """For each subject an answer on the common scale, and a line why."""

    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask about each subject."""
        super().__init__(*args, **kwargs)
        for subject in Subject:
            self.fields[subject.value] = forms.ChoiceField(
                label=subject.label,
                choices=Meaning.choices,
                widget=Radios(inline=True),
                error_messages={"required": f"Say how you see it: {subject.label.lower()}"},
            )
            self.fields[_why(subject)] = forms.CharField(
                label=f"Why? ({subject.label.lower()})", max_length=LONGEST_WHY, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask why of every answer but "do not know"."""
        cleaned: dict[str, Any] = super().clean() or {}
        for subject in Subject:
            answer = cleaned.get(subject.value)
            if answer and answer != Meaning.UNKNOWN and not cleaned.get(_why(subject)):
                self.add_error(_why(subject), SAY_WHY.format(subject=subject.label.lower()))
        return cleaned


def seen_of(data: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return answer and why by subject, from the cleaned data of a `WorkersViewForm`."""
    return {subject.value: (data[subject.value], data[_why(subject)]) for subject in Subject}


def typed_of(answers: Any) -> dict[str, str]:
    """Return what a form starts from: answers that were recorded before."""
    typed: dict[str, str] = {}
    for row in answers:
        typed |= {row.subject: row.answer, _why(row.subject): row.why}
    return typed
