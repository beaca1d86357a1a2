"""What is drawn for one generated child, and what several draw from."""

import datetime
import random
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from accounts.models import Team, User
from children.models import Child, Episode, IROAllocation, PeriodOfCare, PersonAroundChild, SocialWorkAllocation
from disputes.models import Dispute, DisputeIssue, DisputeStatusChange, ResolutionStage
from reviews.models import (
    Booking,
    Decision,
    DueDateChange,
    IssueType,
    Paper,
    ParentPart,
    RecordOfReview,
    Review,
    ReviewStatusChange,
    StrategyTried,
    Venue,
)
from statute.calendar import WorkingCalendar

DAY = datetime.timedelta(days=1)
LATE, LEFT_OVERDUE, IN_DISPUTE, NO_IRO = 0.03, 0.04, 0.05, 0.005
PARTICIPATION_AGE, ADULT = 4, 18


@dataclass
class Bundle:
    """Rows by table. Written in this order, each table finds its parents already there."""

    rows: dict[type[Model], list[Any]] = field(
        default_factory=lambda: {
            model: []
            for model in (
                Child,
                PersonAroundChild,
                PeriodOfCare,
                Episode,
                IROAllocation,
                SocialWorkAllocation,
                Review,
                ReviewStatusChange,
                DueDateChange,
                Booking,
                ParentPart,
                StrategyTried,
                Paper,
                Decision,
                RecordOfReview,
                Dispute,
                DisputeIssue,
                ResolutionStage,
                DisputeStatusChange,
            )
        }
    )

    def add(self, row: Model) -> None:
        """Let a row wait to be written."""
        self.rows[type(row)].append(row)

    def write(self) -> None:
        """Write every row."""
        for model, rows in self.rows.items():
            model._base_manager.bulk_create(rows)  # noqa: SLF001 - Django's documented name


@dataclass
class Staffing:
    """Who and what the children of an authority are given."""

    iros: list[User]
    workers: list[User]
    teams: list[Team]
    managers: list[User]
    venues: list[Venue]
    issues: list[IssueType]
    rows: Bundle = field(default_factory=Bundle)


@dataclass
class Life:
    """One child's chance, days and people."""

    chance: random.Random
    child: Child
    period: PeriodOfCare
    iro: User
    parent: PersonAroundChild
    today: datetime.date
    calendar: WorkingCalendar
    staffing: Staffing

    def add(self, row: Model) -> None:
        """Let a row wait to be written."""
        self.staffing.rows.add(row)
