"""The forms of the page that a child can read."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms

from design.forms import DateField, Radios, SentForm, Textarea, VersionField
from desk.log_review.forms import TodayForm
from reviews.actions.childs_page import Plain
from reviews.enums_childs_page import GivenBy
from reviews.models import ChildsPage, Decision
from reviews.policies_childs_page import has_plain_words


class WriteForm(SentForm):
    """Each decision in plain words, and what stands around them."""

    version = VersionField(required=False)
    opening = forms.CharField(
        label="What shall the page begin with?",
        help_text="What went well, or what the child told you. They read it first.",
        max_length=600,
        required=False,
        widget=Textarea(rows=3, limit=600),
    )
    talk_to = forms.CharField(
        label="Whom else can the child talk to?",
        help_text="Beside you, by the name the child knows: an advocate, a visitor, a teacher.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, page: ChildsPage, decisions: Sequence[Decision], **kwargs: Any) -> None:
        """Ask about each of the decisions."""
        super().__init__(*args, initial=self._initial(page, decisions), **kwargs)
        self.decisions = decisions

    @staticmethod
    def _initial(page: ChildsPage, decisions: Sequence[Decision]) -> dict[str, Any]:
        initial: dict[str, Any] = {"opening": page.opening, "talk_to": page.talk_to}
        if page.pk:
            initial["version"] = page.version
        for decision in decisions:
            written = getattr(decision, "plain_words", None)
            initial[f"text_{decision.pk}"] = written.text if written else ""
            initial[f"who_{decision.pk}"] = written.who if written else decision.owner
        return initial

    def words(self) -> dict[Decision, Plain]:
        """Return what was written of each decision."""
        given = self.cleaned_data
        return {each: (given[f"text_{each.pk}"], given[f"who_{each.pk}"]) for each in self.decisions}


def write_form(data: Any, page: ChildsPage, decisions: Sequence[Decision]) -> WriteForm:
    """Return the form with its questions about each decision, in the order of the page."""
    fields: dict[str, forms.Field] = {}
    for number, decision in enumerate(decisions, start=1):
        changed = hasattr(decision, "plain_words") and not has_plain_words(decision)
        note = "The decision was changed since you wrote this. " if changed else ""
        fields[f"text_{decision.pk}"] = forms.CharField(
            label=f"Decision {number} in words the child would use",
            help_text=f"{note}It says: {decision.text}",
            max_length=400,
            required=False,
            widget=Textarea(rows=3, limit=400),
        )
        fields[f"who_{decision.pk}"] = forms.CharField(
            label=f"Who will do decision {number}?",
            help_text="As the child knows them: “Jo, your social worker”.",
            max_length=120,
            required=False,
        )
    asking = type("WriteForm", (WriteForm,), fields)
    made: WriteForm = asking(data, page=page, decisions=decisions)
    made.order_fields(["version", "form_key", "opening", *fields, "talk_to"])
    return made


class GiveForm(TodayForm):
    """When the child got the page, and how."""

    on = DateField(label="When did the child get it?", thing="the day the child got it")
    how = forms.ChoiceField(
        label="How?",
        choices=GivenBy.choices,
        widget=Radios,
        error_messages={"required": "Say how the child got it"},
    )

    def clean_on(self) -> datetime.date | None:
        """Return the day, not in the future."""
        return self.past("on")


class TakeBackForm(SentForm):
    """Why the page is written again."""

    version = VersionField()
    why = forms.CharField(
        label="Why is it written again?",
        help_text="Tell the child too: they may still have the page as it was.",
        max_length=300,
        widget=Textarea(rows=2, limit=300),
        error_messages={"required": "Say why it is written again"},
    )
