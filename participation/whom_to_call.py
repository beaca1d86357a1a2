"""Whom a child who does not feel safe may call, in words for the child, at any hour."""

import datetime
from dataclasses import dataclass

from office.authority import working_calendar
from office.duty.hours import is_open
from office.duty.people import arrangements

# Free and open day and night, for every child in the country. Source: childline.org.uk.
CHILDLINE, CHILDLINE_PHONE = "Childline", "0800 1111"
EMERGENCY = "If you are in danger now, call 999."


@dataclass(frozen=True)
class Number:
    """Whom to call, on which number, in a sentence."""

    name: str
    phone: str
    sentence: str


@dataclass(frozen=True)
class WhomToCall:
    """What a child is told: whether the office is open, whom to call in which order, and what to do in danger."""

    is_office_open: bool
    lead: str
    numbers: tuple[Number, ...]
    in_danger: str = EMERGENCY

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return everything as sentences, in order."""
        return (self.lead, *(number.sentence for number in self.numbers), self.in_danger)


def whom_to_call(at: datetime.datetime) -> WhomToCall:
    """Return whom a child may call at an instant (aware). There is always somebody, whatever the settings say."""
    row = arrangements()
    is_office_open = is_open(at, row, working_calendar())
    name, phone = (row.day_name, row.day_phone) if is_office_open else (row.night_name, row.night_phone)
    childline = Number(
        CHILDLINE,
        CHILDLINE_PHONE,
        f"You can call {CHILDLINE} at any time, day or night, on {CHILDLINE_PHONE}. It is free.",
    )
    lead = (
        "Thank you for telling us. Somebody will read what you said very soon."
        if is_office_open
        else "Thank you for telling us. Our office is closed now, but people have been told what you said."
    )
    if not phone:
        return WhomToCall(is_office_open, lead, (childline,))
    ours = Number(name, phone, f"You can talk to somebody now. Call {name} on {phone}.")
    return WhomToCall(is_office_open, lead, (ours, childline))
