"""Who was asked before a review, as rows of cells: how far each is, never what they said."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from design.components import Column, Table, lines, link, quiet, tag
from design.formats import clock, counted, day, weekday
from desk.asking.whom import meeting_of
from desk.deadlines import Deadlines
from office.models import Job
from participation.enums import AskedStatus
from participation.models import AskedForm, FormLink
from reviews.models import Review
from statute import preparation

Status = AskedStatus
ENDED = "The link that was sent by e-mail has ended"
COLOURS = {Status.ASKED: "yellow", Status.STARTED: "blue", Status.SUBMITTED: "green", Status.WITHDRAWN: "grey"}


def ask_link(review: Review) -> Any:
    """Return the way from a list to asking for views before a review."""
    return link("Ask for views", reverse("asking:review", args=[review.pk]), hidden=f"of {review.child}")


def who_of(asked: AskedForm) -> str:
    """Return who was asked."""
    return str(asked.person) if asked.person else str(asked.review.child)


def facts_of(review: Review, when: Deadlines) -> list[tuple[str, Any]]:
    """Return when the meeting is and by when the forms go out."""
    booking = meeting_of(review)
    child = ("How the child communicates", review.child.communication_needs or "nothing recorded")
    if booking is None:
        return [("Meeting", "not booked yet"), child]
    out_by = preparation.consultation_out(booking.on, calendar=when.calendar)
    return [
        ("Meeting", f"{weekday(booking.on)} at {clock(booking.at)}"),
        ("Forms go out by", when.opened(out_by)),
        child,
    ]


def asked_table(found: Sequence[AskedForm], mails: dict[int, Job], *, today: datetime.date, may_change: bool) -> Table:
    """Return who was asked, with which form, how far they are, and what may be done."""
    rows = [
        [
            lines(who_of(each), quiet(each.form.name)),
            _stands(each, today),
            _reached(each, mails.get(each.pk)),
            _steps(each, today) if may_change else "",
        ]
        for each in found
    ]
    columns = ["Who, and which form", "How it stands", "Link", Column("Actions", hidden=True)]
    return Table(caption=counted(len(rows), "form"), columns=columns, rows=rows, stack=True)


def is_over(asked: AskedForm, today: datetime.date) -> bool:
    """Say whether the last day is over before the form was sent in."""
    return asked.can_be_filled() and asked.expires_on < today


def _stands(asked: AskedForm, today: datetime.date) -> Any:
    said: list[Any] = [tag(asked.get_status_display(), COLOURS[Status(asked.status)])]
    if asked.status == Status.WITHDRAWN:
        said.append(asked.withdrawn_because)
    elif asked.status == Status.SUBMITTED and asked.consultation is not None:
        said.append(quiet(f"On {day(asked.consultation.received_on)}"))
    elif is_over(asked, today):
        said.append(f"The last day was {day(asked.expires_on)}")
    else:
        said.append(quiet(f"Until {day(asked.expires_on)}"))
    if asked.taken_on_by and asked.can_be_filled():
        said.append(quiet(f"Taken on by {asked.taken_on_by}"))
    return lines(*said)


def _reached(asked: AskedForm, mail: Job | None) -> Any:
    if not asked.can_be_filled():
        return quiet("The link has ended")
    # Of the newest alone: a new link ends the one before it.
    standing = next((each for each in asked.links.all() if each.ended_at is None), None)
    made = timezone.localtime(standing.made_at) if standing else None
    said = [f"Made on {day(made.date())} at {clock(made.time())}" if made else quiet("No link yet")]
    if mail is not None:
        said.append(quiet(_mail_in_words(mail, standing)))
    return lines(*said)


def _mail_in_words(mail: Job, standing: FormLink | None) -> str:
    """Say what came of the newest mail, as far as it is true of the link that stands."""
    # The link in a mail is made by its job, any other by a person.
    is_by_hand = standing is not None and standing.made_by_id is not None
    if mail.state == Job.State.DONE:
        return ENDED if standing is None or is_by_hand else "Sent by e-mail"
    if mail.state != Job.State.FAILED:
        return "The e-mail is being sent"
    is_past = standing is not None and is_by_hand and standing.made_at > mail.created_at
    return "" if is_past else f"Could not be sent: {mail.error}"


def _steps(asked: AskedForm, today: datetime.date) -> Any:
    name, steps = who_of(asked), []
    if asked.can_be_filled() and not is_over(asked, today):
        has_link = any(each.ended_at is None for each in asked.links.all())
        steps.append(("Make a new link" if has_link else "Make the link", "asking:link"))
        if asked.address:
            steps.append(("Send the link by e-mail", "asking:mail"))
    if asked.can_be_filled():
        steps.append(("Withdraw", "asking:withdraw"))
    if asked.status == Status.WITHDRAWN:
        steps.append(("Ask again", "asking:again"))
    return lines(*(link(words, reverse(to, args=[asked.pk]), hidden=f": {name}") for words, to in steps))
