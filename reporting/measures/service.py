"""The team: posts, caseload, who they are, how long they have been there."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from reporting import facts as f
from reporting.measures.measure import (
    Adding,
    Around,
    Measure,
    Tally,
    Unit,
    Words,
    amount,
    count,
    distinct,
    plain,
    ratio,
    table,
    two_way,
)
from reporting.measures.year import IRO_POST, SUPPORT_POST, Year

SEXES = {"M": "male", "F": "female"}
TENURES = {
    "under_1": "Less than 1 year in post",
    "1_to_3": "1 to 3 years in post",
    "over_3": "Over 3 years in post",
}
POSITIONS = {"below": "Below the range", "within": "Within the range", "above": "Above the range"}
ADVOCACY = {
    "looked_after": "Children looked after",
    "leaving_care": "Young people leaving care",
    "uasc": "Unaccompanied asylum-seeking children",
}


def measures(year: Year) -> list[Measure]:
    """Return the figures about the service."""
    iros = [post for post in year.posts_at_end if post.kind == IRO_POST and post.holder is not None]
    support = [post for post in year.posts_at_end if post.kind == SUPPORT_POST and post.holder is not None]
    vacant = [post for post in year.posts_at_end if post.kind == IRO_POST and post.holder is None]
    agency = [post for post in iros if post.is_agency]
    fte, available = _fte(iros), _available(iros)
    end = f"the last day of {year.span}"
    return [
        _posts(year),
        _fte_measure("service.iro_fte", "IROs, full-time equivalent", f"IROs held on {end}", iros, fte),
        _fte_measure(
            "service.support_worker_fte",
            "Review support workers, full-time equivalent",
            f"review support workers held on {end}",
            support,
            _fte(support),
        ),
        _fte_measure(
            "service.available_fte",
            "IROs available for reviews, full-time equivalent",
            f"IROs held on {end}, without the share given to other duties",
            iros,
            available,
        ),
        *_caseload(year, fte, available),
        _by_identity_and_sex(year, iros),
        _years_in_post(year, iros),
        count(
            Words(
                "service.agency",
                "IRO posts held by agency staff",
                f"Posts of Independent Reviewing Officers that agency staff held on {end}; vacant posts are left out.",
                Unit.POSTS,
            ),
            [post.id for post in agency],
            Around(base=distinct(post.id for post in iros)),
        ),
        count(
            Words(
                "service.vacancies",
                "Vacant IRO posts",
                f"Posts of Independent Reviewing Officers that nobody held on {end}; nobody is left out.",
                Unit.POSTS,
            ),
            [post.id for post in vacant],
        ),
        _changes_of_iro(year),
        _advocacy(year),
    ]


def _fte(posts: Iterable[f.Post]) -> Decimal | None:
    known = [post.fte for post in posts if post.fte is not None]
    return sum(known, Decimal(0)) if known else None


def _available(posts: Iterable[f.Post]) -> Decimal | None:
    known = [post.fte - post.other_duties_fte for post in posts if post.fte is not None]
    return sum(known, Decimal(0)) if known else None


def _fte_measure(key: str, label: str, whose: str, posts: list[f.Post], fte: Decimal | None) -> Measure:
    silent = sum(post.fte is None for post in posts)
    definition = f"The sum of the posts of {whose}; vacant posts and posts of unknown size are left out."
    return amount(Words(key, label, definition, Unit.FTE), fte, not_stated=silent)


def _caseload(year: Year, fte: Decimal | None, available: Decimal | None) -> Iterable[Measure]:
    low, high = year.facts.terms.caseload_low, year.facts.terms.caseload_high
    end = f"the last day of {year.span}"
    yield _per_fte(
        year,
        fte,
        "service.caseload_per_fte",
        "Children for each full-time IRO",
        f"Children looked after at the close of {end}, divided by the full-time equivalents of the IROs in post then; "
        "children in a series of short breaks and vacant posts are left out.",
    )
    yield _per_fte(
        year,
        available,
        "service.caseload_per_available_fte",
        "Children for each full-time IRO available for reviews",
        f"Children looked after at the close of {end}, divided by the full-time equivalents of the IROs in post then "
        "without the share given to other duties; children in a series of short breaks are left out.",
    )
    # The exact ratio, not the printed one: 70.04 children are above a range that ends at 70, though they print as 70.0.
    load = Decimal(len(year.at_end)) / fte if fte else None
    word = None if load is None else "below" if load < low else "above" if load > high else "within"
    yield Measure(
        key="service.caseload_range",
        label="Caseload against the recommended range",
        definition=f"Whether the children for each full-time IRO on {end} are below, within or above the recommended "
        f"range of {low} to {high}; nobody is left out.",
        unit=Unit.CHILDREN,
        value=word,
        labels=POSITIONS,
    )


def _per_fte(year: Year, fte: Decimal | None, key: str, label: str, definition: str) -> Measure:
    return Measure(
        key=key,
        label=label,
        definition=definition,
        unit=Unit.CHILDREN,
        value=ratio(len(year.at_end), fte or 0),
        numerator=len(year.at_end),
        denominator=None if fte is None else plain(fte),
        excluded=len(year.short_breaks_at_end),
        records=len(year.at_end),
        ids=year.at_end,
        parts={"excluded": year.short_breaks_at_end},
    )


def _posts(year: Year) -> Measure:
    held = [post for post in year.posts_at_end if post.holder is not None]
    rows = Tally()
    for post in held:
        rows.add(post.kind, post.id)
    return table(
        Words(
            "service.posts",
            "The team by post",
            f"Posts of the service held on the last day of {year.span}, by kind; vacant posts are left out.",
            Unit.POSTS,
        ),
        rows.in_order(year.words("post")),
        year.words("post"),
        Adding.WHOLE,
        Around(base=distinct(post.id for post in held)),
    )


def _by_identity_and_sex(year: Year, iros: list[f.Post]) -> Measure:
    cells: dict[tuple[str, str], list[int]] = defaultdict(list)
    missing = []
    for post in iros:
        if post.identity and post.sex in SEXES:
            cells[post.identity, SEXES[post.sex]].append(post.id)
        else:
            missing.append(post.id)
    return two_way(
        Words(
            "service.iro_by_identity_and_sex",
            "IROs by ethnic identity and sex",
            f"Posts of Independent Reviewing Officers held on the last day of {year.span}, by how their holders "
            "describe themselves; those who have not said are left out.",
            Unit.POSTS,
        ),
        cells,
        (sorted({row for row, _column in cells}), ("male", "female")),
        {"male": "Male", "female": "Female"},
        Around(base=distinct(post.id for post in iros), not_stated=distinct(missing)),
    )


def _tenure(since: date, end: date) -> str:
    if since < end - relativedelta(years=3):
        return "over_3"
    return "under_1" if since > end - relativedelta(years=1) else "1_to_3"


def _years_in_post(year: Year, iros: list[f.Post]) -> Measure:
    since: dict[int | None, date] = {}
    for post in year.facts.posts:
        if post.kind == IRO_POST and post.holder is not None:
            since[post.holder] = min(since.get(post.holder, post.from_on), post.from_on)
    rows = Tally()
    for post in iros:
        rows.add(_tenure(since[post.holder], year.period.end), post.id)
    return table(
        Words(
            "service.years_in_post",
            "IROs by years in post",
            f"Posts of Independent Reviewing Officers held on the last day of {year.span}, by how long their holders "
            "have been IROs here; vacant posts are left out.",
            Unit.POSTS,
        ),
        rows.in_order(TENURES, keep_empty=True),
        TENURES,
        Adding.WHOLE,
        Around(base=distinct(post.id for post in iros)),
    )


def _changes_of_iro(year: Year) -> Measure:
    last: dict[int, int] = {}
    rows = Tally()
    for allocation in sorted(year.facts.allocations, key=lambda a: (a.from_on, a.id)):
        before = last.get(allocation.child)
        if before is not None and before != allocation.iro and allocation.from_on in year.period:
            rows.add(allocation.reason, allocation.child)
        last[allocation.child] = allocation.iro
    return table(
        Words(
            "service.changes_of_iro",
            "Children who changed IRO",
            f"Children given another IRO than the one before in {year.span}, by the reason; a child who changed "
            "twice for two reasons stands in both rows, and children given their first IRO are left out.",
            Unit.CHILDREN,
        ),
        rows.in_order(year.words("allocation_reason")),
        year.words("allocation_reason"),
        Adding.SEVERAL,
    )


def _advocacy(year: Year) -> Measure:
    # The collection has a year of its own: the newest one that ended in this period stands for it.
    typed = [t for t in year.facts.typed if t.key == "advocacy.supported" and t.until_on in year.period]
    newest = max((t.until_on for t in typed), default=None)
    current = [t for t in typed if t.until_on == newest]
    own = (
        f" for {f.days_in_words(current[0].from_on, current[0].until_on)}; source: {current[0].source}"
        if current
        else ""
    )
    return Measure(
        key="advocacy.supported",
        label="Young people whom an advocate supported",
        definition=f"Young people whom the advocacy service supported, a typed figure with a period of its own{own}; "
        "nobody is left out."
        if current
        else "Young people whom the advocacy service supported: no figure was typed.",
        unit=Unit.YOUNG_PEOPLE,
        value={t.code: plain(t.value) for t in current} or None,
        labels={t.code: ADVOCACY.get(t.code, t.code) for t in current},
    )
