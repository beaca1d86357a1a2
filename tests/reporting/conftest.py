"""The demonstration year, loaded once: its figures and its report, kept when the database is empty again."""

import datetime
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.db import transaction

from office.authority import working_calendar
from reporting.assembly import document_of
from reporting.facts import Facts, Period
from reporting.models import AnnualReport
from reporting.outputs.document import Document
from reporting.rows import read_facts
from reporting.statistics import AnnualStatistics, compute

YEAR = Period(datetime.date(2011, 1, 1), datetime.date(2011, 12, 31))


@dataclass(frozen=True)
class Demonstration:
    """What the tests read of the demonstration year."""

    facts: Facts
    statistics: AnnualStatistics
    document: Document


@pytest.fixture(scope="session")
def demonstration(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", "harrow2011", verbosity=0)
        facts, calendar = read_facts(YEAR), working_calendar()
        statistics = compute(facts, calendar=calendar)
        report = AnnualReport.objects.of_period(YEAR.start, YEAR.end).get()
        kept = Demonstration(facts, statistics, document_of(report, statistics))
        # Taken out of the database again: what the tests read is in memory.
        transaction.set_rollback(True)
    return kept
