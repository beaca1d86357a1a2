"""Whose a review and its record are where who chairs is away, has left or was replaced: by mail and on the page."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import deactivate_account
from accounts.enums import Role
from accounts.models import RoleGrant
from audit.actions import acting
from children.actions import allocate_iro, arrange_cover
from desk.caseload.rows import read_caseload
from desk.deadlines import deadlines
from desk.digest import of_iro, sending
from desk.digest.models import Reminded
from office.models import Leave
from reviews import actions
from tests.desk.digest.conftest import TODAY
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TUESDAY, YESTERDAY = D(2025, 6, 3), D(2025, 6, 1)


@pytest.fixture
def chair():
    return make_user(Role.IRO, "Ivy Rowan", email="chair@example.org")


@pytest.fixture
def other():
    return make_user(Role.IRO, "Olu Ash", email="other@example.org")


def booked(iro, chair):
    """Return the review of a child of an IRO: due this week, and booked with somebody in the chair."""
    child = make_child(became_looked_after_on=D(2025, 5, 8), iro=iro)
    slot = {"on": D(2025, 6, 5), "at": datetime.time(10), "place": "School"}
    actions.book_review(review=open_review(child), chair=chair, by=BY, today=TODAY, **slot)
    return open_review(child)


def reviewed(iro, chair):
    """Return the review of a child of an IRO that somebody chaired in May: neither sent nor finished."""
    child = make_child(became_looked_after_on=D(2025, 4, 5), iro=iro)
    given = facts(chair, D(2025, 5, 6))
    return actions.complete_review(review=open_review(child), facts=given, by=chair, today=D(2025, 5, 6))


def reallocated(review, chair, other):
    allocate_iro(child=review.child, iro=other, on=TODAY, reason="new", by=BY)


def covered(review, chair, other):
    given = {"from_on": TODAY, "until_on": TUESDAY, "reason": "Leave"}
    arrange_cover(iro=chair, covered_by=other, by=BY, today=TODAY, **given)


def account_closed(review, chair, other):
    deactivate_account(user=chair, by=make_user(Role.SYSTEM_ADMINISTRATOR), today=TODAY)
    reallocated(review, chair, other)


def role_ended(review, chair, other):
    with acting():
        RoleGrant.objects.filter(user=chair).update(until_on=YESTERDAY)
    reallocated(review, chair, other)


def on_leave(review, chair, other):
    with acting():
        Leave.objects.create(person=chair, from_on=YESTERDAY, until_on=TODAY, kind="annual")
    reallocated(review, chair, other)


GONE = [covered, account_closed, role_ended, on_leave]


def to_hold(user):
    """Return the reviews to hold, and before which to speak with the child, by the sources of the mail."""
    when = deadlines(TODAY)
    return [[item.pk for item in source(user, when)] for source in (of_iro.to_hold, of_iro.to_speak)]


def after_reviews(user):
    """Return the records whose decisions are to be sent, and those to finish, by the sources of the mail."""
    when = deadlines(TODAY)
    return [[item.pk for item in source(user, when)] for source in (of_iro.to_send, of_iro.to_finish)]


def on_caseload(user):
    """Return the open reviews and the records of an IRO's caseload."""
    caseload = read_caseload(user, TODAY)
    return [review.pk for review in caseload.open_reviews], [record.pk for record in caseload.records]


@pytest.mark.parametrize("change", [reallocated, *GONE])
def test_booked_review_reminds_whoever_answers_for_the_child_now(change, chair, other):
    review = booked(chair, chair)
    change(review, chair, other)
    assert to_hold(other) == [[review.pk], [review.pk]]
    assert on_caseload(other) == ([review.pk], [])


def test_review_that_a_colleague_is_to_chair_reminds_both_and_each_is_told_anew(chair, other):
    review = booked(other, chair)
    for day in (TODAY, TUESDAY):
        sending.send_all(deadlines(day))
    told = Reminded.objects.filter(item=review.pk, digest__on=TODAY).values_list("reader", "source")
    expected = [(user.pk, source) for user in (chair, other) for source in ("reviews_to_hold", "speak_before")]
    assert sorted(told) == sorted(expected)
    assert not Reminded.objects.filter(digest__on=TUESDAY).exists()


def test_review_is_there_once_for_who_answers_and_chairs(chair):
    review = booked(chair, chair)
    assert (to_hold(chair), on_caseload(chair)) == ([[review.pk], [review.pk]], ([review.pk], []))


@pytest.mark.parametrize("change", GONE)
def test_record_of_a_chair_who_cannot_comes_to_whoever_answers_for_the_child_now(change, chair, other):
    review = reviewed(chair, chair)
    change(review, chair, other)
    assert after_reviews(other) == [[review.record.pk]] * 2
    assert on_caseload(other)[1] == [review.record.pk]
    client = Client()
    client.force_login(other)
    pages = [client.get(reverse(f"log_review:{name}", args=[review.pk])) for name in ("decisions", "record")]
    assert [page.status_code for page in pages] == [200, 200]


def test_record_of_a_chair_who_is_at_work_stays_with_them(chair, other):
    review = reviewed(chair, chair)
    reallocated(review, chair, other)
    assert (after_reviews(chair), after_reviews(other)) == ([[review.record.pk]] * 2, [[], []])
    assert (on_caseload(chair)[1], on_caseload(other)[1]) == ([review.record.pk], [])


def test_record_is_with_its_chair_alone_again_once_they_are_back(chair, other):
    review = reviewed(other, chair)
    with acting():
        Leave.objects.create(person=chair, from_on=D(2025, 5, 26), until_on=YESTERDAY, kind="annual")
    assert (after_reviews(chair), after_reviews(other)) == ([[review.record.pk]] * 2, [[], []])


def test_record_that_is_finished_and_sent_comes_to_nobody(chair, other):
    review = reviewed(chair, chair)
    actions.send_decisions(record=review.record, on=D(2025, 5, 7), by=chair, today=TODAY)
    actions.finish_record(record=review.record, text="It was held.", on=D(2025, 5, 20), by=chair, today=TODAY)
    account_closed(review, chair, other)
    assert (after_reviews(other), on_caseload(other)[1]) == ([[], []], [])
