"""Which reviews are held together with one, as far as somebody may see them."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Capability, may
from children.confidentiality import ANOTHER_CHILD, siblings_seen
from design.formats import counted
from reviews.enums import ReviewStatus
from reviews.models import Booking, JointMeeting, Review


def joint_of(review: Review) -> JointMeeting | None:
    """Return what a review shares with those of brothers and sisters, by its latest booking; None where it does not."""
    latest = review.bookings.select_related("joint").order_by("-is_current", "-pk").first()
    return latest.joint if latest else None


@dataclass(frozen=True)
class Shared:
    """What a review's record shares with those of brothers and sisters, and where that is written."""

    text: str = ""
    href: str = ""


def shared_by(review: Review, user: User) -> Shared:
    """Return what a review's record shares; with the way to write it, for those who log reviews. One query."""
    joint = joint_of(review)
    if joint is None:
        return Shared()
    href = reverse("arranging:shared-text", args=[review.pk]) if may(user, Capability.LOG_REVIEWS) else ""
    return Shared(joint.shared_text, href)


def _bookings(joint: JointMeeting) -> "set[int]":
    return set(Booking.objects.current().filter(joint=joint).values_list("review", flat=True))


def seen_in(joint: JointMeeting, user: User) -> tuple[list[Review], int]:
    """Return the reviews held together that somebody may see, and how many others there are."""
    every = _bookings(joint)
    seen = Review.objects.visible_to(user).filter(pk__in=every).select_related("child", "period", "record")
    found = list(seen.order_by("child__date_of_birth", "pk"))
    return found, len(every) - len(found)


def others_booked(review: Review, user: User) -> tuple[list[Booking], int]:
    """Return the bookings that stand beside a review's own, of reviews that somebody may see; and how many others."""
    standing = review.bookings.current().first()
    if standing is None or standing.joint_id is None:
        return [], 0
    beside = Booking.objects.ahead().filter(joint=standing.joint_id)
    beside = beside.exclude(pk=standing.pk)
    seen = list(
        beside.filter(review__in=Review.objects.visible_to(user)).select_related("review__child", "review__period")
    )
    return seen, beside.count() - len(seen)


def to_arrange_with(review: Review, user: User) -> tuple[list[Review], int]:
    """Return the reviews to arrange of the siblings whom somebody may see, and how many siblings they may not see."""
    seen, others = siblings_seen(review.child, user)
    open_reviews = Review.objects.visible_to(user).filter(child__in=seen, status=ReviewStatus.TO_ARRANGE)
    return list(open_reviews.select_related("child").order_by("child__date_of_birth", "pk")), others


def named(children: list[str], others: int) -> str:
    """Return names in words; those whom the reader may not see are other children."""
    unseen = (
        [ANOTHER_CHILD.lower() if others == 1 else counted(others, "other child", "other children")] if others else []
    )
    words = [*children, *unseen]
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
