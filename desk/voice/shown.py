"""What is shown of a form while it is filled: its questions with what was answered so far, and nothing of the child."""

from dataclasses import dataclass
from typing import Any

from django.templatetags.static import static

from participation.enums import QuestionKind, Respondent
from participation.models import AskedForm, FormVersion, Question
from participation.models.answers import LONGEST_WORDS

SKIPPED = "You left this out"
WHAT_FOR = {
    Respondent.CHILD: (
        "Soon there is a meeting about how things are going for you. It is called a review. "
        "Here you can tell us what you think and what you would like."
    ),
    Respondent.PARENT: (
        "Soon there is a review meeting. Here you can tell us what you think, and what you would like to happen."
    ),
    Respondent.CARER: "Soon there is a review meeting. Here you can tell us how things are going, and what is needed.",
}
AFTERWARDS = {
    Respondent.CHILD: (
        "The person who leads your review, your reviewing officer, reads what you say, and so may the people in their "
        "office. They use it to plan your meeting. If you say that you do not feel safe, they tell people who can help."
    ),
    Respondent.PARENT: (
        "The independent reviewing officer, who leads the review, reads what you say before the meeting, "
        "and so may the people in their office."
    ),
}
AFTERWARDS[Respondent.CARER] = AFTERWARDS[Respondent.PARENT]


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen."""

    id: str
    text: str
    picture: str
    is_chosen: bool


@dataclass(frozen=True)
class Shown:
    """One question as a page shows it. said: what was answered so far, in words."""

    number: int
    text: str
    hint: str
    picture: str
    is_words: bool
    is_one: bool
    choices: tuple[Choice, ...]
    words: str
    said: str
    most: int = LONGEST_WORDS

    @property
    def id(self) -> str:
        """Return what the question is called on the page."""
        return f"question-{self.number}"


def picture_of(name: str) -> str:
    """Return the address of a picture, or an empty text where there is none."""
    return static(f"voice/pictures/{name}.svg") if name else ""


def questions_of(asked: AskedForm) -> list[Question]:
    """Return the questions of the form, in order."""
    return list(asked.form_version.questions.all())


def shown_of(asked: AskedForm, questions: list[Question]) -> list[Shown]:
    """Return the questions with what was answered so far."""
    return [_shown(number, each, asked.so_far.get(str(each.pk))) for number, each in enumerate(questions, start=1)]


def _shown(number: int, question: Question, given: Any) -> Shown:
    is_words = question.kind == QuestionKind.WORDS
    chosen = given if isinstance(given, list) else []
    pictures = question.answer_pictures or [""] * len(question.answers)
    return Shown(
        number=number,
        text=question.text,
        hint=question.hint,
        picture=picture_of(question.picture),
        is_words=is_words,
        is_one=question.kind == QuestionKind.ONE,
        choices=tuple(
            Choice(f"question-{number}-{index}", text, picture_of(picture), text in chosen)
            for index, (text, picture) in enumerate(zip(question.answers, pictures, strict=True), start=1)
        ),
        words=given if is_words and isinstance(given, str) else "",
        said=given if isinstance(given, str) else ", ".join(chosen),
    )


def first_open(asked: AskedForm, questions: list[Question]) -> int:
    """Return the number of the first question without an answer; of the first one when all are answered."""
    numbers = (number for number, each in enumerate(questions, start=1) if str(each.pk) not in asked.so_far)
    return next(numbers, 1)


def unanswered(questions: list[Question]) -> list[Shown]:
    """Return the questions as they stand before anybody has answered one."""
    return [_shown(number, each, None) for number, each in enumerate(questions, start=1)]


def what_for(version: FormVersion) -> str:
    """Return what the form is for: as the form says, or in our words."""
    return version.introduction or WHAT_FOR[Respondent(version.form.respondent)]


def afterwards(version: FormVersion) -> str:
    """Return what happens with the answers: as the form says, or in our words."""
    return version.afterwards or AFTERWARDS[Respondent(version.form.respondent)]
