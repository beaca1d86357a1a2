"""Whom somebody may call at any hour, in words for them."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """Whom to call, in a sentence."""

    sentence: str


@dataclass(frozen=True)
class WhomToCall:
    """Whom to call, in order, and what to do in danger."""

    is_office_open: bool
    numbers: tuple[Number, ...]
    in_danger: str = "If you are in danger now, call 999."


def whom_to_call(_at: datetime.datetime) -> WhomToCall:
    """Return whom one may call. Free and open day and night, for every child in the country: childline.org.uk."""
    return WhomToCall(True, (Number("You can call Childline at any time, day or night, on 0800 1111. It is free."),))
