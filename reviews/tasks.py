"""The nightly work on reviews: limits computed again, and flags raised."""

import datetime
from contextlib import suppress
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When

from audit.actors import SystemJob
from audit.versions import ConflictError
from children.enums import CareKind
from children.models import PeriodOfCare
from office import clock, jobs
from office.authority import authority, working_calendar
from office.calendar_effects import change_behind
from office.models import Job
from reviews import clocks
from reviews.actions import (
    check_short_breaks,
    failed_decision_words,
    flag_deadline,
    let_decisions_stand,
    note_moved_clock,
    recompute_due,
    recompute_panel,
    recompute_record,
    tell_of_event,
)
from reviews.actions.midpoints import recompute_midpoint
from reviews.enums import DecisionStanding, ReviewStatus
from reviews.enums_between import EventKind
from reviews.models import DeadlineFlag, Decision, MidpointCheck, RecordOfReview, Review, SecurePanel
from reviews.recomputation import recomputed
from statute import records
from statute.calendar import WorkingCalendar

BATCH = 200
# A decision whose target passed longer ago than this, when the service begins to look, is in the IRO's list already.
TOLD_WITHIN = datetime.timedelta(days=28)
FOUND_ANOTHER = "The nightly recomputation found another day"
# The report names this many differences one by one; the rest is a number.
MOST_LISTED = 500


@jobs.job(
    "reviews.recompute_due_dates",
    label="Compute every open limit again",
    nightly=True,
    when_calendar_changes=True,
)
def recompute_due_dates(job: Job, progress: jobs.Progress) -> dict[str, Any]:
    """Compute every open review's limit again from the facts, mend those that differ, and report them by id."""
    calendar, by = working_calendar(), SystemJob("nightly recomputation")
    why = change_behind(job, FOUND_ANOTHER).why
    pks = list(Review.objects.open().order_by("pk").values_list("pk", flat=True))
    checked, reworded, differed, not_computed = 0, 0, [], []
    for start in range(0, len(pks), BATCH):
        progress(100 * start // len(pks), f"{start} of {len(pks)} reviews")
        for each in recomputed(Review.objects.open().filter(pk__in=pks[start : start + BATCH]), calendar):
            checked += 1
            if each.fresh is None:
                not_computed.append(each.review.pk)
                continue
            if not each.differs:
                continue
            if each.differs_in_substance:
                differed.append(_difference(each.review, each.fresh))
            else:
                reworded += 1
            _mend(each.review, why, by)
    return {
        "checked": checked,
        "differed": len(differed),
        "differences": differed[:MOST_LISTED],
        "reworded": reworded,
        "not computed": not_computed,
    }


def _difference(review: Review, fresh: dict[str, Any]) -> dict[str, Any]:
    was, now = review.due_on, fresh["due_on"]
    return {
        "review": review.pk,
        "was": was.isoformat() if was else None,
        "now": now.isoformat() if now else None,
        "rule": fresh["due_rule"],
    }


def _mend(review: Review, why: str, by: SystemJob) -> None:
    try:
        recompute_due(review=review, why=why, by=by)
    except ConflictError:
        # Somebody is at this review right now; what they do computes its limit too, and the next night looks again.
        return


@jobs.job(
    "reviews.recompute_clocks",
    label="Compute the limits around reviews again",
    nightly=True,
    when_calendar_changes=True,
)
def recompute_clocks(job: Job, progress: jobs.Progress) -> dict[str, Any]:
    """Compute the running clocks around reviews again, of every kind; what moves keeps its history."""
    calendar, by = working_calendar(), SystemJob("nightly recomputation")
    changed = change_behind(job, FOUND_ANOTHER)
    records = {each.of.pk: each.of for each in clocks.of_records(clocks.open_records(), calendar)}
    panels = [each.of for each in clocks.of_panels(SecurePanel.objects.to_come(), calendar)]
    progress(30, f"{len(records)} records, {len(panels)} panels")
    for record in records.values():
        with suppress(ConflictError):  # somebody is at it right now: the next night looks again
            recompute_record(record=record, why=changed.why, by=by)
    for panel in panels:
        with suppress(ConflictError):
            recompute_panel(panel=panel, why=changed.why, by=by)
    today, before = clock.today(), changed.before
    meetings = clocks.still_to_come(clocks.of_reviews(Review.objects.open(), before, calendar), today) if before else []
    sent = clocks.completed_records()
    challenges = clocks.still_to_come(clocks.of_challenges(sent, before, calendar), today) if before else []
    for each in [*meetings, *challenges]:
        note_moved_clock(of=each.of, clock=each.clock, was_on=each.was_on, now_on=each.now_on, why=changed.why, by=by)
    return {
        "records": sorted(records),
        "panels": [panel.pk for panel in panels],
        "before meetings": len(meetings),
        "challenges": len(challenges),
    }


@jobs.job("reviews.check_short_breaks", label="Ask whether short breaks still are a series", nightly=True)
def check_all_short_breaks(_job: Job, progress: jobs.Progress) -> dict[str, Any]:
    """Ask of each series of short breaks whether it is one still: a stay under way may reach its 76th night."""
    today, by = clock.today(), SystemJob("short breaks of the night")
    running = PeriodOfCare.objects.open().filter(kind=CareKind.SHORT_BREAKS, stays__isnull=False).distinct()
    pks = list(running.order_by("pk").values_list("pk", flat=True))
    became_full = []
    for number, pk in enumerate(pks):
        if number % BATCH == 0:
            progress(100 * number // len(pks), f"{number} of {len(pks)} series")
        period = PeriodOfCare.objects.select_related("child").get(pk=pk)
        if check_short_breaks(period=period, by=by, today=today) is not None:
            became_full.append(pk)
    return {"asked": len(pks), "became full": became_full}


@jobs.job("reviews.flag_deadlines", label="Flag reviews near or past their limit", nightly=True)
def flag_deadlines(_job: Job, progress: jobs.Progress) -> dict[str, Any]:
    """Flag each open review that is near its limit or past it, once for each limit."""
    today = clock.today()
    waiting = list(to_flag(working_calendar(), authority().flag_near_working_days, today))
    for number, review in enumerate(waiting):
        if number % BATCH == 0:
            progress(100 * number // len(waiting), f"{number} of {len(waiting)} reviews")
        flag_deadline(review=review, today=today, by=SystemJob("flags of the night"))
    past = sum(1 for review in waiting if review.due_on < today)
    return {"near": len(waiting) - past, "past": past}


def to_flag(calendar: WorkingCalendar, near_working_days: int, today: datetime.date) -> QuerySet[Any]:
    """Return the open reviews at or within so many working days of their limit, or past it, without that flag yet."""
    kind = Case(When(due_on__lt=today, then=Value(DeadlineFlag.Kind.PAST)), default=Value(DeadlineFlag.Kind.NEAR))
    raised = DeadlineFlag.objects.filter(review=OuterRef("pk"), kind=OuterRef("flag_kind"), due_on=OuterRef("due_on"))
    return (
        Review.objects.open()
        .filter(due_on__lte=calendar.add(today, near_working_days))
        .annotate(flag_kind=kind)
        .filter(~Exists(raised))
        .order_by(F("due_on"), "pk")
    )


@jobs.job("reviews.tell_of_failed_decisions", label="Tell IROs of decisions that were not carried out", nightly=True)
def tell_of_failed_decisions(_job: Job, _progress: jobs.Progress) -> dict[str, Any]:
    """Make an event of each decision in force whose target has passed, once, while its child is in care."""
    today, told = clock.today(), 0
    for decision in failed_decisions(today).select_related("review__child"):
        tell_of_event(
            child=decision.review.child,
            kind=EventKind.FAILED_DECISION,
            on=decision.target_on,
            what=failed_decision_words(decision),
            decision=decision,
            by=SystemJob("decisions not carried out"),
            today=today,
        )
        told += 1
    return {"told": told}


def failed_decisions(today: datetime.date) -> QuerySet[Any]:
    """Return the decisions in force whose target passed lately and of which no IRO was told, of children in care."""
    return (
        Decision.objects.not_carried_out(today)
        .filter(target_on__gte=today - TOLD_WITHIN, event__isnull=True, review__period__ceased_on__isnull=True)
        .order_by("target_on", "pk")
    )


@jobs.job(
    "reviews.recompute_midpoints",
    label="Compute the days of the checks between reviews again",
    nightly=True,
)
def recompute_midpoints(_job: Job, _progress: jobs.Progress) -> dict[str, Any]:
    """Compute the day of every check that is still to be made again from its review, and report those that differed."""
    differed, checked = [], 0
    by = SystemJob("nightly recomputation")
    for midpoint in MidpointCheck.objects.waiting().select_related("review__period").order_by("pk").iterator(BATCH):
        was = midpoint.due_on
        now = recompute_midpoint(check=midpoint, by=by)
        checked += 1
        if now.due_on != was or now.has_lapsed:
            differed.append(midpoint.pk)
    return {"checked": checked, "differed": differed[:MOST_LISTED]}


@jobs.job("reviews.let_decisions_stand", label="Make decisions final that nobody challenged in time", nightly=True)
def let_unchallenged_stand(_job: Job, progress: jobs.Progress) -> dict[str, Any]:
    """Let silence make decisions final on the first day after the time to challenge them; say whom it concerned."""
    today, final, told = clock.today(), 0, 0
    waiting = list(unchallenged(working_calendar(), today))
    for number, record in enumerate(waiting):
        if number % BATCH == 0:
            progress(100 * number // len(waiting), f"{number} of {len(waiting)} records")
        try:
            let_decisions_stand(record=record, today=today, by=SystemJob("silence on decisions"))
        except ConflictError:
            # Somebody is at one of these decisions right now; the next night looks again.
            continue
        final, told = final + 1, told + record.told.count()
    return {"reviews": final, "people told": told}


def unchallenged(calendar: WorkingCalendar, today: datetime.date) -> QuerySet[Any]:
    """Return the records with a decision that was sent, and not challenged by the last day to do so."""
    waiting = RecordOfReview.objects.filter(
        review__status=ReviewStatus.COMPLETED, review__decisions__standing=DecisionStanding.SENT
    )
    sent = set(waiting.filter(decisions_sent_on__isnull=False).values_list("decisions_sent_on", flat=True))
    over = [day for day in sent if day and records.challenge_by(day, calendar=calendar).on < today]
    return waiting.filter(decisions_sent_on__in=over).select_related("review__child").distinct().order_by("pk")
