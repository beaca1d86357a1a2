"""Arranging cover, and chairing a colleague's review."""

import datetime
from typing import Any

from django import forms

from accounts.enums import Role
from accounts.models import User
from children.models import IROAllocation, IROCover
from design.forms import DateField, SentForm, Textarea, VersionField


class CoverForm(SentForm):
    """Who covers for whom, from when until when, and why."""

    iro = forms.ModelChoiceField(
        User.objects.none(),
        label="Who is away?",
        empty_label="Choose the IRO",
        error_messages={"required": "Choose the IRO who is away"},
    )
    covered_by = forms.ModelChoiceField(
        User.objects.none(),
        label="Who covers for them?",
        empty_label="Choose an IRO",
        error_messages={"required": "Choose who covers"},
    )
    from_on = DateField(label="First day", thing="the first day of cover")
    until_on = DateField(label="Last day", thing="the last day of cover")
    reason = forms.CharField(
        label="Why is cover needed?",
        help_text="For example, leave. Nothing about health.",
        max_length=200,
        widget=Textarea(rows=2, limit=200),
        error_messages={"required": "Say why cover is needed"},
    )

    def __init__(self, *args: Any, today: datetime.date, cover: IROCover | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        iros = User.objects.active().with_role(Role.IRO, today)
        self.fields["covered_by"].queryset = iros  # type: ignore[attr-defined] # a choice of models
        with_children = User.objects.filter(pk__in=IROAllocation.objects.open().values("iro"))
        self.fields["iro"].queryset = with_children  # type: ignore[attr-defined] # a choice of models

    def clean_until_on(self) -> datetime.date | None:
        """Refuse a day gone by."""
        return self.check_date("until_on", not_before=self.today, today=self.today)

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "The last day must not come before the first")
        return given


class KnownIROForm(CoverForm):
    """Cover where it is known who is away: of one child, or cover that is being changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["iro"]


class ChangeCoverForm(KnownIROForm):
    """A change of cover, from the version that was seen."""

    version = VersionField()


class EndCoverForm(SentForm):
    """The end of cover, at once."""

    version = VersionField()


class ChairForm(SentForm):
    """Why somebody is chairing a colleague's review."""

    because = forms.CharField(
        label="Why are you chairing this review?",
        help_text="The IRO manager is told. The record is open to you until that of this review is sent out.",
        max_length=150,
        widget=Textarea(rows=2, limit=150),
        error_messages={"required": "Say why you are chairing this review"},
    )
    version = VersionField()
