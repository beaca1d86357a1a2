"""What is typed about forms that were asked and forms that came in."""

import datetime
from typing import Any

from django import forms

from design.forms import DateField, FilterForm, FormKeyField, GovukForm, SearchInput, SentForm, Textarea, VersionField
from participation.enums import AskedStatus
from participation.filling import FillForm, filled_in
from participation.models import Question

NOT_PASSED_ON = (
    "What is ticked at {} is about safety. It is passed on only when the form is sent: nobody is told of it while the "
    "form is only kept. Send the answers now, also where some are missing."
)
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


class TogetherForm(FillForm):
    """A form filled together with the child. An answer about safety is not kept quietly: that is said once before."""

    # Which answers about safety it was said of: the question and the answer's place in it.
    warned_of = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, keeps: bool, **kwargs: Any) -> None:
        """Take whether it is to be kept, and not sent."""
        super().__init__(*args, **kwargs)
        self.keeps, self.warns = keeps, False

    def clean(self) -> dict[str, Any]:
        """Say, where it is to be kept, that what calls for action is passed on only when it is sent."""
        cleaned = super().clean()
        if not self.keeps or self.errors:
            return cleaned
        filled = filled_in(self.questions, cleaned)
        ticked = {
            f"{question.pk}.{question.answers.index(answer)}": question.text
            for question in self.questions
            for answer in question.safety_answers
            if answer in filled[str(question.pk)]
        }
        if not ticked.keys() <= set(cleaned["warned_of"].split()):
            self.warns = True
            typed = self.data.copy()
            typed["warned_of"] = " ".join(ticked)
            self.data = typed
            about = "; ".join(f"“{text}”" for text in dict.fromkeys(ticked.values()))
            self.add_error(None, NOT_PASSED_ON.format(about))
        return cleaned


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
