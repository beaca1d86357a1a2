"""Calendar files open in a strict parser, with the right local time on either side of both clock changes.

Both kinds: the file that goes with an invitation, and the feed that an IRO's own calendar reads.
"""

import datetime
from collections.abc import Callable
from zoneinfo import ZoneInfo

import icalendar
import pytest

from accounts.enums import Role
from audit.actions import acting
from children.actions import record_person
from children.models import Episode
from exchange.feeds import calendar_of
from exchange.meetings import meeting_file
from reviews.enums import SendingKind
from reviews.models import Booking, Invitation, InvitationSending, Venue
from tests.factories import BY, make_child, make_user, open_review
from tests.guards.mail import private_words

pytestmark = pytest.mark.django_db
D, T = datetime.date, datetime.time
HERE = ZoneInfo("Europe/London")
NOW = datetime.datetime(2025, 6, 2, 9, tzinfo=datetime.UTC)
ON, AT = D(2025, 6, 24), T(10)
SENDER = "IRO service <iro@example.org>"
# The days before, of and after each change: clocks go back on 26 October 2025, forward on 29 March 2026. With what a
# clock on the wall says, what it is by the world's clock, and when it ends there.
CHANGES = [
    (D(2025, 10, 24), T(10), "2025-10-24T09:00", "2025-10-24T10:30"),
    (D(2025, 10, 25), T(23), "2025-10-25T22:00", "2025-10-25T23:30"),
    (D(2025, 10, 26), T(10), "2025-10-26T10:00", "2025-10-26T11:30"),
    (D(2025, 10, 27), T(10), "2025-10-27T10:00", "2025-10-27T11:30"),
    (D(2026, 3, 27), T(16, 30), "2026-03-27T16:30", "2026-03-27T18:00"),
    (D(2026, 3, 28), T(10), "2026-03-28T10:00", "2026-03-28T11:30"),
    (D(2026, 3, 29), T(10), "2026-03-29T09:00", "2026-03-29T10:30"),
    (D(2026, 3, 30), T(16, 30), "2026-03-30T15:30", "2026-03-30T17:00"),
]


def booking(on: datetime.date = ON, at: datetime.time = AT) -> Booking:
    """Book a child's review in a room of the service, with a mother who is invited."""
    iro = make_user(Role.IRO)
    child = make_child(iro=iro, first_name="Persephone", last_name="Oak-Hall")
    record_person(
        child=child, relationship="mother", full_name="Demeter Oldacre", email="d@example.org",
        has_parental_responsibility=True, by=BY,
    )  # fmt: skip
    with acting():
        venue = Venue.objects.get_or_create(name="Civic Centre, room 2")[0]
        made = Booking.objects.create(review=open_review(child), on=on, at=at, minutes=90, chair=iro, venue=venue)
        Invitation.objects.create(review=made.review, part="parent", person=child.people.get())
    return made


def sending(made: Booking, kind: str = SendingKind.INVITATION, sequence: int = 0) -> InvitationSending:
    with acting():
        return InvitationSending.objects.create(
            invitation=made.review.invitations.get(), booking=made, kind=kind, sequence=sequence
        )


def invitation_file(made: Booking) -> bytes:
    return meeting_file(sending(made), now=NOW, sender=SENDER)


def feed_file(made: Booking) -> bytes:
    return calendar_of([made], now=NOW, site="https://iro.example.org")


def strictly(content: bytes) -> icalendar.Calendar:
    """Parse a file, and fail on whatever the parser had to forgive."""
    calendar = icalendar.Calendar.from_ical(content)
    forgiven = [error for part in calendar.walk() for error in part.errors]
    assert forgiven == []
    # Read and written again it is the same file, line for line: nothing was bent to be understood.
    assert calendar.to_ical() == content
    return calendar


def event_of(content: bytes) -> icalendar.Event:
    (event,) = strictly(content).walk("VEVENT")
    return event


@pytest.mark.parametrize("file", [invitation_file, feed_file])
@pytest.mark.parametrize(("on", "at", "begins", "ends"), CHANGES)
def test_time_is_right_on_either_side_of_both_clock_changes(
    file: Callable[[Booking], bytes], on: datetime.date, at: datetime.time, begins: str, ends: str
):
    event = event_of(file(booking(on, at)))
    found = [event.decoded(name) for name in ("dtstart", "dtend")]
    assert [each.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M") for each in found] == [begins, ends]
    assert (found[0].replace(tzinfo=None), event["dtstart"].params["TZID"]) == (
        datetime.datetime.combine(on, at), "Europe/London",
    )  # fmt: skip


@pytest.mark.parametrize("file", [invitation_file, feed_file])
def test_a_program_that_knows_only_the_file_comes_to_the_same_hours(file: Callable[[Booking], bytes]):
    (zone,) = strictly(file(booking())).walk("VTIMEZONE")
    written = zone.to_tz()
    for on, at, begins, _ends in CHANGES:
        local = datetime.datetime.combine(on, at, written)
        assert local.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M") == begins


@pytest.mark.parametrize("file", [invitation_file, feed_file])
def test_files_follow_the_standard(file: Callable[[Booking], bytes]):
    content = file(booking())
    calendar = strictly(content)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert (calendar["version"], bool(calendar["prodid"])) == ("2.0", True)
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
        assert event.decoded("dtstamp").utcoffset() == datetime.timedelta(0)


def test_invitation_asks_and_a_cancelled_meeting_is_taken_out_under_the_same_name():
    made = booking()
    first = sending(made)
    moved, cancelled = sending(made, SendingKind.UPDATE, 1), sending(made, SendingKind.WITHDRAWAL, 2)
    files = [meeting_file(each, now=NOW, sender=SENDER) for each in (first, moved, cancelled)]
    events = [event_of(file) for file in files]
    assert [str(strictly(file)["method"]) for file in files] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [event["sequence"] for event in events] == [0, 1, 2]
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert len({str(event["uid"]) for event in events}) == 1
    assert (str(events[0]["organizer"]), str(events[0]["attendee"])) == (
        "mailto:iro@example.org",
        "mailto:d@example.org",
    )


def test_invitation_says_a_meeting_and_where_and_names_nobody():
    event = event_of(invitation_file(booking()))
    assert (str(event["summary"]), str(event["location"])) == ("Meeting", "Civic Centre, room 2")
    text = event.to_ical().decode().replace("\r\n ", "").replace("d@example.org", "")
    assert [word for word in private_words() if word in text] == []


@pytest.mark.parametrize("home", ["Civic Centre, room 2", "12 Osier Row", ""])
def test_invitation_leaves_out_a_place_that_was_typed_or_is_a_home(home: str):
    made = booking()
    with acting():
        if home.startswith("Civic"):
            Episode.objects.filter(child=made.review.child).update(placed_with=home)
        else:
            made.venue, made.place = None, home or "At home"
            made.save()
    assert "LOCATION" not in event_of(invitation_file(made))


def test_two_people_at_one_meeting_have_different_entries():
    made = booking()
    other = booking()
    names = {str(event_of(invitation_file(each))["uid"]) for each in (made, other)}
    assert len(names) == 2


def test_parser_is_strict():
    content = invitation_file(booking()).replace(b"SEQUENCE:0", b"SEQUENCE:many")
    with pytest.raises((AssertionError, ValueError)):
        strictly(content)
