"""Sentences about forms."""

import datetime
from typing import Any, Self

from django.db import models

from accounts.models import User
from accounts.visibility import Record, reach_of
from participation.enums import UNANSWERED, Respondent, ThemeFor, ThemeStatus, VersionStatus
from reviews.models import Review


class FormVersionQuerySet(models.QuerySet[Any]):
    """Versions of forms."""

    def in_use(self) -> Self:
        """Return those that are published now."""
        return self.filter(status=VersionStatus.PUBLISHED)


class AskedFormQuerySet(models.QuerySet[Any]):
    """Forms that somebody was asked to fill."""

    def visible_to(self, user: User) -> Self:
        """Return those of the reviews that this person may see. What is in one opens by a policy of its own."""
        return self.filter(review__in=Review.objects.visible_to(user))

    def unanswered(self) -> Self:
        """Return those that can still be filled, by their status."""
        return self.filter(status__in=UNANSWERED)

    def past_their_day(self, today: datetime.date) -> Self:
        """Return those whose last day is over and that were never sent in."""
        return self.unanswered().filter(expires_on__lt=today)


class ConsultationQuerySet(models.QuerySet[Any]):
    """Consultation forms that came in."""

    def visible_to(self, user: User) -> Self:
        """Return the forms whom this person, in the role they act in, may see."""
        return self.filter(reach_of(Record.CONSULTATION, user))

    def of_children(self) -> Self:
        """Return those that children filled."""
        return self.filter(person__isnull=True)


class OwnWordsQuerySet(models.QuerySet[Any]):
    """What people wrote in their own words."""

    def visible_to(self, user: User) -> Self:
        """Return the words of the forms that this person may open."""
        from participation.models import Consultation  # noqa: PLC0415 - the models are made of these querysets

        return self.filter(consultation__in=Consultation.objects.visible_to(user))

    def of(self, whose: str) -> Self:
        """Return those that children wrote, or those of parents and carers."""
        is_childs = models.Q(consultation__form__respondent=Respondent.CHILD)
        return self.filter(is_childs if whose == ThemeFor.CHILDREN else ~is_childs)

    def coded(self) -> Self:
        """Return those that somebody has read and coded, with a theme or with none that fits."""
        return self.filter(models.Exists(_standing_codings()))

    def to_code(self) -> Self:
        """Return those that nobody has coded yet, the longest waiting first."""
        return self.exclude(models.Exists(_standing_codings())).order_by("consultation__received_on", "pk")


def _standing_codings() -> models.QuerySet[Any]:
    from participation.models import Coding  # noqa: PLC0415 - the models are made of these querysets

    return Coding.objects.standing().filter(words=models.OuterRef("pk"))


class CodingQuerySet(models.QuerySet[Any]):
    """Codings of own words."""

    def standing(self) -> Self:
        """Return those that were not taken back."""
        return self.filter(taken_back_on__isnull=True)


class ThemeQuerySet(models.QuerySet[Any]):
    """The shared list of themes."""

    def current(self) -> Self:
        """Return those in use."""
        return self.filter(status=ThemeStatus.CURRENT)


class SocialWorkersViewQuerySet(models.QuerySet[Any]):
    """What social workers recorded before reviews."""

    def visible_to(self, user: User) -> Self:
        """Return those of the reviews that this person may see; which role reads them is a capability's business."""
        return self.filter(review__in=Review.objects.visible_to(user))
