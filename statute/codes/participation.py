"""The participation codes in plain sentences, and which of them a child of an age may have."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from statute.ages import AgeBand

UNDER_FOUR_CODE: Final = "PN0"
FOUR_OR_OVER_CODES: Final = ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")
ATTENDED_CODES: Final = ("PN1", "PN2", "PN3", "PN4")

PARTICIPATION_SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "PN0": "The child was under 4 on the day of the review.",
        "PN1": "The child came and spoke for themself.",
        "PN2": "The child came and an advocate spoke for them.",
        "PN3": "The child came and showed their views without words, by signs or symbols.",
        "PN4": "The child came but shared no views, and nobody spoke for them.",
        "PN5": "The child did not come, but briefed an advocate to speak for them.",
        "PN6": "The child did not come, but sent their views another way: a form, a letter, a call or a recording.",
        "PN7": "The child did not come and sent no views.",
    }
)


def participation_sentence(code: str) -> str:
    """A participation code as a sentence for a screen. Raises KeyError for anything but PN0 to PN7."""
    return PARTICIPATION_SENTENCES[code]


def allowed_participation_codes(band: AgeBand) -> tuple[str, ...]:
    """The codes a review may carry: PN0 for a child under four, PN1 to PN7 from four on.

    On the fourth birthday itself the national checks take either, so an import may bring PN0; screens offer PN1 to PN7.
    """
    return {
        AgeBand.UNDER_FOUR: (UNDER_FOUR_CODE,),
        AgeBand.ON_FOURTH_BIRTHDAY: (UNDER_FOUR_CODE, *FOUR_OR_OVER_CODES),
        AgeBand.FOUR_OR_OVER: FOUR_OR_OVER_CODES,
    }[band]


def offered_participation_codes(band: AgeBand) -> tuple[str, ...]:
    """The codes a screen offers for an age: as allowed, but without PN0 on the fourth birthday."""
    return (UNDER_FOUR_CODE,) if band is AgeBand.UNDER_FOUR else FOUR_OR_OVER_CODES
