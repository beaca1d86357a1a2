"""Evaluating the rules about plans, health, visits, short breaks and adoption."""

from dataclasses import replace
from datetime import date
from typing import Final

from statute import adoption, plans, reviews, short_breaks, visits
from statute.adoption import Window
from statute.ages import birthday
from statute.counting import plain
from statute.due import Due, Outcome
from statute.examples.answer import Answer, Evaluator, none, or_none
from statute.examples.facts import ExampleError, Facts, parse_stays
from statute.rules import RULES
from statute.short_breaks import Stay, StayCount
from statute.visits import Arrangement

ADOPTED: Final = ("adopted", "returned", "placed", "placed_for_adoption")


def _care_plan(facts: Facts) -> Answer:
    due = plans.care_plan(
        facts.event(),
        calendar=facts.calendar,
        court_plan=facts.says("s31a"),
        practicable_before_placement=facts.says("practicable_before_placement"),
    )
    return or_none(due, "PLAN-CARE-10WD", "the court asked for the care plan (section 31A)")


def _placement_plan(facts: Facts) -> Due:
    before = facts.says("practicable_before_placement")
    return plans.placement_plan(facts.event(), calendar=facts.calendar, practicable_before_placement=before)


def _health_review(facts: Facts) -> Due:
    return plans.next_health_assessment(facts.previous("last_assessment"), facts.born(), calendar=facts.calendar)


def _pathway(facts: Facts) -> Answer:
    if facts.says("reg48"):
        return none("PATHWAY-ASSESS-3M", "a child in a series of short breaks is not eligible")
    if facts.denies("eligible"):
        return none("PATHWAY-ASSESS-3M", "the child is not an eligible child")
    return plans.pathway_assessment(_eligible_on(facts), calendar=facts.calendar)


def _eligible_on(facts: Facts) -> date:
    born, since = facts.day("dob"), facts.day("looked_after_since")
    if facts.has("became_eligible"):
        return facts.event("became_eligible")
    complete = facts.day("already_13_weeks")
    if born is not None and complete is not None:
        return max(birthday(born, plans.PATHWAY_AGE), complete)
    if born is not None and since is not None:
        return plans.becomes_eligible_on(born, since)
    if born is not None and facts.says("already_13_weeks"):
        return birthday(born, plans.PATHWAY_AGE)
    return facts.event()


def _first_visit(facts: Facts) -> Due:
    return visits.first_visit(facts.event(), calendar=facts.calendar)


def _visit(facts: Facts, arrangement: Arrangement, *, held: bool) -> Answer:
    """The next visit under an arrangement; `held` is whether the first (adoption) review was."""
    due = visits.next_visit(
        arrangement,
        started_on=_placement_started(facts),
        last_visit_on=facts.first("last_visit") or facts.prior,
        calendar=facts.calendar,
        first_review_held=held,
        child_agreed=facts.says("child_agreed"),
    )
    return or_none(due, "VISIT-ADOPT-WEEKLY", "the first adoption review was held, and decides how often to visit")


def _placement_started(facts: Facts) -> date:
    """The start of the placement; where the example says which year of it this is, a start that agrees."""
    last = facts.first("last_visit") or facts.prior
    if last is not None and facts.has("in_first_year"):
        return last if facts.says("in_first_year") else last - visits.FIRST_YEAR
    return facts.start or (last - visits.FIRST_YEAR if last is not None else facts.event())


def _visit_6_weeks(facts: Facts) -> Answer:
    early = facts.says("reg19_with_parent")
    arrangement = Arrangement.WITH_PARENT_BEFORE_ASSESSMENT if early else Arrangement.ORDINARY
    return _visit(facts, arrangement, held=not facts.denies("first_review_held"))


def _visit_3_months(facts: Facts) -> Answer:
    ordinary = facts.denies("long_term_placement_to_18")
    return _visit(facts, Arrangement.ORDINARY if ordinary else Arrangement.INTENDED_TO_18, held=True)


def _visit_long_term_fostering(facts: Facts) -> Answer:
    if not facts.denies("reg22b_long_term_foster"):
        return _visit(facts, Arrangement.LONG_TERM_FOSTER, held=True)
    meant = facts.says("long_term_placement_to_18")
    return _visit(facts, Arrangement.INTENDED_TO_18 if meant else Arrangement.ORDINARY, held=True)


def _visit_weekly(facts: Facts) -> Answer:
    arrangement = _temporary_or_interim(facts) or Arrangement.WITH_PARENT_BEFORE_ASSESSMENT
    return _visit(facts, arrangement, held=facts.says("first_review_held"))


def _visit_4_weeks(facts: Facts) -> Answer:
    arrangement = _temporary_or_interim(facts) or Arrangement.TEMPORARY_APPROVAL
    return _visit(facts, arrangement, held=not facts.denies("first_review_held"))


def _temporary_or_interim(facts: Facts) -> Arrangement | None:
    if facts.says("reg24_temporary_approval"):
        return Arrangement.TEMPORARY_APPROVAL
    if facts.says("interim_care_order_living_with_parent"):
        return Arrangement.INTERIM_ORDER_AT_HOME
    return None


def _visit_adoption(facts: Facts) -> Answer:
    held = facts.says("first_adoption_review_held")
    return _visit(facts, Arrangement.PLACED_FOR_ADOPTION, held=held)


def _short_break_first(facts: Facts) -> Due:
    if facts.denies("reg48"):
        return short_breaks.first_full_review(facts.event(), calendar=facts.calendar)
    return short_breaks.first_review(facts.event(), calendar=facts.calendar)


def _short_break_next(facts: Facts) -> Due:
    return short_breaks.later_review(facts.previous("completed"), calendar=facts.calendar)


def _short_break_to_full(facts: Facts) -> Due:
    return short_breaks.first_full_review(facts.event("reg48_ceased"), calendar=facts.calendar)


def _short_break_test(facts: Facts) -> Answer:
    if facts.says("s17"):
        return none("SB-TEST", "breaks under section 17 do not make a child looked after")
    if not facts.has("stays") and not facts.has("intended_length"):
        raise ExampleError("Give stays.")
    result: Outcome = short_breaks.is_series(
        _stays(facts),
        in_care=facts.in_care(),
        home_after_each=not facts.denies("home_after_each") and not facts.denies("going_to_parent_or_pr"),
        counted=_stay_count(facts),
    )
    if not facts.denies("same_setting"):
        return result
    apart = [Stay(facts.event(), facts.event(), frozenset({place})) for place in ("one place", "another place")]
    return short_breaks.is_series(apart)


def _stay_count(facts: Facts) -> StayCount:
    text = facts.values.get("short_break_count", StayCount.NIGHTS)
    if text not in tuple(StayCount):
        raise ExampleError("short_break_count is nights or days.")
    return StayCount(text)


def _stays(facts: Facts) -> list[Stay]:
    """The stays with their planned lengths: one for each, or one for all."""
    stays = parse_stays(facts.values.get("stays", "")) or (Stay(facts.event(), facts.event()),)
    planned = [int(nights) for nights in facts.numbers("intended_length")]
    if len(planned) <= 1:
        planned = planned * len(stays)
    if planned and len(planned) != len(stays):
        raise ExampleError("Give one intended_length, or one for each stay.")
    if not planned:
        return list(stays)
    return [replace(stay, intended_length=planned[number]) for number, stay in enumerate(stays)]


def _stopped(facts: Facts, *, by: tuple[str, ...]) -> bool:
    return any(facts.says(name) for name in by)


def _authority_first(facts: Facts) -> Answer:
    if _stopped(facts, by=("placed", "placed_for_adoption")):
        return none("ADO-AUTH-3M", "the child was placed for adoption")
    return adoption.first_authority_review(facts.event("authority_to_place"), calendar=facts.calendar)


def _authority_later(facts: Facts) -> Answer:
    if _stopped(facts, by=("placed", "placed_for_adoption")):
        return none("ADO-AUTH-6M", "the child was placed for adoption")
    return adoption.later_authority_review(facts.previous("adoption_review"), calendar=facts.calendar)


def _both(facts: Facts) -> Answer:
    calendar = facts.calendar
    if _stopped(facts, by=("placed", "placed_for_adoption")):
        return none("ADO-BOTH", "the child was placed for adoption, so only adoption reviews are due")
    held = [on for on in (facts.prior, facts.day("adoption_review")) if on is not None]
    if facts.denies("first_adoption_review_held"):
        held = []
    return adoption.earlier_review(
        looked_after=_looked_after_review(facts),
        adoption=adoption.next_authority_review(
            authority_on=facts.event("authority_to_place"), completed_on=held, calendar=calendar
        ),
    )


def _looked_after_review(facts: Facts) -> Due:
    on = facts.first("scheduled_cla_due", "scheduled_due")
    if on is not None:
        working = "the ordinary review's limit"
        return plain(RULES["REV-SUBS"], on, working, basis=(("scheduled", on),), calendar=facts.calendar)
    done = int(facts.number("review_number_done") or 2)
    return reviews.series_review(facts.previous(), reviews_completed=done, calendar=facts.calendar)


def _placed_first(facts: Facts) -> Answer:
    return _placed(
        facts, adoption.first_placed_review(facts.event("placed_for_adoption", "placed"), calendar=facts.calendar)
    )


def _placed_second(facts: Facts) -> Answer:
    return _placed(facts, adoption.second_placed_review(facts.previous("adoption_review"), calendar=facts.calendar))


def _placed_later(facts: Facts) -> Answer:
    return _placed(facts, adoption.later_placed_review(facts.previous("adoption_review"), calendar=facts.calendar))


def _placed(facts: Facts, due: Due) -> Answer:
    ended = facts.first("adopted", "returned")
    over = ended <= due.on if ended is not None else _stopped(facts, by=("adopted", "returned"))
    return none(due.rule, "the placement ended with an adoption order or the child's return") if over else due


def _returned(facts: Facts) -> Window:
    return adoption.return_window(facts.event("returned"), calendar=facts.calendar)


_VISITS: Final = (
    "last_visit",
    "in_first_year",
    "long_term_placement_to_18",
    "reg22b_long_term_foster",
    "child_agreed",
    "reg19_with_parent",
    "reg24_temporary_approval",
    "interim_care_order_living_with_parent",
    "full_care_order_living_with_parent",
    "first_review_held",
)
_SHORT_BREAKS: Final = ("reg48", "reg48_ceased", "stays")

EVALUATORS: Final = (
    Evaluator("PLAN-CARE-10WD", _care_plan, ("s31a", "practicable_before_placement")),
    Evaluator("PLAN-PLACEMENT-5WD", _placement_plan, ("s31a", "practicable_before_placement")),
    Evaluator("HEALTH-REVIEW", _health_review, ("last_assessment", "dob")),
    Evaluator(
        "PATHWAY-ASSESS-3M",
        _pathway,
        ("dob", "already_13_weeks", "looked_after_since", "became_eligible", "eligible", "reg48"),
    ),
    Evaluator("VISIT-FIRST-1W", _first_visit, ()),
    Evaluator("VISIT-6W", _visit_6_weeks, _VISITS),
    Evaluator("VISIT-3M", _visit_3_months, _VISITS),
    Evaluator("VISIT-LTF-6M", _visit_long_term_fostering, _VISITS),
    Evaluator("VISIT-WEEKLY", _visit_weekly, _VISITS),
    Evaluator("VISIT-4W", _visit_4_weeks, _VISITS),
    Evaluator("VISIT-ADOPT-WEEKLY", _visit_adoption, ("placed_for_adoption", "first_adoption_review_held", *_VISITS)),
    Evaluator("SB-REV-1ST", _short_break_first, _SHORT_BREAKS),
    Evaluator("SB-REV-NEXT", _short_break_next, _SHORT_BREAKS),
    Evaluator("SB-TO-FULL", _short_break_to_full, _SHORT_BREAKS),
    Evaluator(
        "SB-TEST",
        _short_break_test,
        (
            "intended_length",
            "in_care",
            "legal_basis",
            "home_after_each",
            "same_setting",
            "short_break_count",
            "s17",
            *_SHORT_BREAKS,
        ),
    ),
    Evaluator("ADO-AUTH-3M", _authority_first, ("authority_to_place", *ADOPTED)),
    Evaluator("ADO-AUTH-6M", _authority_later, ("authority_to_place", "adoption_review", *ADOPTED)),
    Evaluator("ADO-BOTH", _both, ("authority_to_place", "scheduled_cla_due", "adoption_review", *ADOPTED)),
    Evaluator("ADO-PLACED-4W", _placed_first, ("authority_to_place", *ADOPTED)),
    Evaluator("ADO-PLACED-3M", _placed_second, ("authority_to_place", "adoption_review", *ADOPTED)),
    Evaluator("ADO-PLACED-6M", _placed_later, ("authority_to_place", "adoption_review", *ADOPTED)),
    Evaluator("ADO-RETURN", _returned, ("authority_to_place", *ADOPTED)),
)
