"""What is read about one child, for the pages of the child."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import TeamManagement, User
from accounts.permissions import Capability, may
from children.confidentiality import siblings_seen
from children.models import Child, Episode, IROAllocation, PeriodOfCare, PersonAroundChild, SocialWorkAllocation
from reviews.meeting_ahead import booking_ahead
from reviews.models import Review


@dataclass(frozen=True, slots=True)
class Scope:
    """Which fields of a child the person may see, by their capabilities."""

    legal_status: bool
    address: bool
    outcome: bool
    released: bool
    decisions: bool
    schedule: bool
    contacts: bool
    disputes: bool
    logs_reviews: bool
    arranges: bool
    notifies: bool
    allocates: bool
    corrects: bool
    cancels: bool
    raises_disputes: bool
    looks: bool
    history: bool
    events: bool
    in_touch: bool
    duties: bool
    reads_forms: bool
    asks_for_views: bool

    def reads(self, review: Review) -> bool:
        """Say whether this person may read what a review found: its readers always, others once it is distributed."""
        record = getattr(review, "record", None)
        return self.outcome or (self.released and record is not None and record.distributed_on is not None)

    def reads_decisions(self, review: Review) -> bool:
        """Say whether this person may read a review's decisions: its readers always, others once they were sent."""
        record = getattr(review, "record", None)
        return self.outcome or (self.decisions and record is not None and record.decisions_sent_on is not None)


def scope_of(user: User) -> Scope:
    """Return what this person, in the role they act in, may see of a child they may open."""
    return Scope(
        legal_status=bool(may(user, Capability.SEE_LEGAL_STATUS)),
        address=bool(may(user, Capability.SEE_PLACEMENT_ADDRESS)),
        outcome=bool(may(user, Capability.SEE_REVIEW_OUTCOME)),
        released=bool(may(user, Capability.SEE_RELEASED_REVIEWS)),
        decisions=bool(may(user, Capability.SEE_DECISIONS)),
        schedule=bool(may(user, Capability.SEE_SCHEDULE)),
        contacts=bool(may(user, Capability.SEE_CONTACTS)),
        disputes=bool(may(user, Capability.SEE_DISPUTES)),
        logs_reviews=bool(may(user, Capability.LOG_REVIEWS)),
        arranges=bool(may(user, Capability.ARRANGE_REVIEWS)),
        notifies=bool(may(user, Capability.NOTIFY_CHILD)),
        allocates=bool(may(user, Capability.ALLOCATE)),
        corrects=bool(may(user, Capability.CORRECT_REVIEWS)),
        cancels=bool(may(user, Capability.CANCEL_REVIEWS)),
        raises_disputes=bool(may(user, Capability.RAISE_DISPUTES)),
        looks=bool(may(user, Capability.SEE_WHO_LOOKED)),
        history=bool(may(user, Capability.SEE_HISTORY)),
        events=bool(may(user, Capability.TELL_EVENTS)),
        in_touch=bool(may(user, Capability.SEE_CONTACTS_WITH_CHILD)),
        asks_for_views=bool(may(user, Capability.ASK_FOR_VIEWS)),
        duties=bool(may(user, Capability.SEE_DUTIES)),
        reads_forms=bool(may(user, Capability.READ_FORMS)),
    )


@dataclass(frozen=True, slots=True)
class Now:
    """Where a child stands today."""

    child: Child
    period: PeriodOfCare | None
    episode: Episode | None
    iro: IROAllocation | None
    social_work: SocialWorkAllocation | None
    managers: list[str]
    people: list[PersonAroundChild]
    siblings: list[Child]
    # How many brothers and sisters there are whom this person may not see.
    siblings_hidden: int
    review: Review | None
    booking: Any


def read_now(child: Child, user: User, today: datetime.date) -> Now:
    """Read where a child stands: a fixed number of queries."""
    period = child.periods.order_by("-became_looked_after_on", "-pk").first()
    episode = child.episodes.order_by("-started_on", "-pk").first()
    social_work = child.social_work_allocations.open().select_related("social_worker", "team").first()
    review = open_review_of(child, user)
    siblings, hidden = siblings_seen(child, user)
    return Now(
        child=child,
        period=period,
        episode=episode,
        iro=child.iro_allocations.open().select_related("iro").first(),
        social_work=social_work,
        managers=_managers(social_work, today),
        people=list(child.people.all()),
        siblings=siblings,
        siblings_hidden=hidden,
        review=review,
        booking=booking_ahead(review) if review else None,
    )


def open_review_of(child: Child, user: User) -> Review | None:
    """Return the review that comes next, as far as this person may see it."""
    return Review.objects.visible_to(user).open().filter(child=child).order_by("due_on", "pk").first()


def last_completed_of(child: Child, user: User) -> Review | None:
    """Return the review of the running period of care that was completed last, as far as this person may see it."""
    done = Review.objects.visible_to(user).completed().filter(child=child, period__ceased_on__isnull=True)
    return done.select_related("period").order_by("-completed_on", "-pk").first()


def current_booking(review: Review | None) -> Any:
    """Return the booking that stands for a review, or None."""
    return review.bookings.current().select_related("venue", "chair").first() if review else None


def _managers(social_work: SocialWorkAllocation | None, today: datetime.date) -> list[str]:
    if social_work is None:
        return []
    standing = TeamManagement.objects.in_force(today).filter(team=social_work.team_id)
    return list(standing.values_list("manager__full_name", flat=True))


def with_iro(children: QuerySet[Any]) -> QuerySet[Any]:
    """Return children with the name of their IRO and no more columns than a list shows."""
    iro = IROAllocation.objects.open().filter(child=OuterRef("pk")).values("iro__full_name")[:1]
    columns = ("first_name", "last_name", "preferred_name", "local_id", "date_of_birth", "died_on")
    return children.annotate(iro_name=Subquery(iro)).only(*columns)
