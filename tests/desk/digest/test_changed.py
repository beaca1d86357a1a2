"""Dates that moved: whom they touch is told once, and reads what they were, what they are, why, when and by whom."""

import datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from audit.actions import acting
from children.actions import arrange_cover
from children.models import Child
from desk.arranging.actions import correct_child
from desk.digest.models import DatesTold
from desk.digest.telling import tell_of_moved_dates
from office import jobs
from office.actions import add_holiday
from office.models import Job
from reviews import actions
from tests.desk.digest.conftest import TODAY
from tests.factories import BY, facts, make_child, make_restriction, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
CARE_BEGAN = D(2025, 5, 8)
PAGE = "digest:changed"


def run_jobs():
    while (found := jobs.claim()) is not None:
        jobs.run(found, TODAY)
    assert list(Job.objects.exclude(state=Job.State.DONE).values_list("kind", "error")) == []


def declare_holiday(by=BY):
    add_holiday(on=D(2025, 6, 4), name="Day of mourning", source="London Gazette", by=by)
    run_jobs()


def told():
    return sorted(message.to[0] for message in mail.outbox)


def signed_in(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def shown(user):
    return signed_in(user).get(reverse(PAGE)).content.decode()


def test_holiday_tells_once_each_of_those_whom_it_touches():
    iro = make_user(Role.IRO, email="iro@example.org")
    make_user(Role.IRO, email="untouched@example.org")
    make_user(Role.SUPPORT_WORKER, email="support@example.org")
    make_user(Role.MANAGER, email="manager@example.org")
    make_user(Role.PANEL_MEMBER, email="panel@example.org")
    make_child(became_looked_after_on=CARE_BEGAN, iro=iro)
    make_child(became_looked_after_on=D(2025, 5, 12), iro=iro)
    declare_holiday()
    assert told() == ["iro@example.org", "manager@example.org", "support@example.org"]
    first = mail.outbox[0]
    assert first.subject == "Dates of yours have changed: Independent Reviewing Officer service"
    assert f"http://localhost:8000{reverse(PAGE)}" in first.body
    tell_of_moved_dates(TODAY)
    run_jobs()
    assert len(mail.outbox) == 3


def test_new_limits_are_no_change():
    iro = make_user(Role.IRO)
    make_child(became_looked_after_on=CARE_BEGAN, iro=iro)
    assert (tell_of_moved_dates(TODAY), mail.outbox, DatesTold.objects.count()) == (0, [], 1)


def test_who_made_the_change_is_not_told_of_it():
    iro = make_user(Role.IRO, email="iro@example.org")
    manager = make_user(Role.MANAGER, email="manager@example.org")
    child = make_child(became_looked_after_on=CARE_BEGAN, iro=iro)
    review = open_review(child)
    actions.ask_for_earlier_review(review=review, review_by=D(2025, 6, 4), reason="iro_asked", by=manager, today=TODAY)
    assert tell_of_moved_dates(TODAY) == 1
    run_jobs()
    assert told() == ["iro@example.org"]


def closed(iro, _child):
    with acting():
        iro.is_active = False
        iro.save()


def away(iro, _child):
    arrange_cover(
        iro=iro, covered_by=make_user(Role.IRO), from_on=TODAY, until_on=TODAY, reason="Leave", by=BY, today=TODAY
    )


def restricted(_iro, child):
    make_restriction(child)


def died(_iro, child):
    with acting():
        Child.objects.filter(pk=child.pk).update(died_on=TODAY)


@pytest.mark.parametrize("left", [closed, away, restricted, died])
def test_whom_it_no_longer_touches_is_not_told(left):
    iro = make_user(Role.IRO, email="gone@example.org")
    left(iro, make_child(became_looked_after_on=CARE_BEGAN, iro=iro))
    declare_holiday()
    assert "gone@example.org" not in told()


def test_corrected_date_of_birth_moves_the_limit_and_tells():
    """18 before the limit: no review falls due any longer."""
    iro = make_user(Role.IRO, email="iro@example.org")
    child = make_child(became_looked_after_on=CARE_BEGAN, iro=iro, date_of_birth=D(2014, 3, 1))
    support = make_user(Role.SUPPORT_WORKER, "Kim Ray", email="support@example.org")
    correct_child(child=child, seen_version=child.version, by=support, today=TODAY, date_of_birth=D(2007, 6, 4))
    run_jobs()
    assert told() == ["iro@example.org"]
    page = shown(iro)
    assert ("6 June 2025" in page, "The date of birth was corrected" in page, "Kim Ray" in page) == (True,) * 3


def test_page_says_what_it_was_what_it_is_why_when_and_by_whom():
    iro, manager = make_user(Role.IRO), make_user(Role.MANAGER, "Ann Lee")
    child = make_child(became_looked_after_on=CARE_BEGAN, iro=iro)
    declare_holiday(by=manager)
    page = shown(iro)
    for words in (
        str(child),
        "First review",
        "6 June 2025",
        "9 June 2025",
        "4 June 2025 (Day of mourning) became a bank holiday, entered by Ann Lee",
        "The system",
    ):
        assert words in page, words


def test_page_holds_only_what_its_reader_may_see():
    child = make_child(became_looked_after_on=CARE_BEGAN, iro=make_user(Role.IRO))
    declare_holiday()
    assert str(child) not in shown(make_user(Role.IRO))
    assert str(child) in shown(make_user(Role.MANAGER))


def test_page_asks_as_much_for_one_date_as_for_three(assert_same_queries):
    iro = make_user(Role.IRO)
    days = iter((D(2025, 6, 4), D(2025, 6, 5), D(2025, 6, 6)))

    def rows(number):
        for _ in range(number):
            child = make_child(became_looked_after_on=CARE_BEGAN, iro=iro)
            given = facts(iro, TODAY)
            actions.complete_review(review=open_review(child), facts=given, by=iro, today=TODAY)
            make_child(became_looked_after_on=CARE_BEGAN, iro=iro)
            add_holiday(on=next(days), name="Day of mourning", source="London Gazette", by=BY)
            run_jobs()

    assert_same_queries(rows, reverse(PAGE), signed_in(iro))
