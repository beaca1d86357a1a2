"""The figures and the report of the demonstration year, computed once and kept in memory."""

import datetime
from dataclasses import dataclass

import pytest

from office.authority import working_calendar
from reporting.assembly import document_of
from reporting.facts import Facts, Period
from reporting.models import AnnualReport
from reporting.outputs.document import Document
from reporting.rows import read_facts
from reporting.statistics import AnnualStatistics, compute
from tests.schema import using_database

YEAR = Period(datetime.date(2011, 1, 1), datetime.date(2011, 12, 31))


@dataclass(frozen=True)
class Demonstration:
    """What the tests read of the demonstration year."""

    facts: Facts
    statistics: AnnualStatistics
    document: Document


@pytest.fixture(scope="session")
def year_2011(demonstration_database, django_db_blocker) -> Demonstration:
    with django_db_blocker.unblock(), using_database(demonstration_database):
        facts = read_facts(YEAR)
        statistics = compute(facts, calendar=working_calendar())
        report = AnnualReport.objects.of_period(YEAR.start, YEAR.end).get()
        return Demonstration(facts, statistics, document_of(report, statistics))
