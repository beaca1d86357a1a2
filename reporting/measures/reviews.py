"""Reviews: how many, whether on time, of which kind, and what came before and after them."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from reporting import facts as f
from reporting.measures.measure import (
    Adding,
    Around,
    Measure,
    Tally,
    Unit,
    Words,
    count,
    distinct,
    percentage,
    table,
    unknown,
)
from reporting.measures.year import Year
from statute.adjournments import Timeliness

SEQUENCE = ("first", "second", "later")


def measures(year: Year) -> list[Measure]:
    """Return the figures about reviews."""
    return [*_numbers(year), *_timeliness(year), *_kinds(year), *_around(year), *_decisions(year), *_records(year)]


def _looked_after(year: Year) -> str:
    return f"Reviews of looked-after children completed in {year.span}"


APART = "short-break reviews and secure panels are left out"


def _numbers(year: Year) -> Iterable[Measure]:
    yield count(
        Words("reviews.held", "Reviews held", f"{_looked_after(year)}; {APART}.", Unit.REVIEWS),
        year.held_ids,
        Around(excluded=year.short_break_reviews),
    )
    yield count(
        Words(
            "reviews.short_breaks",
            "Short-break reviews",
            f"Reviews of children in a series of short breaks completed in {year.span}; reviews of looked-after "
            "children are left out.",
            Unit.REVIEWS,
        ),
        year.short_break_reviews,
    )
    yield count(
        Words(
            "reviews.secure_panels",
            "Secure accommodation panels",
            f"Panels on a child's secure accommodation held in {year.span}; they are additional to reviews, and "
            "panels that lapsed are left out.",
            Unit.PANELS,
        ),
        [panel.id for panel in year.facts.panels if panel.on in year.period],
    )


def _timeliness(year: Year) -> Iterable[Measure]:
    unstated = tuple(id_ for id_ in year.held_ids if id_ not in year.timeliness)
    around = Around(base=year.held_ids, not_stated=unstated)
    for key, label, what, which in (
        ("reviews.on_time", "Reviews on time", "on or before their limit", Timeliness.ON_TIME),
        (
            "reviews.on_time_adjourned",
            "Reviews on time after an adjournment",
            "after their limit, but opened by it, adjourned once and completed within 20 working days",
            Timeliness.ON_TIME_ADJOURNED,
        ),
        ("reviews.late", "Reviews late", "after their limit and not excused by an adjournment", Timeliness.LATE),
    ):
        yield count(
            Words(
                key,
                label,
                f"{_looked_after(year)} {what}, by the rule in force on the day; {APART}.",
                Unit.REVIEWS,
            ),
            [id_ for id_, found in year.timeliness.items() if found is which],
            around,
        )
    yield from _percentages(year, around)
    yield _late_reasons(year)
    yield _per_child(year)


def _percentages(year: Year, around: Around) -> Iterable[Measure]:
    """Return the share on time both ways, the strict one first: an adjournment excuses, and is never added silently."""
    strict = {Timeliness.ON_TIME}
    for key, label, what, good in (
        (
            "reviews.on_time_share",
            "Share on time, adjourned reviews counted as late",
            "on or before their limit",
            strict,
        ),
        (
            "reviews.on_time_share_with_adjourned",
            "Share on time, adjourned reviews counted as on time",
            "on or before their limit, or after an adjournment that excuses",
            strict | {Timeliness.ON_TIME_ADJOURNED},
        ),
    ):
        yield percentage(
            Words(
                key,
                label,
                f"Of the reviews of looked-after children completed in {year.span}, the share {what}; {APART}.",
                Unit.REVIEWS,
            ),
            [id_ for id_, found in year.timeliness.items() if found in good],
            around,
        )


def _late_reasons(year: Year) -> Measure:
    late = [review for review in year.held if year.timeliness.get(review.id) is Timeliness.LATE]
    rows = Tally()
    for review in late:
        if review.late_reason:
            rows.add(review.late_reason, review.id)
    return table(
        Words(
            "reviews.late_reasons",
            "Why reviews were late",
            f"{_looked_after(year)} late, by the reason given; {APART}.",
            Unit.REVIEWS,
        ),
        rows.in_order(year.words("late_reason")),
        year.words("late_reason"),
        Adding.WHOLE,
        Around(
            base=distinct(review.id for review in late),
            not_stated=distinct(review.id for review in late if not review.late_reason),
        ),
    )


def _per_child(year: Year) -> Measure:
    good = {Timeliness.ON_TIME}
    if not year.facts.terms.count_adjourned_as_late:
        good.add(Timeliness.ON_TIME_ADJOURNED)
    children: dict[int, list[Timeliness | None]] = defaultdict(list)
    for review in year.held:
        children[review.child].append(year.timeliness.get(review.id))
    unstated = [child for child, found in children.items() if None in found]
    counted = "counts as late" if year.facts.terms.count_adjourned_as_late else "counts as on time"
    return count(
        Words(
            "children.with_every_review_on_time",
            "Children whose every review was on time",
            f"Children with a review completed in {year.span} of whom every such review was on time; a review "
            f"completed after an adjournment {counted}, and children without a review are left out.",
            Unit.CHILDREN,
        ),
        [child for child, found in children.items() if all(each in good for each in found)],
        Around(base=distinct(children), not_stated=distinct(unstated)),
    )


def _kinds(year: Year) -> Iterable[Measure]:
    rows = Tally()
    for review in year.held:
        rows.add(review.sequence, review.id)
    yield table(
        Words(
            "reviews.by_sequence",
            "Reviews by sequence",
            f"{_looked_after(year)}, by whether they were the first, the second or a later one of the period of care; "
            f"{APART}.",
            Unit.REVIEWS,
        ),
        rows.in_order(SEQUENCE, keep_empty=True),
        year.words("sequence"),
        Adding.WHOLE,
        Around(base=year.held_ids),
    )
    kinds: tuple[tuple[str, str, str, Callable[[f.Review], bool]], ...] = (
        (
            "reviews.brought_forward",
            "Reviews brought forward",
            "held earlier than the law asks, with a reason",
            lambda review: bool(review.early_reason),
        ),
        (
            "reviews.adjourned",
            "Reviews adjourned",
            "that were opened and adjourned",
            lambda review: review.adjourned_on is not None,
        ),
        (
            "reviews.series",
            "Reviews held as a series of meetings",
            "held as a series of meetings",
            lambda review: review.mode == "series",
        ),
        (
            "reviews.postponed",
            "Reviews postponed before their meeting",
            "whose booking was put off to a later day before the meeting opened, which bought no time",
            lambda review: review.was_postponed,
        ),
        (
            "reviews.without_meeting",
            "Reviews held without a meeting",
            "held without a meeting, for children settled in long-term fostering",
            lambda review: review.mode == "paper",
        ),
        (
            "reviews.child_missing",
            "Reviews held while the child was missing",
            "held while the child was missing",
            lambda review: review.was_child_missing,
        ),
    )
    for key, label, what, test in kinds:
        yield count(
            Words(key, label, f"{_looked_after(year)} {what}; {APART}.", Unit.REVIEWS),
            [review.id for review in year.held if test(review)],
            Around(base=year.held_ids),
        )


def _around(year: Year) -> Iterable[Measure]:
    rows, missing = Tally(), []
    for review in year.held:
        if review.spoken_outcome:
            rows.add(review.spoken_outcome, review.id)
        else:
            missing.append(review.id)
    yield table(
        Words(
            "reviews.child_spoken_to_before",
            "Whether the IRO spoke with the child before the review",
            f"{_looked_after(year)}, by what came of the private conversation before the review; {APART}, and so are "
            "reviews of which nothing is recorded.",
            Unit.REVIEWS,
        ),
        rows.in_order(year.words("spoken_outcome"), keep_empty=True),
        year.words("spoken_outcome"),
        Adding.ONCE,
        Around(base=year.held_ids, not_stated=distinct(missing)),
    )
    yield unknown(
        Words(
            "reviews.midpoint_done",
            "Checks made half-way between reviews",
            f"Checks on the care plan half-way between two reviews made in {year.span}: the records do not hold "
            "them, so they are not stated.",
            Unit.REVIEWS,
        )
    )


def _decisions(year: Year) -> Iterable[Measure]:
    due = [decision for decision in year.facts.decisions if decision.target_on in year.period]
    yield percentage(
        Words(
            "decisions.on_time",
            "Decisions carried out by their target day",
            f"Of the decisions of reviews whose target day fell in {year.span}, the share carried out on or before "
            "it; decisions without a review in the records are left out.",
            Unit.DECISIONS,
        ),
        [d.id for d in due if d.is_carried_out and d.closed_on is not None and d.closed_on <= d.target_on],
        Around(base=distinct(d.id for d in due)),
    )
    yield unknown(
        Words(
            "decisions.challenged",
            "Decisions challenged by an operational manager",
            f"Decisions of reviews challenged within five working days in {year.span}: the records do not hold "
            "challenges of decisions, so they are not stated.",
            Unit.DECISIONS,
        )
    )


def _met(due_on: date | None, done_on: date | None) -> bool | None:
    if due_on is None:
        return None
    return done_on is not None and done_on <= due_on


def _records(year: Year) -> Iterable[Measure]:
    held = set(year.held_ids)
    records = {record.review: record for record in year.facts.records if record.review in held}
    clocks: tuple[tuple[str, str, str, Callable[[f.RecordOfReview], bool | None]], ...] = (
        (
            "record.decisions_in_5",
            "Decisions sent within 5 working days",
            "whose decisions were sent within 5 working days",
            lambda r: _met(r.decisions_due_on, r.decisions_sent_on),
        ),
        (
            "record.full_in_15",
            "Record finished within 15 working days",
            "whose record was finished within 15 working days",
            lambda r: _met(r.full_due_on, r.finished_on),
        ),
        (
            "record.distributed_in_20",
            "Record distributed within 20 working days",
            "whose record was distributed within 20 working days",
            lambda r: _met(r.distribute_due_on, r.distributed_on),
        ),
    )
    for key, label, what, test in clocks:
        found = {review: test(record) for review, record in records.items()}
        known = distinct(review for review, met in found.items() if met is not None)
        yield percentage(
            Words(
                key,
                label,
                f"Of the reviews of looked-after children completed in {year.span}, the share {what}; reviews whose "
                "record has no such dates are left out.",
                Unit.REVIEWS,
            ),
            [review for review, met in found.items() if met],
            Around(base=known, not_stated=distinct(held - set(known))),
        )
