"""How children and parents were heard: by children, what was planned and offered, advocates and visitors.

What nobody recorded in a period is not stated, which is not zero.
"""

import re
from collections.abc import Iterable

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
    unknown,
)
from reporting.measures.participation import NO_PART
from reporting.measures.year import Year

HAS_ONE, TAKEN_UP = "has_one", "taken_up"
OFFERED = ("taken_up", "declined", "undecided")
SUPPORTS = (
    ("advocacy", "advocate", "an advocate", "advocates"),
    ("visitors", "visitor", "an independent visitor", "independent visitors"),
)


def measures(year: Year) -> list[Measure]:
    """Return the figures about hearing children and parents that records reach."""
    return [*_children(year), *_planned(year), *_tried(year), *_parents(year), *_told(year), *_support(year)]


def _reviews(year: Year) -> str:
    return f"Reviews of looked-after children completed in {year.span}"


def _stated(words: Words, ids: Iterable[int], around: Around, *, is_known: bool) -> Measure:
    """Return a count, or that it is not stated where nothing of the kind was recorded in the period."""
    return count(words, ids, around) if is_known else unknown(words)


def _children(year: Year) -> Iterable[Measure]:
    child_of = {review.id: review.child for review in year.held}
    yield count(
        Words(
            "participation.co_chaired_children",
            "Young people who took the chair, alone or with the IRO",
            f"Children who chaired or co-chaired a review completed in {year.span}, each once; short-break reviews are "
            "left out.",
            Unit.CHILDREN,
        ),
        [review.child for review in year.held if review.was_co_chaired],
        Around(base=distinct(child_of.values())),
    )
    absent = {review.id for review in year.eligible if review.code == NO_PART}
    base = distinct(child_of[id_] for id_ in absent)
    reasons, tried = Tally(), Tally()
    for review in year.eligible:
        if review.id in absent and review.not_taking_part_reason:
            reasons.add(review.not_taking_part_reason, review.child)
    for row in year.facts.strategies:
        if row.review in absent:
            tried.add(row.strategy, child_of[row.review])
    for key, label, what, rows, vocabulary in (
        ("reasons", "Children who did not take part, by the reason", "the reason given", reasons, "reason"),
        ("strategies", "Children who did not take part, by what was tried", "what was tried", tried, "strategy"),
    ):
        words = year.words("not_taking_part_reason" if vocabulary == "reason" else vocabulary)
        stated = {child for ids in rows.cells.values() for child in ids}
        yield table(
            Words(
                f"participation.{key}_children",
                label,
                f"Children behind the reviews completed in {year.span} to which the child neither came nor sent views "
                f"(PN7), by {what}; a child may stand in several rows, and children under 4 are left out.",
                Unit.CHILDREN,
            ),
            rows.in_order(words),
            words,
            Adding.SEVERAL,
            Around(base=base, not_stated=distinct(set(base) - stated)),
        )


def _planned(year: Year) -> Iterable[Measure]:
    planned = [review.id for review in year.held if review.was_planned]
    yield _stated(
        Words(
            "participation.planned_together",
            "Reviews planned with the young person beforehand",
            f"{_reviews(year)} that the IRO and the young person had planned in a meeting of their own; short-break "
            "reviews are left out, and where no such meeting was recorded in the period the figure is not stated.",
            Unit.REVIEWS,
        ),
        planned,
        Around(base=year.held_ids),
        is_known=bool(planned),
    )


def _tried(year: Year) -> Iterable[Measure]:
    took_part = {review.id for review in year.eligible if review.code and review.code != NO_PART}
    rows = Tally()
    for row in year.facts.strategies:
        if row.review in took_part:
            rows.add(row.strategy, row.review)
    yield table(
        Words(
            "participation.strategies_heard",
            "What was tried where the child then took part",
            f"{_reviews(year)} on a day when the child was 4 or over, in which the child took part, by what had been "
            "tried so that the child is heard; a review may stand in several rows, and reviews in which nothing of the "
            "kind is recorded are left out.",
            Unit.REVIEWS,
        ),
        rows.in_order(year.words("strategy")),
        year.words("strategy"),
        Adding.SEVERAL,
        Around(base=distinct(id_ for ids in rows.cells.values() for id_ in ids)),
    )


def _parents(year: Year) -> Iterable[Measure]:
    held, offers = set(year.held_ids), [offer for offer in year.facts.offers if offer.review in set(year.held_ids)]
    parts = {id_: year.parents.get(id_, ()) for id_ in held}
    offered = {id_ for id_ in held if any(part.was_offered for part in parts[id_])} | {each.review for each in offers}
    not_offered = {id_ for id_ in held if any(part.was_offered is False for part in parts[id_])} - offered
    taken = {id_ for id_ in held if any(part.took_up for part in parts[id_])}
    taken = (taken | {each.review for each in offers if each.taken_up}) & offered
    refused = {id_ for id_ in held if any(part.took_up is False for part in parts[id_])}
    refused |= {each.review for each in offers if each.taken_up is False}
    yield _stated(
        Words(
            "parents.meetings_offered",
            "Reviews around which the IRO offered to meet a parent",
            f"{_reviews(year)}, around which the IRO offered a parent to meet apart from the review; short-break "
            "reviews are left out.",
            Unit.REVIEWS,
        ),
        offered,
        Around(base=year.held_ids, not_stated=distinct(held - offered - not_offered)),
        is_known=bool(offered | not_offered),
    )
    yield _stated(
        Words(
            "parents.meetings_taken_up",
            "Reviews around which a parent took up the offer to meet",
            f"{_reviews(year)}, around which the IRO offered a parent to meet, in which a parent took it up; reviews "
            "without an offer are left out.",
            Unit.REVIEWS,
        ),
        taken,
        Around(
            base=distinct(offered),
            not_stated=distinct(offered - taken - refused),
            excluded=distinct(held - offered),
        ),
        is_known=bool(offered and (taken | (refused & offered))),
    )
    with_parents = distinct(id_ for id_ in held if parts[id_])
    relayed = [id_ for id_ in held if any(part.was_relayed for part in parts[id_])]
    yield _stated(
        Words(
            "parents.outcome_relayed",
            "Reviews whose outcome was relayed to a parent",
            f"{_reviews(year)}, whose outcome was relayed to at least one parent; reviews without a parent on record "
            "are left out, and where nothing was recorded in the period the figure is not stated.",
            Unit.REVIEWS,
        ),
        relayed,
        Around(
            base=with_parents,
            not_stated=distinct(set(with_parents) - set(relayed)),
            excluded=distinct(held - set(with_parents)),
        ),
        is_known=bool(relayed),
    )


def _told(year: Year) -> Iterable[Measure]:
    held = set(year.held_ids)
    said = {each.review: each.was_told for each in year.facts.support if each.support == "advocate"}
    rights = {review.id: review.rights_told for review in year.held}
    told = {id_ for id_ in held if rights[id_] == "told" or said.get(id_)}
    stated = {id_ for id_ in held if rights[id_] or said.get(id_) is not None}
    yield _stated(
        Words(
            "advocacy.told",
            "Reviews at which the child was told of the right to an advocate",
            f"{_reviews(year)}, at which the child was told of the right to an advocate; short-break reviews are left "
            "out.",
            Unit.REVIEWS,
        ),
        told,
        Around(base=year.held_ids, not_stated=distinct(held - stated)),
        is_known=bool(stated),
    )


def _support(year: Year) -> Iterable[Measure]:
    for key, support, one, many in SUPPORTS:
        held = set(year.held_ids)
        asked = [each for each in year.facts.support if each.support == support and each.review in held]
        yield from _of_one_kind(year, asked, key, (one, many))


def _of_one_kind(year: Year, asked: list[f.Support], key: str, named: tuple[str, str]) -> Iterable[Measure]:
    one, many = named
    unasked = distinct(set(year.held_ids) - {each.review for each in asked})
    of_all = Around(base=year.held_ids, not_stated=unasked)
    offered = distinct(each.review for each in asked if each.answer in OFFERED)
    taken = [each.review for each in asked if each.answer == TAKEN_UP]
    where = f"{_reviews(year)}, at which the child was offered {one}"
    left_out = "short-break reviews are left out, and where nobody was asked in the period the figure is not stated"
    yield _answers(year, asked, key, many, of_all)
    yield _stated(
        Words(f"{key}.offered", f"Reviews at which the child was offered {one}", f"{where}; {left_out}.", Unit.REVIEWS),
        offered,
        of_all,
        is_known=bool(asked),
    )
    yield _stated(
        Words(
            f"{key}.taken_up",
            f"Reviews at which the child took up the offer of {one}",
            f"{where} and wanted one; {left_out}.",
            Unit.REVIEWS,
        ),
        taken,
        Around(base=offered, not_stated=distinct(e.review for e in asked if e.answer == "undecided")),
        is_known=bool(asked),
    )
    child_of = {review.id: review.child for review in year.held}
    yield _stated(
        Words(
            f"{key}.children",
            f"Children who have {one}, or want one",
            f"Children who said at a review completed in {year.span} that they have {one}, or wanted one who was "
            f"offered, each once; {left_out}.",
            Unit.CHILDREN,
        ),
        [child_of[each.review] for each in asked if each.answer in (HAS_ONE, TAKEN_UP)],
        Around(base=distinct(child_of[each.review] for each in asked)),
        is_known=bool(asked),
    )
    yield _providers(year, asked, key, many)


def _answers(year: Year, asked: list[f.Support], key: str, many: str, around: Around) -> Measure:
    rows = Tally()
    for each in asked:
        rows.add(each.answer, each.review)
    words = Words(
        f"{key}.answers",
        f"What children said at reviews about {many}",
        f"{_reviews(year)}, by what came of the question about {many}; short-break reviews are left out.",
        Unit.REVIEWS,
    )
    labels = year.words("support_answer")
    return table(words, rows.in_order(labels), labels, Adding.ONCE, around) if asked else unknown(words)


def _providers(year: Year, asked: list[f.Support], key: str, many: str) -> Measure:
    rows = Tally()
    labels: dict[str, str] = {}
    provided = [each for each in asked if each.answer in (HAS_ONE, TAKEN_UP)]
    for each in provided:
        if each.provider:
            labels.setdefault(_row_of(each.provider), each.provider)
            rows.add(_row_of(each.provider), each.review)
    words = Words(
        f"{key}.by_provider",
        f"Who provides {many}",
        f"{_reviews(year)}, at which the child has or wanted one of the {many}, by who provides them; short-break "
        "reviews are left out.",
        Unit.REVIEWS,
    )
    if not provided:
        return unknown(words)
    base: Ids = distinct(each.review for each in provided)
    unnamed = distinct(each.review for each in provided if not each.provider)
    return table(words, rows.in_order(()), labels, Adding.ONCE, Around(base=base, not_stated=unnamed))


def _row_of(provider: str) -> str:
    """Return the name of a provider's row: the same however the name is written in capitals."""
    return "provider-" + re.sub(r"[\W_]+", "-", provider.casefold()).strip("-")
