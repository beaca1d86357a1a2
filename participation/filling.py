"""A form to be filled, on one page: a field for each question of a version. It knows questions, and no child."""

from collections.abc import Iterable
from typing import Any

from django import forms

from design.forms import Checkboxes, FormKeyField, GovukForm, Radios, Textarea, VersionField
from participation.enums import QuestionKind
from participation.models import Question
from participation.models.answers import LONGEST_WORDS

NOT_ANSWERED = "Not answered"
Filled = dict[str, list[str] | str]


class FillForm(GovukForm):
    """Every question may be left out. as_on_paper: two boxes may be ticked on one question, as they were on the paper.

    initial: by question, as `AskedForm.so_far` keeps it, and the record's `version`.
    """

    mark_optional = False
    version = VersionField(required=False)
    form_key = FormKeyField()

    def __init__(
        self,
        data: Any = None,
        *,
        questions: Iterable[Question],
        so_far: Filled | None = None,
        as_on_paper: bool = False,
        **kwargs: Any,
    ) -> None:
        """Take the questions in their order, and what was filled so far."""
        self.questions = list(questions)
        initial = {**kwargs.pop("initial", {}), **_first_values(self.questions, so_far or {}, as_on_paper=as_on_paper)}
        super().__init__(data, initial=initial, **kwargs)
        for question in self.questions:
            self.fields[name_of(question)] = _field(question, as_on_paper=as_on_paper)


def filled_in(questions: Iterable[Question], cleaned: dict[str, Any]) -> Filled:
    """Return what was filled, by question; a question left out is empty. cleaned: what the form was sent with."""
    given: Filled = {}
    for question in questions:
        value = cleaned.get(name_of(question)) or ""
        if question.kind == QuestionKind.WORDS:
            given[str(question.pk)] = str(value)
        else:
            given[str(question.pk)] = list(value) if isinstance(value, list) else [value] if value else []
    return given


def name_of(question: Question) -> str:
    """Return the name of a question's field."""
    return f"question_{question.pk}"


def _is_several(question: Question, *, as_on_paper: bool) -> bool:
    return as_on_paper or question.kind == QuestionKind.SEVERAL


def _first_values(questions: list[Question], so_far: Filled, *, as_on_paper: bool) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for question in questions:
        given = so_far.get(str(question.pk))
        if isinstance(given, list) and not _is_several(question, as_on_paper=as_on_paper):
            values[name_of(question)] = given[0] if given else ""
        elif given:
            values[name_of(question)] = given
    return values


def _field(question: Question, *, as_on_paper: bool) -> forms.Field:
    shared: dict[str, Any] = {"label": question.text, "help_text": question.hint, "required": False}
    if question.kind == QuestionKind.WORDS:
        return forms.CharField(max_length=LONGEST_WORDS, widget=Textarea(rows=4, limit=LONGEST_WORDS), **shared)
    choices = [(answer, answer) for answer in question.answers]
    if _is_several(question, as_on_paper=as_on_paper):
        return forms.MultipleChoiceField(choices=choices, widget=Checkboxes, **shared)
    # An answer given by mistake can be taken back without a script.
    return forms.ChoiceField(choices=[*choices, ("", NOT_ANSWERED)], widget=Radios, **shared)
