"""Who is invited, why anyone is not, what is sent to whom, and what they answer."""

import datetime
import re
import uuid

import icalendar
import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.actions import manage_team
from accounts.enums import Role
from accounts.models import User
from accounts.verdict import RefusedError
from audit.actions import acting
from children.actions import allocate_social_worker, record_person
from children.models import Episode, PersonAroundChild
from desk.arranging.actions import record_leaving
from desk.inviting.tasks import ask_to_empty_outbox, request_sending
from office.models import Job
from office.tasks import sweep_jobs
from reviews import actions
from reviews.enums import InvitationStatus, InvitedAs, SendingState
from reviews.models import Booking, Invitation, InvitationSending, PaperChase, ReplyLink, Review, Venue
from tests.factories import BY, facts, make_child, make_team, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date
TODAY, MEETING, MOVED = D(2025, 6, 2), D(2025, 6, 24), D(2025, 6, 26)
TEN = datetime.time(10)
Status = InvitationStatus


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def signed_in(role: str = Role.SUPPORT_WORKER) -> Client:
    client = Client()
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def booked(**child: object) -> Review:
    """Make a child with a mother, a carer, a social worker and a team manager, whose review is booked."""
    iro = make_user(Role.IRO)
    made = make_child(iro=iro, **child)
    people = (
        ("mother", "Rowan Quillfeather", "rowan@example.org", True),
        ("carer", "Bryony Marsh", "bryony@example.org", False),
        ("grandparent", "Tansy Reed", "", False),
    )
    for relationship, name, email, responsible in people:
        record_person(
            child=made, relationship=relationship, full_name=name, email=email, phone="01632 960009",
            has_parental_responsibility=responsible, how_to_reach="Not at work", language="Welsh", by=BY,
        )  # fmt: skip
    team, manager = make_team(), make_user(Role.OPERATIONAL_MANAGER)
    manage_team(team=team, manager=manager, from_on=D(2025, 1, 1), by=BY)
    worker = make_user(Role.SOCIAL_WORKER)
    allocate_social_worker(child=made, team=team, social_worker=worker, on=D(2025, 4, 5), by=BY)
    review = open_review(made)
    with acting():
        venue = Venue.objects.get_or_create(name="Civic Centre, room 2")[0]
    actions.book_review(review=review, on=MEETING, at=TEN, chair=iro, venue=venue, by=BY, today=TODAY)
    return review


def of(review: Review, part: str) -> Invitation:
    return Invitation.objects.get(review=review, part=part)


def mother_of(review: Review) -> Invitation:
    return of(review, InvitedAs.PARENT)


def invited(review: Review, *invitations: Invitation) -> list[InvitationSending]:
    asked = actions.ask_to_send_invitations(
        review=review, invitations=list(invitations), site="https://iro.example.org", by=BY
    )
    empty_outbox()
    return asked


def empty_outbox() -> None:
    last = InvitationSending.objects.waiting().last()
    if last:
        request_sending(last.pk)
    ask_to_empty_outbox()
    sweep_jobs()


def move(review: Review, on: datetime.date = MOVED, **more: object) -> Booking:
    standing = review.bookings.current().get()
    values = {"at": TEN, "chair": standing.chair, "venue": standing.venue} | more
    review.refresh_from_db()
    return actions.move_booking(review=review, on=on, because="The room is taken", by=BY, today=TODAY, **values)


def link_in(message) -> str:
    (found,) = re.findall(r"https://iro\.example\.org(/inviting/reply/\S+)", message.body)
    return found


def statuses(review: Review) -> dict[str, str]:
    return dict(Invitation.objects.filter(review=review).values_list("part", "status"))


# Who is on the list ------------------------------------------------------------------------------------------------
def test_booking_puts_child_family_carers_and_workers_on_the_list_and_sends_nothing():
    review = booked()
    listed = [(each.part, each.status) for each in Invitation.objects.filter(review=review)]
    parts = ["child", "parent", "around", "around", "social_worker", "team_manager"]
    assert listed == [(part, Status.TO_SEND) for part in parts]
    assert (mail.outbox, InvitationSending.objects.count(), Job.objects.count()) == ([], 0, 0)


def test_list_is_made_once_and_takes_in_who_was_recorded_since():
    review = booked()
    record_person(child=review.child, relationship="father", full_name="Ash Quillfeather", by=BY)
    added = actions.propose_invitations(review=review, by=BY, today=TODAY)
    again = actions.propose_invitations(review=review, by=BY, today=TODAY)
    assert ([str(each) for each in added], again) == (["Ash Quillfeather"], [])


def test_who_was_not_invited_last_time_is_not_invited_by_oversight():
    review = booked()
    actions.leave_out(
        invitation=mother_of(review), reason="serious_concern", note="Police bail", heard_by="phone", by=BY
    )
    actions.end_review(review=review, reason="other", note="Agreed", on=TODAY, by=BY)
    following = open_review(review.child)
    actions.book_review(
        review=following, on=MEETING, at=TEN, chair=make_user(Role.IRO), place="Library", by=BY, today=TODAY
    )
    mother = mother_of(following)
    assert (mother.status, mother.not_invited_reason, mother.heard_by) == ("not_invited", "serious_concern", "phone")


def test_person_is_left_out_with_a_reason_and_a_plan_to_hear_them():
    review = booked()
    mother = mother_of(review)
    page = signed_in().post(
        reverse("inviting:leave-out", args=[mother.pk]), {"version": mother.version, "form_key": uuid.uuid4()}
    )
    text = page.content.decode()
    assert (page.status_code, "Choose why this person is not invited" in text) == (422, True)
    assert "Choose how this person is heard instead" in text
    sent = {"reason": "child_wish", "heard_by": "meeting", "heard_note": "The IRO, on 20 June"}
    signed_in().post(
        reverse("inviting:leave-out", args=[mother.pk]), sent | {"version": mother.version, "form_key": uuid.uuid4()}
    )
    mother.refresh_from_db()
    assert (mother.status, mother.heard_note) == ("not_invited", "The IRO, on 20 June")
    page = signed_in().get(reverse("inviting:review", args=[review.pk])).content.decode()
    assert ("The child did not want it" in page, "The IRO, on 20 June" in page) == (True, True)


def test_second_person_at_one_invitation_gets_the_page_with_both_versions():
    mother = mother_of(booked())
    actions.record_answer(invitation=mother, answer="declined", message="I work", by=BY)
    sent = {"why": "Mistake", "version": mother.version - 1, "form_key": uuid.uuid4()}
    page = signed_in().post(reverse("inviting:withdraw", args=[mother.pk]), sent)
    assert (page.status_code, "I work" in page.content.decode(), "Mistake" in page.content.decode()) == (
        409,
        True,
        True,
    )


def test_support_worker_sees_how_to_reach_people_and_the_dates_before_the_meeting():
    page = signed_in().get(reverse("inviting:review", args=[booked().pk])).content.decode()
    for words in ("rowan@example.org", "01632 960009", "Not at work", "Speaks Welsh", "3 June 2025", "19 June 2025"):
        assert words in page, words


# Mail --------------------------------------------------------------------------------------------------------------
def test_each_gets_a_mail_of_their_own_that_names_nobody():
    review = booked()
    people = [mother_of(review), *Invitation.objects.filter(review=review, user__isnull=False)]
    invited(review, *people)
    assert sorted(message.to for message in mail.outbox) == sorted([each.address] for each in people)
    body = mail.outbox[0].body
    assert ("Tuesday 24 June 2025" in body, "10am to 11:30am" in body, "Civic Centre, room 2" in body) == (True,) * 3
    assert set(InvitationSending.objects.values_list("state", flat=True)) == {SendingState.SENT}
    assert statuses(review)["parent"] == Status.SENT


def test_asked_for_twice_it_is_sent_once():
    review = booked()
    mother = mother_of(review)
    for _ in range(2):
        actions.ask_to_send_invitations(review=review, invitations=[mother], site="https://iro.example.org", by=BY)
    empty_outbox()
    empty_outbox()
    assert len(mail.outbox) == 1


def test_place_is_not_told_where_it_is_where_the_child_lives_or_was_typed():
    review = booked()
    with acting():
        Episode.objects.filter(child=review.child).update(placed_with="Civic Centre")
    invited(review, mother_of(review))
    assert "Civic" not in mail.outbox[0].message().as_string()
    page = Client().get(link_in(mail.outbox[0])).content.decode()
    assert ("Civic" in page, "Ask us, if you do not know" in page) == (False, True)


def test_calendar_file_asks_for_the_meeting_and_names_nobody():
    review = booked()
    mother = mother_of(review)
    invited(review, mother)
    (content, kind) = mail.outbox[0].alternatives[0]
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert (kind, str(event["summary"]), event["sequence"]) == ("text/calendar; method=REQUEST", "Meeting", 0)
    assert str(event["uid"]) == f"{mother.uid}@iro-service"


def test_person_without_an_address_is_written_a_letter():
    review = booked()
    grandmother = Invitation.objects.get(review=review, person__full_name="Tansy Reed")
    page = signed_in().get(reverse("inviting:letters", args=[review.pk])).content.decode()
    assert ("Tansy Reed" in page, "Rowan Quillfeather" in page, "It is your meeting" in page) == (True, False, True)
    client = signed_in()
    sent = {"people": [grandmother.pk], "on": "2025-06-02", "form_key": uuid.uuid4()}
    client.post(reverse("inviting:posted", args=[review.pk]), sent)
    grandmother.refresh_from_db()
    assert (grandmother.status, grandmother.sendings.get().means, mail.outbox) == (Status.SENT, "letter", [])


def test_page_sends_to_those_who_are_chosen():
    review, client = booked(), signed_in()
    mother = mother_of(review)
    page = client.get(reverse("inviting:send", args=[review.pk])).content.decode()
    assert ("rowan@example.org" in page, "Tansy Reed" in page) == (True, False)
    response = client.post(
        reverse("inviting:send", args=[review.pk]), {"people": [mother.pk], "form_key": uuid.uuid4()}
    )
    assert (response.status_code, mail.outbox) == (302, [])
    sweep_jobs()
    assert [message.to for message in mail.outbox] == [["rowan@example.org"]]


# What the booking does ---------------------------------------------------------------------------------------------
def test_moved_meeting_is_told_under_the_same_name_with_a_higher_number_and_asks_again():
    review = booked()
    mother = mother_of(review)
    invited(review, mother)
    actions.record_answer(invitation=Invitation.objects.get(pk=mother.pk), answer="accepted", by=BY)
    move(review)
    empty_outbox()
    events = [icalendar.Calendar.from_ical(m.alternatives[0][0]).walk("VEVENT")[0] for m in mail.outbox]
    assert [(str(event["uid"]), event["sequence"]) for event in events] == [
        (f"{mother.uid}@iro-service", 0), (f"{mother.uid}@iro-service", 1),
    ]  # fmt: skip
    assert events[1].decoded("dtstart").date() == MOVED
    assert (mother_of(review).status, "Thursday 26 June 2025" in mail.outbox[1].body) == (Status.SENT, True)


def test_who_had_a_letter_is_to_be_written_to_again_when_the_meeting_moves():
    review = booked()
    mother = mother_of(review)
    actions.post_invitations(review=review, invitations=[mother], on=TODAY, by=BY, today=TODAY)
    move(review)
    assert (mother_of(review).status, InvitationSending.objects.waiting().count()) == (Status.TO_SEND, 0)


def test_cancelled_booking_takes_the_meeting_out_of_the_calendars_of_those_who_knew():
    review = booked()
    invited(review, mother_of(review))
    actions.cancel_booking(review=review, because="The chair is ill", by=BY, today=TODAY)
    empty_outbox()
    kinds = [m.alternatives[0][1] for m in mail.outbox]
    assert kinds == ["text/calendar; method=REQUEST", "text/calendar; method=CANCEL"]
    assert ("/inviting/reply/" in mail.outbox[1].body, statuses(review)["parent"]) == (False, Status.WITHDRAWN)


def test_review_booked_again_begins_its_list_again():
    review = booked()
    invited(review, mother_of(review))
    actions.cancel_booking(review=review, because="The chair is ill", by=BY, today=TODAY)
    actions.book_review(review=review, on=MOVED, at=TEN, chair=make_user(Role.IRO), place="Library", by=BY, today=TODAY)
    mother = mother_of(review)
    assert (mother.status, mother.sequence, Invitation.objects.filter(review=review).count()) == (Status.TO_SEND, 2, 6)


def begun(status: str) -> Review:
    """Make a review whose first meeting was held on its day, the mother having been there."""
    review = booked()
    invited(review, mother_of(review))
    actions.record_answer(invitation=mother_of(review), answer="accepted", message="With my sister", by=BY)
    hold_first(review, status)
    return review


def hold_first(review: Review, status: str) -> None:
    """Hold the first meeting of a review on its day, so that it is adjourned or a series."""
    given = {"review": review, "on": MEETING, "chair": review.bookings.get().chair, "by": BY, "today": MEETING}
    if status == "adjourned":
        actions.adjourn_review(reason="Papers", **given)
    else:
        actions.record_meeting(**given)


BEGUN = pytest.mark.parametrize("status", ["adjourned", "in_series"])
NEXT = D(2025, 7, 10)


def book_next(review: Review) -> Booking:
    slot = {"at": TEN, "chair": review.chair, "place": "Library"}
    return actions.book_review(review=review, on=NEXT, by=BY, today=MEETING, **slot)


@BEGUN
def test_next_meeting_is_asked_about_anew_and_answered_by_the_link(status, settings):
    review = begun(status)
    old = link_in(mail.outbox[0])
    settings.IRO_TODAY = D(2025, 6, 25)
    assert Client().get(old).status_code == 404
    book_next(review)
    mother = mother_of(review)
    assert (mother.status, mother.message, mother.sequence, len(mail.outbox)) == (Status.TO_SEND, "", 1, 1)
    client = signed_in()
    assert "Thursday 10 July 2025" in client.get(reverse("inviting:review", args=[review.pk])).content.decode()
    assert "rowan@example.org" in client.get(reverse("inviting:send", args=[review.pk])).content.decode()
    invited(review, mother)
    sent = mail.outbox[1]
    assert ("You are invited" in sent.subject, "Thursday 10 July 2025" in sent.body) == (True, True)
    assert Client().post(link_in(sent), {"answer": "tentative"}).status_code == 302
    assert mother_of(review).status == Status.TENTATIVE


@BEGUN
def test_next_meeting_that_moves_or_falls_is_told_to_those_who_knew_of_it(status):
    review = begun(status)
    book_next(review)
    invited(review, mother_of(review))
    move(review, on=D(2025, 7, 11), place="Library")
    empty_outbox()
    actions.cancel_booking(review=review, because="The chair is ill", by=BY, today=MEETING)
    empty_outbox()
    methods = [m.alternatives[0][1].rpartition("=")[2] for m in mail.outbox]
    assert (methods, "Friday 11 July 2025" in mail.outbox[2].body) == (["REQUEST"] * 3 + ["CANCEL"], True)
    assert statuses(review)["parent"] == Status.WITHDRAWN


@BEGUN
def test_nobody_is_invited_to_a_meeting_that_was_held(status):
    review = begun(status)
    page = signed_in().get(reverse("inviting:add", args=[review.pk]))
    assert (page.status_code, "No further meeting of this review is booked" in page.content.decode()) == (403, True)
    with pytest.raises(RefusedError, match="nothing to invite anybody to"):
        actions.propose_invitations(review=review, by=BY, today=MEETING)


@BEGUN
def test_mail_that_did_not_arrive_concerns_nobody_once_the_meeting_was_held_until_it_is_sent_anew(status):
    review, client = booked(), signed_in()
    invited(review, mother_of(review))
    actions.note_undelivered(invitation=mother_of(review), because="Came back", by=BY)
    assert "Rowan Quillfeather" in client.get(reverse("inviting:undelivered")).content.decode()
    hold_first(review, status)
    assert "Rowan Quillfeather" not in client.get(reverse("inviting:undelivered")).content.decode()
    book_next(review)
    assert mother_of(review).status == Status.TO_SEND


def test_mail_that_waits_as_a_review_is_adjourned_goes_out_for_its_next_meeting_alone():
    review = booked()
    people = {"site": "https://iro.example.org", "by": BY}
    (sending,) = actions.ask_to_send_invitations(review=review, invitations=[mother_of(review)], **people)
    hold_first(review, "adjourned")
    booking = book_next(review)
    sending.refresh_from_db()
    assert sending.booking == booking
    empty_outbox()
    (sent,) = mail.outbox
    assert "Thursday 10 July 2025" in sent.body


@BEGUN
def test_mail_is_dropped_that_would_tell_of_a_meeting_that_was_held(status):
    review = booked()
    people = {"site": "https://iro.example.org", "by": BY}
    (sending,) = actions.ask_to_send_invitations(review=review, invitations=[mother_of(review)], **people)
    hold_first(review, status)
    empty_outbox()
    sending.refresh_from_db()
    assert (mail.outbox, sending.why) == ([], "The meeting no longer stands, or is over")


@BEGUN
def test_next_meeting_is_among_those_to_come_and_its_papers_can_be_asked_for(status, settings):
    settings.IRO_TODAY = MEETING
    review, client = begun(status), signed_in()
    addresses = [reverse("inviting:review", args=[review.pk]), reverse("inviting:chase", args=[review.pk])]
    lists = [reverse("inviting:list"), reverse("inviting:papers")]
    shown = [address in client.get(where).content.decode() for address, where in zip(addresses, lists, strict=True)]
    assert shown == [False, False]
    book_next(review)
    shown = [address in client.get(where).content.decode() for address, where in zip(addresses, lists, strict=True)]
    assert shown == [True, True]


@pytest.mark.parametrize("way", ["end", "void"])
def test_review_that_ends_or_was_a_mistake_withdraws_its_invitations(way):
    review = booked()
    invited(review, mother_of(review))
    if way == "end":
        actions.end_review(review=review, reason="left_care", on=TODAY, by=BY)
    else:
        actions.void_review(review=review, why="Entered twice", by=BY, today=TODAY)
    empty_outbox()
    methods = [m.alternatives[0][1].rpartition("=")[2] for m in mail.outbox]
    assert (methods, set(statuses(review).values())) == (["REQUEST", "CANCEL"], {Status.WITHDRAWN})


def test_death_silences_everything_also_what_waits():
    review = booked()
    mother = mother_of(review)
    invited(review, mother)
    mail.outbox.clear()
    move(review)
    actions.ask_to_send_invitations(
        review=review, invitations=[of(review, "social_worker")], site="https://iro.example.org", by=BY
    )
    assert InvitationSending.objects.waiting().count() == 2
    record_leaving(child=review.child, on=TODAY, reason="E2", by=BY, today=TODAY)
    empty_outbox()
    assert (mail.outbox, InvitationSending.objects.waiting().count()) == ([], 0)


def test_death_found_only_as_a_mail_leaves_drops_it_too():
    review = booked()
    actions.ask_to_send_invitations(
        review=review, invitations=[mother_of(review)], site="https://iro.example.org", by=BY
    )
    with acting():
        type(review.child).objects.filter(pk=review.child_id).update(died_on=TODAY)
    empty_outbox()
    sending = InvitationSending.objects.get()
    assert (mail.outbox, sending.state, sending.why) == ([], SendingState.DROPPED, "Nothing is sent after a death")


def test_worker_who_has_left_gets_no_mail():
    review = booked()
    worker = of(review, "social_worker")
    actions.ask_to_send_invitations(review=review, invitations=[worker], site="https://iro.example.org", by=BY)
    with acting():
        User.objects.filter(pk=worker.user_id).update(is_active=False)
    empty_outbox()
    assert (mail.outbox, InvitationSending.objects.get().state) == ([], SendingState.DROPPED)


def test_worker_who_no_longer_works_with_the_child_gets_no_mail():
    review = booked()
    worker = of(review, "social_worker")
    actions.ask_to_send_invitations(review=review, invitations=[worker], site="https://iro.example.org", by=BY)
    other = make_user(Role.SOCIAL_WORKER)
    allocate_social_worker(child=review.child, team=make_team(), social_worker=other, on=TODAY, by=BY)
    empty_outbox()
    sending = InvitationSending.objects.get()
    assert (mail.outbox, sending.why) == ([], "No longer works with the child")
    page = signed_in().get(reverse("inviting:review", args=[review.pk])).content.decode()
    assert "Not sent: No longer works with the child" in page


def test_colleague_who_takes_the_chair_on_the_day_leaves_the_mail_in_the_outbox_as_it_is(settings):
    review = booked()
    actions.ask_to_send_invitations(
        review=review, invitations=[mother_of(review)], site="https://iro.example.org", by=BY
    )
    settings.IRO_TODAY = MEETING
    with time_machine.travel(datetime.datetime(2025, 6, 24, 6, tzinfo=datetime.UTC), tick=False):
        actions.take_the_chair(review=review, because="Ill", by=make_user(Role.IRO), today=MEETING)
        empty_outbox()
    assert [message.to for message in mail.outbox] == [["rowan@example.org"]]


# The link ----------------------------------------------------------------------------------------------------------
def test_link_shows_a_meeting_and_no_name_and_takes_an_answer_that_can_be_changed():
    review = booked()
    invited(review, mother_of(review))
    path = link_in(mail.outbox[0])
    page = Client().get(path)
    text = page.content.decode()
    told = [w for w in (*str(review.child).split(), review.child.local_id, "Rowan", "Quillfeather") if w in text]
    assert (page.status_code, told, page["Cache-Control"], page["X-Robots-Tag"]) == (
        200,
        [],
        "private, no-store",
        "noindex",
    )
    assert ("Tuesday 24 June 2025" in text, "Civic Centre, room 2" in text) == (True, True)
    answer = {"answer": "declined", "message": "<b>I work</b>", "other_time": "After 4pm", "wants_heard": "phone"}
    assert Client().post(path, answer).status_code == 302
    mother = mother_of(review)
    assert (mother.status, mother.message, mother.other_time) == ("declined", "<b>I work</b>", "After 4pm")
    Client().post(path, {"answer": "accepted"})
    assert mother_of(review).status == "accepted"
    assert "We have your answer: <strong>Will come</strong>" in Client().get(path).content.decode()
    seen = signed_in().get(reverse("inviting:review", args=[review.pk])).content.decode()
    assert ("Will come" in seen, "<b>I work</b>" in seen) == (True, False)


def test_opening_the_link_changes_nothing():
    review = booked()
    invited(review, mother_of(review))
    before = (mother_of(review).version, ReplyLink.objects.count())
    Client().get(link_in(mail.outbox[0]))
    assert (mother_of(review).version, ReplyLink.objects.count()) == before


def test_link_is_kept_as_a_hash_alone():
    review = booked()
    invited(review, mother_of(review))
    finder, secret = link_in(mail.outbox[0]).split("/")[-2].split(".")
    link = ReplyLink.objects.get()
    assert (link.finder, len(secret) > 40, secret in str(vars(link))) == (finder, True, False)


def _withdrawn(review: Review) -> None:
    actions.withdraw_invitation(invitation=mother_of(review), why="Contact ended", by=BY)


def _cancelled(review: Review) -> None:
    actions.cancel_booking(review=Review.objects.get(pk=review.pk), because="Ill", by=BY, today=TODAY)


def _died(review: Review) -> None:
    record_leaving(child=review.child, on=TODAY, reason="E2", by=BY, today=TODAY)


@pytest.mark.parametrize("what", [_withdrawn, _cancelled, _died])
def test_link_that_no_longer_holds_is_answered_like_one_that_never_was(what):
    review = booked()
    invited(review, mother_of(review))
    path = link_in(mail.outbox[0])
    what(review)
    gone, never = Client().get(path), Client().get("/inviting/reply/abc.def/")
    assert (gone.status_code, never.status_code) == (404, 404)
    strip = re.compile(rb"[0-9A-F]{8}")
    assert strip.sub(b"", gone.content) == strip.sub(b"", never.content)
    assert Client().post(path, {"answer": "accepted"}).status_code == 404


def test_link_ends_with_the_meeting(settings):
    review = booked()
    invited(review, mother_of(review))
    path = link_in(mail.outbox[0])
    settings.IRO_TODAY = MEETING + datetime.timedelta(days=1)
    assert Client().get(path).status_code == 404


def test_computer_that_tries_wrong_links_is_told_of_none():
    review = booked()
    invited(review, mother_of(review))
    path, client = link_in(mail.outbox[0]), Client()
    answers = [client.get(f"/inviting/reply/abc.{n}/").status_code for n in range(20)]
    assert (set(answers), client.get(path).status_code) == ({404}, 404)


@pytest.mark.parametrize(
    "wrong",
    [{}, {"answer": "sent"}, {"answer": "accepted", "message": "x" * 1001}, {"answer": "yes", "wants_heard": "hat"}],
)
def test_answer_that_is_none_is_refused_and_changes_nothing(wrong):
    review = booked()
    invited(review, mother_of(review))
    assert Client().post(link_in(mail.outbox[0]), wrong).status_code == 422
    assert mother_of(review).status == Status.SENT


def test_answers_have_an_end():
    review = booked()
    invited(review, mother_of(review))
    path = link_in(mail.outbox[0])
    codes = [Client().post(path, {"answer": answer}).status_code for answer in ("accepted", "declined") * 20]
    assert (codes[0], codes[-1]) == (302, 409)


# What did not arrive -----------------------------------------------------------------------------------------------
def test_mail_recorded_as_come_back_is_listed_with_what_to_do_and_mended():
    review, client = booked(), signed_in()
    mother = mother_of(review)
    invited(review, mother)
    mother.refresh_from_db()
    sent = {"because": "Mailbox full", "version": mother.version, "form_key": uuid.uuid4()}
    client.post(reverse("inviting:bounce", args=[mother.pk]), sent)
    page = client.get(reverse("inviting:undelivered")).content.decode()
    for words in ("Rowan Quillfeather", "Mailbox full", "Print the letter", "Mend the address", "Phone 01632 960009"):
        assert words in page, words
    mother.refresh_from_db()
    sent = {"email": "new@example.org", "version": mother.version, "form_key": uuid.uuid4()}
    assert client.post(reverse("inviting:mend", args=[mother.pk]), sent).status_code == 302
    assert (PersonAroundChild.objects.get(pk=mother.person_id).email, mother_of(review).status) == (
        "new@example.org",
        "to_send",
    )
    assert "All mail has arrived" in client.get(reverse("inviting:undelivered")).content.decode()


def test_address_of_a_worker_is_not_changed_here():
    review = booked()
    worker = of(review, "social_worker")
    sent = {"email": "other@example.org", "version": worker.version, "form_key": uuid.uuid4()}
    assert signed_in().post(reverse("inviting:mend", args=[worker.pk]), sent).status_code == 422


# Papers ------------------------------------------------------------------------------------------------------------
def test_paper_is_recorded_as_it_comes_in_time_or_late_by_the_booking():
    review = booked()
    actions.record_paper(review=review, kind="care_plan", on=TODAY, by=BY, today=TODAY)
    early = move(review, on=D(2025, 6, 4))
    assert (review.papers.get().state, early.on) == ("late", D(2025, 6, 4))
    move(review, on=MEETING)
    assert review.papers.get().state == "in_time"


def test_papers_are_awaited_late_and_received(settings):
    review, client = booked(), signed_in()
    sent = {"kind": "care_plan", "came": "came", "on": "2025-06-02", "form_key": uuid.uuid4()}
    assert client.post(reverse("inviting:paper", args=[review.pk]), sent).status_code == 302
    page = client.get(reverse("inviting:papers")).content.decode()
    assert (
        "Social worker&#x27;s report" in page
        or "Social worker’s report" in page
        or "Social worker&#39;s report" in page,
        "Care plan: received in time, 2 June 2025" in page,
    ) == (True, True)
    settings.IRO_TODAY = D(2025, 6, 20)
    assert "Overdue" in client.get(reverse("inviting:papers")).content.decode()


def test_social_worker_is_reminded_once_a_day_and_it_is_shown():
    review, client = booked(), signed_in()
    address = reverse("inviting:chase", args=[review.pk])
    assert client.post(address, {"form_key": uuid.uuid4()}).status_code == 302
    assert client.post(address, {"form_key": uuid.uuid4()}).status_code == 409
    sweep_jobs()
    worker = of(review, "social_worker").user
    assert ([m.to for m in mail.outbox], PaperChase.objects.count()) == ([[worker.email]], 1)
    assert worker.full_name in client.get(reverse("inviting:papers")).content.decode()


def test_reminder_is_not_sent_to_a_worker_who_has_left_meanwhile_nor_after_a_death():
    review, client = booked(), signed_in()
    client.post(reverse("inviting:chase", args=[review.pk]), {"form_key": uuid.uuid4()})
    record_leaving(child=review.child, on=TODAY, reason="E2", by=BY, today=TODAY)
    sweep_jobs()
    assert mail.outbox == []
    other = booked()
    client.post(reverse("inviting:chase", args=[other.pk]), {"form_key": uuid.uuid4()})
    allocate_social_worker(
        child=other.child, team=make_team(), social_worker=make_user(Role.SOCIAL_WORKER), on=TODAY, by=BY
    )
    sweep_jobs()
    assert mail.outbox == []


# Lists -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["inviting:list", "inviting:papers", "inviting:undelivered"])
def test_lists_ask_as_many_queries_for_one_as_for_three(assert_same_queries, name):
    def rows(number: int) -> None:
        for _ in range(number):
            review = booked()
            mother = mother_of(review)
            invited(review, mother)
            actions.record_paper(review=review, kind="care_plan", on=TODAY, by=BY, today=TODAY)
            actions.chase_papers(review=review, by=BY, today=TODAY)
            actions.note_undelivered(invitation=Invitation.objects.get(pk=mother.pk), because="Back", by=BY)

    assert_same_queries(rows, reverse(name), signed_in())


def test_list_of_one_review_asks_as_many_queries_for_one_as_for_three(assert_same_queries):
    review = booked()

    def rows(number: int) -> None:
        for _ in range(number):
            actions.invite_professional(
                review=review, name="Ivy Moss", capacity="Teacher", email="ivy@example.org", by=BY
            )

    assert_same_queries(rows, reverse("inviting:review", args=[review.pk]), signed_in())


def test_empty_lists_say_what_to_do():
    client = signed_in()
    for name, words in (
        ("inviting:list", "No meetings are booked"), ("inviting:papers", "No papers are awaited"),
        ("inviting:undelivered", "All mail has arrived"),
    ):  # fmt: skip
        assert words in client.get(reverse(name)).content.decode(), name


# Logging the review ------------------------------------------------------------------------------------------------
def test_form_that_logs_the_review_begins_with_who_was_invited_and_which_papers_came():
    review = booked()
    carer = Invitation.objects.get(review=review, person__full_name="Bryony Marsh")
    teacher = actions.invite_professional(review=review, name="Ivy Moss", capacity="Teacher", by=BY)
    for coming in (carer, teacher):
        actions.record_answer(invitation=coming, answer="accepted", by=BY)
    mother = mother_of(review)
    actions.leave_out(invitation=mother, reason="child_wish", heard_by="phone", by=BY)
    actions.record_paper(review=review, kind="care_plan", on=TODAY, by=BY, today=TODAY)
    client = Client()
    client.force_login(review.bookings.get().chair, backend="django.contrib.auth.backends.ModelBackend")
    form = html.fromstring(client.get(reverse("log_review:form", args=[review.pk])).content).forms
    sent: dict[str, list[str]] = {}
    for name, value in next(each for each in form if each.method == "POST").form_values():
        sent.setdefault(name, []).append(value)
    assert sent["present"] == [f"person-{carer.person_id}", f"invited-{teacher.pk}"]
    assert sent[f"parent-{mother.person_id}-was_invited"] == ["no"]
    assert sent[f"parent-{mother.person_id}-not_invited_reason"] == ["child_wish"]
    assert sent["care_plan"] == ["in_time"]


def test_paper_recorded_before_the_meeting_keeps_its_day_when_the_review_is_completed():
    review = booked()
    actions.record_paper(review=review, kind="care_plan", on=TODAY, by=BY, today=TODAY)
    chair = review.bookings.get().chair
    papers = (("care_plan", "in_time"), ("pep", "missing"))
    said = facts(chair, TODAY, late_reason="administrative", papers=papers)
    review.refresh_from_db()
    actions.complete_review(review=review, facts=said, by=BY, today=TODAY)
    kept = dict(review.papers.values_list("kind", "received_on"))
    assert kept == {"care_plan": TODAY, "pep": None}
