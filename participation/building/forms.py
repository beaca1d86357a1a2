"""What a manager types to build a form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from design.forms import Checkboxes, FormKeyField, GovukForm, Radios, SentForm, Textarea, VersionField
from participation.enums import Picture, QuestionKind, Respondent, Subject
from participation.enums_alerts import SafetyGrade
from participation.meaning import ON_SCALE, asked_by, subject_of
from participation.models import Question
from participation.models.forms import LONGEST_ANSWER as LONGEST
from participation.models.forms import OLDEST

LONGEST_KEY = 60
FEWEST = 2
SHORT_NAME = "Small letters, numbers and hyphens. Figures are kept under it, from version to version."
KIND_HINTS = {
    QuestionKind.ONE: "They choose one of the answers below.",
    QuestionKind.SEVERAL: "They tick as many of the answers below as they like.",
    QuestionKind.WORDS: "They write, and there are no answers to choose from.",
}
NO_PICTURE = [("", "No picture"), *Picture.choices]
NO_MEANING = [("", "None of these: it cannot be compared"), *((each.value, each.label) for each in ON_SCALE)]


class NewForm(GovukForm):
    """A form of the service: its name and for whom it is."""

    name = forms.CharField(label="Name of the form", max_length=80)
    key = forms.SlugField(label="Short name", max_length=30, help_text=SHORT_NAME)
    respondent = forms.ChoiceField(label="Who fills it?", choices=Respondent.choices, widget=Radios)
    age_from = forms.IntegerField(
        label="Youngest child it is for", min_value=0, max_value=OLDEST, required=False, help_text="In whole years."
    )
    age_to = forms.IntegerField(label="Oldest child it is for", min_value=0, max_value=OLDEST, required=False)
    is_easy_read = forms.BooleanField(
        label="It is easy read: short words, with pictures", required=False, label_suffix=""
    )
    form_key = FormKeyField()


class WordsForm(GovukForm):
    """What a version says before the first question and after the last."""

    introduction = forms.CharField(
        label="What is said before the first question",
        max_length=1000,
        required=False,
        widget=Textarea(rows=4, limit=1000),
        help_text="In words that the youngest can read.",
    )
    afterwards = forms.CharField(
        label="What happens with the answers", max_length=1000, required=False, widget=Textarea(rows=4, limit=1000)
    )
    version = VersionField()
    form_key = FormKeyField()


class QuestionForm(GovukForm):
    """A question: its words, how it is answered, and what else is known of it."""

    text = forms.CharField(label="Question", max_length=200)
    hint = forms.CharField(label="Help with the question", max_length=200, required=False)
    kind = forms.ChoiceField(
        label="How is it answered?",
        choices=QuestionKind.choices,
        widget=Radios(hints=KIND_HINTS),
        error_messages={"required": "Choose how the question is answered"},
    )
    answers = forms.CharField(
        label="Answers, one on each line",
        required=False,
        widget=Textarea(rows=5),
        help_text="In the order in which they are shown. Leave empty for own words.",
    )
    picture = forms.ChoiceField(label="Picture beside the question", choices=NO_PICTURE, required=False)
    subject = forms.ChoiceField(
        label="What the social worker’s record answers too",
        choices=[("", "Nothing"), *Subject.choices],
        required=False,
        help_text="The IRO sees both answers side by side before the review.",
    )
    key = forms.SlugField(
        label="Short name",
        max_length=LONGEST_KEY,
        required=False,
        help_text=f"{SHORT_NAME} Leave empty to have one made from the question.",
    )
    version = VersionField(required=False)
    form_key = FormKeyField()

    def clean_answers(self) -> list[str]:
        """Return the answers, one per line; empty lines are left out."""
        typed = self.cleaned_data["answers"].splitlines()
        lines = [" ".join(line.split()) for line in typed if line.strip()]
        longest = max((len(line) for line in lines), default=0)
        if longest > LONGEST:
            raise ValidationError(f"An answer has at most {LONGEST} characters; one of these has {longest}")
        return lines

    def clean(self) -> dict[str, Any]:
        """Make the short name from the question where none is typed, and ask for answers where some are needed."""
        given = dict(super().clean() or self.cleaned_data)
        if given.get("text") and not given.get("key") and "key" not in self.errors:
            given["key"] = slugify(given["text"])[:LONGEST_KEY].strip("-").replace("-", "_") or "question"
        needs_answers = given.get("kind") in (QuestionKind.ONE, QuestionKind.SEVERAL)
        if needs_answers and "answers" not in self.errors and len(given.get("answers", [])) < FEWEST:
            self.add_error("answers", "Enter at least two answers, one on each line")
        return given


class AnswersForm(GovukForm):
    """Which answers of a question are about safety and how grave each is, what each means, and the picture of each.

    What they mean is asked where the social worker's record answers the same.
    """

    safety = forms.MultipleChoiceField(
        label="Which answers mean that the child may not be safe?",
        required=False,
        widget=Checkboxes,
        help_text=(
            "Whoever gives one of these is followed up at once: the IRO, the social worker, the team’s manager and the "
            "duty contact are told. “Just about” safe is one too."
        ),
    )
    version = VersionField()
    form_key = FormKeyField()

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        """Take the question whose answers these are."""
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields["safety"].choices = [(answer, answer) for answer in question.answers]
        self.reveals = {"safety": {answer: [f"grade_{at}"] for at, answer in enumerate(question.answers)}}  # type: ignore[misc]  # which answers there are, each question knows
        self._ask_of_each("grade", "How grave is “{}”?", SafetyGrade.choices, Radios)
        if subject_of(asked_by(question)):
            self._ask_of_each("meaning", "What does “{}” mean beside the social worker’s record?", NO_MEANING)
        self._ask_of_each("picture", "Picture beside “{}”", NO_PICTURE)

    def _ask_of_each(self, name: str, label: str, choices: Any, widget: type[forms.Widget] = forms.Select) -> None:
        for place, answer in enumerate(self.question.answers):
            self.fields[f"{name}_{place}"] = forms.ChoiceField(
                label=label.format(answer), choices=choices, required=False, widget=widget
            )
            # A grade and a meaning begin with one of their answers.
            self.fields[f"{name}_{place}"].mark_optional = name == "picture"  # type: ignore[attr-defined]  # read by the label

    def _of_each(self, name: str, given: dict[str, Any]) -> list[str]:
        """Take out of what was given what was said of each answer, in their order."""
        return [str(given.pop(f"{name}_{place}", "")) for place in range(len(self.question.answers))]

    def clean(self) -> dict[str, Any]:
        """Gather what is said of each answer: a picture for every one, or none at all; without a grade, serious."""
        given = dict(super().clean() or self.cleaned_data)
        pictures, grades = self._of_each("picture", given), self._of_each("grade", given)
        if "" in pictures and any(pictures):
            self.add_error(f"picture_{pictures.index('')}", "Choose a picture for every answer, or for none")
        given["answer_pictures"] = pictures if any(pictures) else []
        given["safety_grades"] = {
            answer: grade or SafetyGrade.SERIOUS.value
            for answer, grade in zip(self.question.answers, grades, strict=True)
            if answer in given.get("safety", [])
        }
        if "meaning_0" in self.fields:
            given["answers_mean"] = self._of_each("meaning", given)
        return given


class ConfirmForm(SentForm):
    """A button, and which state of the record whoever presses it has seen."""

    version = VersionField()


class MoveForm(SentForm):
    """Whether a question goes up or down."""

    up = forms.BooleanField(required=False, widget=forms.HiddenInput)
