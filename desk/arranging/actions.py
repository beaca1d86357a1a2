"""What the support worker does that touches several apps at once: all of it, or none."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from accounts.models import Team, User
from audit.actions import action
from audit.actors import Actor, SystemJob
from children import actions as children
from children.enums import CareKind
from children.models import AdoptionAuthority, Child, Episode, PeriodOfCare, SocialWorkAllocation
from children.policies import PLACED_FOR_ADOPTION
from office.actions import request_job
from reviews import actions as reviews
from reviews.enums import EndedReason
from reviews.enums_between import EventKind
from reviews.models import Review
from reviews.regimes import ANOTHER_CARER

SECURE = "K1"
DIED = "E2"  # the national code of why care ceased
# National codes: a placement order as a legal status; an episode that begins because the status alone changed.
PLACEMENT_ORDER_MADE, STATUS_ALONE = "E1", "L"
# The national code of why an episode began -> what the IRO is told. Where to, and under which status, is in the record.
CHANGED: dict[str, str] = {
    "L": "The legal status changed. The placement did not.",
    "P": "The child moved to another placement and carer.",
    "T": "The placement changed; the carer did not.",
    "B": "The legal status, the placement and the carer changed on one day.",
    "U": "The legal status and the placement changed on one day; the carer did not.",
}
# The national code of why care ceased -> why its open reviews end. What is not listed here left care.
ENDED_BY: dict[str, EndedReason] = {
    "E11": EndedReason.ADOPTED,
    "E12": EndedReason.ADOPTED,
    DIED: EndedReason.DIED,
    "E3": EndedReason.TRANSFERRED,
    "E15": EndedReason.TURNED_18,
    "E17": EndedReason.TURNED_18,
}


@action("arranging.receive_notification")
def receive_notification(
    *,
    child: Child | None,
    about: dict[str, Any],
    care: dict[str, Any],
    people: list[dict[str, Any]],
    siblings: list[Child],
    team: Team | None,
    social_worker: User | None,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> Child:
    """Record that a child came into care: the record, the period of care, people, workers, the first limit.

    child: the record there already is, for a child who returns. about: fields of Child for a new record. care: what
    `start_period_of_care` takes. people: fields of PersonAroundChild. Raises what the actions it calls raise.
    """
    child = child or children.register_child(by=by, **about)
    period = children.start_period_of_care(child=child, by=by, today=today, seen_version=seen_version, **care)
    for person in people:
        children.record_person(child=child, by=by, **person)
    if siblings:
        children.group_siblings(children=[*siblings, child], name=child.last_name, by=by)
    if team:
        start = period.became_looked_after_on
        children.allocate_social_worker(child=child, team=team, social_worker=social_worker, on=start, by=by)
    children.meet_declarations(child=child, by=by, today=today)
    reviews.plan_next_review(period=period, by=by, today=today)
    _panel_if_secure(period.episodes.get(), by)
    return child


@action("arranging.record_change")
def record_change(*, child: Child, by: Actor, today: datetime.date, **facts: Any) -> Episode:
    """Record a move or a change of status; the IRO is told. A move into secure accommodation opens its panel.

    So does a move from one secure home to another: the first panel is due by the start of each placement.
    """
    before = child.episodes.open().first()
    episode = children.change_episode(child=child, by=by, today=today, **facts)
    was_secure = before is not None and before.placement == SECURE
    goes_on = was_secure and episode.placement == SECURE and episode.reason_new not in ANOTHER_CARER
    if was_secure and not goes_on:
        # Of the child, not of the last episode: a new legal status begins an episode within the same placement.
        child.secure_panels.to_come().update(lapsed_because="The secure placement ended")
    if not goes_on:
        _panel_if_secure(episode, by)
    _let_reviews_follow(before, episode, by=by, today=today)
    kind = reviews.told_kind_of_change(episode.reason_new)
    reviews.tell_of_event(
        child=child,
        kind=kind,
        on=episode.started_on,
        what=CHANGED.get(episode.reason_new, CHANGED["P"]),
        by=by,
        today=today,
    )
    return episode


@action("arranging.change_social_worker")
def change_social_worker(
    *,
    child: Child,
    team: Team,
    social_worker: User | None,
    on: datetime.date,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> SocialWorkAllocation:
    """Record another team or social worker; the IRO is told where there was one before.

    Raises what `children.allocate_social_worker` raises.
    """
    before = child.social_work_allocations.open().first()
    allocation = children.allocate_social_worker(
        child=child, team=team, social_worker=social_worker, on=on, by=by, seen_version=seen_version
    )
    if before is not None:
        now = str(social_worker or team)
        reviews.tell_of_event(
            child=child,
            kind=EventKind.WORKER_CHANGE,
            on=on,
            what=f"{before.social_worker or before.team} was followed by {now}.",
            by=by,
            today=today,
        )
    return allocation


@action("arranging.record_stay")
def record_stay(
    *, child: Child, by: Actor, today: datetime.date, seen_version: int | None = None, **facts: Any
) -> PeriodOfCare:
    """Record a short break, and ask whether the series is one still. Returns the care the child has now."""
    stay = children.record_stay(child=child, by=by, today=today, seen_version=seen_version, **facts)
    return reviews.check_short_breaks(period=stay.period, by=by, today=today) or stay.period


@action("arranging.record_authority")
def record_authority(
    *, child: Child, by: Actor, today: datetime.date, legal_status: str = "", **facts: Any
) -> AdoptionAuthority:
    """Record authority to place a child for adoption: adoption reviews now are due beside the ordinary ones.

    legal_status: the status that the child has from the same day on, where it changes with it and is not that already.
    Both are recorded, or neither.
    """
    authority = children.record_authority(child=child, by=by, today=today, **facts)
    if legal_status and not child.episodes.open().filter(legal_status=legal_status).exists():
        try:
            record_change(
                child=child,
                on=authority.granted_on,
                reason_new=STATUS_ALONE,
                legal_status=legal_status,
                by=by,
                today=today,
            )
        except ValidationError as refusal:
            named = refusal.error_dict if hasattr(refusal, "error_dict") else {}
            raise ValidationError({"changes_status": said}) if (said := named.get("on")) else refusal from refusal
    why = "Authority to place for adoption was given"
    reviews.follow_adoption(period=authority.period, on=authority.granted_on, why=why, by=by, today=today)
    return authority


@action("arranging.end_authority")
def end_authority(*, authority: AdoptionAuthority, by: Actor, today: datetime.date, **facts: Any) -> AdoptionAuthority:
    """Record that authority to place ended: only the ordinary reviews are due from then on."""
    children.end_authority(authority=authority, by=by, today=today, **facts)
    why = f"Authority to place for adoption ended: {authority.get_ended_reason_display().lower()}"
    reviews.follow_adoption(period=authority.period, on=today, why=why, by=by, today=today)
    return authority


def _let_reviews_follow(before: Episode | None, episode: Episode, *, by: Actor, today: datetime.date) -> None:
    """Let the open review follow a placement for adoption, a return from one, or a status that ends short breaks."""
    if episode.period.kind == CareKind.SHORT_BREAKS:
        reviews.check_short_breaks(period=episode.period, by=by, today=today)
        return
    adoption = {before.placement if before else "", episode.placement} & PLACED_FOR_ADOPTION
    if adoption:
        placed = episode.placement in PLACED_FOR_ADOPTION
        why = "The child was placed for adoption" if placed else "The child is no longer placed for adoption"
        reviews.follow_adoption(period=episode.period, on=episode.started_on, why=why, by=by, today=today)


@action("arranging.record_leaving")
def record_leaving(
    *,
    child: Child,
    on: datetime.date,
    reason: str,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> PeriodOfCare:
    """Record that a child left care: care, allocations, open reviews, bookings and panels end with it.

    A death is recorded on its true day, also where a review was completed after it. Raises ValidationError for any
    other end of care before the last review, and what `children.cease_care` raises.
    """
    if reason != DIED:
        _check_not_before_a_review(child, on)
    period = children.cease_care(child=child, on=on, reason=reason, by=by, today=today, seen_version=seen_version)
    reviews.end_open_reviews(child=child, reason=ENDED_BY.get(reason, EndedReason.LEFT_CARE), on=on, by=by)
    if child.died_on:
        reviews.silence(child_id=child.pk, by=by)
    return period


@action("arranging.correct_child")
def correct_child(*, child: Child, seen_version: int, by: Actor, today: datetime.date, **facts: Any) -> Child:
    """Correct facts about a child. A corrected date of birth computes every open limit and every age band again.

    Raises what `children.correct_child` raises, and ValidationError where a completed review does not fit the new age.
    """
    was_born = child.date_of_birth
    children.correct_child(child=child, seen_version=seen_version, by=by, **facts)
    if child.date_of_birth != was_born:
        for review in Review.objects.open().filter(child=child).select_related("period", "child"):
            reviews.recompute_due(review=review, why="The date of birth was corrected", by=by)
        reviews.recompute_age_bands(child=child, by=by)
        period = children.open_period_of(child)
        # None was opened while the next would have fallen on or after the 18th birthday.
        if period and not Review.objects.open().filter(period=period).exists():
            reviews.plan_next_review(period=period, by=by, today=today)
        # A job by its name: the room of reminders stands beside this one.
        key = f"desk.tell_of_moved_dates:{child.pk}:{child.version}"
        request_job(kind="desk.tell_of_moved_dates", payload={}, idempotency_key=key, by=SystemJob("dates that moved"))
    return child


def _check_not_before_a_review(child: Child, on: datetime.date) -> None:
    last = Review.objects.completed().filter(child=child).aggregate(last=Max("completed_on"))["last"]
    if last and on < last:
        raise ValidationError({"on": f"A review was completed on {last:%d/%m/%Y}. Care cannot have ceased before."})


def _panel_if_secure(episode: Episode, by: Actor) -> None:
    if episode.placement == SECURE:
        reviews.plan_secure_panel(episode=episode, by=by)
