"""Forms of the disputes pages. They ask and check; the actions decide."""

import datetime
from collections.abc import Sequence
from typing import Any, cast

from django import forms

from accounts.models import RoleGrant, TeamManagement, User
from children.confidentiality import kept_out_of
from children.models import Child
from design.formats import day
from design.forms import (
    Checkboxes,
    DateField,
    FilterForm,
    FormKeyField,
    GovukForm,
    Radios,
    SearchInput,
    SeveralRecordsField,
    Textarea,
    VersionField,
    YesNoField,
)
from disputes.enums import DisputeStatus, Effect, Stage
from disputes.transitions import ADDRESSEES, is_formal, skipped_between
from reviews.models import IssueType, Review

LONG_TEXT = 2000
REPLY_TEXT = 4000


def people_by_role(today: datetime.date, *, about: Child, but: User) -> dict[str, list[User]]:
    """Return who holds which role on a day, by name, without whom the child's record is closed to, and one person.

    but: whoever asks; nobody writes to themselves.
    """
    able = User.objects.active().exclude(kept_out_of(about)).exclude(pk=but.pk)
    grants = RoleGrant.objects.in_force(today).filter(user__in=able).select_related("user")
    found: dict[str, list[User]] = {}
    for grant in grants.order_by("user__full_name", "user__id"):
        found.setdefault(grant.role, []).append(grant.user)
    return found


def manager_of(child: Child, today: datetime.date) -> int | None:
    """Return the id of the operational manager of the child's team now: the likeliest to be written to."""
    answering = TeamManagement.objects.in_force(today).filter(
        team__allocations__child=child, team__allocations__until_on__isnull=True
    )
    found: int | None = answering.values_list("manager", flat=True).first()
    return found


class DatedForm(GovukForm):
    """A form that says on which day something happened: not before what it follows, and not in the future."""

    on = DateField(label="When?", thing="the date")

    def __init__(
        self, *args: Any, today: datetime.date, not_before: datetime.date | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.not_before = today, not_before
        self.fields["on"].initial = today

    def clean_on(self) -> datetime.date | None:
        """Return the day within its bounds."""
        return self.check_date("on", not_before=self.not_before, not_after=self.today, today=self.today)


class StageForm(DatedForm):
    """Which stage, who must reply at it, and why any stage before it was left out: one set of fields per stage."""

    stage = forms.ChoiceField(label="Which stage?", widget=Radios(), error_messages={"required": "Choose the stage"})

    def ask_stage(
        self, *, since: str | None, stages: Sequence[Stage], people: dict[str, list[User]], likely: int | None
    ) -> None:
        """Add the questions. since: the present stage; stages: those that may be chosen; likely: id of an addressee."""
        field = cast("forms.ChoiceField", self.fields["stage"])
        field.choices = [(each.value, each.label) for each in stages]
        if len(stages) == 1:
            field.initial = stages[0].value
        self.people: dict[str, User] = {}
        self.reveals = {"stage": {each.value: self._ask_of(each, since, people, likely) for each in stages}}  # type: ignore[misc]  # which stages there are, each form knows

    def _ask_of(self, stage: Stage, since: str | None, people: dict[str, list[User]], likely: int | None) -> list[str]:
        names = [f"to_{stage.value}"]
        offered = [(role, person) for role in ADDRESSEES[stage] for person in people.get(role, [])]
        self.people |= {str(person.pk): person for _role, person in offered}
        several = len(ADDRESSEES[stage]) > 1
        choices = [(str(p.pk), f"{p.full_name}, {role.label}" if several else p.full_name) for role, p in offered]
        self.fields[names[0]] = forms.ChoiceField(
            label="Who must reply?" if is_formal(stage) else "Whom are you talking to?",
            choices=[("", "Choose a person"), *choices],
            required=is_formal(stage),
            initial=str(likely) if likely else "",
            error_messages={
                "required": "Choose who must reply",
                "invalid_choice": "Choose somebody from the list",
            },
        )
        if skipped := skipped_between(since, stage):
            names.append(f"skip_{stage.value}")
            left_out = " and ".join(each.label.split(":")[0].lower() for each in skipped)
            self.fields[names[1]] = forms.CharField(
                label=f"Why is {left_out} left out?",
                max_length=300,
                widget=Textarea(rows=2, limit=300),
                error_messages={"required": f"Say why {left_out} is left out"},
            )
        return names

    def clean(self) -> dict[str, Any]:
        """Add `chosen_stage`: the stage, its addressee and the reason for any skip, as the actions take them."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if stage := cleaned.get("stage"):
            cleaned["chosen_stage"] = {
                "stage": stage,
                "addressed_to": self.people.get(cleaned.get(f"to_{stage}") or ""),
                "skip_reason": cleaned.get(f"skip_{stage}") or "",
            }
        return cleaned


class ReviewField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the checker only
    """A review, named with its day."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the kind of review and when it was held."""
        return f"{obj}, {day(obj.held_on)}"


class RaiseForm(StageForm):
    """Raise a concern about one child's care."""

    field_order = ("summary", "issues", "stage", "on", "review", "child_told", "child_told_note")

    summary = forms.CharField(
        label="What is wrong, and what do you ask for?",
        help_text="Put the question in a paragraph: whoever must reply sees this and not the child’s record.",
        max_length=LONG_TEXT,
        widget=Textarea(rows=6, limit=LONG_TEXT),
        error_messages={"required": "Say what is wrong and what you ask for"},
    )
    issues = SeveralRecordsField(
        label="Which issues?",
        queryset=IssueType.objects.filter(is_current=True),
        widget=Checkboxes(small=True),
        error_messages={"required": "Tick at least one issue"},
    )
    stage = forms.ChoiceField(label="At which stage?", widget=Radios(), error_messages={"required": "Choose the stage"})
    on = DateField(label="When did you raise it?", thing="the date you raised it")
    review = ReviewField(
        label="Review that brought it up",
        queryset=Review.objects.none(),
        required=False,
        empty_label="None",
    )
    child_told = YesNoField(
        label="Was the child told?",
        help_text="The child, and any advocate, are told unless there is a reason not to.",
        error_messages={"required": "Say whether the child was told"},
    )
    child_told_note = forms.CharField(
        label="Why was the child not told?",
        max_length=200,
        error_messages={"required": "Say why the child was not told"},
    )
    form_key = FormKeyField()

    def __init__(
        self, *args: Any, child: Child, reviews: Any, user: User, stages: Sequence[Stage], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cast("ReviewField", self.fields["review"]).queryset = reviews
        people = people_by_role(self.today, about=child, but=user)
        self.ask_stage(since=None, stages=stages, people=people, likely=manager_of(child, self.today))
        self.reveals = {**self.reveals, "child_told": {"no": ["child_told_note"]}}  # type: ignore[misc]  # which stages there are, each form knows


class EscalateForm(StageForm):
    """Take a dispute to a later stage."""

    field_order = ("stage", "on")

    stage = forms.ChoiceField(label="To which stage?", widget=Radios(), error_messages={"required": "Choose the stage"})
    on = DateField(label="When?", thing="the date the stage began")
    version = VersionField()
    form_key = FormKeyField()

    def __init__(
        self, *args: Any, child: Child, since: str, stages: Sequence[Stage], user: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = people_by_role(self.today, about=child, but=user)
        self.ask_stage(since=since, stages=stages, people=people, likely=manager_of(child, self.today))


class ReplyForm(GovukForm):
    """Write in the thread of the running stage."""

    text = forms.CharField(
        label="Your reply",
        help_text="What is sent can be added to, but not changed.",
        max_length=REPLY_TEXT,
        widget=Textarea(rows=8, limit=REPLY_TEXT),
        error_messages={"required": "Enter your reply"},
    )
    form_key = FormKeyField()

    def __init__(self, *args: Any, is_answer: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_answer:
            self.fields["text"].label = "What you add"
            self.fields["text"].error_messages["required"] = "Enter what you want to add"


class ResolveForm(DatedForm):
    """Say how a dispute ended and what it changed."""

    field_order = ("resolution", "effect", "on")

    resolution = forms.CharField(
        label="How was it resolved?",
        max_length=LONG_TEXT,
        widget=Textarea(rows=5, limit=LONG_TEXT),
        error_messages={"required": "Say how it was resolved"},
    )
    effect = forms.ChoiceField(
        label="What did the challenge change for the child?",
        choices=Effect.choices,
        widget=Radios(),
        error_messages={"required": "Choose what the challenge changed"},
    )
    on = DateField(label="When was it resolved?", thing="the date it was resolved")
    version = VersionField()
    form_key = FormKeyField()


class WithdrawForm(DatedForm):
    """Withdraw a dispute."""

    field_order = ("reason", "on")

    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=LONG_TEXT,
        widget=Textarea(rows=4, limit=LONG_TEXT),
        error_messages={"required": "Say why it is withdrawn"},
    )
    on = DateField(label="When was it withdrawn?", thing="the date it was withdrawn")
    version = VersionField()
    form_key = FormKeyField()


class ReopenForm(GovukForm):
    """Open again a dispute that was closed by mistake."""

    reason = forms.CharField(
        label="Why was it closed by mistake?",
        max_length=LONG_TEXT,
        widget=Textarea(rows=4, limit=LONG_TEXT),
        error_messages={"required": "Say why it was closed by mistake"},
    )
    version = VersionField()
    form_key = FormKeyField()


class ReferForm(DatedForm):
    """Record a referral to Cafcass."""

    field_order = ("reason", "on")

    reason = forms.CharField(
        label="Why is the case referred?",
        max_length=LONG_TEXT,
        widget=Textarea(rows=5, limit=LONG_TEXT),
        error_messages={"required": "Say why the case is referred"},
    )
    on = DateField(label="When was the case referred?", thing="the date the case was referred")
    form_key = FormKeyField()


class OutcomeForm(GovukForm):
    """Record what came of a referral."""

    outcome = forms.CharField(
        label="What came of the referral?",
        max_length=LONG_TEXT,
        widget=Textarea(rows=4, limit=LONG_TEXT),
        error_messages={"required": "Say what came of the referral"},
    )
    version = VersionField()
    form_key = FormKeyField()


class DisputeFilters(FilterForm):
    """What narrows the list of disputes."""

    child = forms.CharField(label="Child", max_length=80, widget=SearchInput())
    status = forms.ChoiceField(label="Status", choices=[("", "All"), *DisputeStatus.choices])
    stage = forms.ChoiceField(label="Stage", choices=[("", "All"), *Stage.choices])
    limit = forms.ChoiceField(label="Limit", choices=[("", "Any"), ("overdue", "Overdue"), ("due_soon", "Due soon")])
    age = forms.ChoiceField(
        label="Raised",
        choices=[("", "At any time"), ("5", "5 working days ago or more"), ("10", "10 or more"), ("20", "20 or more")],
    )


class ChildFilters(FilterForm):
    """What narrows the list of children to raise a concern about."""

    child = forms.CharField(label="Child’s name or id", max_length=80, widget=SearchInput())
