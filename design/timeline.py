"""A picture of what runs beside what over the years: lanes with bars and marks, as a small accessible SVG.

No script and no style element; told apart by shape and hatching as well as by colour. The sentence that the picture
says goes into `<title>`; whoever shows it gives the same facts as text beside it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

INK, QUIET, LINE = "#0b0c0c", "#484949", "#b1b4b6"
FILLS = ("#17404f", "#6aa5b5")
LABEL_WIDTH, CHART_WIDTH, RIGHT = 150, 560, 20
HEAD, LANE, BAR = 34, 40, 20
# A gap between two labels of the scale, so that they never run into each other.
APART = 46
YEAR = 365
Shape = Literal["done", "due", "other"]


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that lasts; `until` None: it goes on."""

    since: datetime.date
    until: datetime.date | None
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A day: what was done (a filled dot), what is due (an open diamond), what else happened (a triangle)."""

    on: datetime.date
    words: str
    shape: Shape = "done"


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the picture."""

    label: str
    bars: Sequence[Bar] = ()
    marks: Sequence[Mark] = ()


def timeline(lanes: Sequence[Lane], sentence: str, *, today: datetime.date) -> SafeString:
    """Return the picture, or nothing where no lane holds anything.

    Raises ValueError for a bar that ends before it begins.
    """
    shown = [lane for lane in lanes if lane.bars or lane.marks]
    if not shown:
        return SafeString()
    if any(bar.until is not None and bar.until < bar.since for lane in shown for bar in lane.bars):
        raise ValueError("A bar cannot end before it begins.")
    scale = _Scale.of(shown, today)
    parts = [*_head(scale, len(shown), today)]
    for number, lane in enumerate(shown):
        parts += _lane(lane, HEAD + number * LANE, scale)
    width, height = LABEL_WIDTH + CHART_WIDTH + RIGHT, HEAD + len(shown) * LANE + 4
    return format_html(
        '<svg class="app-chart" role="img" xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" '
        'viewBox="0 0 {} {}" font-family="Arial, Liberation Sans, sans-serif" font-size="14"><title>{}</title>{}</svg>',
        width, height, width, height, sentence, mark_safe("".join(parts)),  # noqa: S308 - every text in the parts is escaped
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Scale:
    first: datetime.date
    last: datetime.date

    @classmethod
    def of(cls, lanes: Sequence[Lane], today: datetime.date) -> _Scale:
        days = [today, *(mark.on for lane in lanes for mark in lane.marks)]
        days += [bar.since for lane in lanes for bar in lane.bars]
        days += [bar.until for lane in lanes for bar in lane.bars if bar.until]
        first, last = min(days).replace(day=1), max(days) + datetime.timedelta(days=15)
        return cls(first, last)

    def x(self, on: datetime.date) -> float:
        return round(LABEL_WIDTH + CHART_WIDTH * (on - self.first).days / (self.last - self.first).days, 1)

    def steps(self) -> Iterator[tuple[datetime.date, str]]:
        """Yield the lines of the scale: the years, or the months of a short time, none nearer than can be read."""
        by_month = (self.last - self.first).days < 2 * YEAR
        on, shown_at = self.first, -1000.0
        while on <= self.last:
            if (by_month or on.month == 1) and self.x(on) - shown_at >= APART:
                shown_at = self.x(on)
                yield (
                    on,
                    f"{on:%b} {on.year}"
                    if by_month and (on.month == 1 or on == self.first)
                    else (f"{on:%b}" if by_month else str(on.year)),
                )
            on = (on + datetime.timedelta(days=32)).replace(day=1)


def _head(scale: _Scale, lanes: int, today: datetime.date) -> Iterator[str]:
    bottom = HEAD + lanes * LANE
    for on, words in scale.steps():
        x = scale.x(on)
        yield f'<path d="M{x} {HEAD - 8}V{bottom}" stroke="{LINE}"/>'
        yield f'<text x="{x + 2}" y="14" font-size="12" fill="{QUIET}">{escape(words)}</text>'
    x = scale.x(today)
    yield f'<path d="M{x} {HEAD - 8}V{bottom}" stroke="{INK}" stroke-width="2" stroke-dasharray="4 3"/>'
    anchor = "end" if x > LABEL_WIDTH + CHART_WIDTH - APART else "middle"
    yield f'<text x="{x}" y="28" font-size="12" text-anchor="{anchor}" fill="{INK}">today</text>'


def _lane(lane: Lane, top: int, scale: _Scale) -> Iterator[str]:
    middle = top + LANE / 2
    yield f'<text x="{LABEL_WIDTH - 10}" y="{middle + 5}" text-anchor="end" fill="{INK}">{escape(lane.label)}</text>'
    for number, bar in enumerate(lane.bars):
        x, end = scale.x(bar.since), scale.x(bar.until or scale.last)
        width = max(round(end - x, 1), 2)
        yield (
            f'<rect x="{x}" y="{middle - BAR / 2}" width="{width}" height="{BAR}" fill="{FILLS[number % 2]}" '
            f'stroke="{INK}" stroke-width="0.75"><title>{escape(bar.words)}</title></rect>'
        )
    for mark in lane.marks:
        yield _mark(mark, scale.x(mark.on), middle)


def _mark(mark: Mark, x: float, y: float) -> str:
    words = f"<title>{escape(mark.words)}</title>"
    if mark.shape == "done":
        return f'<circle cx="{x}" cy="{y}" r="6" fill="{INK}">{words}</circle>'
    if mark.shape == "due":
        return f'<path d="M{x} {y - 8}l8 8l-8 8l-8 -8z" fill="#ffffff" stroke="{INK}" stroke-width="2">{words}</path>'
    return f'<path d="M{x} {y - 7}l7 13h-14z" fill="{FILLS[1]}" stroke="{INK}">{words}</path>'
