"""Audits of practice, checklists, resource concerns and good practice."""

from collections.abc import Iterable

from reporting import facts as f
from reporting.measures.measure import Adding, Around, Measure, Tally, Unit, Words, count, distinct, table
from reporting.measures.year import Year


def measures(year: Year) -> list[Measure]:
    """Return the figures about the quality of the work."""
    facts = year.facts
    audits = distinct(_in_period(year, facts.audits))
    themes = Tally()
    for theme in facts.audit_themes:
        if theme.record in set(audits):
            themes.add(theme.name, theme.record)
    themed = {id_ for ids in themes.cells.values() for id_ in ids}
    return [
        _dated(year, ("quality.audits", "Audits of practice", "Audits of practice made"), facts.audits, Unit.AUDITS),
        table(
            Words(
                "quality.audit_themes",
                "Themes of audits",
                f"Audits of practice made in {year.span}, by theme; an audit may have several, and audits of other "
                "periods are left out.",
                Unit.AUDITS,
            ),
            themes.in_order([]),
            {},
            Adding.SEVERAL,
            Around(base=audits, not_stated=distinct(set(audits) - themed)),
        ),
        _dated(
            year,
            ("quality.checklists", "Monitoring checklists", "Monitoring checklists completed after reviews"),
            facts.checklists,
            Unit.CHECKLISTS,
        ),
        _dated(
            year,
            ("quality.resource_concerns", "Resource concerns", "Concerns about resources raised"),
            facts.concerns,
            Unit.CONCERNS,
        ),
        _dated(
            year,
            ("quality.good_practice", "Good practice noted", "Examples of good practice noted"),
            facts.good_practice,
            Unit.EXAMPLES,
        ),
    ]


def _in_period(year: Year, rows: Iterable[f.Dated]) -> list[int]:
    return [row.id for row in rows if row.on in year.period]


def _dated(year: Year, words: tuple[str, str, str], rows: Iterable[f.Dated], unit: Unit) -> Measure:
    key, label, what = words
    definition = f"{what} in {year.span}; those of other periods are left out."
    return count(Words(key, label, definition, unit), _in_period(year, rows))
