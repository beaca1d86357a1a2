"""Ten thousand invented histories of care: every limit against a calculation of the test's own, written here.

Nothing below imports what it checks to calculate with: bank holidays are a list of days, working days are counted one
by one, months are added by hand. Fewer histories at every commit (the profile of hypothesis); all with
`HISTORIES=10000 pytest tests/reviews/test_random_histories.py`.
"""

import calendar as calendars
import datetime
import os
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.early import Early
from reviews.regimes import (
    COUNTED_KINDS,
    AdoptionFacts,
    CareFacts,
    Spell,
    adoption_facts,
    counted,
    kind_for,
    next_limit,
    sequence_of,
)
from statute.calendar import england
from statute.plans import eligible_from
from statute.secure import next_panel
from statute.short_breaks import Stay, conditions_ceased

D = datetime.date
ONE = datetime.timedelta(days=1)
HISTORIES = int(os.environ.get("HISTORIES", "0"))
many = settings(max_examples=HISTORIES, deadline=None) if HISTORIES else settings()
FIRST, LAST = D(2022, 1, 3), D(2026, 6, 30)
# Bank holidays of England, as they were proclaimed.
HOLIDAYS = {
    D(*day)
    for day in (
        (2022, 1, 3), (2022, 4, 15), (2022, 4, 18), (2022, 5, 2), (2022, 6, 2), (2022, 6, 3), (2022, 8, 29),
        (2022, 9, 19), (2022, 12, 26), (2022, 12, 27), (2023, 1, 2), (2023, 4, 7), (2023, 4, 10), (2023, 5, 1),
        (2023, 5, 8), (2023, 5, 29), (2023, 8, 28), (2023, 12, 25), (2023, 12, 26), (2024, 1, 1), (2024, 3, 29),
        (2024, 4, 1), (2024, 5, 6), (2024, 5, 27), (2024, 8, 26), (2024, 12, 25), (2024, 12, 26), (2025, 1, 1),
        (2025, 4, 18), (2025, 4, 21), (2025, 5, 5), (2025, 5, 26), (2025, 8, 25), (2025, 12, 25), (2025, 12, 26),
        (2026, 1, 1), (2026, 4, 3), (2026, 4, 6), (2026, 5, 4), (2026, 5, 25), (2026, 8, 31), (2026, 12, 25),
        (2026, 12, 28),
    )
}  # fmt: skip


# The test's own arithmetic ------------------------------------------------------------------------------------------
def working_days_on(start: D, number: int) -> D:
    """Count so many working days on from a day, which is not counted itself."""
    day = start
    while number:
        day += ONE
        if day.weekday() < 5 and day not in HOLIDAYS:
            number -= 1
    return day


def months_on(start: D, number: int) -> D:
    """Return the same day so many months on, or the last of that month where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
    return D(year, month + 1, min(start.day, calendars.monthrange(year, month + 1)[1]))


def birthday_of(born: D, years: int) -> D:
    """Return a birthday; of a leap day the first of March."""
    if (born.month, born.day) == (2, 29) and not calendars.isleap(born.year + years):
        return D(born.year + years, 3, 1)
    return D(born.year + years, born.month, born.day)


# A history -----------------------------------------------------------------------------------------------------------
@dataclass
class History:
    """What happened to one child, day by day, and what the program is asked about it."""

    born: D
    began: D
    short_breaks: bool
    after_short_breaks: bool
    completed: list[tuple[D, str]] = field(default_factory=list)  # the day, and the kind it had
    authorities: list[tuple[D, D | None]] = field(default_factory=list)
    placements: list[tuple[D, D | None, bool]] = field(default_factory=list)  # goes on with the same carer
    review_by: D | None = None

    # By the test's own rules
    def authorised_on(self) -> D | None:
        """Return since when authority to place has stood, to this day."""
        return next((since for since, until in self.authorities if until is None), None)

    def placed_on(self) -> D | None:
        """Return since when the child has been with these adopters, if they are placed now."""
        if not self.placements or self.placements[-1][1] is not None:
            return None
        number = len(self.placements) - 1
        while number and self.placements[number][2] and self.placements[number - 1][1] == self.placements[number][0]:
            number -= 1
        return self.placements[number][0]

    def returned_on(self) -> D | None:
        """Return when the child came back, if they were placed and are not now."""
        return self.placements[-1][1] if self.placements else None

    def kind(self) -> str:
        """Return the kind of review that comes next."""
        if self.short_breaks:
            return "short_breaks"
        return "adoption" if self.placed_on() else "looked_after"

    def limit(self) -> D | None:
        """Return the limit of the next review."""
        due = min(self.asked(), self.unasked())
        return due if due < birthday_of(self.born, 18) else None

    def asked(self) -> D:
        """Return the day for which the IRO asked, or the end of time."""
        done = self.done()
        if self.review_by is None or (done and self.review_by <= done[-1]):
            return D.max
        return self.review_by

    def done(self) -> list[D]:
        """Return the reviews that count for the kind that comes next."""
        if self.short_breaks:
            return [on for on, kind in self.completed if kind == "short_breaks"]
        if self.placed_on():
            return [on for on, kind in self.completed if kind == "adoption"]
        return [on for on, kind in self.completed if kind in ("looked_after", "adoption")]

    def unasked(self) -> D:
        """Return the limit that the law gives by itself."""
        done = self.done()
        if self.short_breaks:
            return months_on(done[-1], 6) if done else months_on(self.began, 3)
        if placed := self.placed_on():
            here = [on for on in done if on >= placed]
            if not here:
                return placed + 28 * ONE
            return months_on(here[-1], 3 if len(here) == 1 else 6)
        limits = [] if self.lapsed(done) else [self.ordinary(done)]
        if since := self.authorised_on():
            later = [on for on in done if on >= since]
            limits.append(months_on(later[-1], 6) if later else months_on(since, 3))
        back = self.returned_on()
        if back and not any(on >= back + 28 * ONE for on in done):
            limits.append(back + 42 * ONE)
        return min(limits) if limits else self.ordinary(done)

    def ordinary(self, done: list[D]) -> D:
        """Return the limit of the ordinary review."""
        if done:
            return months_on(done[-1], 3 if len(done) == 1 else 6)
        return working_days_on(self.began, 20)

    def lapsed(self, done: list[D]) -> bool:
        """Say whether the ordinary limit passed while the child was placed, and something else is due instead."""
        back = self.returned_on()
        if back is None or self.ordinary(done) > back:
            return False
        return self.authorised_on() is not None or not any(on >= back + 28 * ONE for on in done)

    # As the program is asked
    def answer(self) -> tuple[str, str, D | None]:
        """Return what the program says comes next: the kind, its place in the sequence, its limit."""
        adoption = self.facts()
        kind = kind_for("short_breaks" if self.short_breaks else "looked_after", adoption)
        done = [on for on, was in self.completed if was in COUNTED_KINDS[kind]]
        care = CareFacts(self.born, self.began, self.after_short_breaks, Early(self.review_by), "Sam")
        due = next_limit(kind, care, completed_on=done, adoption=adoption, calendar=england())
        return str(kind), str(sequence_of(kind, len(counted(kind, done, adoption)))), due.on if due else None

    def facts(self) -> AdoptionFacts:
        """Return where the child stands, as the program finds it."""
        return adoption_facts([Spell(*each) for each in self.authorities], [Spell(*each) for each in self.placements])

    def own_answer(self) -> tuple[str, str, D | None]:
        """Return what the test finds."""
        done = self.done()
        placed = self.placed_on()
        number = len([on for on in done if placed is None or self.short_breaks or on >= placed])
        if number == 0:
            which = "first"
        elif number == 1 and not self.short_breaks:
            which = "second"
        else:
            which = "later"
        return self.kind(), which, self.limit()


MOVES = ("move", "same", "back")
STEPS = (
    "complete",
    "complete",
    "complete",
    "authority",
    "end_authority",
    "place",
    "move",
    "same",
    "back",
    "ask",
)


@st.composite
def histories(draw) -> list[History]:
    """Yield a history as it stood after each of its steps."""
    began = draw(st.dates(FIRST, D(2024, 12, 31)))
    born = began - draw(st.integers(0, 17 * 365)) * ONE
    short = draw(st.integers(0, 4)) == 0
    now = History(born, began, short, not short and draw(st.integers(0, 4)) == 0)
    stood, today = [_copy(now)], began
    for step in draw(st.lists(st.sampled_from(STEPS), max_size=10)):
        today += draw(st.integers(0, 150)) * ONE
        if today > LAST or today >= birthday_of(born, 18):
            break
        _take(now, step, today, draw)
        stood.append(_copy(now))
    return stood


def _copy(now: History) -> History:
    return History(
        now.born, now.began, now.short_breaks, now.after_short_breaks,
        list(now.completed), list(now.authorities), list(now.placements), now.review_by,
    )  # fmt: skip


def _take(now: History, step: str, today: D, draw) -> None:
    if step == "complete":
        now.completed.append((today, now.kind()))
    elif step == "ask":
        now.review_by = today + draw(st.integers(0, 60)) * ONE
    elif not now.short_breaks:
        _step_to_adoption(now, step, today)


def _step_to_adoption(now: History, step: str, today: D) -> None:
    placed, authorised = now.placed_on(), now.authorised_on()
    if step == "authority" and not authorised:
        now.authorities.append((today, None))
    elif step == "end_authority" and authorised and not placed:
        now.authorities[-1] = (authorised, today)
    elif step == "place" and authorised and not placed:
        now.placements.append((today, None, False))
    elif placed and step in MOVES and today > now.placements[-1][0]:
        now.placements[-1] = (now.placements[-1][0], today, now.placements[-1][2])
        if step != "back":
            now.placements.append((today, None, step == "same"))


@many
@given(histories())
def test_every_limit_of_every_history_is_what_the_test_finds_by_itself(stood):
    assert [each.answer() for each in stood] == [each.own_answer() for each in stood]


# Panels, pathway plans, short breaks --------------------------------------------------------------------------------
@many
@given(st.dates(FIRST, LAST), st.lists(st.integers(0, 400), max_size=6))
def test_panel_is_due_a_month_after_the_placement_and_every_three_months_after(placed, gaps):
    held = [placed + gap * ONE for gap in gaps]
    expected = months_on(max(held), 3) if held else months_on(placed, 1)
    assert next_panel(placement_started_on=placed, panels_held_on=held, calendar=england()).on == expected


@many
@given(
    st.dates(D(2006, 1, 1), D(2012, 12, 31)), st.lists(st.tuples(st.integers(0, 900), st.integers(1, 400)), max_size=4)
)
def test_young_person_is_eligible_when_the_test_counts_thirteen_weeks(born, gaps):
    spells, day = [], D(2019, 1, 1)
    for gap, length in gaps:
        began = day + gap * ONE
        day = began + length * ONE
        spells.append((began, day))
    nights, found = 0, None
    on = birthday_of(born, 14)
    while found is None and on < birthday_of(born, 18):
        inside = any(began <= on < ended for began, ended in spells)
        if inside and nights >= 91 and on >= birthday_of(born, 16):
            found = on
        nights += inside
        on += ONE
    assert eligible_from(born, spells) == found


@many
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20), st.integers(0, 12)), max_size=14))
def test_series_of_short_breaks_ends_on_the_day_the_test_finds(gaps):
    stays, day = [], D(2024, 1, 1)
    for gap, length, elsewhere in gaps:
        began = day + gap * ONE
        day = began + length * ONE
        stays.append((began, day, "Elsewhere" if elsewhere == 0 else "Kestrel View"))
    found = conditions_ceased([Stay(began, ended, frozenset({where})) for began, ended, where in stays])
    assert (found.on if found else None) == _series_ends(stays)


def _series_ends(stays: list[tuple[D, D, str]]) -> D | None:
    days: list[D] = []
    for began, ended, where in stays:
        if (ended - began).days > 17 or where != stays[0][2]:
            return began
        night = began
        while night < ended:
            days.append(night)
            if sum(months_on(each, 12) > night for each in days) > 75:
                return night
            night += ONE
    return None
