"""One rule of law, guidance or local practice, as a record. The rules themselves stand beside their functions."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from statute.due import Strength

CPPCR: Final = "Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959)"
AAR: Final = "Adoption Agencies Regulations 2005 (SI 2005/389)"
CHILDREN_ACT: Final = "Children Act 1989"
COMPLAINTS: Final = "Children Act 1989 Representations Procedure (England) Regulations 2006 (SI 2006/1738)"
SECURE: Final = "Children (Secure Accommodation) Regulations 1991 (SI 1991/1505)"
HANDBOOK: Final = "IRO Handbook (2010)"


class Evidence(StrEnum):
    """How well the text behind a rule was seen. Anything but TEXT should be confirmed before it is relied on."""

    TEXT = "T"
    TEXT_IN_PART = "T*"
    PARALLEL = "A"
    PARALLEL_OR_SECONDARY = "A/S"
    SECONDARY = "S"
    UNCONFIRMED = "K"

    @property
    def meaning(self) -> str:
        """The mark in words, for the page that lists the rules."""
        return _MEANINGS[self]


_MEANINGS = {
    Evidence.TEXT: "seen in the legislation itself",
    Evidence.TEXT_IN_PART: "seen in part, as first made, or through an amendment",
    Evidence.PARALLEL: "seen in a parallel instrument or an official note",
    Evidence.PARALLEL_OR_SECONDARY: "seen in an official note and in published procedures",
    Evidence.SECONDARY: "seen in published procedures and reports only",
    Evidence.UNCONFIRMED: "general knowledge, to be confirmed",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, what it limits, where it comes from, how much it binds and which function computes it.

    `limit` is the limit in words, `function` the public function's name inside `statute` (`reviews.first_review`).
    """

    id: str
    title: str
    limit: str
    source: str
    strength: Strength
    evidence: Evidence
    function: str
