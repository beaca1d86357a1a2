"""How children and their parents took part in reviews, and what children wrote on consultation forms."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

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
    percentage,
    table,
)
from reporting.measures.year import Year
from statute.codes import PARTICIPATION
from statute.words import day as in_words

NO_PART = "PN7"
# The wider reading: came and shared nothing, or neither came nor sent anything.
SILENT = ("PN4", "PN7")
# A reason that says that the reason is not recorded.
NOT_RECORDED = "not_stated"


def measures(year: Year) -> list[Measure]:
    """Return the figures about participation and consultation."""
    return [*_codes(year), *_why_not(year), *_rates(year), *_parents(year), *_consultation(year)]


def _reviews(year: Year) -> str:
    return f"Reviews of looked-after children completed in {year.span}"


def _codes(year: Year) -> Iterable[Measure]:
    eligible = distinct(review.id for review in year.eligible)
    yield count(
        Words(
            "participation.eligible",
            "Reviews in which the child could take part",
            f"{_reviews(year)} on a day when the child was 4 or over; reviews of younger children are left out.",
            Unit.REVIEWS,
        ),
        eligible,
        Around(base=year.held_ids, excluded=year.under_four),
    )
    rows, missing = Tally(), []
    for review in year.held:
        if review.code:
            rows.add(review.code, review.id)
        else:
            missing.append(review.id)
    yield table(
        Words(
            "participation.by_code",
            "How children took part",
            f"{_reviews(year)}, by the national participation code; short-break reviews are left out.",
            Unit.REVIEWS,
        ),
        rows.in_order([code.code for code in PARTICIPATION], keep_empty=True),
        {code.code: code.label for code in PARTICIPATION},
        Adding.WHOLE,
        Around(base=year.held_ids, not_stated=distinct(missing)),
    )
    yield count(
        Words(
            "participation.not_participating_children",
            "Children who did not take part in a review",
            f"Children behind the reviews completed in {year.span} to which the child neither came nor sent views "
            "(PN7), each once; children under 4 are left out.",
            Unit.CHILDREN,
        ),
        [review.child for review in year.eligible if review.code == NO_PART],
        Around(base=distinct(review.child for review in year.eligible)),
    )
    yield count(
        Words(
            "participation.co_chaired",
            "Reviews that the young person chaired or co-chaired",
            f"{_reviews(year)} that the young person chaired or co-chaired; short-break reviews are left out.",
            Unit.REVIEWS,
        ),
        [review.id for review in year.held if review.was_co_chaired],
        Around(base=year.held_ids),
    )


def _why_not(year: Year) -> Iterable[Measure]:
    absent = {review.id for review in year.eligible if review.code == NO_PART}
    reasons = Tally()
    for review in year.held:
        if review.not_taking_part_reason:
            reasons.add(review.not_taking_part_reason, review.id)
    given = {id_ for ids in reasons.cells.values() for id_ in ids}
    base = distinct(absent | given)
    yield table(
        Words(
            "participation.reasons",
            "Why children did not take part",
            f"{_reviews(year)} to which the child neither came nor sent views, or did not come, by the reason given; "
            "reviews in which the child took part are left out.",
            Unit.REVIEWS,
        ),
        reasons.in_order(year.words("not_taking_part_reason")),
        year.words("not_taking_part_reason"),
        Adding.ONCE,
        Around(base=base, not_stated=distinct(absent - given)),
    )
    tried = Tally()
    for row in year.facts.strategies:
        if row.review in absent:
            tried.add(row.strategy, row.review)
    with_strategy = {id_ for ids in tried.cells.values() for id_ in ids}
    yield table(
        Words(
            "participation.strategies",
            "What was tried to hear children who did not take part",
            f"{_reviews(year)} to which the child neither came nor sent views (PN7), by what was tried so that the "
            "child is heard; a review may stand in several rows, and children under 4 are left out.",
            Unit.REVIEWS,
        ),
        tried.in_order(year.words("strategy")),
        year.words("strategy"),
        Adding.SEVERAL,
        Around(base=distinct(absent), not_stated=distinct(absent - with_strategy)),
    )


def _rates(year: Year) -> Iterable[Measure]:
    coded = [review for review in year.eligible if review.code]
    uncoded = distinct(review.id for review in year.eligible if not review.code)
    children = distinct(review.child for review in coded)
    for suffix, silent, meaning in (
        ("pn7", (NO_PART,), "came or sent views (any code but PN7)"),
        ("pn4_pn7", SILENT, "shared views, in person or otherwise (any code but PN4 and PN7)"),
    ):
        missed = {review.child for review in coded if review.code in silent}
        yield percentage(
            Words(
                f"participation.took_part_rate_{suffix}",
                f"Share of reviews in which the child took part ({suffix.upper().replace('_', ' and ')} as not)",
                f"Of the reviews completed in {year.span} on a day when the child was 4 or over, the share in "
                f"which the child {meaning}; reviews of younger children are left out.",
                Unit.REVIEWS,
            ),
            [review.id for review in coded if review.code not in silent],
            Around(base=distinct(review.id for review in coded), not_stated=uncoded, excluded=year.under_four),
        )
        yield percentage(
            Words(
                f"participation.took_part_rate_{suffix}_children",
                f"Share of children who took part in every review ({suffix.upper().replace('_', ' and ')} as not)",
                f"Of the children with a review completed in {year.span} on a day when they were 4 or over, the "
                f"share who at every such review {meaning}; children without such a review are left out.",
                Unit.CHILDREN,
            ),
            [child for child in children if child not in missed],
            Around(base=children),
        )


def _stayed_away(parts: tuple[f.ParentPart, ...]) -> bool | None:
    """Say whether a parent was invited and none attended; None where it is not recorded."""
    if any(part.attended for part in parts):
        return False
    invited = [part for part in parts if part.was_invited]
    if not invited:
        return False if parts else None
    return None if any(part.attended is None for part in invited) else True


def _parents(year: Year) -> Iterable[Measure]:
    away = {id_: _stayed_away(year.parents.get(id_, ())) for id_ in year.held_ids}
    absent = [id_ for id_, found in away.items() if found]
    unstated = distinct(id_ for id_, found in away.items() if found is None)
    invited: Ids = distinct(id_ for id_ in year.held_ids if any(part.was_invited for part in year.parents.get(id_, ())))
    which = "in which a parent was invited and no parent attended"
    of_all = Around(base=year.held_ids, not_stated=unstated)
    yield count(
        Words(
            "parents.invited_not_attending",
            "Reviews in which a parent was invited and none attended",
            f"{_reviews(year)} {which}; short-break reviews are left out.",
            Unit.REVIEWS,
        ),
        absent,
        of_all,
    )
    yield percentage(
        Words(
            "parents.invited_not_attending_rate_of_all",
            "Parents invited and absent, of all reviews",
            f"Of the reviews of looked-after children completed in {year.span}, the share {which}; short-break "
            "reviews are left out.",
            Unit.REVIEWS,
        ),
        absent,
        of_all,
    )
    yield percentage(
        Words(
            "parents.invited_not_attending_rate_of_invited",
            "Parents invited and absent, of reviews to which a parent was invited",
            f"Of the reviews of looked-after children completed in {year.span} to which a parent was invited, the "
            "share in which none attended; reviews to which no parent was invited are left out.",
            Unit.REVIEWS,
        ),
        absent,
        Around(
            base=invited,
            not_stated=distinct(set(unstated) & set(invited)),
            excluded=distinct(set(year.held_ids) - set(invited)),
        ),
    )
    yield _parent_reasons(
        year,
        Words(
            "parents.not_invited_reasons",
            "Why parents were not invited",
            f"{_reviews(year)} to which at least one parent was not invited, by the reason; a review may stand in "
            "several rows, and those without a recorded reason are left out.",
            Unit.REVIEWS,
        ),
        "not_invited_reason",
        lambda part: not part.was_invited,
        lambda part: part.not_invited_reason,
    )
    yield _parent_reasons(
        year,
        Words(
            "parents.not_attending_reasons",
            "Why invited parents did not attend",
            f"{_reviews(year)} that at least one invited parent did not attend, by the reason; a review may stand in "
            "several rows, and those without a recorded reason are left out.",
            Unit.REVIEWS,
        ),
        "not_attending_reason",
        lambda part: part.was_invited and part.attended is False,
        lambda part: part.not_attending_reason,
    )


def _parent_reasons(
    year: Year,
    words: Words,
    vocabulary: str,
    concerns: Callable[[f.ParentPart], bool],
    reason: Callable[[f.ParentPart], str],
) -> Measure:
    rows, base = Tally(), set()
    for review, parts in year.parents.items():
        for part in parts:
            if concerns(part):
                base.add(review)
                if reason(part) and reason(part) != NOT_RECORDED:
                    rows.add(reason(part), review)
    stated = {id_ for ids in rows.cells.values() for id_ in ids}
    return table(
        words,
        rows.in_order(year.words(vocabulary)),
        year.words(vocabulary),
        Adding.SEVERAL,
        Around(base=distinct(base), not_stated=distinct(base - stated)),
    )


def _collection(forms: list[f.Form]) -> str:
    if not forms:
        return "no form came in"
    first, last = min(form.received_on for form in forms), max(form.received_on for form in forms)
    return f"the forms came in from {in_words(first)} to {in_words(last)}"


def _consultation(year: Year) -> Iterable[Measure]:
    of_whom = {kind.key: kind.of_whom for kind in year.facts.kinds_of_form}
    forms: dict[str, list[f.Form]] = {key: [] for key in (*of_whom, *(row.form for row in year.facts.questions))}
    for form in year.facts.forms:
        if form.received_on in year.period:
            forms.setdefault(form.form, []).append(form)
    boxes: dict[int, list[f.Answer]] = defaultdict(list)
    for box in year.facts.answers:
        boxes[box.question].append(box)
    for key, received in forms.items():
        group = _Group(key, of_whom.get(key, f"ages {key}"), received)
        yield count(
            Words(
                f"consultation.{key}.forms",
                f"Consultation forms, {group.of_whom}",
                f"Consultation forms for {group.of_whom} received in {year.span} ({_collection(received)}); forms of "
                "other ages and people are left out.",
                Unit.FORMS,
            ),
            distinct(form.id for form in received),
        )
        asked: dict[str, list[f.Question]] = defaultdict(list)
        for question in year.facts.questions:
            if question.form == key:
                asked[question.key].append(question)
        for versions in asked.values():
            yield _question(year, group, versions, [box for each in versions for box in boxes[each.id]])


@dataclass(frozen=True)
class _Group:
    key: str
    of_whom: str
    received: list[f.Form]


def _question(year: Year, group: _Group, versions: list[f.Question], boxes: list[f.Answer]) -> Measure:
    """Return one question's answers, in whichever versions of the form it was asked, in the newest one's words."""
    question = max(versions, key=lambda row: row.version)
    asked_in = {row.version for row in versions}
    base = distinct(form.id for form in group.received if form.version in asked_in)
    rows, wanted = Tally(), set(base)
    for box in boxes:
        if box.form in wanted:
            rows.add(box.answer, box.form)
    answered = {id_ for ids in rows.cells.values() for id_ in ids}
    # Where one version took several answers, no number of them is too many.
    several = any(row.takes_several for row in versions)
    twice = "several answers stands in the row of each" if several else "two boxes ticked stands in both rows"
    return table(
        Words(
            f"consultation.{group.key}.{question.key}",
            f"{question.text} ({group.of_whom})",
            f"Consultation forms for {group.of_whom} received in {year.span} ({_collection(group.received)}), by "
            f"the answer; a form with {twice}, and forms that left the question out are not stated.",
            Unit.FORMS,
        ),
        rows.in_order(question.answers),
        {answer: answer[:1].upper() + answer[1:] for answer in rows.cells},
        Adding.SEVERAL if several else Adding.ONCE,
        Around(base=base, not_stated=distinct(wanted - answered)),
    )
