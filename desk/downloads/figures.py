"""The records behind a figure of the annual report, or of any period, as rows. A restricted record is left out."""

import datetime
from collections.abc import Collection
from html import unescape
from typing import Any

from django.http import Http404
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from accounts.models import User
from exchange.lists import Params, Row, Sheet
from office.authority import working_calendar
from reporting.assembly import statistics_of
from reporting.drilldown import SOURCES, part_in_words, records_behind
from reporting.facts import Period
from reporting.measures.measure import Measure
from reporting.models import AnnualReport
from reporting.statistics import AnnualStatistics, annual_statistics


def _period(params: Params) -> AnnualStatistics:
    try:
        days = [datetime.date.fromisoformat(params.get(name, "")) for name in ("start", "end")]
        return annual_statistics(Period.asked_for(*days), calendar=working_calendar())
    except ValueError:
        raise Http404 from None


def _report(params: Params) -> AnnualStatistics:
    found = AnnualReport.objects.filter(pk=params["pk"]).first() if params["pk"].isdecimal() else None
    if found is None:
        raise Http404
    return statistics_of(found, calendar=working_calendar())


def _behind(statistics: AnnualStatistics, params: Params, user: User) -> tuple[Measure, list[Any]]:
    try:
        measure = statistics[params["key"]]
        return measure, records_behind(measure, params.get("part", ""), user)
    except KeyError:
        raise Http404 from None


def _plain(cell: Any) -> Any:
    return unescape(strip_tags(cell)) if isinstance(cell, SafeString) else cell


def _sheet(statistics: AnnualStatistics, params: Params, user: User) -> Sheet:
    measure, records = _behind(statistics, params, user)
    source, part = SOURCES[measure.unit], part_in_words(measure, params.get("part", ""))
    rows = [
        Row(record.pk, source.child(record), tuple(_plain(cell) for cell in source.cells(record))) for record in records
    ]
    title = f"{measure.label}, {part}" if part else measure.label
    return Sheet(f"{title}: {statistics.period}", source.columns, rows)


def of_period(user: User, params: Params, _today: datetime.date) -> Sheet:
    """Return the records behind a figure of a period. Raises Http404 where there is no such period or figure."""
    return _sheet(_period(params), params, user)


def of_report(user: User, params: Params, _today: datetime.date) -> Sheet:
    """Return the records behind a figure of a report. Raises Http404 where there is no such report or figure."""
    return _sheet(_report(params), params, user)


def still_of_period(user: User, params: Params, _ids: Collection[int], _today: datetime.date) -> set[int]:
    """Return which records behind the figure a person may still see."""
    return {record.pk for record in _behind(_period(params), params, user)[1]}


def still_of_report(user: User, params: Params, _ids: Collection[int], _today: datetime.date) -> set[int]:
    """Return which records behind the figure a person may still see."""
    return {record.pk for record in _behind(_report(params), params, user)[1]}
