"""Reads what was said before reviews into plain rows: both sides of a subject, and own words with their themes."""

from collections.abc import Iterable

from participation.comparing import side_by_side
from participation.enums import Respondent, Subject, ThemeFor
from participation.meaning import Compared
from participation.models import Consultation, OwnWords, Theme
from participation.reading import readings_of
from reporting import facts as f
from reviews.enums import ReviewStatus
from reviews.models import Review

SUBJECTS = dict(Subject.choices)


def read_sides(period: f.Period) -> tuple[f.BothSides, ...]:
    """Return how child and social worker compared before each review completed in the period, subject by subject.

    Left out is what neither said anything about.
    """
    completed = Review.objects.filter(status=ReviewStatus.COMPLETED, completed_on__range=(period.start, period.end))
    forms = Consultation.objects.filter(review__in=completed)
    return tuple(
        f.BothSides(review, subject, str(side.outcome))
        for review, sides in sorted(side_by_side(forms, completed).items())
        for subject, side in sides.items()
        if side.outcome != Compared.NEITHER
    )


def read_own_words(period: f.Period) -> tuple[f.OwnWords, ...]:
    """Return what was written on the forms that came in during the period, with the themes that were found in it."""
    written = OwnWords.objects.filter(consultation__received_on__range=(period.start, period.end)).order_by("id")
    read = readings_of(written, Theme.objects.all())
    return tuple(
        f.OwnWords(id_, whose == Respondent.CHILD, id_ in read.coded, tuple(sorted(_keys(read.themes.get(id_, ())))))
        for id_, whose in written.values_list("id", "consultation__form__respondent")
    )


def _keys(themes: Iterable[int]) -> Iterable[str]:
    return (f"theme-{theme}" for theme in themes)


def theme_names() -> dict[str, dict[str, str]]:
    """Return the themes in the order of the list, by whose words they are for."""
    found: dict[str, dict[str, str]] = {f"themes.{whose}": {} for whose in ThemeFor.values}
    for theme in Theme.objects.filter(merged_into=None):
        found[f"themes.{theme.whose}"][f"theme-{theme.pk}"] = theme.name
    return found
