"""Care, placement, health, education and pathway plans: when each must be there."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from statute.ages import ADULT_AGE, birthday
from statute.calendar import WorkingCalendar
from statute.counting import months_after, plain, working_days_after
from statute.due import Due, Strength
from statute.rule import CPPCR, Evidence, Rule

CARE_PLAN_WORKING_DAYS: Final = 10
PLACEMENT_PLAN_WORKING_DAYS: Final = 5
HEALTH_FIRST_WORKING_DAYS: Final = 20
HEALTH_AGE: Final = 5
HEALTH_MONTHS_UNDER_FIVE: Final = 6
HEALTH_MONTHS_FROM_FIVE: Final = 12
EDUCATION_WORKING_DAYS: Final = 10
PATHWAY_MONTHS: Final = 3
PATHWAY_AGE: Final = 16
COUNTED_FROM_AGE: Final = 14
THIRTEEN_WEEKS: Final = timedelta(weeks=13)
PLACED: Final = "when the placement began"

PLAN_CARE_10WD: Final = Rule(
    "PLAN-CARE-10WD",
    "Care plan",
    "before the first placement, or within 10 working days of its start; not where a court care plan applies",
    f"{CPPCR} reg 4(2)",
    Strength.LAW,
    Evidence.TEXT,
    "plans.care_plan",
)
PLAN_PLACEMENT_5WD: Final = Rule(
    "PLAN-PLACEMENT-5WD",
    "Placement plan",
    "before the placement, or within 5 working days of its start",
    f"{CPPCR} reg 9(2)",
    Strength.LAW,
    Evidence.TEXT_IN_PART,
    "plans.placement_plan",
)
HEALTH_INIT_20WD: Final = Rule(
    "HEALTH-INIT-20WD",
    "First health assessment and its report",
    "20 working days after the child became looked after, in time for the first review",
    f"{CPPCR} reg 7; guidance on the health of looked after children",
    Strength.GUIDE,
    Evidence.SECONDARY,
    "plans.first_health_assessment",
)
HEALTH_REVIEW: Final = Rule(
    "HEALTH-REVIEW",
    "Review of the health assessment",
    "6 months after the last one for a child then under 5, else 12 months",
    f"{CPPCR} reg 7",
    Strength.LAW,
    Evidence.SECONDARY,
    "plans.next_health_assessment",
)
PEP_INIT_10WD: Final = Rule(
    "PEP-INIT-10WD",
    "Personal education plan begun",
    "10 working days after the child became looked after",
    "Guidance on promoting the education of looked after children",
    Strength.GUIDE,
    Evidence.SECONDARY,
    "plans.education_plan",
)
PATHWAY_ASSESS_3M: Final = Rule(
    "PATHWAY-ASSESS-3M",
    "Assessment for the pathway plan",
    "3 months after the 16th birthday, or after the child became eligible later",
    f"{CPPCR} reg 42(1)",
    Strength.LAW,
    Evidence.TEXT,
    "plans.pathway_assessment",
)
RULES: Final = (
    PLAN_CARE_10WD,
    PLAN_PLACEMENT_5WD,
    HEALTH_INIT_20WD,
    HEALTH_REVIEW,
    PEP_INIT_10WD,
    PATHWAY_ASSESS_3M,
)


def care_plan(
    first_placement_on: date,
    *,
    calendar: WorkingCalendar,
    court_plan: bool = False,
    practicable_before_placement: bool = False,
) -> Due | None:
    """PLAN-CARE-10WD: None for a court care plan (s.31A); the placement's own day where it could be made before."""
    if court_plan:
        return None
    number = CARE_PLAN_WORKING_DAYS
    return _plan(PLAN_CARE_10WD, first_placement_on, number, calendar=calendar, before=practicable_before_placement)


def placement_plan(placement_on: date, *, calendar: WorkingCalendar, practicable_before_placement: bool = False) -> Due:
    """PLAN-PLACEMENT-5WD: the placement's own day where the plan could be made first."""
    number = PLACEMENT_PLAN_WORKING_DAYS
    return _plan(PLAN_PLACEMENT_5WD, placement_on, number, calendar=calendar, before=practicable_before_placement)


def first_health_assessment(became_looked_after_on: date, *, calendar: WorkingCalendar, name: str = "the child") -> Due:
    """HEALTH-INIT-20WD: assessment and report in time for the first review."""
    number = HEALTH_FIRST_WORKING_DAYS
    event = f"when {name} became looked after"
    return working_days_after(HEALTH_INIT_20WD, became_looked_after_on, number, calendar=calendar, event=event)


def next_health_assessment(last_assessed_on: date, date_of_birth: date, *, calendar: WorkingCalendar) -> Due:
    """HEALTH-REVIEW: the age on the day of the last assessment counts, even if a 5th birthday follows."""
    under_five = last_assessed_on < birthday(date_of_birth, HEALTH_AGE)
    number = HEALTH_MONTHS_UNDER_FIVE if under_five else HEALTH_MONTHS_FROM_FIVE
    event = f"when health was last assessed, {'before' if under_five else 'on or after'} the 5th birthday"
    return months_after(HEALTH_REVIEW, last_assessed_on, number, calendar=calendar, event=event)


def education_plan(became_looked_after_on: date, *, calendar: WorkingCalendar, name: str = "the child") -> Due:
    """PEP-INIT-10WD: school holidays do not stop the clock."""
    event = f"when {name} became looked after"
    return working_days_after(
        PEP_INIT_10WD, became_looked_after_on, EDUCATION_WORKING_DAYS, calendar=calendar, event=event
    )


def becomes_eligible_on(date_of_birth: date, looked_after_since: date) -> date:
    """The day a child looked after without a break becomes eligible for leaving care support.

    The 16th birthday, or later the day on which 13 weeks of care since the 14th birthday are complete (reg 40).
    """
    counted_from = max(looked_after_since, birthday(date_of_birth, COUNTED_FROM_AGE))
    return max(birthday(date_of_birth, PATHWAY_AGE), counted_from + THIRTEEN_WEEKS)


def eligible_from(date_of_birth: date, spells: Sequence[tuple[date, date | None]]) -> date | None:
    """The day a young person became eligible for leaving care support, over all their spells of care, or None.

    Thirteen weeks are added up over the spells since the 14th birthday; the day counts on which they are complete and
    the young person is 16 and looked after, before 18. `spells` are pairs of the first day and the day care ceased
    (None while it lasts), short breaks left out (reg 40).
    """
    counted_from, left = birthday(date_of_birth, COUNTED_FROM_AGE), THIRTEEN_WEEKS
    sixteen, adult = birthday(date_of_birth, PATHWAY_AGE), birthday(date_of_birth, ADULT_AGE)
    complete_on: date | None = None
    for began, ceased in sorted(spells):
        start = max(began, counted_from)
        if complete_on is None and (ceased is None or start + left <= ceased):
            complete_on = start + left
        if complete_on is None:
            left -= max((ceased or start) - start, timedelta(0))
            continue
        reached = max(complete_on, sixteen, began)
        if reached < adult and (ceased is None or reached < ceased):
            return reached
    return None


def pathway_assessment(became_eligible_on: date, *, calendar: WorkingCalendar) -> Due:
    """PATHWAY-ASSESS-3M: see `becomes_eligible_on`. A child in a series of short breaks is not eligible."""
    event = "when the child became eligible for leaving care support"
    return months_after(PATHWAY_ASSESS_3M, became_eligible_on, PATHWAY_MONTHS, calendar=calendar, event=event)


def _plan(rule: Rule, placed_on: date, number: int, *, calendar: WorkingCalendar, before: bool) -> Due:
    if before:
        working = "the day of the placement, because the plan could be made before it"
        return plain(rule, placed_on, working, basis=(("placement", placed_on),), calendar=calendar)
    return working_days_after(rule, placed_on, number, calendar=calendar, event=PLACED)
