"""Who was looked after: numbers, who they are, where they lived, who came and who left."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from dateutil.relativedelta import relativedelta

from reporting import facts as f
from reporting.measures.measure import (
    Adding,
    Around,
    Ids,
    Measure,
    Tally,
    Unit,
    Words,
    count,
    distinct,
    table,
    two_way,
    unknown,
)
from reporting.measures.year import Year
from statute.ages import age_on
from statute.codes import ETHNICITY, LEGAL_STATUS, PLACEMENT

SEXES = {"M": "male", "F": "female"}
SECURE = "K1"
# Ethnicity asked for and not yet known: the national return has a code for it, and it states nothing.
ETHNICITY_NOT_OBTAINED = "NOBT"
# A code that the return took then and takes no longer: in a report about then it was no such thing.
RETIRED = " (retired)"
MISSING_CODES = ("M1", "M2", "M3")
# Reasons for a new episode that say that the child moved.
MOVES = ("P", "T", "B", "U")
SEEN = ("seen", "observed")
SEEN_WITHIN = relativedelta(months=6)
AGE_BANDS = ((1, "under_1"), (5, "1_to_4"), (10, "5_to_9"), (16, "10_to_15"), (999, "16_and_over"))
AGE_LABELS = {
    "under_1": "Under 1",
    "1_to_4": "1 to 4",
    "5_to_9": "5 to 9",
    "10_to_15": "10 to 15",
    "16_and_over": "16 and over",
}
MOVE_BANDS = ("0", "1", "2", "3_or_more")
MOVE_LABELS = {"0": "No move", "1": "One move", "2": "Two moves", "3_or_more": "Three moves or more"}


def measures(year: Year) -> list[Measure]:
    """Return the figures about the children."""
    return [
        *_numbers(year),
        _by_ethnicity_and_sex(year),
        _by_placement(year),
        _secure(year),
        _uasc(year),
        _started_by_age_and_status(year),
        _seen_in_six_months(year),
        _permanence_plan(),
        _out_of_area(year),
        _placement_moves(year),
        _siblings_apart(year),
        _missing(year),
    ]


def _numbers(year: Year) -> Iterable[Measure]:
    period = year.period
    care = [c for c in year.facts.care if not c.is_short_breaks]
    yield count(
        Words(
            "children.looked_after_at_start",
            "Children looked after at the start",
            f"Children looked after at the close of the day before {year.span}; children in a series of short breaks "
            "are left out.",
            Unit.CHILDREN,
        ),
        year.at_start,
    )
    yield count(
        Words(
            "children.looked_after_at_end",
            "Children looked after at the end",
            f"Children looked after at the close of the last day of {year.span}; children in a series of short breaks "
            "are left out.",
            Unit.CHILDREN,
        ),
        year.at_end,
    )
    yield count(
        Words(
            "children.short_breaks_at_end",
            "Children in a series of short breaks at the end",
            f"Children in a series of short breaks at the close of the last day of {year.span}; children looked after "
            "in full are left out.",
            Unit.CHILDREN,
        ),
        year.short_breaks_at_end,
    )
    yield count(
        Words(
            "children.started",
            "Children who came into care",
            f"Periods of care that began in {year.span}; series of short breaks are left out.",
            Unit.PERIODS,
        ),
        [c.id for c in care if c.began_on in period],
    )
    yield count(
        Words(
            "children.ceased",
            "Children who left care",
            f"Periods of care that ended in {year.span}; series of short breaks are left out.",
            Unit.PERIODS,
        ),
        [c.id for c in care if c.ceased_on in period],
    )


def _by_ethnicity_and_sex(year: Year) -> Measure:
    cells: dict[tuple[str, str], list[int]] = defaultdict(list)
    missing = []
    for child in (year.child_of[id_] for id_ in year.at_end):
        if child.ethnicity and child.ethnicity != ETHNICITY_NOT_OBTAINED and child.sex in SEXES:
            cells[child.ethnicity, SEXES[child.sex]].append(child.id)
        else:
            missing.append(child.id)
    seen = {row for row, _column in cells}
    rows = [code.code for code in sorted(ETHNICITY, key=lambda code: code.label) if code.code in seen]
    labels = {code.code: code.label for code in ETHNICITY} | {"male": "Male", "female": "Female"}
    return two_way(
        Words(
            "children.by_ethnicity_and_sex",
            "Children looked after by ethnicity and sex",
            f"Children looked after at the close of the last day of {year.span}, by ethnicity and sex; children in a "
            "series of short breaks, and those of whom either is not recorded, are left out.",
            Unit.CHILDREN,
        ),
        cells,
        ([*rows, *sorted(seen - set(rows))], ("male", "female")),
        labels,
        Around(base=year.at_end, not_stated=distinct(missing), excluded=year.short_breaks_at_end),
    )


def _by_placement(year: Year) -> Measure:
    rows, missing = Tally(), []
    for child in year.at_end:
        episode = year.episode_at_end.get(child)
        if episode and episode.placement:
            rows.add(episode.placement, child)
        else:
            missing.append(child)
    return table(
        Words(
            "children.by_placement",
            "Children looked after by placement",
            f"Children looked after at the close of the last day of {year.span}, by the type of their placement on "
            "that day; children in a series of short breaks, and those whose placement is not recorded, are left out.",
            Unit.CHILDREN,
        ),
        rows.in_order(sorted(code.code for code in PLACEMENT)),
        {code.code: code.label.removesuffix(RETIRED) for code in PLACEMENT},
        Adding.WHOLE,
        Around(base=year.at_end, not_stated=distinct(missing), excluded=year.short_breaks_at_end),
    )


def _overlaps(episode: f.Episode, period: f.Period) -> bool:
    return episode.started_on <= period.end and (episode.ended_on is None or episode.ended_on >= period.start)


def _secure(year: Year) -> Measure:
    return count(
        Words(
            "children.secure_in_period",
            "Children in secure accommodation",
            f"Children placed in a secure children's home on any day of {year.span}, each once; nobody is left out.",
            Unit.CHILDREN,
        ),
        [e.child for e in year.facts.episodes if e.placement == SECURE and _overlaps(e, year.period)],
    )


def _uasc(year: Year) -> Measure:
    return count(
        Words(
            "children.uasc",
            "Unaccompanied asylum-seeking children",
            f"Children looked after at the close of the last day of {year.span} who are unaccompanied and seeking "
            "asylum; children in a series of short breaks are left out.",
            Unit.CHILDREN,
        ),
        [id_ for id_ in year.at_end if year.child_of[id_].is_uasc],
        Around(base=year.at_end),
    )


def _band(born: date, on: date) -> str:
    age = age_on(born, on) if on >= born else 0
    return next(name for below, name in AGE_BANDS if age < below)


def _first_episodes(year: Year) -> dict[int, f.Episode]:
    first: dict[int, f.Episode] = {}
    for episode in year.facts.episodes:
        known = first.get(episode.period)
        if known is None or episode.started_on < known.started_on:
            first[episode.period] = episode
    return first


def _started_by_age_and_status(year: Year) -> Measure:
    cells: dict[tuple[str, str], list[int]] = defaultdict(list)
    missing, started, first = [], [], _first_episodes(year)
    for care in year.facts.care:
        if care.is_short_breaks or care.began_on not in year.period:
            continue
        started.append(care.id)
        episode = first.get(care.id)
        if episode is None or not episode.legal_status:
            missing.append(care.id)
        else:
            cells[episode.legal_status, _band(year.child_of[care.child].date_of_birth, care.began_on)].append(care.id)
    seen = {row for row, _column in cells}
    return two_way(
        Words(
            "children.started_by_age_and_status",
            "Children who came into care, by legal status and age",
            f"Periods of care that began in {year.span}, by the first legal status and the age on that day; series "
            "of short breaks, and those whose legal status is not recorded, are left out.",
            Unit.PERIODS,
        ),
        cells,
        (sorted(seen), tuple(AGE_LABELS)),
        {code.code: code.label for code in LEGAL_STATUS} | AGE_LABELS,
        Around(base=distinct(started), not_stated=distinct(missing)),
    )


def _seen_in_six_months(year: Year) -> Measure:
    words = Words(
        "children.seen_in_six_months",
        "Children whom their IRO saw in the last six months",
        f"Children looked after at the close of the last day of {year.span} with whom the IRO spoke in private, or "
        "whom the IRO observed, in the six months up to that day; children in a series of short breaks are left out.",
        Unit.CHILDREN,
    )
    if not any(review.spoken_outcome for review in year.facts.reviews):
        return unknown(words)
    since = year.period.end - SEEN_WITHIN
    at_end = set(year.at_end)
    seen = [
        review.child
        for review in year.facts.reviews
        if review.child in at_end
        and review.spoken_outcome in SEEN
        and review.spoken_on is not None
        and since < review.spoken_on <= year.period.end
    ]
    return count(words, seen, Around(base=year.at_end))


def _permanence_plan() -> Measure:
    return unknown(
        Words(
            "children.permanence_plan",
            "Children with a plan for permanence",
            "Children looked after who have a plan for permanence: the records do not hold it, so it is not stated.",
            Unit.CHILDREN,
        )
    )


def _out_of_area(year: Year) -> Measure:
    words = Words(
        "children.out_of_area",
        "Children placed outside the authority's area",
        f"Children looked after at the close of the last day of {year.span} who are placed outside the authority's "
        "area; children in a series of short breaks, and those of whom it is not recorded, are left out.",
        Unit.CHILDREN,
    )
    known = {child: episode for child, episode in year.episode_at_end.items() if episode.is_out_of_area is not None}
    if not known:
        return unknown(words)
    return count(
        words,
        [child for child, episode in known.items() if episode.is_out_of_area],
        Around(base=year.at_end, not_stated=tuple(id_ for id_ in year.at_end if id_ not in known)),
    )


def _placement_moves(year: Year) -> Measure:
    moves: dict[int, int] = defaultdict(int)
    for episode in year.facts.episodes:
        if episode.reason_new in MOVES and episode.started_on in year.period:
            moves[episode.child] += 1
    rows = Tally()
    for child in year.at_end:
        rows.add(MOVE_BANDS[min(moves[child], len(MOVE_BANDS) - 1)], child)
    return table(
        Words(
            "children.placement_moves",
            "Children by moves of placement",
            f"Children looked after at the close of the last day of {year.span}, by how often they changed placement "
            "in it; children in a series of short breaks are left out.",
            Unit.CHILDREN,
        ),
        rows.in_order(MOVE_BANDS),
        MOVE_LABELS,
        Adding.WHOLE,
        Around(base=year.at_end),
    )


def _siblings_apart(year: Year) -> Measure:
    words = Words(
        "children.siblings_apart",
        "Brothers and sisters who live apart",
        f"Children looked after at the close of the last day of {year.span} with a brother or sister also looked "
        "after, and placed elsewhere than at least one of them; those whose home is not recorded are left out.",
        Unit.CHILDREN,
    )
    families: dict[int, list[int]] = defaultdict(list)
    for id_ in year.at_end:
        group = year.child_of[id_].sibling_group
        if group is not None:
            families[group].append(id_)
    together = [family for family in families.values() if len(family) > 1]
    if not together:
        return unknown(words)
    apart: list[int] = []
    missing: list[int] = []
    for family in together:
        homes = {child: _home(year, child) for child in family}
        missing.extend(child for child, home in homes.items() if not home)
        known = {child: home for child, home in homes.items() if home}
        if len(set(known.values())) > 1:
            apart.extend(known)
    base: Ids = distinct(child for family in together for child in family)
    return count(words, apart, Around(base=base, not_stated=distinct(missing)))


def _home(year: Year, child: int) -> str:
    episode = year.episode_at_end.get(child)
    return episode.home if episode else ""


def _missing(year: Year) -> Measure:
    words = Words(
        "children.missing",
        "Children missing from their placement",
        f"Children with a missing placement code (M1, M2 or M3) on any day of {year.span}, each once; not stated "
        "where no placements are recorded, nor after those codes were withdrawn, since missing episodes are not "
        "recorded here.",
        Unit.CHILDREN,
    )
    withdrawn = any(not PLACEMENT.is_valid_on(code, year.period.end) for code in MISSING_CODES)
    if withdrawn or not year.facts.episodes:
        return unknown(words)
    return count(
        words, [e.child for e in year.facts.episodes if e.placement in MISSING_CODES and _overlaps(e, year.period)]
    )
