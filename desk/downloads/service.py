"""The records behind a figure of the dashboard, as rows. A restricted record is left out."""

import datetime
from collections.abc import Callable, Collection
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from accounts.models import User
from children.models import Child
from design.formats import at_start, day
from desk.deadlines import deadlines
from desk.service.behind import narrowed, ready
from desk.service.figures import FIGURES, moment
from disputes.models import Dispute
from exchange.lists import Params, Row, Sheet, within
from office.presenters import moment as moment_of
from participation.models import SafetyAlert
from reviews.models import Decision, RecordOfReview, Review

COLUMNS = {
    "review": ("Child", "Id", "IRO", "Review", "Limit", "Status", "Booked", "Completed"),
    "child": ("Child", "Id", "Looked after since", "IRO"),
    "decision": ("Child", "Id", "Decision", "Who", "By when"),
    "record": ("Child", "Id", "IRO", "Review completed", "Decisions sent", "Record finished", "Distributed"),
    "alert": ("Child", "Id", "Grade", "Raised", "IRO", "State", "Acknowledged by"),
    "dispute": ("Child", "Id", "Stage", "Raised by", "Resolve by"),
}
CELLS: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "review": lambda review: (
        review.iro_name or "",
        review.get_sequence_display(),
        day(review.due_on, empty="No limit"),
        review.get_status_display(),
        day(review.booked_on),
        day(review.completed_on),
    ),
    "child": lambda child: (day(child.began_on), child.iro_name or ""),
    "decision": lambda decision: (decision.text, decision.owner, day(decision.target_on)),
    "record": lambda record: (
        record.review.chair.full_name,
        day(record.review.completed_on),
        day(record.decisions_sent_on),
        day(record.finished_on),
        day(record.distributed_on),
    ),
    "alert": lambda alert: (
        alert.get_grade_display(),
        moment_of(alert.raised_at),
        alert.iro_name or "",
        alert.get_status_display(),
        alert.acknowledged_by.full_name if alert.acknowledged_by else "",
    ),
    "dispute": lambda dispute: (dispute.get_stage_display(), dispute.raised_by.full_name, day(dispute.resolve_by)),
}
DOORS: dict[str, Callable[[User], QuerySet[Any]]] = {
    "review": Review.objects.visible_to,
    "child": Child.objects.visible_to,
    "decision": lambda user: Decision.objects.filter(review__in=Review.objects.visible_to(user)),
    "record": lambda user: RecordOfReview.objects.filter(review__in=Review.objects.visible_to(user)),
    "alert": SafetyAlert.objects.visible_to,
    "dispute": Dispute.objects.visible_to,
}


def _figure(params: Params) -> Any:
    if params["key"] not in FIGURES:
        raise Http404
    return FIGURES[params["key"]]


def _child_of(row: Any) -> Child:
    if isinstance(row, Child):
        return row
    child: Child = row.child if hasattr(row, "child") else row.review.child
    return child


def behind_a_figure(user: User, params: Params, today: datetime.date) -> Sheet:
    """Return the records behind a figure of the dashboard. Raises Http404 for one that there is not."""
    figure, when = _figure(params), deadlines(today)
    now = moment(today, when.calendar, when.settings)
    found, words = narrowed(params["key"], user, now, params)
    rows = []
    for record in ready(figure.unit, found.filter(may_open=True)):
        child = _child_of(record)
        rows.append(Row(record.pk, child.pk, (str(child), child.local_id, *CELLS[figure.unit](record))))
    return Sheet(f"{at_start(figure.label)}{words}", COLUMNS[figure.unit], rows)


def still(user: User, params: Params, ids: Collection[int], today: datetime.date) -> set[int]:
    """Return which of these records a person may still see."""
    return within(DOORS[_figure(params).unit])(user, params, ids, today)
