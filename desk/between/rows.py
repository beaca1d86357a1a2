"""What needs somebody between reviews, of one IRO's children or of the whole service: the same lists for both.

Querysets, so that a list, a count, a figure and a digest all ask the same.
"""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, DateField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from children.enums import CareKind
from children.models import Child, IROAllocation, PeriodOfCare
from desk.child.clocks_of_plans import late_duties
from desk.deadlines import Deadlines
from reviews.enums import SpokenOutcome
from reviews.enums_between import Progress
from reviews.models import ContactWithChild, Decision, MidpointCheck, MidpointFinding, Review, SignificantEvent

SPOKEN = (SpokenOutcome.SEEN, SpokenOutcome.OBSERVED)


def my_children(user: User, today: datetime.date) -> "QuerySet[Child]":
    """Return the children in care for whom this IRO answers today, those whom they cover included."""
    answered = IROAllocation.objects.answered_for_by(user, today).values("child")
    return Child.objects.visible_to(user).current().filter(pk__in=answered)


def every_child() -> "QuerySet[Child]":
    """Return every child in care, for the numbers of the service; a list names those that come through the door."""
    # nosemgrep: record-past-the-door - for numbers; `named` below lets through whom somebody may see
    return Child.objects.current()


def events_waiting(children: "QuerySet[Child]") -> "QuerySet[SignificantEvent]":
    """Return what was told about some children and nobody has answered, the oldest first."""
    # nosemgrep: record-past-the-door - of children whom the reader sees
    waiting: QuerySet[SignificantEvent] = SignificantEvent.objects.waiting().filter(child__in=children.values("pk"))
    return waiting.select_related("told_by").order_by("on", "pk")


def changes_to_review(children: "QuerySet[Child]") -> "QuerySet[SignificantEvent]":
    """Return the changes proposed for some children that need a review before they are made, the earliest first."""
    # nosemgrep: record-past-the-door - of children whom the reader sees
    asking: QuerySet[SignificantEvent] = SignificantEvent.objects.asking_for_a_review()
    return asking.filter(child__in=children.values("pk")).select_related("review").order_by("on", "pk")


def midpoints_due(children: "QuerySet[Child]", by: datetime.date) -> "QuerySet[MidpointCheck]":
    """Return the checks half-way that are to be made by a day, the nearest first."""
    # nosemgrep: record-past-the-door - of children whom the reader sees
    due: QuerySet[MidpointCheck] = MidpointCheck.objects.due_by(by).filter(review__child__in=children.values("pk"))
    return due.select_related("review").order_by("due_on", "pk")


def not_spoken_to(children: "QuerySet[Child]") -> "QuerySet[Any]":
    """Return the children to whom nobody spoke since their last review, or since care began: the longest ago first."""
    # nosemgrep: record-past-the-door - days of the children that the caller gives
    reviews = Review.objects.filter(child=OuterRef("pk"))
    last = reviews.filter(status="completed").order_by("-completed_on").values("completed_on")[:1]
    began = PeriodOfCare.objects.open().filter(child=OuterRef("pk"), kind=CareKind.LOOKED_AFTER)
    spoken_before_review = reviews.filter(spoken_outcome__in=SPOKEN, spoken_on__gt=OuterRef("since_on"))
    # nosemgrep: record-past-the-door - of children whom the reader sees
    in_touch = ContactWithChild.objects.spoken().filter(child=OuterRef("pk"), on__gt=OuterRef("since_on"))
    since = Coalesce(Subquery(last), Subquery(began.values("became_looked_after_on")[:1]), output_field=DateField())
    return (
        children.filter(Exists(began), died_on__isnull=True)
        .annotate(since_on=since)
        .filter(~Exists(spoken_before_review), ~Exists(in_touch))
        .order_by("since_on", "pk")
    )


def drifting(children: "QuerySet[Child]", today: datetime.date) -> "QuerySet[Any]":
    """Return the decisions in force whose target has passed, or that were found drifting at a mid-point check.

    What was not sent, or is frozen by a challenge, nobody may carry out: it does not drift.
    """
    found = Exists(MidpointFinding.objects.filter(decision=OuterRef("pk"), progress=Progress.DRIFTING))
    return (
        Decision.objects.to_carry_out()
        .filter(review__child__in=children.values("pk"))
        .annotate(was_found_drifting=ExpressionWrapper(found, output_field=BooleanField()))
        .filter(Q(target_on__lt=today) | Q(was_found_drifting=True))
        .select_related("review")
        .order_by("target_on", "pk")
    )


@dataclass(frozen=True)
class Matter:
    """One of the lists: its words, what it holds, and whose child a row of it is about."""

    key: str
    label: str
    unit: str
    rows: Callable[["QuerySet[Child]", Deadlines], Any]
    child_of: Callable[[Any], int]
    empty: str
    plural: str = ""
    colour: str = ""


MATTERS: dict[str, Matter] = {
    matter.key: matter
    for matter in (
        Matter(
            "events",
            "told, not answered",
            "event",
            lambda children, _when: events_waiting(children),
            lambda event: int(event.child_id),
            "Nothing waits for an answer. What happens to a child is listed here until you have answered it.",
            colour="yellow",
        ),
        Matter(
            "mid-points",
            "mid-point checks due",
            "mid-point check",
            lambda children, when: midpoints_due(children, when.soon_until),
            lambda check: int(check.review.child_id),
            "No check is due in the next 20 working days. Each is planned half-way between two reviews.",
        ),
        Matter(
            "late",
            "visits, assessments and plans overdue",
            "overdue visit, assessment or plan",
            lambda children, when: late_duties(children, when.calendar, when.today),
            lambda clock: int(clock.child_id),
            "Nothing that is recorded here is overdue. Of what nobody records nothing is said.",
            plural="overdue visits, assessments and plans",
            colour="red",
        ),
        Matter(
            "drifting",
            "decisions drifting",
            "decision drifting",
            lambda children, when: drifting(children, when.today),
            lambda decision: int(decision.review.child_id),
            "No decision is past its target or was found drifting.",
            plural="decisions drifting",
        ),
        Matter(
            "not-spoken-to",
            "children not spoken to since their last review",
            "child not spoken to",
            lambda children, _when: not_spoken_to(children),
            lambda child: int(child.pk),
            "Every child was spoken to since their last review.",
            plural="children not spoken to",
        ),
    )
}


def number_of(rows: Any) -> int:
    """Return how many rows there are, without reading those of a queryset."""
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def named(matter: Matter, rows: Iterable[Any], user: User) -> tuple[dict[int, Child], Sequence[Any], int]:
    """Return, of some rows, the children whom somebody may see, the rows about them, and how many others there are."""
    listed = list(rows)
    ids = {matter.child_of(row) for row in listed}
    seen = {child.pk: child for child in Child.objects.visible_to(user).filter(pk__in=ids)}
    shown = [row for row in listed if matter.child_of(row) in seen]
    return seen, shown, len(listed) - len(shown)
