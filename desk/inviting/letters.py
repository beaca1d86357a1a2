"""Invitations as letters, for those who have no e-mail; for the child in plain words."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from design.formats import day, weekday
from desk.inviting.outbox import times_of
from exchange.feeds import ELSEWHERE, homes_of, place_of
from office.authority import authority
from reviews.enums import InvitedAs
from reviews.models import Booking, Invitation


@dataclass(frozen=True)
class Letter:
    """One letter. place is empty where it may not be told, or is not known to be safe to tell."""

    name: str
    address: str
    is_to_child: bool
    child: str
    today: str
    on: str
    time: str
    place: str
    chair: str
    authority: str
    language: str
    how_to_reach: str


def letters_to(invitations: Iterable[Invitation], booking: Booking, today: datetime.date) -> list[Letter]:
    """Return the letters to those who are invited to a meeting. None says where the child lives."""
    place, sender = place_of(booking, homes_of([booking]).get(booking.review.child_id, [])), authority().name
    return [_letter_to(each, booking, today, "" if place == ELSEWHERE else place, sender) for each in invitations]


def _letter_to(invitation: Invitation, booking: Booking, today: datetime.date, place: str, sender: str) -> Letter:
    child, person = invitation.review.child, invitation.person
    return Letter(
        name=str(invitation),
        address=person.address if person else "",
        is_to_child=invitation.part == InvitedAs.CHILD,
        child=child.called,
        today=day(today),
        on=weekday(booking.on),
        time=times_of(booking),
        place=place,
        chair=booking.chair.full_name,
        authority=sender,
        language=person.language if person else (child.language if invitation.part == InvitedAs.CHILD else ""),
        how_to_reach=person.how_to_reach if person else "",
    )
