"""Invitations by a real mail server of this machine: sent, refused for good, put off, and the server gone a while."""

import datetime

import icalendar
import pytest
import time_machine
from django.urls import reverse

from desk.inviting.tasks import ask_to_empty_outbox
from office.models import Job
from office.tasks import sweep_jobs
from reviews import actions
from reviews.enums import InvitationStatus, SendingState
from reviews.models import Invitation, InvitationSending
from tests.desk.inviting.test_inviting import TODAY, booked, mother_of, signed_in
from tests.factories import BY
from tests.letterbox import open_letterbox, sends_to

pytestmark = pytest.mark.django_db
ROUND = datetime.timedelta(hours=1, minutes=1)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def ask(*invitations: Invitation) -> None:
    actions.ask_to_send_invitations(
        review=invitations[0].review, invitations=list(invitations), site="https://iro.example.org", by=BY
    )


def ring() -> None:
    """Do what beat and worker do within a minute."""
    ask_to_empty_outbox()
    sweep_jobs()


def test_invitation_arrives_with_a_calendar_file_that_mail_programs_understand(settings):
    mother = mother_of(booked())
    with open_letterbox() as box:
        sends_to(settings, box.port)
        ask(mother)
        ring()
    (message,) = box.mails
    assert (box.readers, message.get_body(("plain",)).get_content().count("/inviting/reply/")) == (
        ["rowan@example.org"],
        1,
    )
    calendars = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert [(part.get_param("method"), part.get_filename()) for part in calendars] == [
        ("REQUEST", None), ("REQUEST", "meeting.ics"),
    ]  # fmt: skip
    for part in calendars:
        content = part.get_payload(decode=True)
        assert icalendar.Calendar.from_ical(content).walk("VEVENT")[0]["summary"] == "Meeting"
    assert Invitation.objects.get(pk=mother.pk).status == InvitationStatus.SENT


def test_refused_address_is_shown_to_the_support_worker_and_the_others_get_theirs(settings):
    review = booked()
    mother, worker = mother_of(review), Invitation.objects.get(review=review, part="social_worker")
    with open_letterbox() as box:
        box.refuses.add("rowan@example.org")
        sends_to(settings, box.port)
        ask(mother, worker)
        ring()
    assert box.readers == [worker.user.email]
    page = signed_in().get(reverse("inviting:undelivered")).content.decode()
    assert ("Rowan Quillfeather" in page, "The mail server refused this address (answer 550)." in page) == (True, True)
    mother.refresh_from_db()
    assert (mother.status, mother.sendings.get().state) == (InvitationStatus.UNDELIVERED, SendingState.REFUSED)
    assert "Did not arrive" in signed_in().get(reverse("inviting:review", args=[review.pk])).content.decode()


def test_mail_put_off_is_tried_again_later(settings):
    mother = mother_of(booked())
    with open_letterbox() as box:
        box.busy.add("rowan@example.org")
        sends_to(settings, box.port)
        ask(mother)
        ring()
        ring()  # not before its pause is over
        assert InvitationSending.objects.get().tries == 1
        box.busy.clear()
        with time_machine.travel(datetime.datetime.now(datetime.UTC) + ROUND, tick=False):
            ring()
        assert box.readers == ["rowan@example.org"]
    assert Invitation.objects.get(pk=mother.pk).status == InvitationStatus.SENT


def test_server_that_is_down_loses_nothing_and_the_outbox_empties_when_it_is_back(settings):
    review = booked()
    people = [mother_of(review), *Invitation.objects.filter(review=review, user__isnull=False)]
    with open_letterbox() as box:
        port = box.port
    sends_to(settings, port)
    ask(*people)
    ring()
    assert set(InvitationSending.objects.values_list("state", flat=True)) == {SendingState.WAITING}
    page = signed_in().get(reverse("inviting:undelivered")).content.decode()
    assert "The mail server cannot be reached, or does not take mail at the moment." in page
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    with open_letterbox(port) as box, time_machine.travel(datetime.datetime.now(datetime.UTC) + ROUND, tick=False):
        ring()
        assert sorted(box.readers) == sorted(each.address for each in people)
    assert set(InvitationSending.objects.values_list("state", flat=True)) == {SendingState.SENT}


def test_mail_that_a_dead_worker_had_in_hand_is_sent_by_another(settings):
    mother = mother_of(booked())
    ask(mother)
    now = datetime.datetime.now(datetime.UTC)
    sending = InvitationSending.objects.get()
    taken = [actions.take_in_hand(sending=sending, now=now, by=BY) for _ in range(2)]
    with open_letterbox() as box:
        sends_to(settings, box.port)
        ring()
        assert (taken, box.readers) == ([True, False], [])
        with time_machine.travel(now + ROUND, tick=False):
            ring()
        assert box.readers == ["rowan@example.org"]
