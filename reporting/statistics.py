"""The figures of a period, computed once: the only way in for screens, files and commands."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reporting.facts import Facts, Period
from reporting.measures import Measure, all_measures
from reporting.reconcile import Discrepancy, warnings_about
from reporting.rows import read_facts
from statute.calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class AnnualStatistics:
    """The figures of a period and what does not reconcile among them. Immutable; every output receives this object."""

    period: Period
    figures: Mapping[str, Measure]
    warnings: tuple[Discrepancy, ...]

    def __getitem__(self, key: str) -> Measure:
        """Return a figure by its key. Raises KeyError for an unknown one."""
        return self.figures[key]


def compute(facts: Facts, *, calendar: WorkingCalendar) -> AnnualStatistics:
    """Compute the figures from facts that were read before: no query is run."""
    measures = all_measures(facts, calendar)
    figures = MappingProxyType({measure.key: measure for measure in measures})
    return AnnualStatistics(facts.period, figures, warnings_about(measures))


def annual_statistics(period: Period, *, calendar: WorkingCalendar) -> AnnualStatistics:
    """Read the database and compute the figures of a period."""
    return compute(read_facts(period), calendar=calendar)
