"""Readings of children's records, named as sentences. Every page starts at `visible_to`."""

import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from accounts.visibility import Record, reach_of
from children.enums import AuthorityEnd, CareKind
from children.names import fold

if TYPE_CHECKING:
    from children.models import Child


def running_on(day: datetime.date, start: str, end: str) -> Q:
    """Return the condition that a spell runs at the close of a day: begun by then, and not ended by then."""
    return Q(**{f"{start}__lte": day}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": day}))


class ChildQuerySet(models.QuerySet["Child"]):
    """Children."""

    def visible_to(self, user: User) -> "ChildQuerySet":
        """Return the children whom this person, in the role they act in, may see."""
        return self.filter(reach_of(Record.CHILD, user))

    def in_care_on(self, day: datetime.date, kind: str = CareKind.LOOKED_AFTER) -> "ChildQuerySet":
        """Return the children with a period of care of a kind that runs at the close of a day."""
        from children.models import PeriodOfCare  # noqa: PLC0415 - models import this module

        periods = PeriodOfCare.objects.filter(
            running_on(day, "became_looked_after_on", "ceased_on"), child=OuterRef("pk"), kind=kind
        )
        return self.filter(Exists(periods))

    def current(self) -> "ChildQuerySet":
        """Return the children whose period of care, of whatever kind, is open."""
        from children.models import PeriodOfCare  # noqa: PLC0415 - models import this module

        return self.filter(Exists(PeriodOfCare.objects.filter(child=OuterRef("pk"), ceased_on__isnull=True)))

    def allocated_to(self, iro: User) -> "ChildQuerySet":
        """Return the children whose IRO this person is now."""
        from children.models import IROAllocation  # noqa: PLC0415 - models import this module

        return self.filter(Exists(IROAllocation.objects.filter(child=OuterRef("pk"), iro=iro, until_on__isnull=True)))

    def unallocated(self) -> "ChildQuerySet":
        """Return the children in care who have no IRO."""
        from children.models import IROAllocation  # noqa: PLC0415 - models import this module

        held = IROAllocation.objects.filter(child=OuterRef("pk"), until_on__isnull=True)
        return self.current().filter(~Exists(held))

    def exactly(self, words: str) -> "list[Child]":
        """Return the children with exactly this id, or exactly this first (or preferred) and last name."""
        folded, asked = fold(words), words.strip().casefold()
        if not folded:
            return []
        near = self.named(words) | self.filter(local_id__iexact=asked)
        return [
            child
            for child in near
            if child.local_id.casefold() == asked
            or folded in {fold(f"{first} {child.last_name}") for first in (child.first_name, child.preferred_name)}
        ]

    def named(self, words: str) -> "ChildQuerySet":
        """Return the children whose folded names or id hold every one of the words."""
        found = self
        for word in fold(words).split():
            found = found.filter(Q(search_name__contains=word) | Q(local_id__iexact=word))
        return found


class PeriodQuerySet(models.QuerySet[Any]):
    """Periods of care."""

    def open(self) -> "PeriodQuerySet":
        """Return the periods that run on."""
        return self.filter(ceased_on__isnull=True)

    def running_at_close_of(self, day: datetime.date) -> "PeriodQuerySet":
        """Return the periods that run at the close of a day."""
        return self.filter(running_on(day, "became_looked_after_on", "ceased_on"))


class EpisodeQuerySet(models.QuerySet[Any]):
    """Episodes."""

    def open(self) -> "EpisodeQuerySet":
        """Return the episodes that run on."""
        return self.filter(ended_on__isnull=True)

    def running_at_close_of(self, day: datetime.date) -> "EpisodeQuerySet":
        """Return the episodes that run at the close of a day."""
        return self.filter(running_on(day, "started_on", "ended_on"))


class AllocationQuerySet(models.QuerySet[Any]):
    """Allocations to an IRO or a social worker."""

    def open(self) -> "AllocationQuerySet":
        """Return the allocations that stand."""
        return self.filter(until_on__isnull=True)

    def answered_for_by(self, user: User, day: datetime.date | None) -> "AllocationQuerySet":
        """Return the allocations that stand to an IRO, of the children for whom this person answers on a day.

        Their own, and those of the IROs for whom they cover that day: of the one child named, or of all of theirs. Not
        of a child whose social worker they are or were. Without a day, their own.
        """
        from children.models import IROCover, SocialWorkAllocation  # noqa: PLC0415 - models import this module

        own = Q(iro=user)
        if day is None:
            return self.open().filter(own)
        mine = IROCover.objects.in_force(day).filter(covered_by=user)
        whole = Q(iro__in=mine.filter(child__isnull=True).values("iro"))
        # A child who was given another IRO meanwhile is theirs to answer for.
        one = Q(Exists(mine.filter(child=OuterRef("child"), iro=OuterRef("iro"))))
        worked = SocialWorkAllocation.objects.filter(child=OuterRef("child"), social_worker=user)
        return self.open().filter(own | ((whole | one) & ~Exists(worked)))

    def standing_on(self, day: datetime.date) -> "AllocationQuerySet":
        """Return the allocations that stand at the close of a day."""
        return self.filter(running_on(day, "from_on", "until_on"))


class CoverQuerySet(models.QuerySet[Any]):
    """Cover for IROs."""

    def in_force(self, day: datetime.date) -> "CoverQuerySet":
        """Return the cover that runs on a day, first and last day included."""
        return self.filter(from_on__lte=day, until_on__gte=day)

    def now_and_to_come(self, day: datetime.date) -> "CoverQuerySet":
        """Return the cover that has not ended by a day."""
        return self.filter(until_on__gte=day)


class RestrictionQuerySet(models.QuerySet[Any]):
    """Restrictions."""

    def in_force(self) -> "RestrictionQuerySet":
        """Return the restrictions that were not lifted."""
        return self.filter(lifted_on__isnull=True)

    def to_look_at_again(self, today: datetime.date) -> "RestrictionQuerySet":
        """Return the restrictions whose day to be looked at again has passed."""
        return self.in_force().filter(review_by__lt=today)


class RequestQuerySet(models.QuerySet[Any]):
    """Requests to restrict a record."""

    def waiting(self) -> "RequestQuerySet":
        """Return the requests that nobody has answered."""
        return self.filter(answered_on__isnull=True)


class ListedQuerySet(models.QuerySet[Any]):
    """People on the lists of restricted records."""

    def standing(self) -> "ListedQuerySet":
        """Return those who are on a list now."""
        return self.filter(removed_on__isnull=True)


class ConflictQuerySet(models.QuerySet[Any]):
    """Conflicts of interest."""

    def standing(self) -> "ConflictQuerySet":
        """Return the conflicts on the register that have not ended."""
        return self.filter(ended_on__isnull=True)

    def to_find(self) -> "ConflictQuerySet":
        """Return those that describe somebody for whom nobody has looked yet."""
        unplaced = self.standing().filter(child__isnull=True, siblings__isnull=True)
        return unplaced.filter(looked_for_on__isnull=True)


class BreakGlassQuerySet(models.QuerySet[Any]):
    """Records opened by breaking the glass."""

    def open_at(self, moment: datetime.datetime) -> "BreakGlassQuerySet":
        """Return those that are open at a moment."""
        return self.filter(opened_at__lte=moment, closes_at__gt=moment)

    def without_verdict(self) -> "BreakGlassQuerySet":
        """Return those that nobody has judged."""
        return self.filter(verdict="")

    def overdue(self, today: datetime.date) -> "BreakGlassQuerySet":
        """Return those that nobody has judged although their day has passed."""
        return self.without_verdict().filter(verdict_due_on__lt=today)


class AccessConcernQuerySet(models.QuerySet[Any]):
    """Unusual access."""

    def to_look_into(self) -> "AccessConcernQuerySet":
        """Return what nobody has asked about yet."""
        return self.filter(verdict="")


class DutyQuerySet(models.QuerySet[Any]):
    """Visits, assessments and plans."""

    def visible_to(self, user: User) -> "DutyQuerySet":
        """Return those of the children whom this person may see."""
        from children.models import Child  # noqa: PLC0415 - models import this module

        return self.filter(child__in=Child.objects.visible_to(user))

    def standing(self) -> "DutyQuerySet":
        """Return those that were not recorded by mistake."""
        return self.filter(withdrawn_on__isnull=True)


class StayQuerySet(models.QuerySet[Any]):
    """Short breaks."""

    def standing(self) -> "StayQuerySet":
        """Return those that were not recorded by mistake."""
        return self.filter(withdrawn_on__isnull=True)


class AuthorityQuerySet(models.QuerySet[Any]):
    """Authority to place children for adoption."""

    def standing(self) -> "AuthorityQuerySet":
        """Return what has not ended."""
        return self.filter(ended_on__isnull=True)

    def meant(self) -> "AuthorityQuerySet":
        """Return all but what was recorded by mistake."""
        return self.exclude(ended_reason=AuthorityEnd.MISTAKE)
