"""The forms of what happens between reviews. They ask and check; the actions decide."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms

from children.enums import DutyKind, VisitOutcome
from design.forms import DateField, FormKeyField, GovukForm, Radios, Textarea, VersionField, YesNoField
from desk.log_review.forms import TodayForm
from reviews.actions import Considered
from reviews.enums_between import Channel, EventKind, Progress
from reviews.models import Decision

NO_NEED = "Say why the review need not come earlier"


class DayForm(GovukForm):
    """A form that adds something which happened on a day, today or before."""

    form_key = FormKeyField()

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        """Take the day, against which dates are checked."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.check_date("on", not_after=self.today, today=self.today)


class ConsideringForm(TodayForm):
    """Whether the review should come earlier: asked of every event, and at the mid-point."""

    earlier = YesNoField(
        label="Should the review be held earlier?",
        error_messages={"required": "Say whether the review should be held earlier"},
    )
    review_by = DateField(label="By which day?", thing="the day by which the review must be held")
    earlier_reason = forms.CharField(
        label="Why?",
        max_length=300,
        error_messages={"required": "Say why the review must come earlier"},
    )
    no_reason = forms.CharField(label="Why not?", max_length=300, error_messages={"required": NO_NEED})
    reveals = {"earlier": {"yes": ["review_by", "earlier_reason"], "no": ["no_reason"]}}

    def clean_review_by(self) -> datetime.date | None:
        """Return the day, not in the past."""
        return self.check_date("review_by", not_before=self.today, today=self.today)


def considered_of(data: dict[str, Any]) -> Considered:
    """Return what was answered about an earlier review, from the cleaned data of a `ConsideringForm`."""
    if data["earlier"]:
        return Considered(data["earlier_reason"], data["review_by"])
    return Considered(data["no_reason"])


class MidpointForm(ConsideringForm):
    """The check half-way: each open decision of the reviews so far, and three questions."""

    spoke_with_child = YesNoField(
        label="Have you spoken with the child since the last review?",
        error_messages={"required": "Say whether you have spoken with the child since the last review"},
    )
    note = forms.CharField(
        label="What else is to be noted?", required=False, max_length=1000, widget=Textarea(rows=3, limit=1000)
    )

    def __init__(self, *args: Any, decisions: Sequence[Decision], **kwargs: Any) -> None:
        """Ask of each decision where it is."""
        super().__init__(*args, **kwargs)
        for decision in decisions:
            self.fields[_name_of(decision)] = forms.ChoiceField(
                label=decision.text,
                help_text=f"{decision.owner}, by {decision.target_on:%-d %B %Y}",
                choices=Progress.choices,
                widget=Radios(inline=True),
                error_messages={"required": f"Say where this decision is: {decision.text[:60]}"},
            )
        self.order_fields([*map(_name_of, decisions), "spoke_with_child", "earlier"])


def findings_of(data: dict[str, Any], decisions: Sequence[Decision]) -> dict[Decision, str]:
    """Return where each decision is, from the cleaned data of a `MidpointForm`."""
    return {decision: data[_name_of(decision)] for decision in decisions}


def _name_of(decision: Decision) -> str:
    return f"decision_{decision.pk}"


class AnswerForm(ConsideringForm):
    """Answer what the IRO was told. Source: regulation 45(4)."""

    wishes_known = YesNoField(
        label="Were the child's wishes and feelings about this ascertained?",
        error_messages={"required": "Say whether the child's wishes were ascertained"},
    )
    wishes_note = forms.CharField(
        label="What the child wishes, or how they will be asked", max_length=300, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask about the child's wishes first."""
        super().__init__(*args, **kwargs)
        self.order_fields(["wishes_known", "wishes_note", "earlier"])


class TellForm(DayForm):
    """Tell the IRO of a significant event, or of a change that is proposed."""

    kind = forms.ChoiceField(
        label="What happened, or is proposed?",
        choices=[("", "Choose"), *EventKind.choices],
        error_messages={"required": "Choose what happened, or is proposed"},
    )
    on = DateField(label="When did it happen, or was it proposed?", thing="the day it happened or was proposed")
    what = forms.CharField(
        label="What must the IRO know?",
        max_length=1000,
        widget=Textarea(rows=4, limit=1000),
        error_messages={"required": "Say what the IRO must know"},
    )


class ContactForm(DayForm):
    """How the IRO and the child were in touch."""

    channel = forms.ChoiceField(
        label="How were you in touch?",
        choices=Channel.choices,
        widget=Radios,
        error_messages={"required": "Say how you were in touch"},
    )
    on = DateField(label="When?", thing="the day you were in touch")
    child_asked = YesNoField(
        label="Did the child ask for it?", error_messages={"required": "Say whether the child asked for it"}
    )
    note = forms.CharField(
        label="Note",
        help_text="For you, the IRO who follows you, and the IRO manager. It is no part of the review's papers.",
        required=False,
        max_length=2000,
        widget=Textarea(rows=5, limit=2000),
    )


class DutyForm(GovukForm):
    """A visit, an assessment or a plan that was made."""

    kind = forms.ChoiceField(label="What was done?", widget=Radios, error_messages={"required": "Say what was done"})
    outcome = forms.ChoiceField(
        label="Was the child seen?",
        choices=VisitOutcome.choices,
        widget=Radios,
        error_messages={"required": "Say whether the child was seen"},
    )
    done_on = DateField(label="On which day?", thing="the day it was done")
    who = forms.CharField(label="Who did it?", max_length=120, required=False)
    form_key = FormKeyField()
    reveals = {"kind": {DutyKind.VISIT.value: ["outcome"]}}

    def __init__(self, *args: Any, kinds: Sequence[DutyKind], today: datetime.date, **kwargs: Any) -> None:
        """Take what this person may record, and the day."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]

    def clean_done_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.check_date("done_on", not_after=self.today, today=self.today)


class MistakeForm(GovukForm):
    """Take back what was recorded by mistake."""

    because = forms.CharField(
        label="What was wrong?", max_length=300, error_messages={"required": "Say what was wrong"}
    )
    version = VersionField()
    form_key = FormKeyField()
