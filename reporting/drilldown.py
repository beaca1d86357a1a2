"""The records behind a number: one line each.

Whose scope is the whole service sees "Restricted record" for one they may not open, so that the count and the list
agree. Others see the records that they may open, and no trace of the rest.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Post, User
from accounts.permissions import Capability, may
from children.confidentiality import RESTRICTED_RECORD
from children.models import Child, PeriodOfCare
from design.components import Column, Table, link
from design.formats import counted, day
from disputes.models import CafcassReferral, Dispute
from participation.models import Consultation, OwnWords
from quality.models import AuditOfPractice, GoodPractice, MonitoringChecklist, ResourceConcern
from reporting.measures.measure import DENOMINATOR, EXCLUDED, NOT_STATED, TOTAL, Measure, Unit
from reviews.models import Decision, Review, SecurePanel

PARTS = {DENOMINATOR: "all that it is counted out of", NOT_STATED: "not recorded", EXCLUDED: "left out"}
SINGULAR = {
    Unit.CHILDREN: "child",
    Unit.PERIODS: "period of care",
    Unit.EXAMPLES: "example of good practice",
    Unit.ANSWERS: "answer in own words",
}
# SQLite takes so many values in one statement that this is far below; more ids are asked for in turns.
IDS_AT_ONCE = 5000


@dataclass(frozen=True)
class Source:
    """Where the records of a unit are, what is shown of each, and which child it is about."""

    found: Callable[[User], QuerySet[Any]]
    columns: tuple[str, ...]
    cells: Callable[[Any], list[Any]]
    child: Callable[[Any], int | None]


@dataclass(frozen=True)
class Listing:
    """A list behind a number: its table, and the children it shows."""

    table: Table
    children: frozenset[int]


def _child_link(child: Child) -> Any:
    return link(str(child), reverse("child:page", args=[child.pk]))


def _seen(user: User) -> QuerySet[Child]:
    found: QuerySet[Child] = Child.objects.visible_to(user)
    return found


SOURCES: dict[Unit, Source] = {
    Unit.CHILDREN: Source(
        _seen,
        ("Child", "Id", "Born"),
        lambda child: [_child_link(child), child.local_id, day(child.date_of_birth)],
        lambda child: child.pk,
    ),
    Unit.PERIODS: Source(
        lambda user: PeriodOfCare.objects.filter(child__in=_seen(user)).select_related("child"),
        ("Child", "Became looked after", "Ceased"),
        lambda row: [_child_link(row.child), day(row.became_looked_after_on), day(row.ceased_on, empty="In care")],
        lambda row: row.child_id,
    ),
    Unit.REVIEWS: Source(
        lambda user: Review.objects.visible_to(user).select_related("child", "chair"),
        ("Child", "Review", "Due", "Completed", "Chaired by"),
        lambda row: [
            _child_link(row.child),
            row.get_sequence_display(),
            day(row.due_on, empty="No limit"),
            day(row.completed_on),
            str(row.chair or ""),
        ],
        lambda row: row.child_id,
    ),
    Unit.PANELS: Source(
        lambda user: SecurePanel.objects.filter(child__in=_seen(user)).select_related("child"),
        ("Child", "Due", "Held"),
        lambda row: [_child_link(row.child), day(row.due_on), day(row.held_on)],
        lambda row: row.child_id,
    ),
    Unit.FORMS: Source(
        lambda user: Consultation.objects.visible_to(user).select_related("child"),
        ("Form", "Child", "Received"),
        lambda row: [row.reference, _child_link(row.child), day(row.received_on)],
        lambda row: row.child_id,
    ),
    Unit.ANSWERS: Source(
        lambda user: OwnWords.objects.visible_to(user).select_related("consultation__child", "question"),
        ("Form", "Child", "Question", "Received"),
        lambda row: [
            row.consultation.reference,
            _child_link(row.consultation.child),
            row.question.text,
            day(row.consultation.received_on),
        ],
        lambda row: row.consultation.child_id,
    ),
    Unit.DISPUTES: Source(
        lambda user: Dispute.objects.visible_to(user).select_related("child"),
        ("Child", "Stage reached", "Ended"),
        lambda row: [_child_link(row.child), row.get_stage_display(), day(row.resolved_on, empty="Open")],
        lambda row: row.child_id,
    ),
    Unit.REFERRALS: Source(
        lambda user: CafcassReferral.objects.filter(child__in=_seen(user)).select_related("child"),
        ("Child", "Referred"),
        lambda row: [_child_link(row.child), day(row.referred_on)],
        lambda row: row.child_id,
    ),
    Unit.POSTS: Source(
        lambda _user: Post.objects.select_related("holder"),
        ("Post", "Held by", "Full-time equivalent", "Since"),
        lambda row: [
            row.get_kind_display(),
            str(row.holder or "Vacant"),
            "Not stated" if row.fte is None else f"{row.fte.normalize():f}",
            day(row.from_on),
        ],
        lambda _row: None,
    ),
    Unit.DECISIONS: Source(
        lambda user: Decision.objects.filter(review__in=Review.objects.visible_to(user)).select_related(
            "review__child"
        ),
        ("Child", "Decision", "By when", "State"),
        lambda row: [_child_link(row.review.child), row.text, day(row.target_on), row.get_status_display()],
        lambda row: row.review.child_id,
    ),
    Unit.AUDITS: Source(
        AuditOfPractice.objects.visible_to,
        ("Audit", "When"),
        lambda row: [row.subject, day(row.audited_on)],
        lambda _row: None,
    ),
    Unit.CHECKLISTS: Source(
        lambda user: MonitoringChecklist.objects.visible_to(user).select_related("review__child"),
        ("Child", "Completed"),
        lambda row: [_child_link(row.review.child), day(row.completed_on)],
        lambda row: row.review.child_id,
    ),
    Unit.CONCERNS: Source(
        ResourceConcern.objects.visible_to,
        ("Concern", "Raised", "What came of it"),
        lambda row: [row.concern, day(row.raised_on), row.outcome],
        lambda _row: None,
    ),
    Unit.EXAMPLES: Source(
        GoodPractice.objects.visible_to,
        ("What was noted", "When"),
        lambda row: [row.text, day(row.noted_on)],
        lambda row: row.child_id,
    ),
}


def part_in_words(measure: Measure, part: str) -> str:
    """Return what a part of a figure is called; empty for the whole."""
    if not part:
        return ""
    if part in PARTS:
        return PARTS[part]
    names = [part] if part in measure.labels else part.split(".")
    return ", ".join(measure.labels.get(name, name) for name in names if name != TOTAL) or "total"


def records_behind(measure: Measure, part: str, user: User) -> list[Any]:
    """Return the records behind a figure, or one part of it, that somebody may open.

    Raises KeyError where there is no such part, or where nothing is counted behind the figure.
    """
    if measure.records is None:
        raise KeyError(measure.key)
    return list(_in_turns(SOURCES[measure.unit].found(user), measure.behind(part)))


def listing(measure: Measure, part: str, user: User) -> Listing:
    """Return the list behind a figure, or behind one part of it: for the manager as many rows as the number says.

    Raises KeyError where there is no such part, or where nothing is counted behind the figure.
    """
    open_to, source, ids = records_behind(measure, part, user), SOURCES[measure.unit], measure.behind(part)
    rows = [source.cells(record) for record in open_to]
    blank = [""] * (len(source.columns) - 1)
    closed = len(ids) - len(open_to) if may(user, Capability.SEE_SERVICE) else 0
    rows.extend([RESTRICTED_RECORD, *blank] for _ in range(closed))
    singular = SINGULAR.get(measure.unit, measure.unit.value.removesuffix("s"))
    children = frozenset(child for record in open_to if (child := source.child(record)) is not None)
    table = Table(
        caption=counted(len(rows), singular, measure.unit.value),
        columns=[Column(text) for text in source.columns],
        rows=rows,
        id="records",
    )
    return Listing(table, children)


def _in_turns(records: QuerySet[Any], ids: tuple[int, ...]) -> Iterable[Any]:
    for start in range(0, len(ids), IDS_AT_ONCE):
        yield from records.filter(pk__in=ids[start : start + IDS_AT_ONCE])
