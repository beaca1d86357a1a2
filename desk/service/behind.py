"""The records behind a figure of the dashboard, narrowed and ready for a table or a file."""

from collections.abc import Mapping
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from accounts.models import User
from children.models import IROAllocation, PeriodOfCare
from desk.service.figures import FIGURES, OPEN_TO, Moment, rows_behind
from reviews.models import Booking


def _iro_of(child: str) -> Subquery:
    standing = IROAllocation.objects.filter(child=OuterRef(child), until_on__isnull=True)
    return Subquery(standing.values("iro__full_name")[:1], output_field=CharField())


def ready(unit: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return rows with what their table shows, in a fixed number of queries, and in the order to work through them."""
    if unit == "review":
        booked = Booking.objects.filter(review=OuterRef("pk"), is_current=True).values("on")[:1]
        ready = rows.select_related("child").annotate(iro_name=_iro_of("child"), booked_on=Subquery(booked))
        return ready.order_by("-may_open", "due_on", "pk")
    if unit == "child":
        began = PeriodOfCare.objects.filter(child=OuterRef("pk"), ceased_on__isnull=True)
        since = Subquery(began.values("became_looked_after_on")[:1])
        return rows.annotate(iro_name=_iro_of("pk"), began_on=since).order_by("-may_open", "began_on", "pk")
    if unit == "decision":
        return rows.select_related("review__child").order_by("-may_open", "target_on", "pk")
    if unit == "record":
        return rows.select_related("review__child", "review__chair").order_by("-may_open", "review__completed_on", "pk")
    if unit == "alert":
        shown = rows.select_related("child", "acknowledged_by", "closing").annotate(iro_name=_iro_of("child"))
        return shown.order_by("-may_open", "raised_at", "pk")
    return rows.select_related("child", "raised_by").order_by("-may_open", "resolve_by", "pk")


def narrowed(key: str, user: User, now: Moment, asked: Mapping[str, str]) -> tuple[QuerySet[Any], str]:
    """Return the rows behind a figure, narrowed by the address (to an IRO, to a stage), and the words for it.

    They are the whole service's: `may_open` of each says whether this person may see whom it is about. Raises Http404
    for an IRO that there is not.
    """
    iro, words = None, ""
    if asked.get("iro", "").isdecimal():
        iro = get_object_or_404(User, pk=asked["iro"])
        words = f" ({iro.full_name})"
    rows = rows_behind(key, now, iro)
    if key == "disputes" and asked.get("stage"):
        rows = rows.filter(stage=asked["stage"])
    return rows.annotate(may_open=OPEN_TO[FIGURES[key].unit](user)), words
