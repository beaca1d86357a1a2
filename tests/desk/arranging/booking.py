"""What the tests of arranging share: somebody signed in, children with an open review, a booking as it is sent."""

import datetime
import itertools
import uuid

from django.test import Client

from accounts.enums import Role
from accounts.models import User
from children.actions import group_siblings
from children.models import Child
from reviews import actions
from reviews.models import Review
from reviews.slots import Slot
from tests.factories import BY, TODAY, make_child, make_user, open_review

D = datetime.date
T = datetime.time
# A Thursday on which nothing speaks against a booking but what a test makes.
DAY = D(2025, 6, 12)
_born = itertools.count(1)


def client_of(user: User | None = None) -> Client:
    """Sign somebody in; without anybody, a support worker."""
    client = Client()
    client.force_login(user or make_user(Role.SUPPORT_WORKER), backend="django.contrib.auth.backends.ModelBackend")
    return client


def key() -> str:
    """Return a form's key that was not used."""
    return str(uuid.uuid4())


def child_of(iro: User | None = None, **facts: object) -> Child:
    """Make a child whose first review is due on 17 June 2025."""
    values = {"became_looked_after_on": D(2025, 5, 19), "iro": iro}
    return make_child(**(values | facts))  # type: ignore[arg-type]  # values of its own arguments


def review_of(iro: User | None = None, **facts: object) -> Review:
    """Make a review that is due on 17 June 2025."""
    return open_review(child_of(iro, **facts))


def siblings(iro: User, number: int = 3) -> list[Review]:
    """Make the reviews of brothers and sisters, the eldest first."""
    children = [child_of(iro, date_of_birth=D(2010 + n, 3, 1), first_name=f"Child{n}") for n in range(number)]
    group_siblings(children=children, name="Family", by=BY)
    for child in children:
        child.refresh_from_db()
    return [open_review(child) for child in children]


def slot(review: Review, chair: User, **more: object) -> Slot:
    """Return a slot on the day at ten."""
    values: dict[str, object] = {"on": DAY, "at": T(10), "minutes": 60, "chair": chair, "place": "Town hall"}
    return Slot(review=review, **(values | more))  # type: ignore[arg-type]  # values of its own arguments


def book(review: Review, chair: User, **more: object) -> None:
    """Book a review."""
    actions.book_review(review=review, by=BY, today=TODAY, **slot(review, chair, **more).as_booked())
    review.refresh_from_db()


def sent(review: Review, chair: User, **more: str) -> dict[str, str]:
    """Return a booking as the page sends it."""
    return {
        "on": str(DAY),
        "at": "10:00",
        "minutes": "60",
        "place": "Town hall",
        "chair": str(chair.pk),
        "version": str(review.version),
        "form_key": key(),
    } | more
