"""The service today: a fixed number of queries, whatever the size of the service, read into plain rows.

It holds numbers alone, of every child of the service, also of those whose record is closed to the reader.
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from accounts.models import Post, User
from children.enums import CareKind
from children.models import Child, IROAllocation, PeriodOfCare
from desk.service.figures import FIGURES, Moment, rows_behind, unspoken_near
from disputes.models import Dispute
from office.models import Job
from reviews.models import Review
from reviews.querysets import IN_TIME

RECOMPUTED = "reviews.recompute_due_dates"


@dataclass
class IROLine:
    """One IRO's line: counts, and the full-time equivalent of their posts."""

    pk: int
    name: str
    fte: Decimal | None = None
    other_duties: Decimal = Decimal(0)
    children: int = 0
    overdue: int = 0
    due: int = 0
    completed: int = 0
    on_time: int = 0
    records_late: int = 0
    disputes: int = 0

    @property
    def per_fte(self) -> Decimal | None:
        """Return children per full-time equivalent, to one decimal; None without a post."""
        return round(self.children / self.fte, 1) if self.fte else None


@dataclass
class Dashboard:
    """The service today."""

    figures: dict[str, int] = field(default_factory=dict)
    lines: list[IROLine] = field(default_factory=list)
    disputes: Counter[str] = field(default_factory=Counter)
    fte: Decimal = Decimal(0)
    last_night: Job | None = None


def dashboard(now: Moment) -> Dashboard:
    """Read the service today."""
    page = Dashboard()
    lines = _posts(now)
    _children(now, page, lines)
    _open_reviews(now, page, lines)
    _completed(now, page, lines)
    _records(now, page, lines)
    _disputes(page, lines)
    _name(lines)
    for key in ("safety-alerts", "decisions-overdue", "iro-kept-out", "iro-left"):
        page.figures[key] = rows_behind(key, now).count()
    page.last_night = Job.objects.filter(kind=RECOMPUTED, state=Job.State.DONE).order_by("-finished_at").first()
    page.lines = sorted(lines.values(), key=lambda line: line.name)
    page.fte = sum((line.fte for line in page.lines if line.fte), Decimal(0))
    return page


def _line(lines: dict[int, IROLine], pk: int) -> IROLine:
    return lines.setdefault(pk, IROLine(pk, ""))


def _posts(now: Moment) -> dict[int, IROLine]:
    lines: dict[int, IROLine] = {}
    for post in Post.objects.of_iros().in_force(now.today).filter(holder__isnull=False).select_related("holder"):
        line = lines.setdefault(post.holder_id, IROLine(post.holder_id, post.holder.full_name))
        line.fte = (line.fte or Decimal(0)) + (post.fte or Decimal(0))
        line.other_duties += post.other_duties_fte
    return lines


def _children(now: Moment, page: Dashboard, lines: dict[int, IROLine]) -> None:
    iro = IROAllocation.objects.filter(child=OuterRef("pk"), until_on__isnull=True).values("iro")[:1]
    in_full_care = PeriodOfCare.objects.filter(child=OuterRef("pk"), ceased_on__isnull=True, kind=CareKind.LOOKED_AFTER)
    began = PeriodOfCare.objects.filter(child=OuterRef("pk"), ceased_on__isnull=True)
    too_long = Exists(began.filter(became_looked_after_on__lt=now.allocate_before))
    rows = (
        Child.objects.current()
        .order_by()
        .annotate(iro=Subquery(iro), looked_after=Exists(in_full_care), too_long=too_long)
        .values("iro")
        .annotate(
            n=Count("pk"),
            full=Count("pk", filter=Q(looked_after=True)),
            late=Count("pk", filter=Q(too_long=True)),
        )
    )
    page.figures |= {"children": 0, "unallocated": 0, "unallocated-too-long": 0}
    for row in rows:
        page.figures["children"] += row["full"]
        if row["iro"] is None:
            page.figures["unallocated"] = row["n"]
            page.figures["unallocated-too-long"] = row["late"]
        else:
            _line(lines, row["iro"]).children = row["full"]


def _open_reviews(now: Moment, page: Dashboard, lines: dict[int, IROLine]) -> None:
    iro = IROAllocation.objects.filter(child=OuterRef("child"), until_on__isnull=True).values("iro")[:1]
    due = Q(due_on__gte=now.today, due_on__lte=now.horizon)
    counts: dict[str, Any] = {
        "overdue": Count("pk", filter=Q(due_on__lt=now.today)),
        "due": Count("pk", filter=due),
        "due-without-a-date": Count("pk", filter=due & Q(status="to_arrange")),
        "not-spoken-to": Count("pk", filter=Q(unspoken=True)),
    }
    rows = (
        Review.objects.open()
        .order_by()
        .annotate(iro=Subquery(iro), unspoken=unspoken_near(now))
        .values("iro")
        .annotate(**counts)
    )
    page.figures |= dict.fromkeys(counts, 0)
    for row in rows:
        for key in counts:
            page.figures[key] += row[key]
        if row["iro"] is not None:
            line = _line(lines, row["iro"])
            line.overdue, line.due = row["overdue"], row["due"]


def _completed(now: Moment, page: Dashboard, lines: dict[int, IROLine]) -> None:
    done = Review.objects.looked_after().completed_between(now.twelve_months_ago, now.today)
    page.figures |= {"completed": 0, "completed-on-time": 0}
    for row in done.order_by().values("chair").annotate(n=Count("pk"), good=Count("pk", filter=IN_TIME)):
        line = _line(lines, row["chair"])
        line.completed, line.on_time = row["n"], row["good"]
        page.figures["completed"] += row["n"]
        page.figures["completed-on-time"] += row["good"]


def _records(now: Moment, page: Dashboard, lines: dict[int, IROLine]) -> None:
    late = FIGURES["records-late"].rows(now).order_by().values("review__chair").annotate(n=Count("pk"))
    page.figures["records-late"] = 0
    for row in late:
        _line(lines, row["review__chair"]).records_late = row["n"]
        page.figures["records-late"] += row["n"]


def _disputes(page: Dashboard, lines: dict[int, IROLine]) -> None:
    rows = Dispute.objects.open().order_by().values("raised_by", "stage").annotate(n=Count("pk"))
    for row in rows:
        page.disputes[row["stage"]] += row["n"]
        _line(lines, row["raised_by"]).disputes += row["n"]
    page.figures["disputes"] = page.disputes.total()


def _name(lines: dict[int, IROLine]) -> None:
    """Name those who have children or reviews here but hold no post now."""
    nameless = [pk for pk, line in lines.items() if not line.name]
    for pk, name in User.objects.filter(pk__in=nameless).values_list("pk", "full_name"):
        lines[pk].name = name
