"""What children said on their consultation forms: the questions in words, and the published answers."""

import datetime
from collections import defaultdict

from audit.actors import Actor
from desk.demonstration.dice import dice
from desk.demonstration.published import Published, PublishedAnswer
from participation.actions import make_form, publish_version, put_question
from participation.enums import FormSource, Respondent
from participation.models import Answer, Consultation, FormVersion
from reviews.models import Review

YOUNGER, OLDER = "4-15", "16-17"
FORMS = {YOUNGER: "Ages 4 to 15", OLDER: "Ages 16 and 17"}
COLLECTED_FROM, COLLECTED_UNTIL = datetime.date(2011, 4, 1), datetime.date(2011, 11, 8)
HOW_OFTEN = ["always", "usually", "not really", "not at all"]
# Form, key, question, answers in order, answers that call for somebody to act at once.
QUESTIONS: tuple[tuple[str, str, str, list[str], list[str]], ...] = (
    (
        YOUNGER,
        "safe_in_placement",
        "Do you feel safe where you are living?",
        ["yes definitely", "just about", "not really", "not at all"],
        ["just about", "not really", "not at all"],
    ),
    (YOUNGER, "likes_where_living", "Do you like where you are living?", ["yes", "sometimes", "no"], []),
    (
        YOUNGER,
        "wants_changes_to_family_contact",
        "Would you like anything to change about seeing your family?",
        ["yes", "no"],
        [],
    ),
    (
        YOUNGER,
        "sees_social_worker",
        "Do you see your social worker often enough?",
        ["often enough", "sometimes", "not really", "not at all"],
        [],
    ),
    (YOUNGER, "views_listened_to", "Do people listen to what you say?", HOW_OFTEN, []),
    (YOUNGER, "knows_how_to_complain", "Do you know how to complain?", ["yes", "no"], []),
    (
        OLDER,
        "safe_where_living",
        "Do you feel safe where you are living?",
        ["safe", "quite safe", "not very safe", "not at all"],
        ["not very safe", "not at all"],
    ),
    (OLDER, "views_listened_to", "Are your views listened to?", HOW_OFTEN, []),
    (
        OLDER,
        "pathway_plan_reflects_what_matters",
        "Does your pathway plan say what matters to you?",
        ["yes", "quite a lot", "not much", "not at all", "does not know whether there is a plan"],
        [],
    ),
    (
        OLDER,
        "can_follow_religion_and_customs",
        "Can you follow your religion and customs where you live?",
        ["yes", "no", "does not apply"],
        [],
    ),
    (OLDER, "can_ask_for_interpreter", "Can you ask for an interpreter?", ["yes", "no", "does not apply"], []),
)


def make_forms(by: Actor) -> dict[str, FormVersion]:
    """Return the version in use of both forms, made where they are not there yet, by the form's key."""
    return {key: _version(key, name, by) for key, name in FORMS.items()}


def _version(key: str, name: str, by: Actor) -> FormVersion:
    there = FormVersion.objects.in_use().filter(form__key=key).first()
    if there is not None:
        return there
    youngest, oldest = (int(age) for age in key.split("-"))
    form = make_form(key=key, name=name, respondent=Respondent.CHILD, age_from=youngest, age_to=oldest, by=by)
    version: FormVersion = form.versions.get()
    for group, question, text, answers, safety in QUESTIONS:
        if group == key:
            put_question(version=version, key=question, text=text, answers=answers, safety_answers=safety, by=by)
    return publish_version(version=version, by=by, today=COLLECTED_FROM)


def bring_in_forms(published: Published, reviews: dict[str, Review], by: Actor) -> None:
    """Record every published form with its answers; the day it came is invented, some days before the review."""
    versions = make_forms(by)
    questions = {
        (key, question.key): question for key, version in versions.items() for question in version.questions.all()
    }
    forms: dict[str, list[PublishedAnswer]] = defaultdict(list)
    for answer in published.answers:
        forms[answer.form].append(answer)
    made = {form: _form(form, answers[0], reviews, versions[answers[0].age_group]) for form, answers in forms.items()}
    Consultation.objects.bulk_create(made.values())
    Answer.objects.bulk_create(
        Answer(
            consultation=made[row.form],
            question=questions[row.age_group, row.question],
            answer=row.answer,
            was_followed_up=row.followed_up,
        )
        for row in published.answers
    )


def _form(reference: str, row: PublishedAnswer, reviews: dict[str, Review], version: FormVersion) -> Consultation:
    chance = dice("form", reference)
    review = reviews[row.review]
    held_on = review.completed_on or COLLECTED_UNTIL
    return Consultation(
        reference=reference,
        review=review,
        child=review.child,
        form=version.form,
        form_version=version,
        source=FormSource.BROUGHT_IN,
        received_on=_received(held_on, chance.randint(1, 12)),
    )


def _received(review_on: datetime.date, days_before: int) -> datetime.date:
    """Return when a form came: some days before its review, and within the days of the published collection."""
    if review_on > COLLECTED_UNTIL - datetime.timedelta(days=3):
        return min(review_on, COLLECTED_UNTIL)
    return max(review_on - datetime.timedelta(days=days_before), COLLECTED_FROM)
