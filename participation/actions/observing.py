"""Stop, Look and Listen: taken on, begun, planned, done or not possible, brought together; and mistakes put right."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import ConflictError, change, take_turn
from participation.enums_observing import StrandKind, StrandStatus, Way, WholeStatus
from participation.models.observing import ListeningChange, ListeningStrand, StopLookListen, TakenOn, WayShown
from participation.policies_observing import (
    may_begin,
    may_bring_together,
    may_give_back,
    may_open_again,
    may_put_back,
    may_step_strand,
    may_take_on,
)
from reviews.actions.steps import person
from reviews.models import Review

NO_FACTS: dict[str, Any] = {"done_on": None, "place": "", "who": "", "shown": ""}


@action("participation.take_child_on")
def take_child_on(*, review: Review, by: User, today: datetime.date, seen_version: int | None = None) -> TakenOn:
    """Take on to seek a child's views before a review. seen_version: of the review.

    Raises RefusedError where somebody else did, or the review is over.
    """
    take_turn(review, seen_version=seen_version)
    insist(may_take_on(review, TakenOn.objects.standing().filter(review=review).select_related("officer").first()))
    return TakenOn.objects.create(review=review, officer=by, from_on=today)


@action("participation.give_child_back")
def give_child_back(
    *, taken: TakenOn, because: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> TakenOn:
    """Give back what was taken on, so that somebody else may take it on. What was recorded stays."""
    insist(may_give_back(taken))
    if not because.strip():
        raise ValidationError({"because": "Say why it is given back."})
    return change(taken, seen_version=seen_version, until_on=today, given_back_because=because.strip())


@action("participation.begin_listening")
def begin_listening(
    *, review: Review, how_communicates: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> StopLookListen:
    """Begin Stop, Look and Listen before a review, with its three strands to plan. seen_version: of the review."""
    take_turn(review, seen_version=seen_version)
    insist(may_begin(review))
    if not how_communicates.strip():
        raise ValidationError({"how_communicates": "Say how the child communicates."})
    whole = StopLookListen.objects.create(review=review, how_communicates=how_communicates.strip())
    for kind in StrandKind:
        ListeningStrand.objects.create(consultation=whole, kind=kind)
    ListeningChange.objects.create(consultation=whole, became=WholeStatus.OPEN, on=today, by=person(by))
    return whole


@action("participation.plan_strand")
def plan_strand(
    *,
    strand: ListeningStrand,
    planned_for: datetime.date,
    planned_by: str,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> ListeningStrand:
    """Plan a strand for a day, or for another. Raises ValidationError, by field, for a day too early or too late."""
    insist(may_step_strand(strand, StrandStatus.PLANNED))
    if planned_for < today:
        raise ValidationError({"planned_for": "The day it is planned for must be today or in the future."})
    booking = strand.consultation.review.bookings.current().first()
    if booking and planned_for > booking.on:
        raise ValidationError({"planned_for": "The day it is planned for must not come after the review."})
    planned: dict[str, Any] = {"planned_for": planned_for, "planned_by": planned_by.strip()}
    return _step(strand, StrandStatus.PLANNED, by=by, on=today, seen_version=seen_version, **planned)


@action("participation.do_strand")
def do_strand(
    *,
    strand: ListeningStrand,
    done_on: datetime.date,
    who: str,
    shown: str,
    ways: Sequence[str],
    by: Actor,
    today: datetime.date,
    place: str = "",
    seen_version: int | None = None,
) -> ListeningStrand:
    """Record that a strand was done: when, where, who, what was seen, heard or shown, and in which ways.

    ways: values of `Way`. Raises ValidationError, by field, for a day that cannot be and for what is missing.
    """
    insist(may_step_strand(strand, StrandStatus.DONE))
    _check_done(strand, done_on, today)
    if unknown := set(ways) - set(Way.values):
        raise ValidationError({"ways": f"There is no such way: {', '.join(sorted(unknown))}."})
    facts: dict[str, Any] = {"done_on": done_on, "place": place.strip(), "who": who.strip(), "shown": shown.strip()}
    if missing := {name: "Fill this in." for name in ("who", "shown") if not facts[name]}:
        raise ValidationError(missing)
    stepped = _step(strand, StrandStatus.DONE, by=by, on=today, seen_version=seen_version, **facts)
    _keep_ways(strand, ways)
    return stepped


@action("participation.strand_not_possible")
def strand_not_possible(
    *, strand: ListeningStrand, reason: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> ListeningStrand:
    """Record that a strand is not possible, and why."""
    insist(may_step_strand(strand, StrandStatus.NOT_POSSIBLE))
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is not possible."})
    return _step(strand, StrandStatus.NOT_POSSIBLE, by=by, on=today, seen_version=seen_version, reason=reason.strip())


@action("participation.put_strand_back")
def put_strand_back(
    *,
    strand: ListeningStrand,
    why: str,
    keeps_words: bool,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> ListeningStrand:
    """Put a strand back that was recorded by mistake as done, or not possible: as planned, if it was planned.

    keeps_words: what was written stays, to be mended; else it is taken away, being about somebody or something else.
    """
    insist(may_put_back(strand))
    if not why.strip():
        raise ValidationError({"why": "Say why you put it back."})
    following = StrandStatus.PLANNED if strand.planned_for else StrandStatus.TO_PLAN
    facts = {"reason": ""} | ({} if keeps_words else NO_FACTS)
    stepped = _step(strand, following, by=by, on=today, why=why.strip(), seen_version=seen_version, **facts)
    if not keeps_words:
        _keep_ways(strand, ())
    return stepped


@action("participation.bring_together")
def bring_together(
    *,
    whole: StopLookListen,
    wants: str,
    likes: str,
    dislikes: str,
    not_known: str,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> StopLookListen:
    """Bring the strands together for the review: what the child seems to want, likes, dislikes; what is not known.

    Raises RefusedError while a strand is neither done nor said to be not possible; ValidationError without a word of
    what the child seems to want, or of what is not known.
    """
    insist(may_bring_together(whole))
    said = {
        "wants": wants.strip(),
        "likes": likes.strip(),
        "dislikes": dislikes.strip(),
        "not_known": not_known.strip(),
    }
    if not said["wants"] and not said["not_known"]:
        raise ValidationError({"wants": "Say what the child seems to want, or below what is not known."})
    facts: dict[str, Any] = said | {"together_on": today, "together_by": person(by)}
    return _step_whole(whole, WholeStatus.BROUGHT_TOGETHER, by=by, on=today, seen_version=seen_version, **facts)


@action("participation.open_listening_again")
def open_listening_again(
    *, whole: StopLookListen, why: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> StopLookListen:
    """Open again what was brought together, with the reason; its words stay, to be mended."""
    insist(may_open_again(whole))
    if not why.strip():
        raise ValidationError({"why": "Say why you open it again."})
    facts: dict[str, Any] = {"together_on": None, "together_by": None}
    return _step_whole(whole, WholeStatus.OPEN, by=by, on=today, why=why.strip(), seen_version=seen_version, **facts)


def _check_done(strand: ListeningStrand, done_on: datetime.date, today: datetime.date) -> None:
    if done_on > today:
        raise ValidationError({"done_on": "The day must be today or in the past."})
    if done_on < strand.consultation.review.period.became_looked_after_on:
        raise ValidationError({"done_on": "The day must not come before the child became looked after."})


def _keep_ways(strand: ListeningStrand, ways: Sequence[str]) -> None:
    strand.ways.exclude(way__in=ways).delete()
    there = set(strand.ways.values_list("way", flat=True))
    for way in ways:
        if way not in there:
            WayShown.objects.create(strand=strand, way=way)


def _step(
    strand: ListeningStrand,
    following: StrandStatus,
    *,
    by: Actor,
    on: datetime.date,
    seen_version: int | None,
    why: str = "",
    **facts: Any,
) -> ListeningStrand:
    """Take a step of a strand. The whole counts a change too: whoever is bringing it together is told."""
    take_turn(strand.consultation)
    if not StopLookListen.objects.filter(pk=strand.consultation_id, status=WholeStatus.OPEN).exists():
        raise ConflictError(ListeningStrand.objects.get(pk=strand.pk))
    was = strand.status
    change(strand, seen_version=seen_version, status=following, **facts)
    ListeningChange.objects.create(
        consultation=strand.consultation, strand=strand, was=was, became=following, why=why, on=on, by=person(by)
    )
    return strand


def _step_whole(
    whole: StopLookListen,
    following: WholeStatus,
    *,
    by: Actor,
    on: datetime.date,
    seen_version: int | None,
    why: str = "",
    **facts: Any,
) -> StopLookListen:
    was = whole.status
    change(whole, seen_version=seen_version, status=following, **facts)
    ListeningChange.objects.create(consultation=whole, was=was, became=following, why=why, on=on, by=person(by))
    return whole
