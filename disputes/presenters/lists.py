"""Disputes, referrals and children as tables. Everything is given: nothing here asks the database or the clock."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from design.components import Column, Table, deadline_status, lines, link, quiet, tag
from design.formats import counted, day
from disputes.enums import DisputeStatus
from disputes.models import CafcassReferral, Dispute
from disputes.presenters.clocks import Clock, opened_limit, opened_reply
from disputes.presenters.words import short_stage, status_tag

QUESTION_CHARACTERS = 160


def limit_cell(dispute: Dispute, clock: Clock) -> Any:
    """Return the limit of the formal process with how near it is."""
    if dispute.resolve_by is None:
        return quiet("Not formal")
    status = deadline_status(clock.status(dispute.resolve_by, dispute.resolved_on))
    words = "" if dispute.resolved_on else quiet(clock.words(dispute.resolve_by))
    return lines(opened_limit(dispute, clock), words, status)


def reply_cell(dispute: Any, clock: Clock) -> Any:
    """Return who must reply until when, or when they did. The dispute comes from `with_present_stage`."""
    if dispute.status != DisputeStatus.OPEN:
        return quiet("Ended")
    if dispute.answered_on:
        return lines(dispute.addressee_name, quiet(f"answered {day(dispute.answered_on)}"))
    if dispute.reply_by is None:
        return dispute.addressee_name or quiet("Nobody")
    due = opened_reply(dispute.stage, dispute.stage_entered_on, dispute.reply_by, clock)
    overdue = deadline_status("overdue") if dispute.reply_by < clock.today else ""
    who = dispute.addressee_name or quiet("Not addressed")
    return lines(who, due, quiet(clock.words(dispute.reply_by)), overdue)


def disputes_table(disputes: Sequence[Any], *, total: int, clock: Clock) -> Table:
    """Return the list of disputes."""
    rows = [
        [
            link(dispute.child, reverse("disputes:detail", args=[dispute.pk])),
            lines(short_stage(dispute), status_tag(dispute)),
            lines(*(issue.name for issue in dispute.issues.all())),
            lines(day(dispute.raised_on), quiet(_age(dispute, clock)), dispute.raised_by),
            reply_cell(dispute, clock),
            limit_cell(dispute, clock),
        ]
        for dispute in disputes
    ]
    return Table(
        caption=counted(total, "dispute"),
        columns=["Child", "Stage", "Issues", "Raised", "Reply from", Column("Formal limit")],
        rows=rows,
        stack=True,
    )


def _age(dispute: Any, clock: Clock) -> str:
    if dispute.status != DisputeStatus.OPEN or dispute.raised_on is None:
        return ""
    days = clock.calendar.count(dispute.raised_on, clock.today)
    return "today" if days == 0 else f"{counted(days, 'working day')} ago"


def addressed_table(disputes: Sequence[Any], *, total: int, clock: Clock, reader_id: int) -> Table:
    """Return what is addressed to somebody: the question, by when to reply, and the way to the thread."""
    rows, attention = [], set()
    for number, dispute in enumerate(disputes):
        mine = waits_for(dispute, reader_id)
        if mine and dispute.reply_by and dispute.reply_by < clock.today:
            attention.add(number)
        rows.append(
            [
                link(dispute.child, reverse("disputes:detail", args=[dispute.pk])),
                Truncator(dispute.summary).chars(QUESTION_CHARACTERS),
                lines(short_stage(dispute), quiet(f"from {dispute.raised_by}")),
                _what_is_wanted(dispute, clock, mine=mine),
            ]
        )
    return Table(
        caption=f"{counted(total, 'dispute')} addressed to you",
        columns=["Child", "Question", "Stage", "Your reply"],
        rows=rows,
        stack=True,
        attention=frozenset(attention),
    )


def waiting_words(number: int) -> str:
    """Return how many wait for a reply, as the page of the one who must reply opens."""
    if number == 0:
        return "Nothing waits for your reply."
    return f"{counted(number, 'dispute')} {'waits' if number == 1 else 'wait'} for your reply."


def waits_for(dispute: Any, reader_id: int) -> bool:
    """Say whether an open dispute waits for somebody's reply. The dispute comes from `with_present_stage`."""
    return dispute.status == DisputeStatus.OPEN and dispute.addressee_id == reader_id and dispute.answered_on is None


def _what_is_wanted(dispute: Any, clock: Clock, *, mine: bool) -> Any:
    if dispute.status != DisputeStatus.OPEN:
        return lines(status_tag(dispute), quiet(day(dispute.resolved_on)))
    if not mine:
        passed_on = dispute.addressee_name and dispute.answered_on is None
        return quiet(f"Now with {dispute.addressee_name}" if passed_on else f"Answered {day(dispute.answered_on)}")
    if dispute.reply_by is None:
        return tag("Reply wanted", "yellow")
    due = opened_reply(dispute.stage, dispute.stage_entered_on, dispute.reply_by, clock)
    return lines(due, quiet(clock.words(dispute.reply_by)), deadline_status(clock.status(dispute.reply_by)))


def referrals_table(referrals: Sequence[CafcassReferral], *, total: int) -> Table:
    """Return the list of referrals to Cafcass."""
    rows = [
        [
            str(referral.child),
            lines(day(referral.referred_on), quiet(referral.referred_by)),
            referral.reason,
            referral.outcome or _outcome_link(referral),
            _dispute_link(referral),
        ]
        for referral in referrals
    ]
    columns = ["Child", "Referred", "Reason", "Outcome", "Dispute"]
    return Table(caption=counted(total, "referral") + " to Cafcass", columns=columns, rows=rows, stack=True)


def _outcome_link(referral: CafcassReferral) -> SafeString:
    href = reverse("disputes:referral-outcome", args=[referral.pk])
    return link("Record the outcome", href, hidden=f"of the referral of {referral.child}")


def _dispute_link(referral: CafcassReferral) -> Any:
    if referral.dispute_id is None:
        return quiet("None")
    href = reverse("disputes:detail", args=[referral.dispute_id])
    return link("See the dispute", href, hidden=f"about {referral.child}")


def children_table(children: Sequence[Any], *, total: int) -> Table:
    """Return the children about whom a concern may be raised."""
    rows = [
        [
            str(child),
            child.local_id,
            link("Raise a concern", reverse("disputes:raise", args=[child.pk]), hidden=f"about {child}"),
            link("Refer to Cafcass", reverse("disputes:refer", args=[child.pk]), hidden=f"the case of {child}"),
        ]
        for child in children
    ]
    columns: list[Column | str] = [
        "Child",
        "Id",
        Column("Raise a concern", hidden=True),
        Column("Refer to Cafcass", hidden=True),
    ]
    return Table(caption=counted(total, "child", "children"), columns=columns, rows=rows, stack=True)
