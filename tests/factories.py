"""Small, unsurprising records for tests. Everyone is fictional; every date can be given."""

import datetime
import itertools

from django.utils import timezone

from accounts.enums import Role
from accounts.models import RoleGrant, Team, User
from audit.actions import acting
from audit.actors import SystemJob
from children import actions as children
from children.models import Child, Restriction
from reviews import actions as reviews
from reviews.facts import ReviewFacts
from reviews.models import Review

BY = SystemJob("tests")
TODAY = datetime.date(2025, 6, 2)
_numbers = itertools.count(1)


def make_user(role: str = Role.IRO, name: str = "", **fields: object) -> User:
    """Make somebody who holds a role and acts in it."""
    number = next(_numbers)
    with acting():
        user = User.objects.create_user(
            email=str(fields.pop("email", f"person{number}@example.org")),
            full_name=name or f"Person {number}",
            password="correct horse battery",
        )
        if role:
            RoleGrant.objects.create(user=user, role=role, from_on=datetime.date(2000, 1, 1))
        for field, value in fields.items():
            setattr(user, field, value)
        user.save()
    user.act_as(role, on=TODAY, at=timezone.now(), only_reading=True)
    return user


def make_team(name: str = "") -> Team:
    """Make a team of social workers."""
    with acting():
        return Team.objects.create(name=name or f"Team {next(_numbers)}")


def make_child(
    *,
    became_looked_after_on: datetime.date | None = datetime.date(2025, 4, 5),
    iro: User | None = None,
    today: datetime.date = TODAY,
    legal_status: str = "V2",
    **facts: object,
) -> Child:
    """Make a child: looked after since a day (None: never), with an open review, and an IRO where one is given."""
    number = next(_numbers)
    values = {
        "local_id": f"T{number:05}",
        "first_name": "Sam",
        "last_name": f"Thistledown{number}",
        "sex": "F",
        "date_of_birth": datetime.date(2014, 3, 1),
        "ethnicity": "WBRI",
    }
    child = children.register_child(by=BY, **(values | facts))
    if became_looked_after_on:
        period = children.start_period_of_care(
            child=child,
            on=became_looked_after_on,
            legal_status=legal_status,
            placement="U6",
            provider="PR1",
            by=BY,
            today=today,
        )
        reviews.plan_next_review(period=period, by=BY, today=today)
        if iro:
            children.allocate_iro(child=child, iro=iro, on=became_looked_after_on, reason="new", by=BY)
    return child


def make_restriction(child: Child, *listed: User, today: datetime.date = TODAY) -> Restriction:
    """Restrict a child's record to those listed, and to one more IRO and manager."""
    return children.restrict(
        child=child,
        ground="high_risk",
        explanation="A threat was made",
        listed=[*listed, make_user(Role.IRO), make_user(Role.MANAGER)],
        review_by=today + datetime.timedelta(days=90),
        by=BY,
        today=today,
    )


def open_review(child: Child) -> Review:
    """Return the child's open review."""
    return child.reviews.open().get()


def facts(chair: User, completed_on: datetime.date, **more: object) -> ReviewFacts:
    """Return the facts of a straightforward review: the child came and spoke."""
    values = {
        "participation_code": "PN1",
        "spoken_outcome": "seen",
        "spoken_on": completed_on,
        "rights_told": "told",
        "cover_reason": "Asked to",  # whoever the chair is
    }
    return ReviewFacts(chair=chair, completed_on=completed_on, **(values | more))
