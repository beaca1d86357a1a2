"""The small steps that the actions share: entering and ending a stage, the limit, the immutable history."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from audit.actors import Actor
from audit.versions import ConflictError, as_it_stands
from disputes import policies
from disputes.limits import formal_limit, reply_limit
from disputes.models import Dispute, DisputeStatusChange, ResolutionStage
from disputes.transitions import is_formal, skipped_between
from office.authority import working_calendar


def person(by: Actor) -> User | None:
    """Return who acts, where it is a person."""
    return by if isinstance(by, User) else None


def check_day(on: datetime.date, *, not_before: datetime.date, today: datetime.date) -> None:
    """Raise ValidationError, by field, for a day to come or before what it follows."""
    verdict = policies.may_happen_on(on, not_before=not_before, today=today)
    if not verdict:
        raise ValidationError({"on": verdict.reason})


def limit_fields(stages: Iterable[tuple[str, datetime.date]]) -> dict[str, Any]:
    """Return the columns that hold the limit of the formal process, or none while it is informal."""
    due = formal_limit(stages, calendar=working_calendar())
    return {"resolve_by": due.on, "resolve_by_explanation": due.explanation} if due else {}


def note_status(dispute: Dispute, was: str, *, on: datetime.date, by: Actor, why: str = "", effect: str = "") -> None:
    """Append the step to the history that nobody can change."""
    DisputeStatusChange.objects.create(
        dispute=dispute, was=was, became=dispute.status, why=why, effect=effect, on=on, by=person(by)
    )


def enter(
    dispute: Dispute,
    *,
    since: str | None,
    stage: str,
    on: datetime.date,
    addressed_to: User | None,
    skip_reason: str,
    by: Actor,
) -> ResolutionStage:
    """Open a stage, counting the stages passed over since the one before (`since`; None: since the beginning)."""
    skipped = skipped_between(since, stage)
    return ResolutionStage.objects.create(
        dispute=dispute,
        stage=stage,
        entered_on=on,
        addressed_to=addressed_to,
        # An informal contact has no clock of its own.
        reply_by=reply_limit(on).on if is_formal(stage) else None,
        stages_skipped=len(skipped),
        skip_reason=skip_reason.strip() if skipped else "",
        entered_by=person(by),
    )


def running_stage(dispute: Dispute) -> ResolutionStage:
    """Return the stage that runs; an open dispute always has one.

    Raises ConflictError where the dispute was ended since it was read.
    """
    running = dispute.stages.filter(ended_on__isnull=True).first()
    if running is None:
        raise ConflictError(as_it_stands(dispute))
    return running


def end_stage(stage: ResolutionStage, on: datetime.date) -> None:
    """Write down when a stage ended."""
    stage.ended_on = on
    stage.save(update_fields=["ended_on"])
