"""What the state of a form allows, and what is still missing. Knows the record, never the person."""

import datetime
from collections.abc import Iterable

from accounts.verdict import ALLOWED, Verdict, refused
from participation.enums import AskedStatus, QuestionKind, Respondent, ThemeStatus, VersionStatus
from participation.enums_alerts import SafetyGrade
from participation.meaning import ON_SCALE
from participation.models import AskedForm, Coding, ConsultationForm, FormVersion, OwnWords, Question, Theme
from participation.transitions import asked_may_become, theme_may_become, version_may_become
from reviews.enums import OPEN_STATUSES, ReviewStatus
from reviews.models import Review

# A review that will not be held, or was never one: what was asked before it is asked no more.
OVER = frozenset({ReviewStatus.ENDED, ReviewStatus.VOIDED})
MOST_QUESTIONS = 40
MOST_ANSWERS = 10


def may_change_version(version: FormVersion) -> Verdict:
    """Say whether a version can still be written: only a draft."""
    if version.status == VersionStatus.DRAFT:
        return ALLOWED
    return refused("A version that was published never changes. Make a new version of the form instead.")


def may_begin_version(form: ConsultationForm) -> Verdict:
    """Say whether a new version of a form can be begun: one is written at a time."""
    if form.versions.filter(status=VersionStatus.DRAFT).exists():
        return refused("A new version of this form is being written already.")
    return ALLOWED


def may_publish(version: FormVersion) -> Verdict:
    """Say whether a version can go into use: a draft with questions, each of which can be answered."""
    if not version_may_become(version.status, VersionStatus.PUBLISHED):
        return refused("This version was published already.")
    questions = list(version.questions.all())
    if not questions:
        return refused("Add a question before you publish the form.")
    missing = [question.text for question in questions if not can_be_answered(question)]
    return refused(f"Enter at least two answers to: {'; '.join(missing)}.") if missing else ALLOWED


def may_retire(version: FormVersion) -> Verdict:
    """Say whether a version can go out of use."""
    if version_may_become(version.status, VersionStatus.RETIRED):
        return ALLOWED
    return refused("Only a version in use can be taken out of use.")


def can_be_answered(question: Question) -> bool:
    """Say whether a question has what answering it needs: two answers to choose from, or nothing for own words."""
    return question.kind == QuestionKind.WORDS or len(question.answers) > 1


def _problems_beside_the_answers(question: Question) -> dict[str, str]:
    """Return what is wrong with what is said of each answer: its grade, its picture, its meaning."""
    answers, problems = question.answers, {}
    if not set(question.safety_grades) <= set(question.safety_answers):
        problems["safety_grades"] = "Only an answer that calls for action is graded."
    elif not set(question.safety_grades.values()) <= set(SafetyGrade.values):
        problems["safety_grades"] = "Choose a grade that there is."
    if question.answer_pictures and len(question.answer_pictures) != len(answers):
        problems["answer_pictures"] = "Choose a picture for every answer, or for none."
    if question.answers_mean and len(question.answers_mean) != len(answers):
        problems["answers_mean"] = "Say of every answer what it means, or of none."
    if not set(question.answers_mean) <= {"", *ON_SCALE}:
        problems["answers_mean"] = "Choose a meaning that there is."
    return problems


def question_problems(question: Question) -> dict[str, str]:
    """Return what is wrong with a question, by field."""
    answers, problems = question.answers, _problems_beside_the_answers(question)
    if question.kind == QuestionKind.WORDS and answers:
        problems["answers"] = "A question that is answered in own words has no answers to choose from."
    if len(answers) > MOST_ANSWERS:
        problems["answers"] = f"Enter at most {MOST_ANSWERS} answers."
    if len({answer.casefold() for answer in answers}) < len(answers):
        problems["answers"] = "Enter each answer once."
    if not set(question.safety_answers) <= set(answers):
        problems["safety_answers"] = "An answer that calls for action must be one of the answers."
    return problems


def may_ask(review: Review, form: ConsultationForm, *, is_child: bool) -> Verdict:
    """Say whether a form can be asked before a review: an open review, a form in use, and one for that person."""
    if review.status not in OPEN_STATUSES:
        return refused("This review is over: forms are filled before it.")
    if is_child != (form.respondent == Respondent.CHILD):
        return refused("This form is for somebody else.")
    if not form.versions.in_use().exists():
        return refused("No version of this form is in use. Publish one first.")
    return ALLOWED


def may_fill(asked: AskedForm) -> Verdict:
    """Say whether a form still takes answers: not sent in, not withdrawn, its review held or to come.

    The last day binds whoever holds the link alone: a paper that comes late, or a child who is seen late, is heard.
    """
    if asked.status == AskedStatus.SUBMITTED:
        return refused("This form was sent in already. What was sent in stays as it is.")
    if asked.status == AskedStatus.WITHDRAWN:
        return refused("This form is no longer asked.")
    if asked.review.status in OVER or asked.review.child.died_on:
        return refused("This form is no longer asked.")
    return ALLOWED


def may_fill_by_link(asked: AskedForm, *, today: datetime.date) -> Verdict:
    """Say whether a form still takes answers from whoever holds its link: to the end of its last day."""
    if today > asked.expires_on:
        return may_fill(asked) & refused("The last day to fill this form is over.")
    return may_fill(asked)


def may_withdraw(asked: AskedForm) -> Verdict:
    """Say whether a form can be taken back."""
    if asked_may_become(asked.status, AskedStatus.WITHDRAWN):
        return ALLOWED
    return refused("A form that was sent in, or withdrawn, cannot be withdrawn.")


def may_ask_again(asked: AskedForm) -> Verdict:
    """Say whether a withdrawal can be undone."""
    if asked.status != AskedStatus.WITHDRAWN:
        return refused("This form was not withdrawn.")
    if asked.review.status not in OPEN_STATUSES:
        return refused("This review is over: forms are filled before it.")
    return ALLOWED


def forms_for(forms: Iterable[ConsultationForm], *, age: int) -> list[ConsultationForm]:
    """Return the forms for children of an age in whole years, easy read among them."""
    return [
        form
        for form in forms
        if form.respondent == Respondent.CHILD
        and (form.age_from is None or form.age_from <= age)
        and (form.age_to is None or age <= form.age_to)
    ]


def may_record_view(review: Review) -> Verdict:
    """Say whether the social worker can still record how they see it: before the review is over."""
    if review.status in OPEN_STATUSES:
        return ALLOWED
    return refused("This review is over: how you see it is recorded before it.")


def may_retire_theme(theme: Theme) -> Verdict:
    """Say whether a theme can go out of use."""
    if theme_may_become(theme.status, ThemeStatus.RETIRED):
        return ALLOWED
    return refused("This theme is out of use already.")


def may_merge(theme: Theme, into: Theme) -> Verdict:
    """Say whether a theme can be merged into another: one in use, for the same people's words."""
    if into.pk == theme.pk or into.status != ThemeStatus.CURRENT or into.whose != theme.whose:
        return refused("Choose another theme that is in use for the same words.")
    return ALLOWED


def may_use_again(theme: Theme) -> Verdict:
    """Say whether a theme can come back into use."""
    return ALLOWED if theme_may_become(theme.status, ThemeStatus.CURRENT) else refused("This theme is in use.")


def may_code(words: OwnWords) -> Verdict:
    """Say whether own words wait to be coded."""
    if words.codings.filter(taken_back_on__isnull=True).exists():
        return refused("Somebody has coded these words already. Take that coding back first.")
    return ALLOWED


def may_take_back(coding: Coding) -> Verdict:
    """Say whether a coding can be taken back: once."""
    return refused("This coding was taken back already.") if coding.taken_back_on else ALLOWED
