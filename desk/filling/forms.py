"""What is typed about forms that were asked and forms that came in."""

import datetime
from typing import Any

from django import forms

from design.forms import DateField, FilterForm, FormKeyField, GovukForm, SearchInput, SentForm, Textarea, VersionField
from participation.enums import AskedStatus
from participation.filling import FillForm
from participation.models import Question

NOT_ASKED, MINE = "not_asked", "mine"
WHICH = (
    ("", "All"),
    (MINE, "Taken on by me"),
    (NOT_ASKED, "Not asked yet"),
    *((str(each.value), str(each.label)) for each in AskedStatus if each is not AskedStatus.WITHDRAWN),
)


class DueFilter(FilterForm):
    """Which children to list."""

    q = forms.CharField(label="Name or id", max_length=80, widget=SearchInput)
    which = forms.ChoiceField(label="Forms", choices=WHICH)


class ButtonForm(SentForm):
    """A button, and which state of the form whoever presses it has seen."""

    version = VersionField()


class PaperForm(FillForm):
    """A form keyed from paper: the day it came, and every box as it was ticked."""

    received_on = DateField(label="When did the paper come in?", thing="the day the paper came in")

    def __init__(self, *args: Any, today: datetime.date, in_use_from: datetime.date | None, **kwargs: Any) -> None:
        """Take the bounds of the day: the form was printed once it was in use."""
        super().__init__(*args, as_on_paper=True, **kwargs)
        self.today, self.in_use_from = today, in_use_from

    def clean_received_on(self) -> datetime.date | None:
        """Insist on a day on which there was such a form."""
        return self.check_date("received_on", not_before=self.in_use_from, not_after=self.today, today=self.today)


class CorrectionForm(GovukForm):
    """What is right about a form that came in, and how it is known."""

    question = forms.ChoiceField(label="Which question?", required=False)
    text = forms.CharField(label="What is right?", max_length=1000, widget=Textarea(rows=4, limit=1000))
    why = forms.CharField(
        label="How is it known?",
        max_length=300,
        help_text="For example: the child said so on the day, or a page of the paper was overlooked.",
    )
    form_key = FormKeyField()

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        """Offer the questions of the form."""
        super().__init__(*args, **kwargs)
        known = [(str(each.pk), each.text) for each in questions]
        self.fields["question"].choices = [("", "The form as a whole"), *known]
