"""What a rule answers: a date with its strength, its source and its working."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Strength(StrEnum):
    """How much a limit binds. Only the law may be shown to anyone as a statutory breach."""

    LAW = "LAW"
    GUIDE = "GUIDE"
    LOCAL = "LOCAL"

    @property
    def missed(self) -> str:
        """What a missed limit of this strength is called on screens and in reports."""
        return _MISSED[self]


_MISSED = {
    Strength.LAW: "statutory breach",
    Strength.GUIDE: "outside guidance",
    Strength.LOCAL: "outside standard",
}


@dataclass(frozen=True, slots=True)
class Due:
    """A date that a rule gives. Done on any hour of `on`, or before, is on time.

    `plan_by` is the last working day on or before `on`, or None in a year whose bank holidays cannot be known.
    `basis` holds the inputs used, as pairs of a name and an ISO date or a word.
    `provisional` says that the date counts working days in a year whose bank holidays are not proclaimed yet;
    `plan_by_provisional` says the same of the day to plan for.
    `relaxed` says that the limit fell in the months of 2020 when it was only to be kept where reasonably practicable.
    """

    on: date
    plan_by: date | None
    rule: str
    strength: Strength
    source: str
    basis: tuple[tuple[str, str], ...]
    provisional: bool
    relaxed: bool
    explanation: str
    plan_by_provisional: bool = False

    def is_met_by(self, done_on: date) -> bool:
        """Whether something done on that day kept the limit."""
        return done_on <= self.on


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule answers when it is not a date: the short result, and a sentence that says why."""

    value: str
    rule: str
    strength: Strength
    source: str
    explanation: str
