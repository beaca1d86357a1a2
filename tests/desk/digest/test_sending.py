"""The daily mail: one to a person and day by a real mail server, never to whoever has left, never a name."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from accounts.actions import deactivate_account, end_role
from accounts.enums import Role
from accounts.models import RoleGrant
from audit.actions import acting
from children.actions import allocate_iro, arrange_cover
from children.models import Child
from desk.deadlines import deadlines
from desk.digest import sending, sources, tasks
from desk.digest.actions import begin_digest, choose
from desk.digest.models import Digest, DigestState, Reminded
from desk.digest.sources import Item, Source
from office import jobs
from office.actions import change_settings
from office.authority import authority
from office.models import Job, Leave
from reviews.actions import record_conversation
from tests.desk.digest.conftest import TODAY, Letterbox, free_port, post_through, serving
from tests.factories import BY, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TUESDAY = D(2025, 6, 3)
# The first review's limit, 20 working days after it: Friday 6 June, the week of TODAY.
CARE_BEGAN = D(2025, 5, 8)


def an_iro_with_work(**fields):
    iro = make_user(Role.IRO, **fields)
    child = make_child(became_looked_after_on=CARE_BEGAN, iro=iro)
    return iro, child


def send(day=TODAY, **options):
    return dict(sending.send_all(deadlines(day), **options))


def body_of(box):
    return box.mails[-1][1].replace("\r\n", "\n")


def test_mail_says_how_many_of_what_wait_and_where_and_names_nobody(letterbox):
    iro, child = an_iro_with_work(email="iro@example.org")
    assert send() == {"sent": 1}
    (recipients, content), text = letterbox.mails[0], body_of(letterbox)
    assert (recipients, len(letterbox.mails)) == (["iro@example.org"], 1)
    assert "Subject: 2 things wait for you: Independent Reviewing Officer service" in text
    assert "- 1 child to speak with before a review (new)\n- 1 review to hold this week (new)\n" in text
    assert "http://localhost:8000/today/\n" in text
    assert [word for word in (child.first_name, child.last_name, child.local_id) if word in content] == []
    digest = Digest.objects.get()
    assert (digest.reader, digest.on, digest.state, digest.said) == (
        iro,
        TODAY,
        DigestState.SENT,
        [["speak_before", 1, 1], ["reviews_to_hold", 1, 1]],
    )


def test_mail_goes_once_a_day_however_often_it_is_asked_for(letterbox):
    an_iro_with_work()
    assert (send(), send(), send(again=True), len(letterbox.mails)) == ({"sent": 1}, {}, {}, 1)


def test_two_workers_at_one_mail_send_it_once(when):
    iro, _child = an_iro_with_work()
    assert begin_digest(reader=iro, on=TODAY, by=sending.BY) is not None
    assert (sending.send_one(iro.pk, when), len(mail.outbox)) == ("sent before", 0)


def test_next_day_says_what_still_waits_and_what_is_new(letterbox):
    iro, _child = an_iro_with_work()
    send()
    make_child(became_looked_after_on=D(2025, 5, 12), iro=iro)
    send(TUESDAY)
    assert "- 2 children to speak with before a review (1 new)\n- 2 reviews to hold this week (1 new)\n" in body_of(
        letterbox
    )


def test_each_occasion_is_told_and_none_suppresses_another(letterbox):
    iro, child = an_iro_with_work()
    review = open_review(child)
    for day in (TODAY, TUESDAY, D(2025, 6, 6), D(2025, 6, 9), D(2025, 6, 10)):
        send(day)
    kept = list(Reminded.objects.filter(reader=iro, item=review.pk).values_list("source", "occasion", "digest__on"))
    assert kept == [
        ("speak_before", "near", TODAY),
        ("reviews_to_hold", "near", TODAY),
        ("speak_before", "today", D(2025, 6, 6)),
        ("reviews_to_hold", "today", D(2025, 6, 6)),
        ("speak_before", "past", D(2025, 6, 9)),
        ("reviews_to_hold", "past", D(2025, 6, 9)),
    ]
    assert len(letterbox.mails) == 5


def test_one_kind_that_was_told_does_not_stop_another(letterbox):
    _iro, child = an_iro_with_work()
    record_conversation(review=open_review(child), outcome="seen", on=TODAY, by=BY, today=TODAY)
    send()
    assert [name for name, _number, _new in Digest.objects.get().said] == ["reviews_to_hold"]
    assert "speak" not in body_of(letterbox)


def test_nothing_waits_and_nothing_is_sent():
    make_user(Role.IRO)
    assert (send(), Digest.objects.count(), len(mail.outbox)) == ({"nothing waits": 1}, 0, 0)


def closed(iro, _child):
    deactivate_account(user=iro, by=make_user(Role.SYSTEM_ADMINISTRATOR), today=TODAY)


def role_over(iro, _child):
    with acting():
        RoleGrant.objects.filter(user=iro).update(until_on=D(2025, 6, 1))


def reallocated(_iro, child):
    allocate_iro(child=child, iro=make_user(Role.IRO, email="other@example.org"), on=TODAY, reason="new", by=BY)


def away(iro, _child):
    arrange_cover(
        iro=iro, covered_by=make_user(Role.IRO), from_on=TODAY, until_on=TUESDAY, reason="Leave", by=BY, today=TODAY
    )


def on_leave(iro, _child):
    with acting():
        Leave.objects.create(person=iro, from_on=D(2025, 5, 28), until_on=TODAY, kind="annual")


def child_died(_iro, child):
    with acting():
        Child.objects.filter(pk=child.pk).update(died_on=TODAY)


@pytest.mark.parametrize("left", [closed, role_over, reallocated, away, on_leave, child_died])
def test_whoever_has_finished_or_left_gets_nothing(left, letterbox):
    iro, child = an_iro_with_work(email="gone@example.org")
    left(iro, child)
    send()
    assert [recipients for recipients, _text in letterbox.mails if recipients == ["gone@example.org"]] == []


def test_first_mail_after_leave_holds_everything_that_came_meanwhile(letterbox):
    iro, child = an_iro_with_work()
    on_leave(iro, child)
    send(TODAY)
    assert not Digest.objects.filter(reader=iro).exists()
    send(TUESDAY)
    assert Digest.objects.get(reader=iro).on == TUESDAY
    assert all(number == fresh for _name, number, fresh in Digest.objects.get(reader=iro).said)


@pytest.mark.parametrize("part", ["morning", "afternoon"])
def test_whoever_is_away_for_half_the_day_is_told(part, letterbox):
    iro, _child = an_iro_with_work()
    with acting():
        Leave.objects.create(person=iro, from_on=TODAY, until_on=TODAY, kind="annual", part=part)
    assert send()["sent"] == 1


def test_who_covers_is_told_instead(letterbox):
    iro, child = an_iro_with_work()
    cover = make_user(Role.IRO, email="cover@example.org")
    arrange_cover(iro=iro, covered_by=cover, from_on=TODAY, until_on=TUESDAY, reason="Leave", by=BY, today=TODAY)
    send()
    assert [recipients for recipients, _text in letterbox.mails] == [["cover@example.org"]]
    assert Reminded.objects.filter(item=open_review(child).pk, reader=cover).count() == 2


def test_an_account_closed_between_planning_and_sending_gets_nothing(when):
    iro, child = an_iro_with_work()
    assert sending.readers(TODAY) == [iro.pk]
    closed(iro, child)
    assert (sending.send_one(iro.pk, when), len(mail.outbox)) == ("nothing waits", 0)


def test_somebody_of_two_roles_gets_one_mail_with_both(letterbox):
    both, _child = an_iro_with_work()
    with acting():
        RoleGrant.objects.create(user=both, role=Role.SUPPORT_WORKER, from_on=D(2000, 1, 1))
    send()
    text = body_of(letterbox)
    assert len(letterbox.mails) == 1
    assert "As Independent Reviewing Officer\n" in text
    assert "As Review support worker\n\n- 1 review due soon without a date (new)\n" in text


# The server --------------------------------------------------------------------------------------------------------
def test_server_is_down_mails_are_kept_and_go_later_once(settings):
    an_iro_with_work(email="first@example.org")
    an_iro_with_work(email="second@example.org")
    post_through(settings, free_port())
    assert send() == {sending.UNREACHABLE: 2}
    assert list(Digest.objects.not_arrived().values_list("state", "failure")) == [("not_sent", sending.UNREACHABLE)] * 2
    assert not Reminded.objects.exists()
    with serving(Letterbox(), settings) as box:
        assert (send(again=True), send(again=True)) == ({"sent": 2}, {})
    assert [recipients for recipients, _text in box.mails] == [["first@example.org"], ["second@example.org"]]
    assert (Digest.objects.not_arrived().count(), set(Digest.objects.values_list("attempts", flat=True))) == (0, {2})


def test_refused_address_is_kept_and_stops_nobody_else(letterbox):
    an_iro_with_work(email="wrong@example.org")
    an_iro_with_work(email="right@example.org")
    letterbox.refuses = {"wrong@example.org"}
    assert send() == {sending.REFUSED: 1, "sent": 1}
    assert [digest.reader.email for digest in Digest.objects.not_arrived()] == ["wrong@example.org"]


def test_later_try_is_for_those_alone_whose_mail_could_not_leave():
    an_iro_with_work()
    assert send(again=True) == {}


# When ----------------------------------------------------------------------------------------------------------------
def at(monkeypatch, hour, day=TODAY):
    moment = datetime.datetime.combine(day, datetime.time(hour, 5), tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "localtime", lambda *_args: moment)


def run_waiting():
    found = Job.objects.filter(kind=tasks.SEND, state=Job.State.QUEUED).get()
    jobs.run(jobs.claim(), TODAY)
    found.refresh_from_db()
    return found


def test_mails_are_asked_for_once_their_hour_has_come(monkeypatch, letterbox):
    an_iro_with_work()
    change_settings(seen_version=1, by=BY, reminders_hour=8)
    asked = []
    for hour in (7, 8, 8):
        at(monkeypatch, hour)
        asked.append(tasks.plan_digests())
    assert asked == [0, 1, 0]
    done = run_waiting()
    assert (done.state, done.result, len(letterbox.mails)) == (Job.State.DONE, {"sent": 1}, 1)


def test_what_could_not_leave_is_tried_each_hour_until_the_evening(monkeypatch):
    asked = []
    for hour in (7, 8, 8, 9, 19, 20):
        at(monkeypatch, hour)
        asked.append(tasks.plan_digests())
    assert asked == [1, 1, 0, 1, 1, 0]
    assert [job.payload["again"] for job in Job.objects.order_by("pk")] == [False, True, True, True]


@pytest.mark.parametrize(("day", "asked"), [(D(2025, 5, 26), 0), (D(2025, 6, 1), 0), (D(2025, 5, 27), 1)])
def test_no_mail_on_a_day_on_which_nobody_works(monkeypatch, settings, day, asked):
    settings.IRO_TODAY = day
    at(monkeypatch, 9, day)
    assert tasks.plan_digests() == asked


# What somebody chose ---------------------------------------------------------------------------------------------
@pytest.fixture
def optional(monkeypatch):
    """Let something wait for every IRO that may be turned off."""
    found = Source("optional", (Role.IRO,), "thing", "things", lambda _user, _when: [Item(1, None)])
    monkeypatch.setitem(sources.SOURCES, "optional", found)
    return found


@pytest.mark.parametrize(
    ("how", "days"),
    [
        ("daily", [TODAY, TUESDAY, D(2025, 5, 27)]),
        ("weekly", [TODAY, D(2025, 5, 27)]),  # the Monday before is a bank holiday, so its week begins on Tuesday
        ("off", []),
    ],
)
def test_each_sort_comes_as_often_as_its_reader_chose(how, days, optional):
    iro = make_user(Role.IRO)
    choose(reader=iro, choices={"optional": how}, by=iro)
    for day in (D(2025, 5, 27), TODAY, TUESDAY):
        send(day)
    assert list(Digest.objects.order_by("pk").values_list("on", flat=True)) == sorted(days)


def test_a_role_that_ends_tomorrow_still_gets_todays_mail(letterbox):
    iro, _child = an_iro_with_work()
    end_role(grant=iro.role_grants.get(), last_day=TODAY, by=make_user(Role.MANAGER), today=TODAY)
    assert (send()["sent"], send(TUESDAY).get("sent")) == (1, None)


def test_settings_begin_with_seven_in_the_morning():
    assert authority().reminders_hour == 7
