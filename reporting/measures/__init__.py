"""Every figure of a period, computed from plain rows. Pure: no Django, no clock, no database."""

from reporting.facts import Facts
from reporting.measures import (
    children,
    disputes,
    hearing,
    listening,
    participation,
    quality,
    reviews,
    safety,
    service,
    voice,
)
from reporting.measures.measure import Measure
from reporting.measures.year import year_of
from statute.calendar import WorkingCalendar

__all__ = ["Measure", "all_measures"]

FAMILIES = (children, service, reviews, participation, safety, voice, listening, hearing, disputes, quality)


def all_measures(facts: Facts, calendar: WorkingCalendar) -> tuple[Measure, ...]:
    """Return the figures of the facts' period, in the order of the annual report."""
    year = year_of(facts, calendar)
    return tuple(measure for family in FAMILIES for measure in family.measures(year))
