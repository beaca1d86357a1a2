"""Reads what was said before reviews into plain rows: both sides of a subject, and own words with their themes."""

from participation.comparing import side_by_side
from participation.enums import Subject, ThemeFor
from participation.meaning import Compared
from participation.models import CodedTheme, Coding, Consultation, OwnWords, Theme
from participation.themes import counted_as
from reporting import facts as f
from reviews.models import Review

SUBJECTS = dict(Subject.choices)


def read_sides(period: f.Period) -> tuple[f.BothSides, ...]:
    """Return how child and social worker compared before each review completed in the period, subject by subject.

    Left out is what neither said anything about.
    """
    completed = Review.objects.filter(status="completed", completed_on__range=(period.start, period.end))
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
    coded = set(Coding.objects.standing().filter(words__in=written).values_list("words_id", flat=True))
    leads_to, themes = counted_as(Theme.objects.all()), dict[int, set[str]]()
    for words, theme in CodedTheme.objects.filter(
        coding__taken_back_on__isnull=True, coding__words__in=written
    ).values_list("coding__words_id", "theme_id"):
        themes.setdefault(words, set()).add(f"theme-{leads_to[theme].pk}")
    return tuple(
        f.OwnWords(id_, whose == "child", id_ in coded, tuple(sorted(themes.get(id_, ()))))
        for id_, whose in written.values_list("id", "consultation__form__respondent")
    )


def theme_names() -> dict[str, dict[str, str]]:
    """Return the themes in the order of the list, by whose words they are for."""
    found: dict[str, dict[str, str]] = {f"themes.{whose}": {} for whose in ThemeFor.values}
    for theme in Theme.objects.filter(merged_into=None):
        found[f"themes.{theme.whose}"][f"theme-{theme.pk}"] = theme.name
    return found
