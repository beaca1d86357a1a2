"""Filling a form: kept while it is filled, sent in once, locked, put right beside it."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.verdict import RefusedError
from audit.actions import acting
from participation import actions
from participation.enums import AskedStatus, FormSource
from participation.models import Answer, AskedForm, Consultation, OwnWords
from tests.factories import BY, TODAY, ask, form_in_use, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
AT = timezone.now()


@pytest.fixture
def asked():
    return ask(open_review(make_child()))


def filled(asked, **given):
    ids = {question.key: str(question.pk) for question in asked.form_version.questions.all()}
    return {ids[key]: value for key, value in given.items()}


def keep(asked, **given):
    return actions.keep_so_far(asked=asked, filled=filled(asked, **given), by=BY, today=TODAY)


def submit(asked, receipt=None, source=FormSource.LINK, today=TODAY, **given):
    return actions.submit_form(
        asked=asked,
        filled=filled(asked, **given),
        source=source,
        receipt=receipt or uuid.uuid4(),
        by=BY,
        at=AT,
        today=today,
    )


def test_what_is_filled_is_kept_question_by_question(asked):
    keep(asked, safe=["Yes"])
    keep(asked, likes=["School", "Friends"], words="  Hello  ")

    asked.refresh_from_db()
    assert asked.status == AskedStatus.STARTED
    assert asked.so_far == filled(asked, safe=["Yes"], likes=["School", "Friends"], words="Hello")


def test_an_answer_can_be_taken_back_and_only_what_the_form_asks_is_kept(asked):
    keep(asked, safe=["Yes"], words="Hello")
    actions.keep_so_far(
        asked=asked, filled={**filled(asked, safe=[], likes=["Cakes", 3]), "999": ["Yes"]}, by=BY, today=TODAY
    )

    asked.refresh_from_db()
    assert asked.so_far == filled(asked, words="Hello")


def test_two_tabs_lose_nothing_of_each_other(asked):
    other = AskedForm.objects.get(pk=asked.pk)
    keep(asked, safe=["Yes"])
    keep(other, words="From the other tab")

    asked.refresh_from_db()
    assert asked.so_far == filled(asked, safe=["Yes"], words="From the other tab")


def test_a_form_is_sent_in_once_and_what_was_filled_is_in_it(asked):
    keep(asked, safe=["Yes"])

    form = submit(asked, safe=["No"], likes=["School", "Friends"], words="I miss my dog.")

    asked.refresh_from_db()
    assert (asked.status, asked.consultation, asked.so_far) == (AskedStatus.SUBMITTED, form, {})
    assert list(form.answers.values_list("question__key", "answer")) == [
        ("safe", "No"),
        ("likes", "School"),
        ("likes", "Friends"),
    ]
    assert list(form.own_words.values_list("text", flat=True)) == ["I miss my dog."]
    assert (form.child_id, form.review_id, form.received_on) == (asked.review.child_id, asked.review_id, TODAY)


def test_the_same_sending_again_is_the_same_form(asked):
    receipt = uuid.uuid4()
    first = submit(asked, receipt=receipt, safe=["Yes"])

    again = submit(asked, receipt=receipt, safe=["Yes"])

    assert (again, Consultation.objects.count(), Answer.objects.count()) == (first, 1, 1)


def test_another_sending_of_a_form_that_was_sent_in_is_refused(asked):
    submit(asked, safe=["Yes"])

    with pytest.raises(RefusedError, match="was sent in already"):
        submit(asked, safe=["No"])
    with pytest.raises(RefusedError, match="was sent in already"):
        keep(asked, safe=["No"])
    assert list(Answer.objects.values_list("answer", flat=True)) == ["Yes"]


def test_a_form_with_nothing_in_it_is_not_sent(asked):
    with pytest.raises(ValidationError, match="Answer at least one question"):
        submit(asked, words="   ")
    asked.refresh_from_db()
    assert asked.status == AskedStatus.ASKED


@pytest.mark.parametrize(("days", "is_open"), [(28, True), (29, False)])
def test_a_form_takes_answers_to_the_end_of_its_last_day(asked, days, is_open):
    day = TODAY + datetime.timedelta(days=days)
    if is_open:
        assert submit(asked, today=day, safe=["Yes"]).received_on == day
    else:
        with pytest.raises(RefusedError, match=r"The last day to fill this form is over\."):
            submit(asked, today=day, safe=["Yes"])


@pytest.mark.parametrize("source", [FormSource.KEYED, FormSource.FACE_TO_FACE])
def test_last_day_binds_nobody_who_keys_from_paper_or_fills_it_face_to_face(asked, source):
    day = asked.expires_on + datetime.timedelta(days=1)
    officer = make_user("consultation_officer")
    actions.take_on(asked=asked, by=officer)
    actions.keep_so_far(asked=asked, filled=filled(asked, safe=["Yes"]), by=officer, today=day)
    with pytest.raises(RefusedError, match="last day"):
        actions.keep_so_far(asked=asked, filled=filled(asked, safe=["No"]), by=BY, today=day)
    with pytest.raises(RefusedError, match="last day"):
        actions.make_link(asked=asked, finder="one", secret_hash="1", by=officer, today=day)
    assert submit(asked, source=source, today=day, safe=["No"]).received_on == day


def test_two_boxes_on_paper_are_two_answers_and_on_a_screen_one(asked):
    other = ask(open_review(make_child()))

    on_paper, on_screen = submit(asked, source=FormSource.KEYED, safe=["Yes", "No"]), submit(other, safe=["Yes", "No"])

    assert (on_paper.answers.count(), on_screen.answers.count()) == (2, 1)


@pytest.mark.parametrize("table", [Consultation, Answer, OwnWords])
def test_the_database_keeps_what_was_said_as_it_was_said(asked, table):
    submit(asked, safe=["Yes"], words="Hello")
    changed = {Consultation: {"reference": "X"}, Answer: {"answer": "No"}, OwnWords: {"text": "Other"}}[table]

    with acting(), pytest.raises(IntegrityError), transaction.atomic():
        table.objects.update(**changed)
    with acting(), pytest.raises(IntegrityError), transaction.atomic():
        table.objects.all()._raw_delete("default")


def test_a_correction_stands_beside_the_form(asked):
    form = submit(asked, safe=["Yes"])

    actions.add_correction(
        consultation=form, text="She meant no", why="She told me on the phone", by=make_user(), today=TODAY
    )

    assert list(form.corrections.values_list("text", flat=True)) == ["She meant no"]
    assert list(form.answers.values_list("answer", flat=True)) == ["Yes"]


def test_a_form_that_was_withdrawn_is_asked_again_with_what_was_filled(asked):
    keep(asked, safe=["Yes"])
    actions.withdraw_form(asked=asked, why="Wrong child", by=BY)
    with pytest.raises(RefusedError, match="no longer asked"):
        keep(asked, safe=["No"])
    asked.refresh_from_db()

    actions.ask_again(asked=asked, expires_on=TODAY, by=BY, today=TODAY)

    asked.refresh_from_db()
    assert (asked.status, asked.so_far) == (AskedStatus.STARTED, filled(asked, safe=["Yes"]))
    assert list(asked.changes.values_list("was", "became")) == [
        ("", "asked"),
        ("asked", "started"),
        ("started", "withdrawn"),
        ("withdrawn", "started"),
    ]


def test_a_new_link_ends_the_one_before_and_sending_in_ends_them_all(asked):
    one = actions.make_link(asked=asked, finder="one", secret_hash="1", by=BY, today=TODAY)
    two = actions.make_link(asked=asked, finder="two", secret_hash="2", by=BY, today=TODAY)
    one.refresh_from_db()
    assert (one.ended_at is None, two.ended_at is None) == (False, True)

    submit(asked, safe=["Yes"])

    assert not asked.links.filter(ended_at__isnull=True).exists()


def test_one_officer_takes_a_form_on_and_gives_it_back(asked):
    first, second = make_user("consultation_officer"), make_user("consultation_officer")
    actions.take_on(asked=asked, by=first)

    with pytest.raises(RefusedError, match="has taken this form on"):
        actions.take_on(asked=asked, by=second)
    with pytest.raises(RefusedError, match=r"You have not taken this form on\."):
        actions.give_back(asked=asked, by=second)
    actions.give_back(asked=asked, by=first)
    assert actions.take_on(asked=asked, by=second).taken_on_by == second


def test_each_person_is_asked_once_with_one_form_before_one_review():
    child = make_child()
    review = open_review(child)
    ask(review)

    with pytest.raises(ValidationError, match="asked to fill this form already"):
        ask(review)


def test_a_form_is_for_whom_it_is_meant_and_only_before_the_review():
    child, parents = make_child(), form_in_use("parents", respondent="parent")

    with pytest.raises(RefusedError, match=r"This form is for somebody else\."):
        ask(open_review(child), parents)
    with pytest.raises(ValidationError, match="must not be in the past"):
        ask(open_review(child), expires_on=TODAY - datetime.timedelta(days=1))
