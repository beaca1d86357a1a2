"""Which themes people found in own words: what the pages of themes and the figures of the report both count."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from participation.models import CodedTheme, Coding, OwnWords, Theme
from participation.themes import counted_as


@dataclass(frozen=True)
class Readings:
    """What was found in some words.

    coded: ids of the words that somebody has read. themes: by a word's id the ids of the themes as which it counts;
    words in which no theme fits have none.
    """

    coded: frozenset[int]
    themes: Mapping[int, frozenset[int]]


def readings_of(words: QuerySet[OwnWords], themes: Iterable[Theme]) -> Readings:
    """Return how words were read, by the codings that stand: two queries, however many there are.

    themes: the whole list, also those that were merged into another.
    """
    standing = Coding.objects.standing().filter(words__in=words)
    found, leads_to = defaultdict[int, set[int]](set), counted_as(themes)
    pairs = CodedTheme.objects.filter(coding__in=standing).values_list("coding__words_id", "theme_id")
    for written, theme in pairs:
        found[written].add(leads_to[theme].pk)
    coded = frozenset(standing.values_list("words_id", flat=True))
    return Readings(coded, {written: frozenset(ids) for written, ids in found.items()})
