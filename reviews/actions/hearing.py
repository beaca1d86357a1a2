"""What is done so that the child and the parents are heard around a review, and taking a mistake in it back."""

import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from accounts.verdict import ALLOWED, Verdict, insist, refused
from audit.actions import action
from audit.actors import Actor
from audit.versions import take_turn
from children.models import PersonAroundChild
from reviews.actions.steps import person
from reviews.heard import may_offer_to_meet, may_relay
from reviews.invited import is_parent
from reviews.models import OfferToMeet, OutcomeRelayed, ParentPart, PlanningMeeting, Review, StrategyTried
from reviews.policies import may_complete

H = TypeVar("H", StrategyTried, PlanningMeeting, OfferToMeet, OutcomeRelayed)
Heard = StrategyTried | PlanningMeeting | OfferToMeet | OutcomeRelayed
TOO_EARLY = "The day must not come before the child became looked after."


@action("reviews.record_strategy")
def record_strategy(
    *,
    review: Review,
    strategy: str,
    on: datetime.date,
    tried_by: str,
    outcome: str,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> StrategyTried:
    """Record one thing that was tried before an open review so that the child is heard. strategy: a `Strategy`.

    Raises RefusedError for a review that is over; ValidationError, by field, for a day that cannot be, or without who
    tried and what happened.
    """
    insist(may_complete(review))
    _check_day("on", on, review, today)
    missing = {}
    if not tried_by.strip():
        missing["tried_by"] = "Say who tried."
    if not outcome.strip():
        missing["outcome"] = "Say what happened."
    if missing:
        raise ValidationError(missing)
    take_turn(review, seen_version=seen_version)
    return _kept(
        StrategyTried(
            review=review,
            strategy=strategy,
            on=on,
            tried_by=tried_by.strip(),
            outcome=outcome.strip(),
            recorded_by=person(by),
        )
    )


@action("reviews.plan_with_the_child")
def plan_with_the_child(
    *,
    review: Review,
    on: datetime.date,
    with_whom: str,
    chairs: str,
    by: Actor,
    today: datetime.date,
    agenda: str = "",
    to_invite: str = "",
    place: str = "",
    seen_version: int | None = None,
) -> PlanningMeeting:
    """Record that the IRO and the young person planned an open review together. chairs: a `ChairsAs`.

    Raises RefusedError for a review that is over; ValidationError, by field, for a day that cannot be or nobody named.
    """
    insist(may_complete(review))
    _check_day("on", on, review, today)
    take_turn(review, seen_version=seen_version)
    return _kept(
        PlanningMeeting(
            review=review,
            on=on,
            with_whom=with_whom.strip(),
            chairs=chairs,
            agenda=agenda.strip(),
            to_invite=to_invite.strip(),
            place=place.strip(),
            recorded_by=person(by),
        )
    )


@action("reviews.offer_to_meet")
def offer_to_meet(
    *,
    review: Review,
    parent: PersonAroundChild,
    offered_on: datetime.date,
    how: str,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
    **answer: Any,
) -> OfferToMeet:
    """Record that the IRO offered to meet a parent around a review. how: an `OfferedBy`.

    answer: as `answer_offer` takes it, where it is known already. Raises RefusedError for a review that ended without
    being held; ValidationError, by field, for a day that cannot be, or somebody who is no parent of the child.
    """
    insist(may_offer_to_meet(review))
    if parent.child_id != review.child_id or not is_parent(parent):
        raise ValidationError({"parent": "Choose a parent of this child, or a person with parental responsibility."})
    _check_day("offered_on", offered_on, review, today)
    take_turn(review, seen_version=seen_version)
    offer = OfferToMeet(review=review, parent=parent, offered_on=offered_on, how=how, recorded_by=person(by))
    return _answered(offer, today=today, **answer)


@action("reviews.answer_offer")
def answer_offer(
    *,
    offer: OfferToMeet,
    taken_up: bool | None,
    by: Actor,
    today: datetime.date,
    met_on: datetime.date | None = None,
    note: str = "",
    seen_version: int | None = None,
) -> OfferToMeet:
    """Record whether a parent took up the offer to meet, and when they met. seen_version: of the review.

    Raises RefusedError for a review that ended without being held; ValidationError, by field, for a day that cannot be.
    """
    insist(may_offer_to_meet(offer.review))
    _insist_it_stands(offer)
    take_turn(offer.review, seen_version=seen_version)
    return _answered(offer, taken_up=taken_up, met_on=met_on, note=note, today=today)


@action("reviews.relay_outcome")
def relay_outcome(
    *,
    part: ParentPart,
    on: datetime.date,
    how: str,
    by_whom: str,
    by: Actor,
    today: datetime.date,
    note: str = "",
    seen_version: int | None = None,
) -> OutcomeRelayed:
    """Record that what came of a completed review was relayed to a parent. how: a `RelayedBy`.

    seen_version: of the review. Raises RefusedError for a review that is not completed; ValidationError, by field, for
    a day before the review or to come.
    """
    review = part.review
    insist(may_relay(review))
    if on > today:
        raise ValidationError({"on": "The day must be today or in the past."})
    if on < review.day_completed:
        raise ValidationError({"on": f"The day must not come before the review, {review.day_completed:%d/%m/%Y}."})
    take_turn(review, seen_version=seen_version)
    return _kept(
        OutcomeRelayed(part=part, on=on, how=how, by_whom=by_whom.strip(), note=note.strip(), recorded_by=person(by))
    )


@action("reviews.take_back_heard")
def take_back_heard(*, record: Heard, why: str, by: Actor, seen_version: int | None = None) -> Heard:
    """Take back what was recorded by mistake of how a child or a parent is heard. Its row stays, with why.

    seen_version: of the review. Raises RefusedError where it was taken back, or the review is over; ValidationError
    without a reason.
    """
    review = review_of(record)
    insist(may_take_back(record))
    if not why.strip():
        raise ValidationError({"why": "Say why it is taken back."})
    # Whoever comes second is told how the review stands now, before what they meant to take back is looked at.
    take_turn(review, seen_version=seen_version)
    _insist_it_stands(record)
    record.withdrawn_because = why.strip()
    record.save()
    return record


def may_take_back(record: Heard) -> Verdict:
    """Say whether the state of its review lets something be taken back."""
    review = review_of(record)
    return may_relay(review) if isinstance(record, OutcomeRelayed) else may_offer_to_meet(review)


def may_still_take_back(record: Heard) -> Verdict:
    """Say whether something stands, so that there is something to take back."""
    return refused("This was taken back already.") if record.withdrawn_because else ALLOWED


def review_of(record: Heard) -> Review:
    """Return the review that a record is about."""
    return record.part.review if isinstance(record, OutcomeRelayed) else record.review


def _answered(
    offer: OfferToMeet,
    *,
    today: datetime.date,
    taken_up: bool | None = None,
    met_on: datetime.date | None = None,
    note: str = "",
) -> OfferToMeet:
    if met_on and met_on > today:
        raise ValidationError({"met_on": "The day you met must be today or in the past."})
    if met_on and met_on < offer.offered_on:
        raise ValidationError({"met_on": "You cannot have met before you offered it."})
    offer.taken_up, offer.met_on, offer.note = taken_up, met_on if taken_up else None, note.strip()
    return _kept(offer)


def _insist_it_stands(record: Heard) -> None:
    insist(may_still_take_back(record))


def _check_day(field: str, on: datetime.date, review: Review, today: datetime.date) -> None:
    if on > today:
        raise ValidationError({field: "The day must be today or in the past."})
    if on < review.period.became_looked_after_on:
        raise ValidationError({field: TOO_EARLY})


def _kept(record: H) -> H:
    record.full_clean(exclude=["recorded_by"])  # nobody, where the system records it
    record.save()
    return record
