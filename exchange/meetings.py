"""The calendar file that goes with an invitation: a meeting, its time, and the place where that may be said.

It names nobody and is called "Meeting", whoever reads it on whichever computer. A meeting that moves keeps its name
(UID) and counts up (SEQUENCE), so that the calendar moves the entry instead of keeping two (RFC 5546).
"""

import datetime
from email.utils import parseaddr

from icalendar import Calendar, Event, vCalAddress, vText

from exchange.feeds import ELSEWHERE, HERE, homes_of, london, place_of
from reviews.enums import SendingKind
from reviews.models import InvitationSending

REQUEST, CANCEL = "REQUEST", "CANCEL"
SUMMARY = "Meeting"


def place_to_say(sending: InvitationSending) -> str:
    """Return the venue's name where it may be told to people outside, else an empty text."""
    booking = sending.booking
    place = place_of(booking, homes_of([booking]).get(booking.review.child_id, []))
    return "" if place == ELSEWHERE else place


def method_of(sending: InvitationSending) -> str:
    """Return what the file asks of a calendar: to enter the meeting, or to take it out."""
    return CANCEL if sending.kind == SendingKind.WITHDRAWAL else REQUEST


def meeting_file(sending: InvitationSending, *, now: datetime.datetime, sender: str) -> bytes:
    """Return the calendar file of one invitation (RFC 5545).

    now: the moment it is made, aware. sender: the service's address, with or without a name before it.
    """
    method = method_of(sending)
    calendar = Calendar()
    for name, value in (("version", "2.0"), ("prodid", "-//IRO service//Meetings//EN"), ("method", method)):
        calendar.add(name, value)
    calendar.add_component(london())
    calendar.add_component(_meeting(sending, method, now, sender))
    return bytes(calendar.to_ical())


def _meeting(sending: InvitationSending, method: str, now: datetime.datetime, sender: str) -> Event:
    booking, invitation = sending.booking, sending.invitation
    begins = datetime.datetime.combine(booking.on, booking.at, HERE)
    entry = Event()
    entry.add("uid", f"{invitation.uid}@iro-service")
    entry.add("sequence", sending.sequence)
    entry.add("dtstamp", now)
    entry.add("dtstart", begins)
    # By the clock on the wall, as it was booked: nobody meets in the hour that comes twice.
    entry.add("dtend", begins + datetime.timedelta(minutes=booking.minutes))
    entry.add("summary", SUMMARY)
    if method == REQUEST and (place := place_to_say(sending)):
        entry.add("location", place)
    entry.add("status", "CONFIRMED" if method == REQUEST else "CANCELLED")
    entry.add("class", "CONFIDENTIAL")
    entry.add("organizer", vCalAddress(f"mailto:{parseaddr(sender)[1]}"))
    reader = vCalAddress(f"mailto:{invitation.address}")
    reader.params["RSVP"] = vText("FALSE")
    entry.add("attendee", reader, encode=False)
    return entry
