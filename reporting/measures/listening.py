"""How children with communication needs were heard: Stop, Look and Listen before their reviews."""

from collections.abc import Iterable

from reporting.measures.measure import Adding, Around, Measure, Tally, Unit, Words, count, distinct, table
from reporting.measures.year import Year

DONE = "done"


def measures(year: Year) -> list[Measure]:
    """Return the figures about Stop, Look and Listen."""
    return list(_listened(year))


def _listened(year: Year) -> Iterable[Measure]:
    held = set(year.held_ids)
    base = distinct(review for review in year.facts.to_listen if review in held)
    wanted = set(base)
    done = Tally()
    for row in year.facts.listened:
        if row.status == DONE and row.review in wanted:
            done.add(row.strand, row.review)
    with_any = distinct(review for ids in done.cells.values() for review in ids)
    whose = (
        f"Reviews of looked-after children completed in {year.span}, of children of whom it is recorded how they "
        "communicate, or for whom Stop, Look and Listen began"
    )
    yield count(
        Words(
            "participation.stop_look_listen",
            "Reviews before which Stop, Look and Listen was done",
            f"{whose}, before which at least one of its strands was done; reviews of all other children are left out.",
            Unit.REVIEWS,
        ),
        with_any,
        Around(base=base),
    )
    yield table(
        Words(
            "participation.stop_look_listen_strands",
            "What was done of Stop, Look and Listen",
            f"{whose}, by the strands that were done; a review may stand in several rows, and those before which no "
            "strand was done are left out.",
            Unit.REVIEWS,
        ),
        done.in_order(year.words("strand")),
        year.words("strand"),
        Adding.SEVERAL,
        Around(base=base),
    )
