"""Evaluating the rules about reviews: the ordinary ones, the early ones, adjournments."""

from collections.abc import Callable
from datetime import date
from typing import Final

from statute import adjournments, early_reviews, reviews
from statute.counting import answer, plain
from statute.due import Due
from statute.examples.answer import Answer, Evaluator, none, not_allowed, or_none
from statute.examples.facts import TWICE, ExampleError, Facts
from statute.rules import RULES
from statute.words import day

FIRST: Final = 1
SECOND: Final = 2


def _first(facts: Facts) -> Due:
    return reviews.first_review(facts.event("looked_after_since"), calendar=facts.calendar)


def _second(facts: Facts) -> Due:
    return reviews.second_review(facts.previous("completed"), calendar=facts.calendar)


def _later(facts: Facts) -> Due:
    return reviews.later_review(facts.previous("completed"), calendar=facts.calendar)


def _series(facts: Facts) -> Due:
    meetings = facts.days("meetings")
    closed = facts.day("completed") or facts.prior or max(meetings, default=None)
    if closed is None:
        raise ExampleError("A date is missing: give completed, prior_review_date or meetings.")
    done = int(facts.number("review_number_done") or SECOND)
    return reviews.series_review(closed, reviews_completed=done, calendar=facts.calendar)


def _ordinary(facts: Facts) -> Due:
    """The review due next, as far as an example tells which one that is."""
    done = facts.number("review_number_done")
    if facts.prior is None or done == 0:
        return _first(facts)
    if done is None:
        done = FIRST if _may_be_first(facts, facts.prior) else SECOND
    return reviews.series_review(facts.prior, reviews_completed=int(done), calendar=facts.calendar)


def _may_be_first(facts: Facts, completed_on: date) -> bool:
    """Without a number, a review held by the first review's limit is taken for the first."""
    return facts.start is not None and completed_on <= reviews.first_review(facts.start, calendar=facts.calendar).on


def _no_break(facts: Facts) -> Due:
    ended, restarted = facts.first("discharged", "previous_period_ended"), facts.day("re_accommodated")
    if ended is not None and restarted is not None and restarted > ended:
        return reviews.first_review(restarted, calendar=facts.calendar)
    return _ordinary(facts)


def _accommodated(facts: Facts) -> Answer:
    hours = facts.number("accommodated_hours")
    in_care = facts.in_care()
    if hours is None and not in_care:
        raise ExampleError("Give accommodated_hours, or in_care=yes.")
    due = reviews.first_review_if_looked_after(
        facts.event(), hours=hours or 0, in_care=in_care, calendar=facts.calendar
    )
    return or_none(due, "REV-1ST-ACCOM24H", "accommodated for 24 hours or less, so never looked after")


def _scheduled(facts: Facts) -> Due:
    on = facts.day("scheduled_due")
    if on is None:
        return _ordinary(facts)
    rule = RULES["REV-SUBS"]
    return plain(rule, on, "the ordinary limit", basis=(("scheduled", on),), calendar=facts.calendar)


def _early_iro(facts: Facts) -> Due:
    asked = facts.day("iro_requests_by")
    scheduled = _scheduled(facts)
    return scheduled if asked is None else early_reviews.early_at_iro_request(scheduled, asked, calendar=facts.calendar)


def _early_visitor(facts: Facts) -> Due:
    return early_reviews.early_after_visitor_concern(
        _scheduled(facts),
        facts.event("visitor_concern"),
        calendar=facts.calendar,
        review_by=facts.day("iro_requests_by"),
    )


def _early_detained(facts: Facts) -> Due:
    """The two triggers about children whose liberty ends: accommodation on remand, and custody of a child in care."""
    due = _scheduled(facts)
    ends = facts.day("remand_la_accommodation_ends")
    if ends is not None:
        due = early_reviews.early_before_remand_ends(due, ends, calendar=facts.calendar)
    released = facts.day("release")
    if released is None:
        return due
    in_care = not facts.denies("in_care")
    return early_reviews.early_before_release(due, released, in_care=in_care, calendar=facts.calendar)


def _early_cease(facts: Facts) -> Due:
    scheduled = _scheduled(facts)
    ends = facts.first("proposed_end", "remand_la_accommodation_ends")
    if ends is None:
        return scheduled
    return early_reviews.early_before_accommodation_ends(
        scheduled,
        ends,
        in_care=facts.in_care(),
        going_to_parent=facts.says("going_to_parent_or_pr") or facts.says("home_after_each"),
        calendar=facts.calendar,
    )


def _permanence(facts: Facts) -> Due:
    return reviews.permanence_check(facts.event("looked_after_since"), calendar=facts.calendar)


def _adjournment_limit(facts: Facts) -> Answer:
    rule = "ADJOURN-20WD"
    if facts.says("postponed"):
        return none(rule, "a postponement before the meeting opens is not an adjournment and buys no time")
    if _earlier_adjournments(facts) >= adjournments.ADJOURNMENTS_ALLOWED:
        return not_allowed(rule, "a review may be adjourned once only")
    return adjournments.adjournment_limit(facts.event("adjourned_on", "adjourned"), calendar=facts.calendar)


def _earlier_adjournments(facts: Facts) -> int:
    """How many adjournments of the same review came before the one in question."""
    again = (
        facts.denies("first_adjournment")
        or facts.says("second_adjournment")
        or str(facts.values.get("adjourned")).lower() in TWICE
    )
    counted = max((facts.number("adjournments") or 1) - 1, facts.number("previous_adjournments") or 0)
    return max(int(counted), int(again))


def _status(facts: Facts) -> Answer:
    due, opened = facts.day("due"), facts.day("opened") or facts.start
    completed = facts.day("completed")
    if due is None or opened is None or completed is None:
        raise ExampleError("Give due, opened and completed.")
    status = adjournments.timeliness(
        due_on=due,
        opened_on=opened,
        completed_on=completed,
        adjourned_on=_adjourned_on(facts, opened),
        adjournments=_earlier_adjournments(facts) + 1,
        calendar=facts.calendar,
    )
    why = f"due {day(due)}, opened {day(opened)}, completed {day(completed)}"
    return answer(RULES["ADJOURN-STATUS"], status.value, f"{status.value}: {why}")


def _adjourned_on(facts: Facts, opened: date) -> date | None:
    """The meeting that was adjourned: the named one, else start_date or the first meeting; None where none was."""
    if facts.says("postponed") or facts.denies("adjourned"):
        return None
    named = facts.first("adjourned_on", "adjourned")
    if named is not None:
        return named
    adjourned = facts.says("adjourned") or (facts.number("adjournments") or 0) > 0
    return (facts.start or opened) if adjourned else None


def lapsed(due: Due, facts: Facts, rule: str) -> Answer:
    """The date, lapsing where the child left care or turned 18 first. An end before the clock started is an old one."""
    began = facts.start or facts.prior
    over = [facts.day("died"), facts.day("adopted"), facts.day("placed_for_adoption")]
    if not facts.has("re_accommodated"):
        over.append(facts.day("discharged"))
    ended = min((on for on in over if on is not None and (began is None or on >= began)), default=None)
    if ended is not None and ended <= due.on:
        return none(rule, f"these reviews ended on {day(ended)}, before the limit of {day(due.on)}")
    born = facts.day("dob")
    if born is None or reviews.unless_adult(due, born) is not None:
        return due
    return none(rule, reviews.lapse_words(due, born))


def age_18(facts: Facts, named: Evaluator | None) -> Answer:
    """REV-AGE18: the answer of the rule that an example names (or of the review due next), lapsing at 18."""
    facts.born()
    result = _scheduled(facts) if named is None else named.evaluate(facts)
    return lapsed(result, facts, "REV-AGE18") if isinstance(result, Due) else result


_ENDED: Final = ("discharged", "re_accommodated", "adopted", "died", "dob")
_WHICH: Final = ("review_number_done", "scheduled_due")
_ORDINARY: Final[tuple[tuple[str, Callable[[Facts], Answer], tuple[str, ...]], ...]] = (
    ("REV-1ST", _first, ("previous_period_ended", "new_period", "accommodated_hours", *_ENDED)),
    ("REV-1ST-PRE2011", _first, ("previous_period_ended", "new_period", *_ENDED)),
    ("REV-1ST-ACCOM24H", _accommodated, ("accommodated_hours", "in_care", "legal_basis", *_ENDED)),
    ("REV-2ND", _second, ("completed", *_ENDED)),
    ("REV-SUBS", _later, ("completed", *_ENDED)),
    ("REV-SERIES", _series, ("meetings", "completed", *_WHICH, *_ENDED)),
    ("REV-NEXT-NOBREAK", _no_break, ("previous_period_ended", "new_period", *_WHICH, *_ENDED)),
    ("REV-EARLY-IRO", _early_iro, ("iro_requests_by", *_WHICH, *_ENDED)),
    ("REV-EARLY-VISITOR", _early_visitor, ("visitor_concern", "iro_requests_by", *_WHICH, *_ENDED)),
    ("REV-EARLY-REMAND", _early_detained, ("remand_la_accommodation_ends", "release", "in_care", *_WHICH, *_ENDED)),
    ("REV-EARLY-CUSTODY", _early_detained, ("remand_la_accommodation_ends", "release", "in_care", *_WHICH, *_ENDED)),
    (
        "REV-EARLY-CEASE",
        _early_cease,
        (
            "proposed_end",
            "remand_la_accommodation_ends",
            "in_care",
            "legal_basis",
            "going_to_parent_or_pr",
            "home_after_each",
            *_WHICH,
            *_ENDED,
        ),
    ),
    ("PERMANENCE-4M", _permanence, _ENDED),
)

EVALUATORS: Final = (
    *(Evaluator(rule, evaluate, uses, lapses=True) for rule, evaluate, uses in _ORDINARY),
    Evaluator(
        "ADJOURN-20WD",
        _adjournment_limit,
        (
            "first_adjournment",
            "second_adjournment",
            "adjournments",
            "previous_adjournments",
            "adjourned_on",
            "adjourned",
            "postponed",
            "opened",
        ),
    ),
    Evaluator(
        "ADJOURN-STATUS",
        _status,
        (
            "due",
            "opened",
            "adjourned",
            "adjourned_on",
            "adjournments",
            "previous_adjournments",
            "first_adjournment",
            "second_adjournment",
            "postponed",
            "completed",
            "count_adjourned_as_late",
            "meetings",
        ),
    ),
)
