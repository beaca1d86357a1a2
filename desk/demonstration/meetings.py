"""What was said and done at each review: the published facts, and around them what is invented."""

import datetime
import random
from dataclasses import dataclass, field
from typing import Any

from desk.demonstration import words
from desk.demonstration.care import Household
from desk.demonstration.dice import dice, weighted
from desk.demonstration.published import PublishedReview
from reviews.enums import (
    EarlyReason,
    NotInvitedReason,
    PaperKind,
    PaperState,
    ReviewMode,
    SpokenOutcome,
    ViewsRoute,
)
from reviews.facts import DecisionFacts, ParentFacts, ReviewFacts, StrategyFacts
from statute.ages import age_on
from statute.calendar import WorkingCalendar

# The first year whose reviews are published with what the parents did.
FIRST_FULL_YEAR = 2011
# The private conversation before each review came with the regulations of 2010.
PRIVATE_CONVERSATION_FROM = datetime.date(2011, 4, 1)
PARTICIPATION_AGE, CO_CHAIR_AGE, PATHWAY_AGE, SCHOOL_AGE = 4, 12, 15, 4
NO_PART = "PN7"
LEAST_DECISIONS, MOST_DECISIONS = 2, 4
LONG_BEFORE_LIMIT = datetime.timedelta(days=75)


@dataclass
class Meeting:
    """One review to bring in: its facts and the further columns of its row."""

    facts: ReviewFacts
    known: dict[str, Any] = field(default_factory=dict)


def meeting_of(
    home: Household,
    review: PublishedReview,
    *,
    earlier: list[datetime.date],
    limit_on: datetime.date | None,
    calendar: WorkingCalendar,
) -> Meeting:
    """Return what to record of a published review. Before 2011 only what was published; nothing is added there."""
    if review.completed_on.year < FIRST_FULL_YEAR:
        return Meeting(
            ReviewFacts(completed_on=review.completed_on, chair=home.iro, participation_code=review.participation_code)
        )
    chance = dice("review", review.ref)
    age = age_on(home.row.date_of_birth, review.completed_on)
    known: dict[str, Any] = {}
    mode, held_on, meetings = _how(home, review, chance, earlier, calendar)
    if held_on and mode == ReviewMode.MEETING:
        known |= {"adjourned_on": held_on, "adjourned_reason": chance.choice(words.ADJOURNMENT_REASONS)}
    known |= _brought_forward(review, chance, earlier, limit_on)
    facts = ReviewFacts(
        completed_on=review.completed_on,
        chair=home.iro,
        participation_code=review.participation_code,
        held_on=held_on,
        mode=mode,
        meetings=meetings,
        was_co_chaired=age >= CO_CHAIR_AGE and review.participation_code == "PN1" and chance.random() < 0.12,
        parents=_parents(home, review, chance),
        attendances=_others(home, review, chance, age),
        papers=_papers(chance, age),
        decisions=_decisions(home, review, chance, age, calendar),
        **_spoken(review, chance, age, calendar),
        **_no_part(review, chance),
    )
    return Meeting(facts, known)


def _how(
    home: Household,
    review: PublishedReview,
    chance: random.Random,
    earlier: list[datetime.date],
    calendar: WorkingCalendar,
) -> tuple[str, datetime.date | None, tuple[tuple[datetime.date, str], ...]]:
    """Return the mode, the first meeting where it was another day, and the meetings of a series."""
    drawn = chance.random()
    first = calendar.add(review.completed_on, -chance.randint(3, 8))
    begin = max([home.period.became_looked_after_on, *earlier])
    if drawn > 0.05 or first <= begin + datetime.timedelta(days=7) or first.year < FIRST_FULL_YEAR:
        return ReviewMode.MEETING, None, ()
    if drawn > 0.04:
        return ReviewMode.MEETING, first, ()
    days = (first, calendar.add(first, 1), review.completed_on)
    return ReviewMode.SERIES, first, tuple(zip(days, words.SERIES_MEETINGS, strict=True))


def _brought_forward(
    review: PublishedReview,
    chance: random.Random,
    earlier: list[datetime.date],
    limit_on: datetime.date | None,
) -> dict[str, Any]:
    """Say why a review was held long before its limit, where it was."""
    early = earlier and limit_on and limit_on - review.completed_on > LONG_BEFORE_LIMIT
    if not early or chance.random() > 0.6:
        return {}
    reason = weighted(chance, [(EarlyReason.IRO_ASKED, 5), (EarlyReason.PLAN_CHANGED, 4), (EarlyReason.OTHER, 1)])
    return {
        "review_by": review.completed_on + datetime.timedelta(days=chance.randint(0, 10)),
        "early_reason": reason,
        "early_note": chance.choice(words.BROUGHT_FORWARD_NOTES),
    }


def _parents(home: Household, review: PublishedReview, chance: random.Random) -> tuple[ParentFacts, ...]:
    """Return the parents' parts: each of them as the published record says of both."""
    if review.parents_invited is None:
        return ()
    listed = home.parents[: 2 if chance.random() < 0.35 else 1]
    if not review.parents_invited:
        why = words.NOT_INVITED.get(review.not_invited_because, NotInvitedReason.NOT_STATED)
        return tuple(ParentFacts(was_invited=False, parent=parent, not_invited_reason=why) for parent in listed)
    if review.parents_attended:
        route = ViewsRoute.PHONE if home.row.is_uasc else ViewsRoute.IN_PERSON
        return tuple(ParentFacts(True, parent, attended=True, views_route=route) for parent in listed)
    why_absent = words.NOT_ATTENDING[review.not_attending_because]
    offered = chance.random() < 0.6
    return tuple(
        ParentFacts(
            was_invited=True,
            parent=parent,
            attended=False,
            not_attending_reason=why_absent,
            views_route=weighted(chance, words.ABSENT_PARENTS_VIEWS),
            was_offered_meeting=offered,
            took_up_meeting=chance.random() < 0.3 if offered else None,
        )
        for parent in listed
    )


def _others(home: Household, review: PublishedReview, chance: random.Random, age: int) -> tuple[tuple[str, str], ...]:
    """Invent who else came."""
    came = [(str(home.social_worker), "Social worker")]
    episode = home.episode_on(review.completed_on)
    if episode.placed_with:
        name = home.carer_name(episode, chance)
        came.append((name, "Carer" if name == episode.placed_with else f"Key worker, {episode.placed_with}"))
    if age >= SCHOOL_AGE and chance.random() < 0.7:
        came.append((_name(chance), f"Designated teacher, {chance.choice(words.SCHOOLS)}"))
    if chance.random() < 0.35:
        came.append((_name(chance), "Health visitor" if age < SCHOOL_AGE else "Nurse for looked-after children"))
    if review.participation_code in {"PN4", "PN5"} or chance.random() < 0.06:
        came.append((_name(chance), "Advocate"))
    return tuple(came)


def _name(chance: random.Random) -> str:
    return f"{chance.choice(words.FIRST_NAMES)} {chance.choice(words.LAST_NAMES)}"


def _papers(chance: random.Random, age: int) -> tuple[tuple[str, str], ...]:
    """Invent which papers reached the IRO."""
    states = [(PaperState.IN_TIME, 78), (PaperState.LATE, 14), (PaperState.MISSING, 8)]
    kinds = [PaperKind.SOCIAL_WORK_REPORT, PaperKind.CARE_PLAN, PaperKind.HEALTH_PLAN]
    if age >= SCHOOL_AGE:
        kinds.append(PaperKind.PEP)
    if age >= PATHWAY_AGE:
        kinds.append(PaperKind.PATHWAY_PLAN)
    return tuple((kind, weighted(chance, states)) for kind in kinds)


def _decisions(
    home: Household, review: PublishedReview, chance: random.Random, age: int, calendar: WorkingCalendar
) -> tuple[DecisionFacts, ...]:
    """Invent the decisions, fitting the child's age."""
    fitting = [d for d in words.DECISIONS if d[0] <= age < d[1]]
    if home.row.is_uasc:
        fitting = [d for d in fitting if "brothers and sisters" not in d[4]]
    else:
        fitting = [d for d in fitting if "application and" not in d[4]]
    chosen = chance.sample(fitting, chance.randint(LEAST_DECISIONS, min(MOST_DECISIONS, len(fitting))))
    return tuple(
        DecisionFacts(text=text, owner=owner, target_on=calendar.add(review.completed_on, within))
        for _, _, owner, within, text in chosen
    )


def _spoken(review: PublishedReview, chance: random.Random, age: int, calendar: WorkingCalendar) -> dict[str, Any]:
    """Invent the private conversation before the review; not recorded before the law asked for it."""
    if review.completed_on < PRIVATE_CONVERSATION_FROM:
        return {}
    on = calendar.add(review.completed_on, -chance.randint(1, 7))
    if age < PARTICIPATION_AGE:
        return {
            "spoken_outcome": SpokenOutcome.OBSERVED,
            "spoken_on": on,
            "spoken_note": chance.choice(words.OBSERVED_NOTES),
        }
    if review.participation_code == NO_PART:
        return {"spoken_outcome": SpokenOutcome.TRIED, "spoken_note": chance.choice(words.TRIED_NOTES)}
    outcome = weighted(
        chance,
        [(SpokenOutcome.SEEN, 84), (SpokenOutcome.REFUSED, 8), (SpokenOutcome.TRIED, 5), ("", 3)],
    )
    notes: dict[str, tuple[str, ...]] = {
        SpokenOutcome.SEEN: words.SEEN_NOTES,
        SpokenOutcome.REFUSED: words.REFUSED_NOTES,
        SpokenOutcome.TRIED: words.TRIED_NOTES,
    }
    if not outcome:
        return {}
    seen_on = on if outcome == SpokenOutcome.SEEN else None
    return {"spoken_outcome": outcome, "spoken_on": seen_on, "spoken_note": chance.choice(notes[outcome])}


def _no_part(review: PublishedReview, chance: random.Random) -> dict[str, Any]:
    """Invent why a child took no part, and what was tried."""
    if review.participation_code != NO_PART:
        return {}
    reason, note = chance.choice(words.REASONS_NOT_TAKING_PART)
    tried = chance.sample(sorted(words.STRATEGIES), chance.randint(2, 4))
    return {
        "not_taking_part_reason": reason,
        "not_taking_part_note": note,
        "strategies": tuple(StrategyFacts(strategy, chance.choice(words.STRATEGIES[strategy])) for strategy in tried),
    }
