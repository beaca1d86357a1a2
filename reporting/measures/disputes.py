"""The local resolution protocol: stages entered, issues, how long it took and what it changed."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from reporting import facts as f
from reporting.measures.measure import (
    Adding,
    Around,
    Ids,
    Measure,
    Tally,
    Unit,
    Words,
    amount,
    count,
    distinct,
    table,
    unknown,
)
from reporting.measures.year import Year
from statute.disputes import RESOLUTION_WORKING_DAYS
from statute.words import quantity

PRE_PROTOCOL = "pre_protocol"
FORMAL = ("stage_1", "stage_2", "director")
# A count is told only where counting had begun when the period did, give or take its first month.
BEGAN_WITHIN = timedelta(days=31)


def measures(year: Year) -> list[Measure]:
    """Return the figures about disputes."""
    return [*_stages(year), *_previous(year), *_issues(year), *_resolved(year), _referrals(year)]


def _entered(year: Year, stage: str, period: f.Period) -> Ids:
    return distinct(row.dispute for row in year.facts.stages if row.stage == stage and row.entered_on in period)


def _stages(year: Year) -> Iterable[Measure]:
    for stage, label in (
        ("stage_1", "Disputes at stage 1"),
        ("stage_2", "Disputes at stage 2"),
        ("director", "Disputes taken to a director"),
    ):
        yield count(
            Words(
                f"disputes.{stage}",
                label,
                f"Disputes that entered this stage in {year.span}; disputes that entered it before or after are left "
                "out.",
                Unit.DISPUTES,
            ),
            _entered(year, stage, year.period),
        )
    words = Words(
        f"disputes.{PRE_PROTOCOL}",
        "Pre-protocol contacts",
        f"Concerns raised informally before the protocol in {year.span}; not stated where such contacts were not yet "
        "recorded in the first month of the period.",
        Unit.DISPUTES,
    )
    began = min((row.entered_on for row in year.facts.stages if row.stage == PRE_PROTOCOL), default=None)
    if began is None or began > year.period.start + BEGAN_WITHIN:
        yield unknown(words)
    else:
        yield count(words, _entered(year, PRE_PROTOCOL, year.period))


def _previous(year: Year) -> Iterable[Measure]:
    before = year.period.previous
    for stage, label in (("stage_1", "stage 1"), ("stage_2", "stage 2")):
        key = f"disputes.previous.{stage}"
        typed = [t for t in year.facts.typed if t.key == key and (t.from_on, t.until_on) == (before.start, before.end)]
        title = f"Disputes at {label} in the period before"
        if typed:
            yield amount(
                Words(
                    key,
                    title,
                    f"Disputes that entered {label} in {f.days_in_words(typed[0].from_on, typed[0].until_on)}, a typed "
                    f"figure; source: {typed[0].source}; nobody is left out.",
                    Unit.DISPUTES,
                ),
                typed[0].value,
            )
            continue
        words = Words(
            key,
            title,
            f"Disputes that entered {label} in the period {before}; not stated where no record reaches back and "
            "none was typed.",
            Unit.DISPUTES,
        )
        reaches = any(row.entered_on <= before.end for row in year.facts.stages)
        yield count(words, _entered(year, stage, before)) if reaches else unknown(words)


def _opened_on(year: Year) -> dict[int, date]:
    """Return the day on which each dispute first entered a formal stage."""
    opened: dict[int, date] = {}
    for row in year.facts.stages:
        if row.stage in FORMAL:
            opened[row.dispute] = min(opened.get(row.dispute, row.entered_on), row.entered_on)
    return opened


def _issues(year: Year) -> Iterable[Measure]:
    opened = {dispute for dispute, on in _opened_on(year).items() if on in year.period}
    rows = Tally()
    for issue in year.facts.issues:
        if issue.record in opened:
            rows.add(issue.name, issue.record)
    stated = {id_ for ids in rows.cells.values() for id_ in ids}
    around = Around(base=distinct(opened), not_stated=distinct(opened - stated))
    yield table(
        Words(
            "disputes.issues",
            "Issues of disputes",
            f"Disputes that entered their first formal stage in {year.span}, by issue; a dispute may have several, "
            "and informal contacts are left out.",
            Unit.DISPUTES,
        ),
        rows.in_order([]),
        {},
        Adding.SEVERAL,
        around,
    )
    of_each, sizes = Counter(id_ for ids in rows.cells.values() for id_ in ids), Tally()
    for dispute, number in of_each.items():
        sizes.add(str(number), dispute)
    yield table(
        Words(
            "disputes.by_number_of_issues",
            "Disputes by the number of their issues",
            f"Disputes that entered their first formal stage in {year.span}, by how many issues each raised; those "
            "without a recorded issue are not stated, and informal contacts are left out.",
            Unit.DISPUTES,
        ),
        sizes.in_order(sorted(sizes.cells, key=int)),
        {size: quantity(int(size), "issue") for size in sizes.cells},
        Adding.ONCE,
        around,
    )


def _resolved(year: Year) -> Iterable[Measure]:
    opened = _opened_on(year)
    resolved = [d for d in year.facts.disputes if d.resolved_on in year.period and d.id in opened]
    base = Around(base=distinct(d.id for d in resolved))
    days = {d.id: year.calendar.count(opened[d.id], d.resolved_on) for d in resolved if d.resolved_on is not None}
    which = f"formal disputes resolved in {year.span}; informal contacts are left out"
    yield amount(
        Words(
            "disputes.days_to_resolve",
            "Working days to resolve a dispute (median)",
            f"The median of the working days from the first formal stage to the end of the {which}.",
            Unit.WORKING_DAYS,
        ),
        Decimal(str(median(days.values()))) if days else None,
    )
    yield count(
        Words(
            "disputes.over_20_working_days",
            "Disputes that took over 20 working days",
            f"Of the {which}, those that took more than {RESOLUTION_WORKING_DAYS} working days.",
            Unit.DISPUTES,
        ),
        [id_ for id_, taken in days.items() if taken > RESOLUTION_WORKING_DAYS],
        base,
    )
    stages, effects = Tally(), Tally()
    for dispute in resolved:
        stages.add(dispute.stage, dispute.id)
        if dispute.effect:
            effects.add(dispute.effect, dispute.id)
    yield table(
        Words(
            "disputes.resolved_by_stage",
            "Disputes resolved, by stage",
            f"The {which}, by the stage at which they ended.",
            Unit.DISPUTES,
        ),
        stages.in_order(year.words("stage")),
        year.words("stage"),
        Adding.WHOLE,
        base,
    )
    yield table(
        Words(
            "disputes.effect",
            "What disputes changed for the child",
            f"The {which}, by what the challenge changed; those of which it is not recorded are not stated.",
            Unit.DISPUTES,
        ),
        effects.in_order(year.words("effect")),
        year.words("effect"),
        Adding.ONCE,
        Around(base=base.base, not_stated=distinct(d.id for d in resolved if not d.effect)),
    )


def _referrals(year: Year) -> Measure:
    return count(
        Words(
            "disputes.cafcass_referrals",
            "Referrals to Cafcass",
            f"Referrals of a child's case to Cafcass made in {year.span}; nobody is left out.",
            Unit.REFERRALS,
        ),
        [row.id for row in year.facts.referrals if row.on in year.period],
    )
