"""Sentences about forms."""

import datetime
from typing import Any, Self

from django.db import models

from accounts.enums import Role
from accounts.models import User
from accounts.visibility import Record, nothing, reach_of
from children.confidentiality import closed_through
from participation.enums import UNANSWERED, Respondent, ThemeFor, ThemeStatus, VersionStatus
from reviews.enums import ReviewStatus
from reviews.models import Review

# So long after a review whoever took a form on may still key it: paper comes late. Source: the service's own rule.
PAPER_COMES_WITHIN = datetime.timedelta(weeks=8)


class FormVersionQuerySet(models.QuerySet[Any]):
    """Versions of forms."""

    def in_use(self) -> Self:
        """Return those that are published now."""
        return self.filter(status=VersionStatus.PUBLISHED)


class AskedFormQuerySet(models.QuerySet[Any]):
    """Forms that somebody was asked to fill."""

    def visible_to(self, user: User) -> Self:
        """Return those of the reviews that this person may see, and those that they took on and that came late.

        What is in one opens by a policy of its own.
        """
        return self.filter(models.Q(review__in=Review.objects.visible_to(user)) | late_ones_of(user))

    def late(self) -> Self:
        """Return those that can still be filled although their review was completed."""
        return self.unanswered().filter(review__status=ReviewStatus.COMPLETED)

    def unanswered(self) -> Self:
        """Return those that can still be filled, by their status."""
        return self.filter(status__in=UNANSWERED)

    def past_their_day(self, today: datetime.date) -> Self:
        """Return those whose last day is over and that were never sent in."""
        return self.unanswered().filter(expires_on__lt=today)


def late_ones_of(user: User) -> models.Q:
    """Return the condition on the forms that this officer took on and did not send in before the review was completed.

    The officer's reach of the review ends with it; the form, and nothing else of the review, stays open to them for
    eight weeks, so that what a child said on paper, or says now, is still heard.
    """
    if not user.is_active or user.acting_role != Role.CONSULTATION_OFFICER or user.acting_on is None:
        return nothing(user)
    mine = models.Q(
        taken_on_by=user,
        status__in=UNANSWERED,
        review__status=ReviewStatus.COMPLETED,
        review__completed_on__gte=user.acting_on - PAPER_COMES_WITHIN,
    )
    return mine & ~closed_through("review__child")(user)


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
