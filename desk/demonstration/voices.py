"""What children said on their consultation forms: the published answers, on the standard forms."""

import datetime
from collections import defaultdict

from audit.actors import Actor
from desk.demonstration.dice import dice
from desk.demonstration.published import Published, PublishedAnswer
from participation.actions import add_standard_forms, publish_version
from participation.enums import FormSource
from participation.models import Answer, Consultation, FormVersion
from participation.standard_forms import OLDER, YOUNGER
from reviews.models import Review

COLLECTED_FROM, COLLECTED_UNTIL = datetime.date(2011, 4, 1), datetime.date(2011, 11, 8)
# The forms of which answers are published; the others came into use afterwards.
COLLECTED = frozenset({YOUNGER.key, OLDER.key})


def make_forms(by: Actor, *, day: datetime.date) -> dict[str, FormVersion]:
    """Return the version in use of every standard form by the form's key; those not there yet are made and published.

    day: on which the forms that were not part of the published collection came into use.
    """
    for form in add_standard_forms(by=by):
        published_on = COLLECTED_FROM if form.key in COLLECTED else day
        publish_version(version=form.versions.get(), by=by, today=published_on)
    return {version.form.key: version for version in FormVersion.objects.in_use().select_related("form")}


def bring_in_forms(published: Published, reviews: dict[str, Review], by: Actor, *, day: datetime.date) -> None:
    """Record every published form with its answers; the day it came is invented, some days before the review."""
    versions = make_forms(by, day=day)
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
