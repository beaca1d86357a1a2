"""What the support worker's lists show, read in a fixed number of queries."""

import datetime
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery

from accounts.models import User
from children.models import IROAllocation, SocialWorkAllocation
from reviews.enums import ReviewStatus
from reviews.models import Booking, RecordOfReview, Review


def reviews_to_arrange(user: User, narrow: dict[str, Any]) -> QuerySet[Review]:
    """Return the open reviews without a date, in the order of the last lawful day.

    narrow: to an `iro`, a `team`, or the children who were `found` by name.
    """
    standing = IROAllocation.objects.filter(child=OuterRef("child"), until_on__isnull=True)
    social = SocialWorkAllocation.objects.filter(child=OuterRef("child"), until_on__isnull=True)
    rows = (
        Review.objects.visible_to(user)
        .filter(status=ReviewStatus.TO_ARRANGE)
        .select_related("child")
        .annotate(
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
    return rows.order_by("due_on", "pk")


def bookings_of_week(user: User, monday: datetime.date, chair: User | None) -> QuerySet[Booking]:
    """Return the bookings that stand in a week, of one chair or of all."""
    sunday = monday + datetime.timedelta(days=6)
    rows = Booking.objects.current().filter(on__gte=monday, on__lte=sunday, review__in=Review.objects.visible_to(user))
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
