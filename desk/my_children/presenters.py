"""The social worker's lists as rows of cells."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from design import components, formats
from design.components import Column, Table
from desk.after_review.presenters import standing_tag
from desk.deadlines import Deadlines
from desk.histories import opened_limits
from reviews.enums import DecisionStanding
from reviews.models import Decision


def children_table(children: Iterable[Any], when: Deadlines, *, count: int) -> Table:
    """Return children with their next review and open decisions."""
    found = list(children)
    shown = opened_limits([child.review_id for child in found], when)
    rows = [
        [
            components.link(str(child), reverse("child:page", args=[child.pk])),
            child.local_id,
            format_html("{}{}", shown.get(child.review_id, ""), when.tagged(child.due_on))
            if child.due_on
            else components.quiet("None is due"),
            components.lines(formats.weekday(child.booked_on), formats.clock(child.booked_at))
            if child.booked_on
            else components.quiet("Not booked yet"),
            child.iro_name or components.quiet("No IRO allocated"),
            _how_seen(child),
            components.link(child.open_decisions, reverse("child:decisions", args=[child.pk]), hidden=f"for {child}"),
        ]
        for child in found
    ]
    columns = [
        "Child",
        "Id",
        "Next review due",
        "Booked",
        "IRO",
        "How you see it",
        Column("Open decisions", numeric=True),
    ]
    return Table(caption=formats.counted(count, "child", "children"), columns=columns, rows=rows, stack=True)


def _how_seen(child: Any) -> Any:
    """Return the way to say, before the next review, how the social worker sees it; and when it was said last."""
    if child.review_id is None:
        return components.quiet("No review is open")
    address = reverse("side_by_side:record", args=[child.review_id])
    words = "Change it" if child.seen_on else "Say how you see it"
    said = components.quiet(f"recorded {formats.day(child.seen_on)}" if child.seen_on else "")
    return components.lines(said, components.link(words, address, hidden=f"for {child}"))


def decisions_table(decisions: Iterable[Any], when: Deadlines, *, count: int) -> Table:
    """Return decisions with the child, who carries them out and by when."""
    rows = [
        [
            components.link(str(each.review.child), reverse("child:page", args=[each.review.child_id])),
            components.link(each.text, reverse("after_review:decision", args=[each.pk])),
            each.owner,
            components.lines(formats.day(each.target_on), _stands(each, when)),
        ]
        for each in decisions
    ]
    columns = ["Child", "Decision", "Who carries it out", "By when"]
    return Table(caption=formats.counted(count, "open decision"), columns=columns, rows=rows, stack=True)


def _stands(decision: Decision, when: Deadlines) -> Any:
    """Return how near the target is, or that nobody carries the decision out until a challenge is answered."""
    if decision.standing == DecisionStanding.CHALLENGED:
        return components.lines(standing_tag(decision), components.quiet("Frozen until the IRO answers"))
    return when.tagged(decision.target_on)
