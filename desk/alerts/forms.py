"""The forms of safety alerts. They ask and check; the actions decide."""

import datetime
from typing import Any

from django import forms

from design.forms import (
    DateField,
    Fieldset,
    FilterForm,
    FormKeyField,
    GovukForm,
    Layout,
    Radios,
    SearchInput,
    SentForm,
    Textarea,
    VersionField,
)
from desk.alerts.rows import OPEN
from participation.actions.alerts import Recorded
from participation.enums_alerts import AlertStatus, Cause, Considered, SafetyGrade

LONG_TEXT, SHORT_TEXT = 2000, 300


class AlertFilters(FilterForm):
    """Which alerts to list."""

    child = forms.CharField(label="Child", required=False, max_length=80, widget=SearchInput)
    state = forms.ChoiceField(
        label="State", choices=[("", "All"), (OPEN, "Open"), *AlertStatus.choices], required=False
    )
    grade = forms.ChoiceField(label="Grade", choices=[("", "All"), *SafetyGrade.choices], required=False)


class AcknowledgeForm(SentForm):
    """Say that one has it. There is nothing to fill in: it takes one press."""

    version = VersionField()


class MistakeForm(GovukForm):
    """Take back what was done by mistake."""

    because = forms.CharField(
        label="What was wrong?", max_length=SHORT_TEXT, error_messages={"required": "Say what was wrong"}
    )
    version = VersionField()
    form_key = FormKeyField()


class AddForm(GovukForm):
    """Add to an alert that is closed and locked."""

    text = forms.CharField(
        label="What is to be corrected or added?",
        help_text="It stands beside what was recorded, with your name and the time.",
        max_length=LONG_TEXT,
        widget=Textarea(rows=5, limit=LONG_TEXT),
        error_messages={"required": "Say what is to be corrected or added"},
    )
    form_key = FormKeyField()


class WordsForm(SentForm):
    """Which of somebody's own words call for action."""

    words = forms.CharField(
        label="Which words worry you?",
        help_text="Write them as they were said. They are shown to everybody who is told, and stay as you write them.",
        max_length=LONG_TEXT,
        widget=Textarea(rows=4, limit=LONG_TEXT),
        error_messages={"required": "Say which words worry you"},
    )


def _considered(label: str, missing: str, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=Considered.choices,
        widget=Radios,
        error_messages={"required": missing},
    )


def _why(missing: str) -> forms.CharField:
    return forms.CharField(label="Why?", max_length=SHORT_TEXT, error_messages={"required": missing})


class CloseForm(GovukForm):
    """What was done, by whom and when, what the cause was, and what was considered. Nothing may be left out."""

    done = forms.CharField(
        label="What was done?",
        help_text="For example, who spoke with the child, and what was changed.",
        max_length=LONG_TEXT,
        widget=Textarea(rows=6, limit=LONG_TEXT),
        error_messages={"required": "Say what was done"},
    )
    done_by = forms.CharField(label="Who did it?", max_length=120, error_messages={"required": "Say who did it"})
    done_on = DateField(label="On which day?", thing="the day it was done")
    cause = forms.ChoiceField(
        label="What was the cause?",
        choices=Cause.choices,
        widget=Radios,
        error_messages={"required": "Say what the cause was"},
    )
    cause_note = forms.CharField(
        label="What was it?", max_length=SHORT_TEXT, error_messages={"required": "Say what the cause was"}
    )
    lado = _considered(
        "Was a referral to the LADO considered?",
        "Say whether a referral to the LADO was considered",
        "The designated officer, where an adult who works with children may have harmed one.",
    )
    lado_not_needed_why = _why("Say why no referral to the LADO was needed")
    lado_not_considered_why = _why("Say why a referral to the LADO was not considered")
    section_47 = _considered(
        "Was an enquiry under section 47 considered?", "Say whether an enquiry under section 47 was considered"
    )
    section_47_not_needed_why = _why("Say why no enquiry under section 47 was needed")
    section_47_not_considered_why = _why("Say why an enquiry under section 47 was not considered")
    version = VersionField()
    form_key = FormKeyField()
    reveals = {
        "cause": {Cause.OTHER.value: ["cause_note"]},
        "lado": {
            Considered.NOT_NEEDED.value: ["lado_not_needed_why"],
            Considered.NOT_CONSIDERED.value: ["lado_not_considered_why"],
        },
        "section_47": {
            Considered.NOT_NEEDED.value: ["section_47_not_needed_why"],
            Considered.NOT_CONSIDERED.value: ["section_47_not_considered_why"],
        },
    }
    layout = Layout(
        Fieldset("What was done", "done", "done_by", "done_on"),
        Fieldset("The cause", "cause"),
        Fieldset(
            "What was considered",
            "lado",
            "section_47",
        ),
        "version",
        "form_key",
    )

    def __init__(self, *args: Any, today: datetime.date, not_before: datetime.date, **kwargs: Any) -> None:
        """Take the day, and the day the form came, between which something was done."""
        super().__init__(*args, **kwargs)
        self.today, self.not_before = today, not_before
        self.fields[
            "lado"
        ].help_text = (
            "The local authority’s designated officer, where an adult who works with children may have done harm."
        )

    def clean_done_on(self) -> datetime.date | None:
        """Return the day: not before the form came, and not in the future."""
        return self.check_date("done_on", not_before=self.not_before, not_after=self.today, today=self.today)


def recorded_in(cleaned: dict[str, Any]) -> Recorded:
    """Return what was recorded, from the cleaned data of a `CloseForm`."""
    return Recorded(
        done=cleaned["done"],
        done_by=cleaned["done_by"],
        done_on=cleaned["done_on"],
        cause=cleaned["cause"],
        cause_note=cleaned.get("cause_note") or "",
        lado=cleaned["lado"],
        lado_why=_reason(cleaned, "lado"),
        section_47=cleaned["section_47"],
        section_47_why=_reason(cleaned, "section_47"),
    )


def _reason(cleaned: dict[str, Any], of: str) -> str:
    return cleaned.get(f"{of}_{cleaned[of]}_why") or ""
