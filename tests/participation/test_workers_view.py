"""What the social worker records before a review, beside what the child said: edition by edition."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from accounts.enums import Role
from accounts.verdict import RefusedError
from audit.actions import acting
from audit.versions import ConflictError
from participation import actions
from participation.comparing import side_by_side
from participation.meaning import Compared
from participation.models import Consultation, SocialWorkersAnswer, SocialWorkersView
from reviews.actions import complete_review
from reviews.enums import OPEN_STATUSES
from tests.factories import BY, TODAY, facts, make_child, make_user, open_review
from tests.participation.voices import seen, send, voice_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return make_user(Role.SOCIAL_WORKER)


@pytest.fixture
def review():
    return open_review(make_child(iro=make_user()))


def record(review, by, seen_version=None, **given):
    return actions.record_workers_view(review=review, seen=seen(**given), by=by, today=TODAY, seen_version=seen_version)


def outcomes(review):
    sides = side_by_side(Consultation.objects.filter(review=review), [review.pk]).get(review.pk, {})
    return {subject: side.outcome for subject, side in sides.items()}


def test_each_subject_is_laid_beside_what_the_child_said(review, worker):
    send(review, voice_form(), home=["Bit"], safe=["Yes"])
    record(review, worker, where_living="good", contact="unknown")
    assert outcomes(review) == {
        "where_living": Compared.DIFFERS,
        "contact": Compared.NEITHER,
        "feeling_safe": Compared.SAME,
        "social_worker": Compared.ONLY_WORKER,
    }


def test_an_answer_that_means_nothing_on_the_scale_was_said_and_is_not_compared(review, worker):
    send(review, voice_form(), safe=["Rather not say"])
    record(review, worker)
    found = outcomes(review)
    assert (found["feeling_safe"], found["where_living"]) == (Compared.NOT_ON_SCALE, Compared.ONLY_WORKER)


def test_the_newest_edition_counts_and_the_one_before_stays(review, worker):
    send(review, voice_form(), home=["Bit"])
    record(review, worker)
    record(review, worker, seen_version=1, where_living="mixed")
    assert outcomes(review)["where_living"] == Compared.SAME
    assert SocialWorkersAnswer.objects.filter(subject="where_living").count() == 2


def test_whoever_saw_an_older_edition_is_told(review, worker):
    record(review, worker)
    record(review, worker, seen_version=1)
    with pytest.raises(ConflictError):
        record(review, worker, seen_version=1)


def test_every_subject_is_answered_and_says_why(review, worker):
    whole = seen()
    with pytest.raises(ValidationError):
        actions.record_workers_view(review=review, seen={"contact": whole["contact"]}, by=worker, today=TODAY)
    with pytest.raises(ValidationError):
        actions.record_workers_view(review=review, seen=whole | {"contact": ("good", " ")}, by=worker, today=TODAY)
    assert not SocialWorkersView.objects.exists()


def test_what_is_not_known_needs_no_why(review, worker):
    view = actions.record_workers_view(
        review=review, seen=seen() | {"contact": ("unknown", "")}, by=worker, today=TODAY
    )
    assert view.answers.get(subject="contact").why == ""


def test_nothing_is_recorded_once_the_review_is_over(review, worker):
    iro = review.child.iro_allocations.get().iro
    complete_review(review=review, facts=facts(iro, TODAY, late_reason="other", late_note="x"), by=iro, today=TODAY)
    review.refresh_from_db()
    assert review.status not in OPEN_STATUSES
    with pytest.raises(RefusedError):
        record(review, worker)


def test_the_database_keeps_every_edition(review, worker):
    record(review, worker)
    row = SocialWorkersAnswer.objects.first()
    for work in (
        lambda: SocialWorkersAnswer.objects.filter(pk=row.pk).update(why="Otherwise"),
        lambda: SocialWorkersAnswer.objects.filter(pk=row.pk).delete(),
    ):
        with acting(), pytest.raises(DatabaseError), transaction.atomic():
            work()


def test_meanings_of_a_question_fit_its_answers():
    form = actions.make_form(key="x", name="X", respondent="child", by=BY)
    put = {"version": form.versions.get(), "key": "q", "text": "Q?", "answers": ["Yes", "No"], "by": BY}
    for wrong in (["good"], ["good", "splendid"], ["good", "unknown"]):
        with pytest.raises(ValidationError):
            actions.put_question(**put, answers_mean=wrong)
    assert actions.put_question(**put, answers_mean=["good", ""]).answers_mean == ["good", ""]
