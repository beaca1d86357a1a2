"""Where the child and the social worker see things differently, and what children and parents write about. Pure."""

from collections.abc import Iterable

from reporting.measures.measure import (
    DENOMINATOR,
    NOT_STATED,
    Adding,
    Around,
    Ids,
    Measure,
    Tally,
    Unit,
    Words,
    distinct,
    table,
)
from reporting.measures.year import Year

DIFFERS, SAME = "differs", "same"
BOTH, DIFFERING, UNSTATED = "both", "differing", "one_or_none"
NONE_FITS = "none_fits"
COLUMNS = {BOTH: "Both answered", DIFFERING: "Of these, differing", UNSTATED: "Not stated, or not on the scale"}


def measures(year: Year) -> list[Measure]:
    """Return the figures about what was said before reviews."""
    return [_views_differ(year), *_themes(year)]


def _views_differ(year: Year) -> Measure:
    """Return by subject the reviews before which both answered, those of them that differ, and the rest."""
    base, subjects = distinct(review.id for review in year.eligible), year.words("subject")
    parts: dict[str, Ids] = {}
    for subject in subjects:
        rows = {side.review: side.outcome for side in year.facts.sides if side.subject == subject}
        both = distinct(id_ for id_ in base if rows.get(id_) in (DIFFERS, SAME))
        parts[f"{subject}.{BOTH}"] = both
        parts[f"{subject}.{DIFFERING}"] = distinct(id_ for id_ in both if rows[id_] == DIFFERS)
        parts[f"{subject}.{UNSTATED}"] = distinct(set(base) - set(both))
    differing = distinct(id_ for name, ids in parts.items() if name.endswith(DIFFERING) for id_ in ids)
    answered = {id_ for name, ids in parts.items() if name.endswith(BOTH) for id_ in ids}
    unstated = distinct(set(base) - answered)
    return Measure(
        key="participation.views_differ",
        label="Where children and social workers see it differently",
        definition=(
            f"Reviews of looked-after children completed in {year.span} on a day when the child was 4 or over, by "
            "subject: those before which both the child and the social worker gave an answer on the scale good, mixed, "
            "not good, those of them in which the answers differ, and as not stated those in which one of them gave no "
            "answer, or none with a meaning on that scale; a review stands in a row for each subject, and reviews of "
            "younger children are left out."
        ),
        unit=Unit.REVIEWS,
        # Before anything is recorded by both there is no table: rows of noughts would say that nobody differs.
        value={
            subject: {column: len(parts[f"{subject}.{column}"]) for column in COLUMNS}
            for subject in (subjects if answered else ())
        },
        numerator=len(differing),
        denominator=len(base),
        not_stated=len(unstated),
        records=len(differing),
        labels={**subjects, **COLUMNS},
        ids=differing,
        parts={DENOMINATOR: base, NOT_STATED: unstated, **parts},
        adding=Adding.SEVERAL,
    )


def _themes(year: Year) -> Iterable[Measure]:
    for whose, people, is_childs in (("children", "children", True), ("parents", "parents and carers", False)):
        written = [words for words in year.facts.own_words if words.is_childs == is_childs]
        rows = Tally()
        for words in written:
            for theme in words.themes:
                rows.add(theme, words.id)
            if words.is_coded and not words.themes:
                rows.add(NONE_FITS, words.id)
        names = {**year.words(f"themes.{whose}"), NONE_FITS: "None of the themes"}
        yield table(
            Words(
                f"participation.themes.{whose}",
                f"What {people} wrote about",
                f"Answers that {people} wrote in their own words on forms received in {year.span}, by the themes that "
                "people who read them found; an answer may stand in several rows, and answers that nobody has coded "
                "yet are not stated.",
                Unit.ANSWERS,
            ),
            rows.in_order(names),
            names,
            Adding.SEVERAL,
            Around(
                base=distinct(words.id for words in written),
                not_stated=distinct(words.id for words in written if not words.is_coded),
            ),
        )
