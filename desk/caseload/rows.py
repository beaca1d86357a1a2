"""What an IRO's working day is made of: one read per table, however many children."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, Sum

from accounts.models import Post, User
from children.models import Child, Episode, IROAllocation, IROCover
from desk.caseload.between import Between, read_between
from desk.caseload.whose import open_reviews_of, records_of
from desk.histories import ByClock, of_disputes, of_meetings, of_records, of_reviews
from disputes.models import Dispute, Reply
from office.models import Draft
from reviews.enums import IN_FORCE, ReviewStatus
from reviews.models import Decision, Review

# The form that logs a review keeps its draft under this, with the review's id.
DRAFT_KEY = "log_review:"
# A new episode for one of these reasons is a move (codes of the national return).
MOVES = frozenset({"P", "T", "B", "U"})
NAMES = ("child__first_name", "child__last_name", "child__preferred_name")
LIMIT = ("due_on", "plan_by", "due_rule", "due_strength", "due_source", "due_explanation", "due_is_provisional")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a child is placed now, since when, and the day of the last move."""

    code: str
    placed_with: str
    since: datetime.date
    moved_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class Past:
    """What past reviews say of a child: when the last was, how the child took part, when last spoken to."""

    completed_on: datetime.date | None = None
    participation_code: str = ""
    spoken_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Matters:
    """How many decisions of reviews are open for a child, and how many are past their target."""

    open: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Caseload:
    """Everything the page of one IRO shows."""

    children: list[Any]
    placements: dict[int, Placement]
    open_reviews: list[Any]
    past: dict[int, Past]
    records: list[Any]
    disputes: list[Any]
    matters: dict[int, Matters]
    fte: Decimal | None
    # The reviews that this IRO has begun to log: a draft is kept.
    begun: frozenset[int]
    disputes_of: dict[int, int] = field(default_factory=dict)
    # Review -> how its limit came to be that day.
    histories: Mapping[int, list[str]] = field(default_factory=dict)
    # The same of the clocks of records, of adjournments, and of disputes.
    record_histories: ByClock = field(default_factory=dict)
    meeting_histories: ByClock = field(default_factory=dict)
    dispute_histories: Mapping[int, list[str]] = field(default_factory=dict)
    # The children of a colleague whom this IRO covers today -> for whom, and until when.
    covered: dict[int, tuple[str, datetime.date]] = field(default_factory=dict)
    between: Between = field(default_factory=Between)


def read_caseload(user: User, today: datetime.date) -> Caseload:
    """Read one IRO's caseload: eighteen queries, whatever its size."""
    children = _children(user, today)
    mine = [child.pk for child in children]
    disputes = _disputes(user)
    counted: dict[int, int] = defaultdict(int)
    for dispute in disputes:
        counted[dispute.child_id] += 1
    open_reviews, records = _open_reviews(user, mine), _records(user, mine, today)
    opened = [review.pk for review in open_reviews]
    return Caseload(
        children=children,
        placements=_placements(mine),
        open_reviews=open_reviews,
        histories=of_reviews(opened),
        meeting_histories=of_meetings(opened),
        record_histories=of_records([record.pk for record in records]),
        dispute_histories=of_disputes([dispute.pk for dispute in disputes]),
        past=_past(user, mine),
        records=records,
        disputes=disputes,
        matters=_matters(mine, today),
        fte=_fte(user, today),
        begun=_begun(user),
        disputes_of=dict(counted),
        covered=_covered(user, today),
        between=read_between(mine),
    )


def _covered(user: User, today: datetime.date) -> dict[int, tuple[str, datetime.date]]:
    """Return whom this IRO covers today, for which colleague and until when: the last day where there are several."""
    of_child = Q(covered_for__child__isnull=True) | Q(covered_for__child=F("iro_allocations__child"))
    rows = (
        User.objects.filter(
            of_child,
            covered_for__in=IROCover.objects.in_force(today).filter(covered_by=user),
            iro_allocations__until_on__isnull=True,
        )
        .order_by("covered_for__until_on")
        .values_list("iro_allocations__child", "full_name", "covered_for__until_on")
    )
    return {child: (name, until_on) for child, name, until_on in rows if child is not None}


def _children(user: User, today: datetime.date) -> list[Any]:
    return list(
        Child.objects.visible_to(user)
        .filter(pk__in=IROAllocation.objects.answered_for_by(user, today).values("child"))
        .order_by("last_name", "first_name", "pk")
        .values_list(
            "pk",
            "local_id",
            "first_name",
            "last_name",
            "preferred_name",
            "date_of_birth",
            "communication_needs",
            "language",
            "needs_interpreter",
            named=True,
        )
    )


def _placements(mine: list[int]) -> dict[int, Placement]:
    """Walk through the episodes in order of time; what stands at the end is where the child is now."""
    placements: dict[int, Placement] = {}
    moved: dict[int, datetime.date] = {}
    rows = Episode.objects.filter(child__in=mine, period__ceased_on__isnull=True).order_by("started_on", "pk")
    for row in rows.values_list("child_id", "placement", "placed_with", "started_on", "reason_new", named=True):
        before = placements.get(row.child_id)
        if row.reason_new in MOVES:
            moved[row.child_id] = row.started_on
        same = before is not None and row.reason_new not in MOVES
        since = before.since if same and before else row.started_on
        placements[row.child_id] = Placement(row.placement, row.placed_with, since, moved.get(row.child_id))
    return placements


def _open_reviews(user: User, mine: list[int]) -> list[Any]:
    return list(
        open_reviews_of(user, mine)
        .order_by("due_on", "pk")
        .values_list(
            "pk",
            "child_id",
            "kind",
            "sequence",
            "status",
            *LIMIT,
            "held_on",
            "adjourned_on",
            "spoken_outcome",
            "spoken_on",
            "booked__on",
            "booked__at",
            "booked__chair_id",
            *NAMES,
            named=True,
        )
    )


def _past(user: User, mine: list[int]) -> dict[int, Past]:
    past: dict[int, Past] = {}
    spoken: dict[int, datetime.date] = {}
    rows = Review.objects.visible_to(user).completed().filter(child__in=mine).order_by("completed_on", "pk")
    for child_id, completed_on, code, spoken_on in rows.values_list(
        "child_id", "completed_on", "participation_code", "spoken_on"
    ):
        if spoken_on:
            spoken[child_id] = spoken_on
        past[child_id] = Past(completed_on, code, spoken.get(child_id))
    return past


def _records(user: User, mine: list[int], today: datetime.date) -> list[Any]:
    """The records this IRO still has to finish, or whose decisions have not gone out."""
    return list(
        records_of(user, mine, today)
        .filter(review__child__died_on__isnull=True)
        .annotate(child_id=F("review__child_id"), completed_on=F("review__completed_on"))
        .order_by("completed_on", "pk")
        .values_list(
            "pk",
            "review_id",
            "child_id",
            "completed_on",
            "decisions_due_on",
            "decisions_sent_on",
            "full_due_on",
            "finished_on",
            *(f"review__{name}" for name in NAMES),
            named=True,
        )
    )


def _disputes(user: User) -> list[Any]:
    return list(
        Dispute.objects.visible_to(user)
        .open()
        .annotate(running=FilteredRelation("stages", condition=Q(stages__ended_on__isnull=True)))
        .annotate(is_answered=Exists(Reply.objects.filter(stage=OuterRef("running__pk")).exclude(by=user)))
        .order_by("resolve_by", "pk")
        .values_list(
            "pk",
            "child_id",
            "raised_by_id",
            "stage",
            "resolve_by",
            "resolve_by_explanation",
            "running__reply_by",
            "running__entered_on",
            "running__addressed_to__full_name",
            "running__entered_by__full_name",
            "is_answered",
            *NAMES,
            named=True,
        )
    )


def _matters(mine: list[int], today: datetime.date) -> dict[int, Matters]:
    # What was not sent, or is frozen by a challenge, is open, but nobody is late with it.
    late = Q(target_on__lt=today, standing__in=IN_FORCE, review__status=ReviewStatus.COMPLETED)
    rows = (
        Decision.objects.open()
        .filter(review__child__in=mine)
        .values_list("review__child_id")
        .annotate(number=Count("pk"), late=Count("pk", filter=late))
        .order_by()
    )
    return {child_id: Matters(number, late) for child_id, number, late in rows}


def _fte(user: User, today: datetime.date) -> Decimal | None:
    """The share of full time that this IRO has for children, or None where nobody has said."""
    found = Post.objects.of_iros().in_force(today).filter(holder=user)
    total = found.aggregate(whole=Sum("fte"), other=Sum("other_duties_fte"))
    return total["whole"] - (total["other"] or 0) if total["whole"] else None


def _begun(user: User) -> frozenset[int]:
    """Return the ids of the reviews whose form this person has begun to fill in."""
    keys = Draft.objects.filter(user=user, key__startswith=DRAFT_KEY).values_list("key", flat=True)
    ids = (key.removeprefix(DRAFT_KEY) for key in keys)
    return frozenset(int(each) for each in ids if each.isascii() and each.isdigit())
