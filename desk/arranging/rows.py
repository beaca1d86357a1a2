"""What the support worker's lists show, read in a fixed number of queries."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from accounts.models import User
from children.models import Child, IROAllocation, SocialWorkAllocation
from office.authority import working_calendar
from reviews.enums import ReviewStatus
from reviews.models import Booking, RecordOfReview, Review, SecurePanel, SignificantEvent
from reviews.taking_back import BEGUN
from statute.adjournments import adjournment_limit

WEEK = datetime.timedelta(days=7)
# What the filter "last lawful day" says beside the Monday of a week.
PASSED, NO_LIMIT = "passed", "none"


def _without_a_day(user: User, today: datetime.date) -> QuerySet[Review]:
    """Return the open reviews without a date, and those that have begun without one for their next meeting.

    Adds `last_on`, the last lawful day: of one that was adjourned, the end of its 20 working days. Two queries.
    """
    calendar = working_calendar()
    ahead = Booking.objects.ahead().filter(review=OuterRef("pk"), on__gte=today)
    begun = Q(status__in=BEGUN) & ~Exists(ahead)
    rows = Review.objects.visible_to(user).filter(Q(status=ReviewStatus.TO_ARRANGE) | begun)
    # Counted in working days, by the calendar: there are as many days as meetings that were adjourned and go on.
    days = Review.objects.visible_to(user).filter(status=ReviewStatus.ADJOURNED).values_list("adjourned_on", flat=True)
    limits = {day: adjournment_limit(day, calendar=calendar).on for day in days.order_by("adjourned_on").distinct()}
    further = [When(adjourned_on=day, then=Value(limit)) for day, limit in limits.items()]
    return rows.annotate(last_on=Case(*further, default=F("due_on"), output_field=DateField()))


def reviews_to_arrange(user: User, narrow: dict[str, Any], today: datetime.date) -> QuerySet[Review]:
    """Return the open reviews without a date, in the order of the last lawful day.

    They are those to arrange, and those that were adjourned or go on as a series without a booking ahead. Each has its
    last lawful day as `last_on`, and as `stood_on` the day of a further meeting that passed without being recorded.

    narrow: to an `iro`, a `team`, the children who were `found` by name, the week of the `limit` (its Monday as
    "2025-06-02", PASSED or NO_LIMIT).
    """
    standing = IROAllocation.objects.filter(child=OuterRef("child"), until_on__isnull=True)
    social = SocialWorkAllocation.objects.filter(child=OuterRef("child"), until_on__isnull=True)
    stood = Booking.objects.ahead().filter(review=OuterRef("pk")).values("on")
    rows = (
        _without_a_day(user, today)
        .select_related("child")
        .annotate(
            stood_on=Subquery(stood[:1]),
            iro_id=Subquery(standing.values("iro")[:1]),
            iro_name=Subquery(standing.values("iro__full_name")[:1], output_field=CharField()),
            team_id=Subquery(social.values("team")[:1]),
            team_name=Subquery(social.values("team__name")[:1], output_field=CharField()),
        )
    )
    if narrow.get("iro"):
        rows = rows.filter(iro_id=narrow["iro"].pk)
    if narrow.get("team"):
        rows = rows.filter(team_id=narrow["team"].pk)
    if "found" in narrow:
        rows = rows.filter(child__in=narrow["found"])
    if narrow.get("limit"):
        rows = rows.filter(_limit_in(narrow["limit"], today))
    return rows.order_by(F("last_on").asc(nulls_last=True), "pk")


def _limit_in(week: str, today: datetime.date) -> Q:
    if week == PASSED:
        return Q(last_on__lt=today)
    if week == NO_LIMIT:
        return Q(last_on__isnull=True)
    monday = datetime.date.fromisoformat(week)
    # Of this week what is still to come: what has passed stands by itself.
    return Q(last_on__gte=max(monday, today), last_on__lt=monday + WEEK)


def counts_to_arrange(user: User, today: datetime.date) -> dict[str, int]:
    """Return how many reviews are to arrange: with their limit passed, in this week, the next, and later.

    Three queries.
    """
    monday = today - datetime.timedelta(days=today.weekday())
    this, following = _limit_in(str(monday), today), _limit_in(str(monday + WEEK), today)
    return _without_a_day(user, today).aggregate(
        passed=Count("pk", filter=Q(last_on__lt=today)),
        this_week=Count("pk", filter=this),
        next_week=Count("pk", filter=following),
        later=Count("pk", filter=Q(last_on__gte=monday + 2 * WEEK) | Q(last_on__isnull=True)),
    )


def panels_to_come(user: User) -> QuerySet[SecurePanel]:
    """Return the extra panels that are still to be held, of children whom somebody may see, the most urgent first."""
    panels: QuerySet[SecurePanel] = SecurePanel.objects.to_come().filter(child__in=Child.objects.visible_to(user))
    return panels.select_related("child").order_by("due_on", "pk")


@dataclass(frozen=True)
class BeforeChange:
    """A review that is needed before a change: who told of the change, the open review, its booking."""

    event: SignificantEvent
    review: Review | None
    booking: Booking | None

    @property
    def is_answered(self) -> bool:
        """Say whether the IRO has said by when the review is to be held: its limit is that day then."""
        return self.event.answered_on is not None

    @property
    def is_settled(self) -> bool:
        """Say whether it is booked by the day that the IRO asked for."""
        if not self.is_answered or self.booking is None or self.review is None:
            return False
        return self.review.due_on is None or self.booking.on <= self.review.due_on


def before_changes(user: User) -> list[BeforeChange]:
    """Return the reviews to book before a change, what was told first comes first; none that is booked in time."""
    visible = Child.objects.visible_to(user).current()
    # nosemgrep: record-past-the-door - of the children who come through the door; what the change is stays unsaid
    asking = SignificantEvent.objects.asking_for_a_review().filter(child__in=visible.values("pk"))
    events = list(asking.select_related("child").order_by("on", "pk"))
    of = [event.child_id for event in events]
    open_reviews: dict[int, Review] = {}
    for review in Review.objects.visible_to(user).open().filter(child__in=of).order_by("due_on", "pk"):
        open_reviews.setdefault(review.child_id, review)
    booked = Booking.objects.ahead().filter(review__in=[review.pk for review in open_reviews.values()])
    bookings = {booking.review_id: booking for booking in booked.select_related("chair")}
    found = []
    for event in events:
        open_review = open_reviews.get(event.child_id)
        found.append(BeforeChange(event, open_review, bookings.get(open_review.pk) if open_review else None))
    return [each for each in found if not each.is_settled]


def bookings_of_week(user: User, monday: datetime.date, chair: User | None) -> QuerySet[Booking]:
    """Return the bookings that stand in a week, of one chair or of all."""
    return bookings_between(user, monday, monday + datetime.timedelta(days=6), chair)


def bookings_between(user: User, first: datetime.date, last: datetime.date, chair: User | None) -> QuerySet[Booking]:
    """Return the bookings that stand on some days, both included, of one chair or of all.

    Each says as `is_ahead` whether its meeting is still to be held.
    """
    seen = Review.objects.visible_to(user)
    rows = Booking.objects.current().with_ahead().filter(on__gte=first, on__lte=last, review__in=seen)
    if chair:
        rows = rows.filter(chair=chair)
    return rows.select_related("review__child", "venue", "chair").order_by("on", "at", "pk")


def records_to_distribute(user: User) -> QuerySet[RecordOfReview]:
    """Return the records that an IRO has finished and nobody has sent out, the most urgent first."""
    rows = RecordOfReview.objects.filter(
        finished_on__isnull=False,
        distributed_on__isnull=True,
        review__in=Review.objects.visible_to(user),
        # A death silences what would go out; the manager decides what becomes of such a record.
        review__child__died_on__isnull=True,
    )
    return rows.select_related("review__child", "review__chair").order_by("distribute_due_on", "pk")
