"""Chairing a colleague's review and telling the manager: both, or neither."""

import datetime

from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from audit.actions import action
from audit.actors import SystemJob
from children.confidentiality import kept_out_of
from desk.telling import Notice, tell
from reviews import actions as reviews
from reviews.models import Booking, Review


@action("cover.take_the_chair")
def take_the_chair(
    *, review: Review, because: str, by: User, today: datetime.date, site: str, seen_version: int | None = None
) -> Booking:
    """Chair a colleague's review on the day, and tell every IRO manager to whom the record is not closed.

    site: the scheme and host that the link in the mail begins with. Raises what `reviews.take_the_chair` raises.
    """
    booking = reviews.take_the_chair(review=review, because=because, by=by, today=today, seen_version=seen_version)
    managers = User.objects.active().with_role(Role.MANAGER, today).exclude(kept_out_of(review.child))
    for reader in managers.exclude(pk=by.pk):
        path = reverse("cover:taken")
        tell(reader, Notice.CHAIR_TAKEN, about=booking.pk, path=path, site=site, by=SystemJob("chair taken"))
    return booking
