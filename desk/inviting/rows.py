"""What the pages about invitations and papers show, read in a fixed number of queries."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from accounts.models import User
from reviews.enums import OPEN_STATUSES, InvitationStatus, SendingKind, SendingState
from reviews.models import Booking, Invitation, InvitationSending, Review

Status = InvitationStatus
# How long after a meeting that its papers and undelivered mail still concern whoever arranges.
LOOKING_BACK = datetime.timedelta(days=28)


@dataclass(frozen=True)
class Listed:
    """Somebody on a review's list, with the last mail or letter to them."""

    invitation: Invitation
    last: InvitationSending | None

    @property
    def is_waiting(self) -> bool:
        """Say whether a mail to them is still to leave."""
        return self.last is not None and self.last.state == SendingState.WAITING


def people_of(review: Review) -> list[Listed]:
    """Return everybody on a review's list: the child, family, others, workers, professionals."""
    rows = (
        Invitation.objects.filter(review=review)
        .select_related("review__child", "person", "user")
        .prefetch_related(Prefetch("sendings", InvitationSending.objects.order_by("-pk")))
        .order_by("pk")
    )
    return [Listed(row, next(iter(row.sendings.all()), None)) for row in rows]


def counted_invitations(user: User, today: datetime.date) -> QuerySet[Booking]:
    """Return the bookings to come whose reviews somebody may see, with how their invitations stand."""

    def how_many(*statuses: str) -> Count:
        return Count("review__invitations", filter=Q(review__invitations__status__in=statuses))

    rows = Booking.objects.ahead().filter(review__in=Review.objects.visible_to(user), on__gte=today)
    return (
        rows.select_related("review__child", "chair")
        .annotate(
            listed=Count("review__invitations"),
            to_send=how_many(Status.TO_SEND),
            unanswered=how_many(Status.SENT),
            coming=how_many(Status.ACCEPTED),
            perhaps=how_many(Status.TENTATIVE),
            declined=how_many(Status.DECLINED),
            undelivered=how_many(Status.UNDELIVERED),
            not_invited=how_many(Status.NOT_INVITED),
        )
        .order_by("on", "at", "pk")
    )


def undelivered(user: User) -> QuerySet[Invitation]:
    """Return the invitations that did not arrive, to meetings to come, the next meeting first."""
    ahead = Booking.objects.ahead().values("pk")
    rows = Invitation.objects.of_reviews_visible_to(user).undelivered().filter(review__bookings__in=ahead)
    current = Prefetch("review__bookings", Booking.objects.current(), to_attr="standing")
    return (
        rows.select_related("review__child", "person", "user")
        .prefetch_related(current)
        .order_by("review__bookings__on", "pk")
    )


def stuck(user: User) -> QuerySet[InvitationSending]:
    """Return the mails that the mail server would not take when it was tried, and that are tried again."""
    rows = InvitationSending.objects.waiting().filter(
        tries__gt=0, why__gt="", invitation__in=Invitation.objects.of_reviews_visible_to(user)
    )
    return rows.select_related("invitation__review__child", "invitation__person", "invitation__user").order_by("pk")


def unheard_withdrawals(user: User, today: datetime.date) -> QuerySet[InvitationSending]:
    """Return the mails saying that a meeting falls which did not arrive: somebody may come all the same."""
    rows = InvitationSending.objects.filter(
        kind=SendingKind.WITHDRAWAL,
        state__in=(SendingState.REFUSED, SendingState.WAITING),
        booking__on__gte=today,
        invitation__in=Invitation.objects.of_reviews_visible_to(user),
    ).filter(Q(state=SendingState.REFUSED) | Q(tries__gt=0))
    return rows.select_related(
        "booking", "invitation__review__child", "invitation__person", "invitation__user"
    ).order_by("booking__on", "pk")


def bookings_with_papers(user: User, today: datetime.date) -> QuerySet[Booking]:
    """Return the bookings of reviews still to be completed, with their papers and who was reminded of them."""
    rows = (
        Booking.objects.current()
        .with_ahead()
        .filter(
            review__in=Review.objects.visible_to(user), review__status__in=OPEN_STATUSES, on__gte=today - LOOKING_BACK
        )
    )
    return (
        rows.select_related("review__child", "chair")
        .prefetch_related("review__papers", "review__paper_chases__reader")
        .order_by("on", "at", "pk")
    )
