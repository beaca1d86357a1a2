"""Series of short breaks: each stay, and the day on which the series became full looked-after status."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import take_turn
from children.enums import CareKind
from children.models import Child, Episode, PeriodOfCare, ShortBreakStay
from children.policies import SHORT_BREAK_STATUSES, check_dates, may_record_stay, may_withdraw_stay

# A stay under way may be recorded with the day on which the child is to go home, so far ahead.
LONGEST_AHEAD = datetime.timedelta(days=60)
# "Section 20, single period of accommodation": what a series that is none any longer amounts to.
ACCOMMODATED = "V2"
STATUS_CHANGED = "L"
STILL_LOOKED_AFTER = "X1"


@action("children.record_stay")
def record_stay(
    *, child: Child, by: Actor, today: datetime.date, seen_version: int | None = None, **facts: Any
) -> ShortBreakStay:
    """Record one short break, over or under way. `facts` are fields of ShortBreakStay.

    The caller asks whether the series is still one. Raises RefusedError where the child has no series of short breaks;
    ValidationError, by field, for a day that cannot be, or one on which the child was away already.
    """
    take_turn(child, seen_version=seen_version)
    period = child.periods.open().first()
    insist(may_record_stay(period))
    check_dates(child, today, started_on=facts["started_on"])
    stay = ShortBreakStay(period=period, child=child, **facts)
    stay.full_clean()
    _check_days(stay, today)
    stay.save()
    return stay


@action("children.withdraw_stay")
def withdraw_stay(
    *, stay: ShortBreakStay, because: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> ShortBreakStay:
    """Take back a short break that was recorded by mistake. Its nights count nowhere; it stays readable, with why.

    seen_version: of the child. Raises RefusedError once it was, or where the series has ended since: then other records
    were built on it; ValidationError without a reason.
    """
    take_turn(stay.child, seen_version=seen_version)
    stay.refresh_from_db()
    insist(may_withdraw_stay(stay))
    if not because.strip():
        raise ValidationError({"why": "Say what the mistake was."})
    stay.withdrawn_on, stay.withdrawn_because = today, because
    stay.save(update_fields=["withdrawn_on", "withdrawn_because"])
    return stay


@action("children.bring_in_stay")
def bring_in_stay(*, period: PeriodOfCare, by: Actor, **facts: Any) -> ShortBreakStay:
    """Record a short break known from earlier records. `facts` are fields of ShortBreakStay."""
    stay = ShortBreakStay(period=period, child=period.child, **facts)
    stay.full_clean()
    stay.save()
    return stay


@action("children.become_full")
def become_full(
    *,
    period: PeriodOfCare,
    on: datetime.date,
    by: Actor,
    legal_status: str = ACCOMMODATED,
) -> PeriodOfCare:
    """Let a child with short breaks be looked after in full from the day the conditions ceased. Returns that care.

    The series ends on that day and a period of care begins, with what stands in the episodes from then on; where the
    conditions never held, the period itself becomes one of full care. The caller ends and opens reviews.
    """
    take_turn(period.child)
    if on <= period.became_looked_after_on:
        full = period
        full.kind, full.after_short_breaks = CareKind.LOOKED_AFTER, True
        full.save(update_fields=["kind", "after_short_breaks"])
    else:
        period.ceased_on, period.reason_ceased = on, STILL_LOOKED_AFTER
        period.save(update_fields=["ceased_on", "reason_ceased"])
        full = PeriodOfCare.objects.create(child=period.child, became_looked_after_on=on, after_short_breaks=True)
    _divide_episodes(period, full, max(on, full.became_looked_after_on), legal_status)
    return full


def _divide_episodes(series: PeriodOfCare, full: PeriodOfCare, on: datetime.date, legal_status: str) -> None:
    """Give the full care what happened from its first day on; an episode that runs across that day is divided."""
    for episode in Episode.objects.filter(period=series, started_on__gte=on):
        status = legal_status if episode.legal_status in SHORT_BREAK_STATUSES else episode.legal_status
        Episode.objects.filter(pk=episode.pk).update(period=full, legal_status=status)
    across = Episode.objects.filter(period=series, started_on__lt=on).exclude(ended_on__lte=on).first()
    if across is None:
        return
    ended_on, reason_ended = across.ended_on, across.reason_ended
    across.ended_on, across.reason_ended = on, STILL_LOOKED_AFTER
    across.save(update_fields=["ended_on", "reason_ended"])
    across.pk = None
    across.period, across.started_on, across.reason_new = full, on, STATUS_CHANGED
    across.ended_on, across.reason_ended, across.legal_status = ended_on, reason_ended, legal_status
    across.save(force_insert=True)


def _check_days(stay: ShortBreakStay, today: datetime.date) -> None:
    if stay.started_on < stay.period.became_looked_after_on:
        began = f"{stay.period.became_looked_after_on:%d/%m/%Y}"
        raise ValidationError({"started_on": f"The short breaks began on {began}. Enter that day or a later one."})
    if stay.ended_on > today + LONGEST_AHEAD:
        raise ValidationError({"ended_on": "This day is too far ahead. Record the stay when it is nearer."})
    known = ShortBreakStay.objects.standing().filter(child=stay.child)
    same = known.filter(started_on__lt=stay.ended_on, ended_on__gt=stay.started_on)
    if same.exists():
        raise ValidationError({"started_on": "A stay on some of these days is recorded already."})
