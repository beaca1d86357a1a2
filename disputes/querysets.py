"""Readings of disputes, named as sentences. Every page starts at `visible_to`."""

import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.enums import Role
from accounts.models import User
from accounts.visibility import Record, reach_of
from children.models import Child
from disputes.enums import DisputeStatus

# Roles that read a dispute only to answer it.
REPLIERS = (Role.OPERATIONAL_MANAGER, Role.DIRECTOR)
NOBODY = 0


class DisputeQuerySet(models.QuerySet[Any]):
    """Disputes."""

    def visible_to(self, user: User) -> "DisputeQuerySet":
        """Return the disputes whom this person, in the role they act in, may see."""
        return self.filter(reach_of(Record.DISPUTE, user))

    def open(self) -> "DisputeQuerySet":
        """Return the disputes that still wait for an end."""
        return self.filter(status=DisputeStatus.OPEN)

    def ended(self) -> "DisputeQuerySet":
        """Return the disputes that were resolved or withdrawn."""
        return self.exclude(status=DisputeStatus.OPEN)

    def overdue(self, today: datetime.date) -> "DisputeQuerySet":
        """Return the open disputes past the limit of the formal process."""
        return self.open().filter(resolve_by__lt=today)

    def due_by(self, today: datetime.date, until: datetime.date) -> "DisputeQuerySet":
        """Return the open disputes whose limit lies between today and a day, both included."""
        return self.open().filter(resolve_by__gte=today, resolve_by__lte=until)

    def raised_on_or_before(self, day: datetime.date) -> "DisputeQuerySet":
        """Return the disputes that had been raised by the close of a day."""
        from disputes.models import ResolutionStage  # noqa: PLC0415 - models import this module

        return self.filter(Exists(ResolutionStage.objects.filter(dispute=OuterRef("pk"), entered_on__lte=day)))

    def addressed_to(self, user: User) -> "DisputeQuerySet":
        """Return the disputes of which a stage, running or past, is addressed to somebody."""
        from disputes.models import ResolutionStage  # noqa: PLC0415 - models import this module

        return self.filter(Exists(ResolutionStage.objects.filter(dispute=OuterRef("pk"), addressed_to=user)))

    def waiting_for(self, user: User) -> "DisputeQuerySet":
        """Return the open disputes whose running stage is addressed to somebody who has not answered it."""
        return self.with_present_stage().open().filter(addressee_id=user.pk, answered_on__isnull=True)

    def with_present_stage(self) -> "DisputeQuerySet":
        """Add when it was raised, and of its latest stage: the addressee, until when to reply, when it was answered.

        An answer is a reply of the addressee, or of anyone but those who raised the dispute and opened the stage.
        """
        from disputes.models import Reply, ResolutionStage  # noqa: PLC0415 - models import this module

        stages = ResolutionStage.objects.filter(dispute=OuterRef("pk"))
        latest = stages.order_by("-id")
        answers = (
            Reply.objects.filter(stage__dispute=OuterRef("pk"), stage__stage=OuterRef("stage"))
            .annotate(opener=Coalesce(F("stage__entered_by"), NOBODY))
            .filter(
                Q(by=F("stage__addressed_to")) | (~Q(by=F("stage__dispute__raised_by")) & ~Q(by_id=F("opener"))),
            )
            .order_by("id")
        )
        return self.annotate(
            raised_on=Subquery(stages.order_by("id").values("entered_on")[:1]),
            stage_entered_on=Subquery(latest.values("entered_on")[:1]),
            addressee_id=Subquery(latest.values("addressed_to")[:1]),
            addressee_name=Subquery(latest.values("addressed_to__full_name")[:1]),
            reply_by=Subquery(latest.values("reply_by")[:1]),
            answered_on=Subquery(answers.values("on")[:1]),
        )


class ReferralQuerySet(models.QuerySet[Any]):
    """Referrals to Cafcass."""

    def visible_to(self, user: User) -> "ReferralQuerySet":
        """Return the referrals of the children whom this person, in the role they act in, may see."""
        return self.filter(child__in=Child.objects.visible_to(user))
