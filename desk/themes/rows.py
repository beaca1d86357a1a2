"""What is read for the pages of themes: own words that somebody may open, by theme and quarter."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from desk.themes.quarters import Quarter, quarter_of
from participation.enums import ThemeFor
from participation.models import Coding, OwnWords, Theme
from participation.reading import readings_of

# Rows of the table that are no themes.
NONE_FITS, NOT_CODED, ALL = "none", "waiting", "all"
NO_THEMES = {NONE_FITS: "None of the themes", NOT_CODED: "Not coded yet", ALL: "All answers in own words"}
# By row (a theme's id as text, or one of the above) and quarter's key, the words.
Counts = dict[tuple[str, str], set[int]]


def written_in(user: User, whose: str, quarters: Sequence[Quarter]) -> QuerySet[OwnWords]:
    """Return the words that somebody may open, of children or of parents, on forms that came in during quarters."""
    days = (quarters[0].start, quarters[-1].end)
    found: QuerySet[OwnWords] = (
        OwnWords.objects.visible_to(user).of(whose).filter(consultation__received_on__range=days)
    )
    return found


def count_words(words: QuerySet[OwnWords], themes: Sequence[Theme]) -> Counts:
    """Return which words stand in each cell: three queries, however many there are."""
    counts: Counts = defaultdict(set)
    read = readings_of(words, themes)
    for pk, day in words.values_list("pk", "consultation__received_on"):
        key, found = quarter_of(day).key, read.themes.get(pk, ())
        counts[ALL, key].add(pk)
        for theme in found:
            counts[str(theme), key].add(pk)
        if not found:
            counts[NONE_FITS if pk in read.coded else NOT_CODED, key].add(pk)
    return counts


def next_to_code(user: User, *, after: int = 0) -> OwnWords | None:
    """Return the words that have waited longest, or the ones after some that were left for later."""
    waiting = OwnWords.objects.visible_to(user).to_code()
    order = list(waiting.values_list("pk", flat=True))
    if not order:
        return None
    at = order.index(after) + 1 if after in order else 0
    found: OwnWords | None = waiting.filter(pk=order[at % len(order)]).first()
    return found


def waiting_count(user: User) -> int:
    """Return how many words wait to be coded by this person."""
    return int(OwnWords.objects.visible_to(user).to_code().count())


def with_codings(words: QuerySet[OwnWords]) -> QuerySet[Any]:
    """Return words with their question, form, and standing coding."""
    codings = Coding.objects.standing().select_related("by").prefetch_related("themes__theme")
    return words.select_related("question", "consultation__form").prefetch_related(
        Prefetch("codings", queryset=codings, to_attr="standing_codings")
    )


def coded_lately(user: User, limit: int = 5) -> QuerySet[Any]:
    """Return what this person coded last, of the words that they may still open."""
    mine = Coding.objects.standing().filter(by=user, words__in=OwnWords.objects.visible_to(user))
    return (
        mine.select_related("words__question", "words__consultation")
        .prefetch_related("themes__theme")
        .order_by("-pk")[:limit]
    )


def themes_by_whose() -> dict[str, list[Theme]]:
    """Return the whole list, by whose words the themes are for."""
    found: dict[str, list[Theme]] = {whose: [] for whose in ThemeFor.values}
    for theme in Theme.objects.select_related("merged_into"):
        found[theme.whose].append(theme)
    return found
