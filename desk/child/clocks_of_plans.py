"""When the next visit, assessment, plan or check of a child is due: for one child's clocks, and for lists of many.

Shown where the data is there. Of a kind that nobody records nothing is overdue: its first limit stands only while it is
still to come. Once one is recorded in a period of care, the next is computed from it by `statute`.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from children.enums import SEEN_OUTCOMES, CareKind, DutyKind
from children.models import Child, DutyDone, Episode, PeriodOfCare
from desk.child.clocks import Clock
from desk.deadlines import Deadlines
from reviews.models import Review
from statute import plans, visits
from statute.ages import birthday
from statute.calendar import WorkingCalendar
from statute.due import Due
from statute.reviews import permanence_check
from statute.visits import Arrangement

# A new episode for one of these reasons is the start of a placement (codes of the national return).
STARTS = frozenset({"S", "P", "T", "B", "U"})
PLACED_FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
LONG_TERM_FOSTERING = frozenset({"U1", "U4"})
WITH_PARENT = "P1"
INTERIM_ORDER, CARE_ORDER = "C1", "C2"
ADOPTION = "adoption"
PEP_FROM_AGE, ADULT_AGE = 3, 18
# The check on permanence is offered where an early extra review became the second: until a third was held.
EARLY_SECOND = 2


@dataclass(frozen=True, slots=True)
class DutyClock:
    """A limit that runs for a child: what must be done, by when. `may_be_late`: somebody records this kind."""

    child_id: int
    kind: DutyKind
    what: str
    due: Due
    may_be_late: bool


@dataclass(slots=True)
class Facts:
    """What the limits of one child follow from."""

    child_id: int
    born: datetime.date
    since: datetime.date
    placed_on: datetime.date
    ordered_on: datetime.date
    placement: str = ""
    legal_status: str = ""
    done: dict[str, datetime.date] = field(default_factory=dict)  # kind -> last done in this period of care
    reviewed: list[tuple[datetime.date, bool]] = field(default_factory=list)  # when, and whether brought forward
    adoption_reviewed_on: datetime.date | None = None
    next_review_on: datetime.date | None = None

    def last(self, kind: DutyKind, *, since: datetime.date | None = None) -> datetime.date | None:
        """Return when something was last done in this period, or on or after a day within it."""
        found = self.done.get(kind)
        return found if found and (since is None or found >= since) else None


def duty_clocks(
    children: "QuerySet[Child]", calendar: WorkingCalendar, today: datetime.date, *, only_recorded: bool = False
) -> list[DutyClock]:
    """Return the limits that run for some children, the nearest first. Four queries, however many children.

    only_recorded: leave out the children of whom nothing was recorded: of them nothing can be late.
    """
    facts = read_facts(children, only_recorded=only_recorded)
    found = [clock for each in facts.values() for clock in clocks_of(each, calendar, today)]
    return sorted(found, key=lambda clock: (clock.due.on, clock.child_id, clock.kind))


def owed_clocks(child: Child, when: Deadlines) -> list[Clock]:
    """Return the limits of visits, assessments and plans that run for one child, as its page of clocks shows them."""
    # nosemgrep: record-past-the-door - the child that the caller was let in to
    running = duty_clocks(Child.objects.filter(pk=child.pk), when.calendar, when.today)
    return [Clock(each.what, each.due, href=reverse("between:duties", args=[child.pk])) for each in running]


def late_duties(children: "QuerySet[Child]", calendar: WorkingCalendar, today: datetime.date) -> list[DutyClock]:
    """Return the limits that have passed, the longest ago first."""
    return [clock for clock in duty_clocks(children, calendar, today, only_recorded=True) if clock.due.on < today]


def read_facts(children: "QuerySet[Child]", *, only_recorded: bool = False) -> dict[int, Facts]:
    """Read what the limits of some children follow from; of those with an open period of care, short breaks apart."""
    periods = PeriodOfCare.objects.open().filter(child__in=children.order_by().values("pk"), child__died_on=None)
    periods = periods.filter(kind=CareKind.LOOKED_AFTER)
    if only_recorded:
        # Two completed reviews may call for the check on permanence without anything recorded.
        # nosemgrep: record-past-the-door - of children whom the reader sees
        recorded = DutyDone.objects.standing().filter(child=OuterRef("child"))
        # nosemgrep: record-past-the-door - of the children that the caller gives; nothing is shown
        second = Review.objects.completed().filter(period=OuterRef("pk"), sequence="second").exclude(early_reason="")
        # nosemgrep: record-past-the-door - as above
        third = Review.objects.completed().filter(period=OuterRef("pk"), sequence="later")
        periods = periods.filter(Exists(recorded) | (Exists(second) & ~Exists(third)))
    columns = ("pk", "child_id", "became_looked_after_on", "child__date_of_birth")
    found = {
        child: Facts(child, born, since, since, since) for _pk, child, since, born in periods.values_list(*columns)
    }
    _read_placements(found)
    _read_done(found)
    _read_reviews(found)
    return found


def _read_placements(found: dict[int, Facts]) -> None:
    rows = Episode.objects.filter(period__ceased_on__isnull=True, child__in=list(found)).order_by("started_on", "pk")
    for child, on, reason, status, placement in rows.values_list(
        "child_id", "started_on", "reason_new", "legal_status", "placement"
    ):
        facts = found[child]
        if reason in STARTS:
            facts.placed_on = on
        if status != facts.legal_status:
            facts.ordered_on = on
        facts.legal_status, facts.placement = status, placement


def _read_done(found: dict[int, Facts]) -> None:
    # nosemgrep: record-past-the-door - of children whom the reader sees
    rows = DutyDone.objects.standing().filter(child__in=list(found)).order_by("done_on", "pk")
    for child, kind, on, outcome in rows.values_list("child_id", "kind", "done_on", "outcome"):
        counts = kind != DutyKind.VISIT or outcome in SEEN_OUTCOMES
        if counts and on >= found[child].since:
            found[child].done[kind] = on


def _read_reviews(found: dict[int, Facts]) -> None:
    # nosemgrep: record-past-the-door - days of the children that the caller gives
    rows = Review.objects.filter(child__in=list(found), period__ceased_on__isnull=True)
    for child, kind, on, due_on, status, early in rows.order_by("completed_on").values_list(
        "child_id", "kind", "completed_on", "due_on", "status", "early_reason"
    ):
        facts = found[child]
        if status == "completed" and kind == CareKind.LOOKED_AFTER:
            facts.reviewed.append((on, bool(early)))
        elif status == "completed" and kind.startswith(ADOPTION):
            facts.adoption_reviewed_on = on
        elif on is None and kind == CareKind.LOOKED_AFTER and status not in {"ended", "voided"}:
            facts.next_review_on = due_on


def clocks_of(facts: Facts, calendar: WorkingCalendar, today: datetime.date) -> Iterator[DutyClock]:
    """Yield the limits that run for one child: those to come, and those that passed where the kind is recorded."""
    for kind, what, due in _all_of(facts, calendar, today):
        recorded = kind in facts.done or kind == DutyKind.PERMANENCE_CHECK
        if due is not None and (recorded or due.on >= today):
            yield DutyClock(facts.child_id, kind, what, due, recorded)


def _all_of(
    facts: Facts, calendar: WorkingCalendar, today: datetime.date
) -> Iterator[tuple[DutyKind, str, Due | None]]:
    yield DutyKind.VISIT, "Visit the child", visit_due(facts, calendar)
    yield DutyKind.HEALTH_ASSESSMENT, "Assess the child's health", _health(facts, calendar)
    if DutyKind.EDUCATION_PLAN not in facts.done and _has_age(facts, PEP_FROM_AGE, today):
        due = plans.education_plan(facts.since, calendar=calendar)
        yield DutyKind.EDUCATION_PLAN, "Begin the personal education plan", due
    if DutyKind.CARE_PLAN not in facts.done:
        yield DutyKind.CARE_PLAN, "Make the care plan", plans.care_plan(facts.since, calendar=calendar)
    if facts.last(DutyKind.PLACEMENT_PLAN, since=facts.placed_on) is None:
        due = plans.placement_plan(facts.placed_on, calendar=calendar)
        yield DutyKind.PLACEMENT_PLAN, "Make the placement plan", due
    yield DutyKind.PATHWAY_ASSESSMENT, "Assess for the pathway plan", _pathway(facts, calendar, today)
    yield DutyKind.PERMANENCE_CHECK, "Check that there is a plan for permanence", _permanence(facts, calendar)


def _has_age(facts: Facts, age: int, today: datetime.date) -> bool:
    return birthday(facts.born, age) <= today < birthday(facts.born, ADULT_AGE)


def visit_due(facts: Facts, calendar: WorkingCalendar) -> Due | None:
    """Return when the child must next be visited: from the last visit on which they were seen, in this placement."""
    arrangement = arrangement_of(facts.placement, facts.legal_status)
    at_home = arrangement in {Arrangement.CARE_ORDER_AT_HOME, Arrangement.INTERIM_ORDER_AT_HOME}
    started_on = max(facts.placed_on, facts.ordered_on) if at_home else facts.placed_on
    held = bool(facts.reviewed)
    if arrangement is Arrangement.PLACED_FOR_ADOPTION:
        held = facts.adoption_reviewed_on is not None and facts.adoption_reviewed_on >= started_on
    return visits.next_visit(
        arrangement,
        started_on=started_on,
        last_visit_on=facts.last(DutyKind.VISIT, since=started_on),
        calendar=calendar,
        first_review_held=held,
    )


def arrangement_of(placement: str, legal_status: str) -> Arrangement:
    """Return what visits depend on, as far as the codes of the national return tell.

    Whether a child agreed to fewer visits in long-term fostering they do not tell: three months, the stricter, apply.
    """
    if placement in PLACED_FOR_ADOPTION:
        return Arrangement.PLACED_FOR_ADOPTION
    if placement in LONG_TERM_FOSTERING:
        return Arrangement.LONG_TERM_FOSTER
    if placement == WITH_PARENT and legal_status == INTERIM_ORDER:
        return Arrangement.INTERIM_ORDER_AT_HOME
    if placement == WITH_PARENT and legal_status == CARE_ORDER:
        return Arrangement.CARE_ORDER_AT_HOME
    return Arrangement.ORDINARY


def _health(facts: Facts, calendar: WorkingCalendar) -> Due:
    last = facts.last(DutyKind.HEALTH_ASSESSMENT)
    if last is None:
        return plans.first_health_assessment(facts.since, calendar=calendar)
    return plans.next_health_assessment(last, facts.born, calendar=calendar)


def _pathway(facts: Facts, calendar: WorkingCalendar, today: datetime.date) -> Due | None:
    eligible_on = plans.becomes_eligible_on(facts.born, facts.since)
    if DutyKind.PATHWAY_ASSESSMENT in facts.done or not eligible_on <= today < birthday(facts.born, ADULT_AGE):
        return None
    return plans.pathway_assessment(eligible_on, calendar=calendar)


def _permanence(facts: Facts, calendar: WorkingCalendar) -> Due | None:
    """Return the check on permanence where an early extra review became the second, and the third comes after it."""
    due = permanence_check(facts.since, calendar=calendar)
    is_early = len(facts.reviewed) == EARLY_SECOND and facts.reviewed[-1][1] and facts.reviewed[-1][0] < due.on
    comes_after = facts.next_review_on is None or facts.next_review_on > due.on
    return due if is_early and comes_after and DutyKind.PERMANENCE_CHECK not in facts.done else None
