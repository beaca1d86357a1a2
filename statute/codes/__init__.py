"""The code lists of the national return on children looked after (SSDA903), old codes and new.

Each code is valid in its own years only: a list answers for a day. What is known of where each code was seen stands in
the CSV files beside this one, and the keys of their last column in `sources.csv`.
"""

from collections.abc import Mapping
from typing import Final

from statute.codes.code_list import Code, CodeList, read_list
from statute.codes.participation import PARTICIPATION_SENTENCES, participation_sentence

__all__ = [
    "CATEGORY_OF_NEED",
    "CODE_LISTS",
    "ETHNICITY",
    "LEGAL_STATUS",
    "MISSING",
    "PARTICIPATION",
    "PARTICIPATION_SENTENCES",
    "PLACEMENT",
    "PLACEMENT_PROVIDER",
    "REASON_EPISODE_CEASED",
    "REASON_NEW_EPISODE",
    "REASON_PLACEMENT_CHANGE",
    "SEX",
    "UASC",
    "UPN_UNKNOWN",
    "Code",
    "CodeList",
    "participation_sentence",
]

CATEGORY_OF_NEED: Final = read_list("category_of_need")
ETHNICITY: Final = read_list("ethnicity")
LEGAL_STATUS: Final = read_list("legal_status")
MISSING: Final = read_list("missing")
PARTICIPATION: Final = read_list("participation")
PLACEMENT: Final = read_list("placement")
PLACEMENT_PROVIDER: Final = read_list("placement_provider")
REASON_EPISODE_CEASED: Final = read_list("reason_episode_ceased")
REASON_NEW_EPISODE: Final = read_list("reason_new_episode")
REASON_PLACEMENT_CHANGE: Final = read_list("reason_placement_change")
SEX: Final = read_list("sex")
UASC: Final = read_list("uasc")
UPN_UNKNOWN: Final = read_list("upn_unknown")

CODE_LISTS: Final[Mapping[str, CodeList]] = {
    codes.name: codes
    for codes in (
        CATEGORY_OF_NEED,
        ETHNICITY,
        LEGAL_STATUS,
        MISSING,
        PARTICIPATION,
        PLACEMENT,
        PLACEMENT_PROVIDER,
        REASON_EPISODE_CEASED,
        REASON_NEW_EPISODE,
        REASON_PLACEMENT_CHANGE,
        SEX,
        UASC,
        UPN_UNKNOWN,
    )
}
