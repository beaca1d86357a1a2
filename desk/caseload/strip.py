"""The strip on top of a caseload: how many, how many that is for one post, and the weeks to come."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from design import components
from desk.caseload.rows import Caseload
from desk.deadlines import Deadlines

WEEKS_SHOWN = 5


def _and_covered(caseload: Caseload, own: int) -> str:
    """Return how many more children the IRO covers: they are on the colleague's caseload, and count there."""
    covered = len(caseload.children) - own
    return f"and {covered} covered for a colleague" if covered else ""


def strip_of(caseload: Caseload, when: Deadlines) -> list[SafeString]:
    """Return the figures on top: children, children per full-time equivalent, reviews due by week."""
    number = sum(child.pk not in caseload.covered for child in caseload.children)
    low, high = when.settings.caseload_low, when.settings.caseload_high
    mine = {child.pk for child in caseload.children}
    due = [r.due_on for r in caseload.open_reviews if r.child_id in mine and r.due_on and r.due_on <= when.soon_until]
    overdue = sum(on < when.today for on in due)
    note = f"{overdue} of them overdue" if overdue else "none overdue"
    return [
        components.figure(
            number, "child" if number == 1 else "children", "#my-children", note=_and_covered(caseload, number)
        ),
        _per_fte(number, caseload.fte, low, high),
        components.figure(
            len(due),
            "review due in the next 20 working days" if len(due) == 1 else "reviews due in the next 20 working days",
            "?show=due#my-children",
            note=note,
            colour="red" if overdue else "",
        ),
        _by_week(due, when),
    ]


def _per_fte(number: int, fte: Any, low: int, high: int) -> SafeString:
    if not fte:
        return components.figure(
            "–", "children per full-time equivalent", note="The manager has not recorded your share of full time."
        )
    per = round(number / float(fte), 1)
    label = f"{per:g} children per full-time equivalent; the range is {low} to {high}"
    colour = "red" if per > high else ""
    picture = components.bar(per, low=low, high=high, label=label)
    value = format_html("{} {}", f"{per:g}", picture)
    return components.figure(
        value,
        "children per full-time equivalent",
        note=f"The range is {low} to {high}. Your share: {float(fte):g}",
        colour=colour,
    )


def _by_week(due: Sequence[datetime.date], when: Deadlines) -> SafeString:
    """Return the reviews due by week, as small bars with their numbers."""
    monday = when.today - datetime.timedelta(days=when.today.weekday())
    starts = [monday + datetime.timedelta(weeks=n) for n in range(WEEKS_SHOWN)]
    counts = [sum(start <= on < start + datetime.timedelta(weeks=1) for on in due) for start in starts]
    counts[0] += sum(on < monday for on in due)
    sentence = "; ".join(
        f"week of {start.day} {start:%B}: {count}" for start, count in zip(starts, counts, strict=True)
    )
    most, step, height = max([*counts, 1]), 46, 34
    shape = (
        '<rect x="{}" y="{}" width="28" height="{}" fill="#17404f"/>'
        '<text x="{}" y="{}" text-anchor="middle" font-size="13" fill="#0b0c0c">{}</text>'
        '<text x="{}" y="68" text-anchor="middle" font-size="12" fill="#484949">{}</text>'
    )
    places = []
    for n, (start, count) in enumerate(zip(starts, counts, strict=True)):
        tall, left = round(count / most * height), n * step
        day = f"{start.day} {start:%b}"
        top = 16 + height - tall
        places.append((left + 4, top, max(tall, 1), left + 18, top - 4, count, left + 18, day))
    bars = format_html_join("", shape, places)
    return format_html(
        '<li class="app-figure"><svg class="app-chart" role="img" width="{}" height="72" viewBox="0 0 {} 72" '
        'font-family="Arial, Liberation Sans, sans-serif"><title>{}</title>{}</svg>'
        '<span class="app-figure__note">Reviews due, by week</span></li>',
        WEEKS_SHOWN * step,
        WEEKS_SHOWN * step,
        f"Reviews due by week. {sentence}",
        bars,
    )
