"""What the rules of another regime mean for the open review: around adoption, and when short breaks become full."""

import datetime

from audit.actions import action
from audit.actors import Actor
from children.actions import become_full
from children.enums import CareKind
from children.models import PeriodOfCare, ShortBreakStay
from children.policies import SHORT_BREAK_STATUSES
from reviews.actions.planning import end_review, plan_next_review, recompute_due
from reviews.due_dates import adoption_of, kind_for
from reviews.enums import EndedReason, ReviewKind
from reviews.models import Review
from statute.short_breaks import Ceased, Stay, conditions_ceased

STATUS_CHANGED = "the child's status changed"


@action("reviews.follow_adoption")
def follow_adoption(
    *, period: PeriodOfCare, on: datetime.date, why: str, by: Actor, today: datetime.date
) -> PeriodOfCare:
    """Let the open review follow where the child stands: authority to place, a placement for adoption, a return.

    A review of a kind that no longer applies ends, and one of the kind that does is opened; else the open one's limit
    is computed again. why: what happened, for the history of the limit.
    """
    kind = kind_for(period.kind, adoption_of(period))
    for review in Review.objects.open().filter(period=period).exclude(kind=kind).select_related("period", "child"):
        reason = EndedReason.PLACED_FOR_ADOPTION if kind == ReviewKind.ADOPTION else EndedReason.RETURNED
        end_review(review=review, reason=reason, on=on, by=by)
    still = Review.objects.open().filter(period=period).select_related("period", "child").first()
    if still is not None:
        recompute_due(review=still, why=why, by=by)
    else:
        plan_next_review(period=period, by=by, today=today)
    return period


@action("reviews.check_short_breaks")
def check_short_breaks(*, period: PeriodOfCare, by: Actor, today: datetime.date) -> PeriodOfCare | None:
    """Ask whether a series of short breaks is one still (SB-TEST), by its stays and the child's status.

    Where it is none any longer, the child is looked after in full from that day: the short-breaks review ends, with
    the reason, and the first full review is due by SB-TO-FULL. Returns that care, or None while the series goes on.
    """
    if period.kind != CareKind.SHORT_BREAKS or period.ceased_on is not None:
        return None
    ceased = _ceased_by(period, today)
    if ceased is None:
        return None
    full = become_full(period=period, on=ceased.on, by=by)
    # The series may have become the full care itself: its reviews are asked for what they are.
    for review in Review.objects.open().filter(child=period.child, kind=ReviewKind.SHORT_BREAKS):
        reason, note = EndedReason.NO_LONGER_SHORT_BREAKS, f"From {ceased.on:%d/%m/%Y}: {ceased.why}"
        end_review(review=review, reason=reason, note=note[:300], on=max(ceased.on, full.became_looked_after_on), by=by)
    if not Review.objects.open().filter(period=full).exists():
        plan_next_review(period=full, by=by, today=today)
    return full


def _ceased_by(period: PeriodOfCare, today: datetime.date) -> Ceased | None:
    status = period.episodes.exclude(legal_status__in=SHORT_BREAK_STATUSES).order_by("started_on").first()
    found = [series_ceased(period), Ceased(status.started_on, STATUS_CHANGED) if status else None]
    reached = [each for each in found if each is not None and each.on <= today]
    return min(reached, key=lambda each: each.on, default=None)


def series_ceased(period: PeriodOfCare) -> Ceased | None:
    """Return the day on which a condition of a series no longer holds by its stays, and which; None while all hold."""
    stays = list(ShortBreakStay.objects.standing().filter(period=period))
    not_home_on = min((stay.ended_on for stay in stays if not stay.went_home), default=None)
    return conditions_ceased([stay_of(stay) for stay in stays], not_home_on=not_home_on)


def stay_of(stay: ShortBreakStay) -> Stay:
    """Return a stay as the law counts it."""
    setting = frozenset({stay.setting.strip().casefold()} if stay.setting.strip() else ())
    return Stay(stay.started_on, stay.ended_on, setting, stay.intended_nights)
