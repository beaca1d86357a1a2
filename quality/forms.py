"""Forms of the quality pages."""

import datetime
from typing import Any

from django import forms

from design.forms import (
    Checkboxes,
    DateField,
    FilterForm,
    FormKeyField,
    GovukForm,
    SearchInput,
    SeveralRecordsField,
    Textarea,
    YesNoField,
)
from reviews.models import IssueType

MOST_CASES = 500
EARLIEST = datetime.date(1990, 1, 1)


class DatedForm(GovukForm):
    """A form that says on which day something happened: not before `not_before`, and not in the future."""

    on = DateField(label="When?", thing="the date")

    def __init__(self, *args: Any, today: datetime.date, not_before: datetime.date = EARLIEST, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.not_before = today, not_before
        self.fields["on"].initial = today

    def clean_on(self) -> datetime.date | None:
        """Return the day within its bounds."""
        return self.check_date("on", not_before=self.not_before, not_after=self.today, today=self.today)


def _issues(label: str) -> SeveralRecordsField:
    return SeveralRecordsField(
        label=label,
        queryset=IssueType.objects.filter(is_current=True),
        required=False,
        widget=Checkboxes(small=True),
    )


class AuditForm(DatedForm):
    """Record an audit of practice."""

    field_order = ("subject", "auditor", "on", "is_multi_agency", "cases", "themes", "findings", "recommendation")

    subject = forms.CharField(
        label="What was audited?", max_length=120, error_messages={"required": "Enter what was audited"}
    )
    auditor = forms.CharField(label="Who audited?", max_length=120, error_messages={"required": "Enter who audited"})
    on = DateField(label="When?", thing="the date of the audit")
    is_multi_agency = YesNoField(
        label="Was it done together with other agencies?",
        error_messages={"required": "Say whether other agencies took part"},
    )
    cases = forms.IntegerField(
        label="How many cases were looked at?",
        min_value=1,
        max_value=MOST_CASES,
        error_messages={
            "required": "Enter how many cases were looked at",
            "invalid": "Enter the number of cases in figures, like 6",
            "min_value": "Enter 1 or more",
            "max_value": f"Enter {MOST_CASES} or less",
        },
    )
    themes = _issues("Themes")
    findings = forms.CharField(
        label="What was found?",
        max_length=2000,
        widget=Textarea(rows=5, limit=2000),
        error_messages={"required": "Say what was found"},
    )
    recommendation = forms.CharField(
        label="What is recommended?", max_length=1000, required=False, widget=Textarea(rows=3, limit=1000)
    )
    form_key = FormKeyField()


class ChecklistForm(DatedForm):
    """Complete the monitoring checklist of a review."""

    field_order = ("shortfalls", "note", "on")

    shortfalls = _issues("Shortfalls in care or planning")
    note = forms.CharField(label="Note", max_length=1000, required=False, widget=Textarea(rows=4, limit=1000))
    on = DateField(label="When was the checklist completed?", thing="the date the checklist was completed")
    form_key = FormKeyField()


class ConcernForm(DatedForm):
    """Raise a resource concern."""

    field_order = ("concern", "on")

    concern = forms.CharField(
        label="What is wanting, and what risk does that bring?",
        help_text="Name no child: this list is read across the service.",
        max_length=300,
        widget=Textarea(rows=3, limit=300),
        error_messages={"required": "Say what is wanting"},
    )
    on = DateField(label="When was it raised?", thing="the date it was raised")
    form_key = FormKeyField()


class CloseConcernForm(DatedForm):
    """Close a resource concern."""

    field_order = ("outcome", "on")

    outcome = forms.CharField(
        label="What came of it?",
        max_length=300,
        widget=Textarea(rows=3, limit=300),
        error_messages={"required": "Say what came of it"},
    )
    on = DateField(label="When was it closed?", thing="the date it was closed")
    form_key = FormKeyField()


class GoodPracticeForm(DatedForm):
    """Note a golden nugget."""

    field_order = ("text", "on")

    text = forms.CharField(
        label="What was done well?",
        max_length=500,
        widget=Textarea(rows=4, limit=500),
        error_messages={"required": "Say what was done well"},
    )
    on = DateField(label="When did you see it?", thing="the date you saw it")
    form_key = FormKeyField()


class ActivityForm(DatedForm):
    """Note an activity of the service."""

    field_order = ("text", "on")

    text = forms.CharField(
        label="What did the service do?",
        help_text="A forum, training given, a panel, a meeting with a team.",
        max_length=300,
        widget=Textarea(rows=3, limit=300),
        error_messages={"required": "Say what the service did"},
    )
    on = DateField(label="When?", thing="the date")
    form_key = FormKeyField()


class FindingFilters(FilterForm):
    """What narrows a list of findings."""

    words = forms.CharField(label="Search", max_length=80, widget=SearchInput())


class ConcernFilters(FindingFilters):
    """What narrows the list of resource concerns."""

    state = forms.ChoiceField(label="State", choices=[("", "All"), ("open", "Open"), ("closed", "Closed")])
