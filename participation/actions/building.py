"""Building forms: questions of a draft, its publication, and the version after it."""

import copy
import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change, take_turn
from participation.actions.steps import person
from participation.enums import VersionStatus
from participation.models import ConsultationForm, FormVersion, Question
from participation.policies import (
    MOST_QUESTIONS,
    may_begin_version,
    may_change_version,
    may_publish,
    may_retire,
    question_problems,
)

COPIED = (
    "key",
    "text",
    "hint",
    "kind",
    "answers",
    "picture",
    "answer_pictures",
    "subject",
    "answers_mean",
    "safety_answers",
    "safety_grades",
    "position",
)


@action("participation.make_form")
def make_form(*, key: str, name: str, respondent: str, by: Actor, **fields: Any) -> ConsultationForm:
    """Make a form with its first version, a draft without questions.

    fields: `age_from`, `age_to` (whole years), `is_easy_read`. Raises ValidationError for what a form cannot be.
    """
    form = ConsultationForm(key=key, name=name, respondent=respondent, **fields)
    form.full_clean()
    form.save(force_insert=True)
    FormVersion.objects.create(form=form, number=1)
    return form


@action("participation.begin_version")
def begin_version(*, form: ConsultationForm, by: Actor) -> FormVersion:
    """Begin the next version of a form, with the questions of the newest one to start from.

    Raises RefusedError while another is being written.
    """
    insist(may_begin_version(form))
    newest = form.versions.order_by("-number").first()
    following = FormVersion.objects.create(
        form=form,
        number=newest.number + 1 if newest else 1,
        introduction=newest.introduction if newest else "",
        afterwards=newest.afterwards if newest else "",
    )
    questions = newest.questions.all() if newest else []
    Question.objects.bulk_create(
        Question(form_version=following, **{name: getattr(question, name) for name in COPIED}) for question in questions
    )
    return following


@action("participation.write_version")
def write_version(
    *, version: FormVersion, introduction: str, afterwards: str, by: Actor, seen_version: int | None = None
) -> FormVersion:
    """Write what is said before the first question and after the last. Raises RefusedError once published."""
    insist(may_change_version(version))
    return change(version, seen_version=seen_version, introduction=introduction, afterwards=afterwards)


@action("participation.put_question")
def put_question(
    *,
    version: FormVersion,
    by: Actor,
    question: Question | None = None,
    seen_version: int | None = None,
    **fields: Any,
) -> Question:
    """Add a question to a draft, at its end, or change one that is there. fields: as in `Question`.

    Raises RefusedError once the version is published; ValidationError for a question that cannot be asked.
    """
    insist(may_change_version(version))
    take_turn(version)
    if question is None:
        last = version.questions.aggregate(last=Max("position"))["last"] or 0
        if version.questions.count() >= MOST_QUESTIONS:
            raise ValidationError({"text": f"A form has at most {MOST_QUESTIONS} questions."})
        question = Question(form_version=version, position=last + 1, **fields)
        _check(question)
        question.save(force_insert=True)
        return question
    changed = copy.copy(question)
    for name, value in fields.items():
        setattr(changed, name, value)
    _check(changed)
    return change(question, seen_version=seen_version, **fields)


@action("participation.remove_question")
def remove_question(*, question: Question, by: Actor) -> FormVersion:
    """Take a question out of a draft. Raises RefusedError once the version is published."""
    version: FormVersion = question.form_version
    insist(may_change_version(version))
    take_turn(version)
    question.delete()
    return version


@action("participation.move_question")
def move_question(*, question: Question, up: bool, by: Actor) -> FormVersion:
    """Let a question of a draft change places with the one before it, or after it; the first and last stay.

    Raises RefusedError once the version is published.
    """
    version: FormVersion = question.form_version
    insist(may_change_version(version))
    take_turn(version)
    rows = list(version.questions.order_by("position", "id"))
    here = next(place for place, row in enumerate(rows) if row.pk == question.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows, start=1):
        Question.objects.filter(pk=row.pk).update(position=position)
    return version


@action("participation.publish_version")
def publish_version(
    *, version: FormVersion, by: Actor, today: datetime.date, seen_version: int | None = None
) -> FormVersion:
    """Put a version into use; the one before it goes out of use, and forms asked with it stay as they were asked.

    Raises RefusedError for a version without questions, or that was published already.
    """
    insist(may_publish(version))
    for before in version.form.versions.in_use():
        change(before, status=VersionStatus.RETIRED, retired_on=today)
    return change(
        version,
        seen_version=seen_version,
        status=VersionStatus.PUBLISHED,
        published_on=today,
        published_by=person(by),
    )


@action("participation.retire_version")
def retire_version(
    *, version: FormVersion, by: Actor, today: datetime.date, seen_version: int | None = None
) -> FormVersion:
    """Take a version out of use: the form is asked no more until another is published."""
    insist(may_retire(version))
    return change(version, seen_version=seen_version, status=VersionStatus.RETIRED, retired_on=today)


def _check(question: Question) -> None:
    """Raise ValidationError for what cannot be asked, by field."""
    problems: dict[str, Any] = dict(question_problems(question))
    try:
        question.full_clean()
    except ValidationError as error:
        problems = {**error.message_dict, **problems}
    if problems:
        raise ValidationError(problems)
