"""How many nights of short breaks are used of those the law allows, and from when it is shown as a warning."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from children.enums import CareKind
from children.models import ShortBreakStay
from design import components, formats
from reviews.actions.regimes import stay_of
from statute.short_breaks import MOST_IN_TWELVE_MONTHS, WARNING_FROM, Stay, conditions_ceased, counted_until


@dataclass(frozen=True, slots=True)
class Nights:
    """The nights used in the twelve months that end with a day, and the day on which they become too many."""

    used: int
    until: datetime.date
    too_many_on: datetime.date | None = None

    @property
    def is_near(self) -> bool:
        """Say whether the limit is near enough to be warned of."""
        return self.used >= WARNING_FROM

    @property
    def sentence(self) -> str:
        """Return the warning in a sentence."""
        sentence = (
            f"{self.used} of {MOST_IN_TWELVE_MONTHS} nights of short breaks are used in the 12 months to "
            f"{formats.day(self.until)}."
        )
        if self.too_many_on:
            full = formats.day(self.too_many_on)
            return f"{sentence} With the stay recorded, this child is looked after in full from {full}."
        return f"{sentence} One night more than {MOST_IN_TWELVE_MONTHS} makes the child looked after in full."


def nights_by_child(children: Iterable[int], today: datetime.date) -> dict[int, Nights]:
    """Return the nights used by each of some children in their series that runs: one query."""
    stays: dict[int, list[Stay]] = defaultdict(list)
    running = ShortBreakStay.objects.standing().filter(
        child__in=list(children), period__kind=CareKind.SHORT_BREAKS, period__ceased_on__isnull=True
    )
    for stay in running:
        stays[stay.child_id].append(stay_of(stay))
    return {child: _nights(each, today) for child, each in stays.items()}


def _nights(stays: list[Stay], today: datetime.date) -> Nights:
    # The nights of a stay under way are counted to its end: they will be used.
    until = max(today, *(stay.ended_on for stay in stays))
    ceased = conditions_ceased(stays)
    return Nights(counted_until(stays, until), until, ceased.on if ceased and ceased.on > today else None)


def nights_words(nights: Nights | None, today: datetime.date) -> SafeString:
    """Return how many nights are used, with the warning where the limit is near."""
    nights = nights or Nights(0, today)
    words = f"{nights.used} of {MOST_IN_TWELVE_MONTHS}"
    return components.lines(words, nights.sentence if nights.is_near else "")
