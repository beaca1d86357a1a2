"""What the manager counts today, each as one QuerySet: the number and the list behind it are the same.

Numbers are of the whole service; names are of what the person may open.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.enums import Role
from accounts.models import User
from children.confidentiality import iro_is_kept_out
from children.models import Child, IROAllocation, PeriodOfCare
from disputes.models import Dispute
from office.models import AuthoritySettings
from participation.models import SafetyAlert
from reviews.models import Booking, Decision, RecordOfReview, Review
from reviews.querysets import IN_TIME
from statute.calendar import WorkingCalendar

APPOINT_WITHIN_WORKING_DAYS = 5
SEEN_WITHIN_WORKING_DAYS = 5


@dataclass(frozen=True)
class Moment:
    """The day and the limits that follow from it, worked out once per page."""

    today: datetime.date
    horizon: datetime.date  # the last day that counts as due soon
    near: datetime.date  # the last day of the week of work ahead
    allocate_before: datetime.date  # became looked after before this day: an IRO should have been named
    twelve_months_ago: datetime.date


def moment(today: datetime.date, calendar: WorkingCalendar, settings: AuthoritySettings) -> Moment:
    """Return the limits that follow from a day."""
    return Moment(
        today=today,
        horizon=calendar.add(today, settings.due_soon_working_days),
        near=calendar.add(today, SEEN_WITHIN_WORKING_DAYS),
        allocate_before=calendar.add(today, -APPOINT_WITHIN_WORKING_DAYS),
        twelve_months_ago=today - relativedelta(years=1) + datetime.timedelta(days=1),
    )


def late_records(now: Moment) -> Q:
    """Return the condition that a record has missed one of its clocks."""
    return (
        Q(decisions_sent_on__isnull=True, decisions_due_on__lt=now.today)
        | Q(finished_on__isnull=True, full_due_on__lt=now.today)
        | Q(distributed_on__isnull=True, distribute_due_on__lt=now.today)
    )


def booked_by(day: datetime.date) -> Exists:
    """Return the condition that a review is booked for a day up to `day`."""
    return Exists(Booking.objects.filter(review=OuterRef("pk"), is_current=True, on__lte=day))


def unspoken_near(now: Moment) -> Q:
    """Return the condition that a review is near and nobody has spoken with the child in private yet."""
    return Q(booked_by(now.near), spoken_outcome="")


@dataclass(frozen=True)
class ServiceFigure:
    """A figure of the dashboard: its words, what its rows are, and how they are found."""

    key: str
    label: str
    unit: str
    rows: Callable[[Moment], QuerySet]  # type: ignore[type-arg]  # of whichever model
    iro: str  # the lookup that narrows the rows to one IRO
    note: str = ""
    colour: str = ""


OPEN_ALLOCATION = "child__iro_allocations"


def _allocated(child: str) -> Exists:
    return Exists(IROAllocation.objects.filter(child=OuterRef(child), until_on__isnull=True))


def _whose_iro_left(now: Moment) -> Exists:
    """Return the condition, over children, that whoever is their IRO holds that role no longer, or has no account."""
    iros = User.objects.active().with_role(Role.IRO, now.today).values("pk")
    mine = IROAllocation.objects.filter(child=OuterRef("pk"), until_on__isnull=True)
    return Exists(mine.exclude(iro__in=iros))


def _recent_starters(now: Moment) -> Exists:
    periods = PeriodOfCare.objects.filter(child=OuterRef("pk"), ceased_on__isnull=True)
    return Exists(periods.filter(became_looked_after_on__lt=now.allocate_before))


FIGURES: dict[str, ServiceFigure] = {
    figure.key: figure
    for figure in (
        ServiceFigure(
            "safety-alerts",
            "safety alerts open",
            "alert",
            lambda now: SafetyAlert.objects.open(),
            "alert",
            colour="red",
        ),
        ServiceFigure(
            "not-spoken-to",
            "reviews in the next 5 working days without a private conversation",
            "review",
            lambda now: Review.objects.open().filter(unspoken_near(now)),
            "review",
            colour="yellow",
        ),
        ServiceFigure(
            "overdue",
            "reviews overdue",
            "review",
            lambda now: Review.objects.open().filter(due_on__lt=now.today),
            "review",
            colour="red",
        ),
        ServiceFigure(
            "due",
            "reviews due soon",
            "review",
            lambda now: Review.objects.open().filter(due_on__gte=now.today, due_on__lte=now.horizon),
            "review",
        ),
        ServiceFigure(
            "due-without-a-date",
            "reviews due soon without a date",
            "review",
            lambda now: Review.objects.open().filter(
                status="to_arrange", due_on__gte=now.today, due_on__lte=now.horizon
            ),
            "review",
            colour="yellow",
        ),
        ServiceFigure(
            "unallocated",
            "children without an IRO",
            "child",
            lambda now: Child.objects.unallocated(),
            "child",
            colour="yellow",
        ),
        ServiceFigure(
            "unallocated-too-long",
            "children without an IRO for over 5 working days",
            "child",
            lambda now: Child.objects.unallocated().filter(_recent_starters(now)),
            "child",
            colour="red",
        ),
        ServiceFigure(
            "iro-kept-out",
            "children whose IRO may not open their record",
            "child",
            lambda now: Child.objects.current().filter(iro_is_kept_out()),
            "child",
            note="A conflict of interest, or not on the list.",
            colour="red",
        ),
        ServiceFigure(
            "iro-left",
            "children of someone who is no longer an IRO: reallocate",
            "child",
            lambda now: Child.objects.filter(_whose_iro_left(now)),
            "child",
            colour="red",
        ),
        ServiceFigure(
            "decisions-overdue",
            "decisions past their target day",
            "decision",
            lambda now: Decision.objects.overdue(now.today),
            "decision",
            colour="yellow",
        ),
        ServiceFigure(
            "records-late",
            "records late",
            "record",
            lambda now: RecordOfReview.objects.filter(
                late_records(now),
                review__status="completed",
                review__child__died_on__isnull=True,
            ),
            "record",
            colour="yellow",
        ),
        ServiceFigure(
            "children",
            "children looked after",
            "child",
            lambda now: Child.objects.in_care_on(now.today),
            "child",
        ),
        ServiceFigure(
            "completed",
            "reviews completed in the last 12 months",
            "review",
            lambda now: Review.objects.looked_after().completed_between(now.twelve_months_ago, now.today),
            "completed",
        ),
        ServiceFigure(
            "completed-on-time",
            "reviews completed on time in the last 12 months",
            "review",
            lambda now: (
                Review.objects.looked_after().completed_between(now.twelve_months_ago, now.today).filter(IN_TIME)
            ),
            "completed",
        ),
        ServiceFigure(
            "disputes",
            "disputes open",
            "dispute",
            lambda now: Dispute.objects.open(),
            "dispute",
        ),
    )
}
# How the rows of each kind are narrowed to one IRO.
NARROW: dict[str, Callable[[User], Q]] = {
    "review": lambda iro: Q(Exists(IROAllocation.objects.filter(child=OuterRef("child"), iro=iro, until_on=None))),
    "child": lambda iro: Q(Exists(IROAllocation.objects.filter(child=OuterRef("pk"), iro=iro, until_on=None))),
    "completed": lambda iro: Q(chair=iro),
    "record": lambda iro: Q(review__chair=iro),
    "decision": lambda iro: Q(review__chair=iro),
    "dispute": lambda iro: Q(raised_by=iro),
    "alert": lambda iro: Q(Exists(IROAllocation.objects.filter(child=OuterRef("child"), iro=iro, until_on=None))),
}


# The rows of each unit that somebody may open: a figure counts the others too, and its list says that there are some.
OPEN_TO: dict[str, Callable[[User], Q]] = {
    "review": lambda user: Q(pk__in=Review.objects.visible_to(user).values("pk")),
    "child": lambda user: Q(pk__in=Child.objects.visible_to(user).values("pk")),
    "record": lambda user: Q(review__in=Review.objects.visible_to(user).values("pk")),
    "decision": lambda user: Q(review__in=Review.objects.visible_to(user).values("pk")),
    "alert": lambda user: Q(pk__in=SafetyAlert.objects.visible_to(user).values("pk")),
    "dispute": lambda user: Q(pk__in=Dispute.objects.visible_to(user).values("pk")),
}


def rows_behind(key: str, now: Moment, iro: User | None = None) -> QuerySet:  # type: ignore[type-arg]  # as above
    """Return the rows behind a figure, of the whole service. Raises KeyError for a key that there is not."""
    figure = FIGURES[key]
    rows = figure.rows(now)
    return rows.filter(NARROW[figure.iro](iro)) if iro else rows
