"""What is said about a review when it is held: plain values, from a form or from earlier records."""

import datetime
from dataclasses import dataclass, field

from accounts.models import User
from children.models import PersonAroundChild
from reviews.enums import DecisionStatus, ReviewMode
from reviews.models import Decision


@dataclass(frozen=True)
class StrategyFacts:
    """One thing that was tried so that the child is heard. Of earlier records only which it was may be known."""

    strategy: str
    outcome: str = ""
    on: datetime.date | None = None
    tried_by: str = ""


@dataclass(frozen=True)
class ParentFacts:
    """One parent's part. Values of the enums in `reviews.enums`; empty where they do not apply."""

    was_invited: bool
    parent: PersonAroundChild | None = None
    not_invited_reason: str = ""
    hearing_plan: str = ""
    attended: bool | None = None
    not_attending_reason: str = ""
    views_route: str = ""
    was_offered_meeting: bool | None = None
    took_up_meeting: bool | None = None


@dataclass(frozen=True)
class DecisionFacts:
    """A decision of the review; `carried_from` where it is one of last time's, carried over."""

    text: str
    owner: str
    target_on: datetime.date
    carried_from: Decision | None = None


@dataclass(frozen=True)
class ClosedDecision:
    """What became of a decision of an earlier review."""

    decision: Decision
    status: DecisionStatus
    outcome: str = ""


@dataclass(frozen=True)
class ReviewFacts:
    """Everything the law needs to know of a completed review."""

    completed_on: datetime.date
    chair: User
    participation_code: str
    held_on: datetime.date | None = None  # the first meeting; the day of completion where it was the only one
    mode: str = ReviewMode.MEETING
    meetings: tuple[tuple[datetime.date, str], ...] = ()  # of a series: day, with whom
    cover_reason: str = ""
    late_reason: str = ""
    late_note: str = ""
    paper_reason: str = ""  # held without a meeting: why the IRO was satisfied that none was needed
    rights_told: str = ""  # of advocacy, complaints and orders
    rights_note: str = ""
    spoken_outcome: str = ""
    spoken_on: datetime.date | None = None
    spoken_place: str = ""
    spoken_note: str = ""  # why not; of a conversation that took place, what the child said, which is kept apart
    not_taking_part_reason: str = ""
    not_taking_part_note: str = ""
    strategies: tuple[StrategyFacts, ...] = ()  # beside those that were recorded before the review
    was_co_chaired: bool = False
    was_child_missing: bool = False
    pathway_plan_looked_at: bool | None = None  # asked of who is eligible for leaving care support
    parents: tuple[ParentFacts, ...] = ()
    attendances: tuple[tuple[str, str], ...] = ()  # name, in what capacity
    papers: tuple[tuple[str, str], ...] = ()  # kind, state
    decisions: tuple[DecisionFacts, ...] = ()
    closed: tuple[ClosedDecision, ...] = field(default=())

    @property
    def first_meeting(self) -> datetime.date:
        """Return the day of the first meeting."""
        days = [self.held_on or self.completed_on, *(day for day, _ in self.meetings)]
        return min(days)
