"""The sections of the form that logs a review, one small form each."""

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import formset_factory

from accounts.models import User
from design import formats
from design.forms import (
    Checkboxes,
    DateField,
    FormKeyField,
    GovukForm,
    GovukFormSet,
    Radios,
    Textarea,
    VersionField,
)
from desk.log_review.family_sections import CHOOSE
from reviews.enums import (
    LateReason,
    PaperKind,
    PaperState,
    ReviewMode,
    ReviewStatus,
)
from reviews.facts import ReviewFacts
from reviews.models import Decision
from reviews.policies import first_day_to_complete, is_late

if TYPE_CHECKING:
    from desk.log_review.whole_review import Background

# What an IRO may give as the reason for an earlier next review.
EARLY = [
    *CHOOSE,
    ("iro_asked", "The child’s needs ask for it"),
    ("plan_changed", "A significant change to the care plan"),
    ("care_to_cease", "Care is to cease and no parent takes over"),
    ("remand_ends", "Remand or police accommodation is to end"),
    ("release", "Release from custody"),
    ("other", "Other"),
]


class WhenForm(GovukForm):
    """When and how the review was held, and who chaired."""

    mode = forms.ChoiceField(
        label="How was the review held?",
        choices=ReviewMode.choices,
        widget=Radios,
        error_messages={"required": "Choose how the review was held"},
    )
    completed_when = forms.ChoiceField(
        label="When was the review completed?",
        help_text="The day of the meeting; for a series, the day of the last one.",
        widget=Radios,
        error_messages={"required": "Say when the review was completed"},
    )
    completed_on = DateField(label="Which day?", thing="the day the review was completed")
    chaired_by = forms.ChoiceField(
        label="Who chaired?", widget=Radios, error_messages={"required": "Say who chaired the review"}
    )
    cover_reason = forms.CharField(
        label="Why are you chairing it?",
        max_length=200,
        error_messages={"required": "Say why you chaired in place of the child’s IRO"},
    )
    late_reason = forms.ChoiceField(label="Why was it late?", choices=[*CHOOSE, *LateReason.choices], required=False)
    late_note = forms.CharField(label="What happened?", max_length=300, required=False)
    version = VersionField()
    form_key = FormKeyField()
    paper_reason = forms.CharField(
        label="Why are you satisfied that no meeting was needed?",
        max_length=300,
        error_messages={"required": "Say why you are satisfied that no meeting was needed"},
    )
    mark_optional = False
    reveals = {
        "mode": {ReviewMode.PAPER.value: ["paper_reason"]},
        "completed_when": {"other": ["completed_on"]},
        "chaired_by": {"me": ["cover_reason"]},
    }

    def __init__(self, *args: Any, known: "Background", **kwargs: Any) -> None:
        """Offer today, the booked day and any other; ask who chaired only when it is not plain."""
        super().__init__(*args, **kwargs)
        self.known = known
        review, today = known.review, known.today
        self.initial = {
            "mode": ReviewMode.SERIES if review.status == ReviewStatus.IN_SERIES else review.mode,
            "version": review.version,
            "chaired_by": "iro",
        }
        days = [("today", f"Today, {formats.day(today)}")]
        first = first_day_to_complete(review) or review.period.became_looked_after_on
        if known.booking and first <= known.booking.on < today:
            days.append(("booked", f"When it was booked, {formats.day(known.booking.on)}"))
        self.fields["completed_when"].choices = [*days, ("other", "Another day")]
        if known.iro is None or known.iro == known.user:
            del self.fields["chaired_by"], self.fields["cover_reason"]
        else:
            self.fields["chaired_by"].choices = [
                ("iro", f"{known.iro.full_name}, the child’s IRO"),
                ("me", "I am chairing this review"),
            ]
        if review.due_on is None or review.due_on >= today:
            del self.fields["late_reason"], self.fields["late_note"]
        else:
            self.fields["late_reason"].help_text = f"Only if it was completed after {formats.day(review.due_on)}."
        self.reveals = {name: answers for name, answers in type(self).reveals.items() if name in self.fields}

    def clean_completed_on(self) -> datetime.date | None:
        """Return the day, neither in the future nor before care began."""
        checked: datetime.date | None = self.fields["completed_on"].check(
            self.cleaned_data["completed_on"],
            not_before=self.known.review.period.became_looked_after_on,
            not_after=self.known.today,
            today=self.known.today,
        )
        return checked

    def clean(self) -> dict[str, Any]:
        """Ask why, as soon as the day shows that the review was late."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "late_reason" in self.fields and not self.errors and not data["late_reason"]:
            said = ReviewFacts(completed_on=self.day(), chair=self.known.user, participation_code="")
            if is_late(said, self.known.review, self.known.calendar):
                due = formats.day(self.known.review.due_on)
                self.add_error("late_reason", f"Choose why the review was completed after its limit, {due}")
        return data

    def day(self) -> datetime.date:
        """Return the day of completion, after `is_valid()`."""
        day: datetime.date = self._days()[self.cleaned_data["completed_when"]] or self.cleaned_data["completed_on"]
        return day

    def day_as_typed(self) -> datetime.date | None:
        """Return the day of completion if one can be read, today where nothing was said yet."""
        chosen = self["completed_when"].value()
        if not chosen:
            return self.known.today
        if chosen != "other":
            return self._days().get(chosen)
        try:
            typed: datetime.date | None = self.fields["completed_on"].to_python(self["completed_on"].value())
        except forms.ValidationError:
            return None
        return typed

    def _days(self) -> dict[str, datetime.date | None]:
        booked = self.known.booking.on if self.known.booking else None
        return {"today": self.known.today, "booked": booked, "other": None}

    def chair(self) -> User:
        """Return who chaired, after `is_valid()`."""
        if self.cleaned_data.get("chaired_by") == "iro" and self.known.iro:
            return self.known.iro
        return self.known.user


class MeetingRow(GovukForm):
    """One meeting of a series."""

    held_on = DateField(label="Day", thing="the day of the meeting")
    note = forms.CharField(label="With whom", max_length=200, required=False)


class Meetings(formset_factory(MeetingRow, formset=GovukFormSet, extra=0, can_delete=True, max_num=20)):  # type: ignore[misc]  # made at run time
    """The meetings of a series."""

    row = "meeting"
    add_text = "Add a meeting"


class OthersForm(GovukForm):
    """Who else took part, of those who are known."""

    present = forms.MultipleChoiceField(label="Who else took part?", required=False, widget=Checkboxes(small=True))
    mark_optional = False

    def __init__(self, *args: Any, known: "Background", **kwargs: Any) -> None:
        """Offer the social worker and the people around the child."""
        super().__init__(*args, **kwargs)
        choices = [(value, f"{name}, {part[:1].lower()}{part[1:]}") for value, name, part in known.others]
        if choices:
            self.fields["present"].choices = choices
        else:
            del self.fields["present"]


class AttendanceRow(GovukForm):
    """Somebody else who took part."""

    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter the person’s name"})
    part = forms.CharField(
        label="In what capacity", max_length=80, error_messages={"required": "Enter in what capacity they came"}
    )


class Attendances(formset_factory(AttendanceRow, formset=GovukFormSet, extra=0, can_delete=True, max_num=30)):  # type: ignore[misc]  # made at run time
    """Others who took part."""

    row = "person"
    add_text = "Add somebody else"


class PapersForm(GovukForm):
    """Which papers came, and when. One question per paper."""

    mark_optional = False

    def __init__(self, *args: Any, known: "Background", **kwargs: Any) -> None:
        """Ask about each paper that this child may need."""
        super().__init__(*args, **kwargs)
        for kind in PaperKind:
            if kind == PaperKind.PATHWAY_PLAN and not known.needs_pathway_plan:
                continue
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=[*CHOOSE, *PaperState.choices], required=False
            )


class LastDecisionForm(GovukForm):
    """What became of a decision of an earlier review."""

    what = forms.ChoiceField(
        label="What became of it?",
        choices=[
            ("keep", "Still running"),
            ("done", "Carried out"),
            ("carry", "Carried over"),
            ("not_needed", "No longer needed"),
        ],
        widget=Radios(small=True),
        initial="keep",
        error_messages={"required": "Say what became of this decision"},
    )
    outcome = forms.CharField(label="With what result?", max_length=300, required=False)
    target_on = DateField(label="By when now?", thing="the new day for this decision")
    why = forms.CharField(
        label="Why is it no longer needed?",
        max_length=300,
        error_messages={"required": "Say why this decision is no longer needed"},
    )
    version = VersionField()
    reveals = {"what": {"done": ["outcome"], "carry": ["target_on"], "not_needed": ["why"]}}

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        """Take the decision it asks about."""
        super().__init__(*args, **kwargs)
        self.decision = decision
        self.initial = {"what": "keep", "version": decision.version}

    def as_seen(self) -> Decision:
        """Return the decision at the version the person saw, so that a change meanwhile is a conflict."""
        self.decision.version = self.cleaned_data["version"]
        return self.decision


class DecisionRow(GovukForm):
    """A new decision."""

    text = forms.CharField(
        label="Decision",
        widget=Textarea(rows=2),
        max_length=1000,
        error_messages={"required": "Enter the decision"},
    )
    owner = forms.CharField(
        label="Who carries it out",
        max_length=120,
        error_messages={"required": "Enter who carries out the decision"},
    )
    target_on = DateField(label="By when", thing="the day by which the decision is carried out")


class Decisions(formset_factory(DecisionRow, formset=GovukFormSet, extra=1, can_delete=True, max_num=50)):  # type: ignore[misc]  # made at run time
    """The decisions of this review."""

    row = "decision"


class GoodPracticeForm(GovukForm):
    """Good work that others should hear of."""

    good_practice = forms.CharField(
        label="Good practice to note", widget=Textarea(rows=2, limit=500), max_length=500, required=False
    )


class NextForm(GovukForm):
    """Whether the next review must come before its latest lawful date."""

    following = forms.ChoiceField(
        label="By when must the next review be held?",
        choices=[("latest", "By its latest lawful date"), ("earlier", "Earlier")],
        widget=Radios,
        error_messages={"required": "Choose by when the next review must be held"},
    )
    next_review_by = DateField(label="By which day?", thing="the day for the next review")
    next_early_reason = forms.ChoiceField(
        label="Why earlier?",
        choices=EARLY,
        error_messages={"required": "Choose why the next review must come earlier"},
    )
    reveals = {"following": {"earlier": ["next_review_by", "next_early_reason"]}}

    def __init__(self, *args: Any, known: "Background", **kwargs: Any) -> None:
        """Start from the latest lawful date."""
        super().__init__(*args, **kwargs)
        self.known = known
        self.initial = {"following": "latest"}

    def clean_next_review_by(self) -> datetime.date | None:
        """Return the day, not in the past."""
        today = self.known.today
        checked: datetime.date | None = self.fields["next_review_by"].check(
            self.cleaned_data["next_review_by"], not_before=today, today=today
        )
        return checked
