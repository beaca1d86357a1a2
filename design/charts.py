"""Bar charts as small accessible SVG: no script, no style element, told apart by pattern as well as colour.

The sentence that a chart says goes into `<title>`: screen readers and the PDF's alternative text both take it there.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

FILLS = ("#17404f", "#6aa5b5", "#c2872e", "#d5dde0")
INK = "#0b0c0c"
QUIET = "#484949"
LABEL_WIDTH, CHART_WIDTH, VALUE_WIDTH = 210, 380, 60
BAR, GAP, LEGEND = 22, 12, 30
# A label of two lines stands a little above and below its bar.
MARGIN = 4
WRAP = 30
LINES_BESIDE_A_BAR = 2


def bar_chart(
    rows: Sequence[tuple[str, float | Sequence[float]]],
    sentence: str,
    *,
    series: Sequence[str] = (),
    stacked: bool = False,
    unit: str = "",
    top: float = 0,
    longest: int = CHART_WIDTH,
) -> SafeString:
    """A horizontal bar chart.

    `rows`: (label, value) or (label, [value per series]), values not negative; `sentence`: what the chart says;
    `series`: names for the legend when there is more than one value per row (at most 4); `stacked`: end to end
    rather than side by side; `unit`: written after each value ("%"); `top`: the value at the right edge, at least
    the greatest; `longest`: how long the longest bar is drawn: shorter where the chart has half a page.
    Raises ValueError for a negative value or too many series.
    """
    data = [(label, list(values) if isinstance(values, Sequence) else [values]) for label, values in rows]
    if any(value < 0 for _label, values in data for value in values):
        raise ValueError("A bar cannot be negative.")
    count = max((len(values) for _label, values in data), default=1)
    if count > len(FILLS):
        raise ValueError(f"At most {len(FILLS)} series can be told apart.")
    reach = max([top, *(sum(values) if stacked else max(values, default=0) for _label, values in data)], default=0) or 1
    scale = longest / reach
    start = MARGIN + (LEGEND if series else 0)
    parts = [_legend(series)] if series else []
    y = start
    for label, values in data:
        bars = 1 if stacked else len(values)
        depth = max(bars * BAR, BAR)
        parts.append(_label(label, y + depth / 2))
        x = float(LABEL_WIDTH)
        for index, value in enumerate(values):
            width = round(value * scale, 1)
            at = y if stacked else y + index * BAR
            parts.append(_bar(x, at, width, index))
            if stacked:
                x += width
            else:
                parts.append(_value(LABEL_WIDTH + width + 6, at, value, unit))
        if stacked:
            parts.append(_value(x + 6, y, sum(values), unit))
        y += depth + GAP
    width, height = LABEL_WIDTH + longest + VALUE_WIDTH, max(y - GAP + MARGIN, 1)
    return format_html(
        '<svg class="app-chart" role="img" xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" '
        'viewBox="0 0 {} {}" font-family="Arial, Liberation Sans, sans-serif" font-size="15"><title>{}</title>{}</svg>',
        width, height, width, height, sentence, mark_safe("".join(parts)),  # noqa: S308 - every text in the parts is escaped
    )  # fmt: skip


def _bar(x: float, y: float, width: float, index: int) -> str:
    """One bar; the second and later series carry hatching, drawn as lines so that no pattern needs a page-wide id."""
    if not width:
        return ""
    shape = (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{BAR}" fill="{FILLS[index]}" '
        f'stroke="{INK}" stroke-width="0.75"/>'
    )
    if index == 0:
        return shape
    lines = []
    if index in {1, 3}:
        step = 8 if index == 1 else 5
        at = step / 2
        while at < width:
            lines.append(f"M{x + at:.1f} {y:g}v{BAR}")
            at += step
    if index in {2, 3}:
        lines.extend(f"M{x:g} {y + offset:g}h{width:g}" for offset in (5.5, 11, 16.5))
    return f'{shape}<path d="{"".join(lines)}" stroke="{INK}" stroke-width="0.75" fill="none"/>'


def _label(text: str, middle: float) -> str:
    words, rows = text.split(), [""]
    for word in words:
        if rows[-1] and len(rows[-1]) + len(word) >= WRAP:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".strip()
    if rows[LINES_BESIDE_A_BAR:]:
        rows = [rows[0], f"{rows[1]}…"]
    first = middle + 5 - (len(rows) - 1) * 7.5
    size = "15" if len(rows) == 1 else "13"
    return "".join(
        f'<text x="{LABEL_WIDTH - 10}" y="{first + index * 14:g}" text-anchor="end" font-size="{size}" '
        f'fill="{INK}">{escape(row)}</text>'
        for index, row in enumerate(rows)
    )


def _value(x: float, y: float, value: float, unit: str) -> str:
    return f'<text x="{x:g}" y="{y + 16:g}" fill="{INK}">{value:,g}{escape(unit)}</text>'


def _legend(series: Sequence[str]) -> str:
    parts, x = [], float(LABEL_WIDTH)
    for index, name in enumerate(series):
        parts.append(_bar(x, 0, 22, index))
        parts.append(f'<text x="{x + 28:g}" y="16" fill="{QUIET}">{escape(name)}</text>')
        x += 28 + len(name) * 8.2 + 20
    return "".join(parts)
