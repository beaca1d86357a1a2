"""Children looked after, the people around them, periods of care, episodes, allocations, and who is kept out."""

from children.models.adoption import AdoptionAuthority
from children.models.allocations import IROAllocation, IROCover, SocialWorkAllocation
from children.models.care import Episode, PeriodOfCare, ShortBreakStay
from children.models.child import Child, PersonAroundChild, SiblingGroup
from children.models.concerns import AccessConcern
from children.models.confidentiality import (
    BreakGlass,
    ConflictOfInterest,
    ListedPerson,
    Restriction,
    RestrictionRequest,
)
from children.models.plans import DutyDone

__all__ = [
    "AccessConcern",
    "AdoptionAuthority",
    "BreakGlass",
    "Child",
    "ConflictOfInterest",
    "DutyDone",
    "Episode",
    "IROAllocation",
    "IROCover",
    "ListedPerson",
    "PeriodOfCare",
    "PersonAroundChild",
    "Restriction",
    "RestrictionRequest",
    "ShortBreakStay",
    "SiblingGroup",
    "SocialWorkAllocation",
]
