"""Invitations and papers as rows of cells. Who sees these pages may see how people around a child are reached."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from design.components import Column, Fact, Table, lines, link, quiet, tag
from design.formats import clock, counted, day, weekday
from desk.deadlines import Deadlines
from desk.digest.models import Digest
from desk.histories import Past, before_meeting, of_days, of_meetings, opened_before_meeting
from desk.inviting.rows import Listed
from reviews.enums import TOLD, InvitationStatus, InvitedAs, SendingState
from reviews.models import Booking, ClockKind, Invitation, InvitationChange, InvitationSending, Review
from reviews.papers import PapersOf

Status = InvitationStatus
COLOURS = {
    Status.TO_SEND: "yellow",
    Status.SENT: "blue",
    Status.ACCEPTED: "green",
    Status.TENTATIVE: "teal",
    Status.DECLINED: "orange",
    Status.UNDELIVERED: "red",
    Status.WITHDRAWN: "grey",
    Status.NOT_INVITED: "grey",
}


def _moment(at: Any) -> str:
    local = timezone.localtime(at)
    return f"{day(local.date())} at {clock(local.time())}"


def status_tag(invitation: Invitation) -> Any:
    """Return where an invitation is, as a tag."""
    return tag(invitation.get_status_display(), COLOURS[Status(invitation.status)])


BEFORE = {
    ClockKind.CONFER: "Social worker and IRO confer by",
    ClockKind.CONSULTATION: "Consultation papers out by",
    ClockKind.PAPERS: "Papers with the IRO by",
}


def meeting_facts(booking: Booking | None, review: Review, when: Deadlines) -> list[Fact | tuple[str, Any]]:
    """Return when and where the meeting is, what comes before it by which day, and how the child communicates."""
    child = review.child
    facts: list[Fact | tuple[str, Any]] = []
    if booking is not None:
        opened = opened_before_meeting(review.pk, booking.on, when)
        facts += [
            ("Meeting", f"{weekday(booking.on)} at {clock(booking.at)}, for {booking.minutes} minutes"),
            ("Where", booking.where),
            ("Chair", booking.chair.full_name),
            *((words, opened[kind]) for kind, words in BEFORE.items() if kind in opened),
        ]
    facts += [
        ("The child’s language", child.language or "nothing recorded"),
        ("Interpreter", "Needed" if child.needs_interpreter else "Not needed"),
        ("How the child communicates", child.communication_needs or "nothing recorded"),
    ]
    return facts


def people_table(people: Sequence[Listed], *, may_change: bool) -> Table:
    """Return everybody on the list: how they are reached, where their invitation is, and what may be done."""
    rows = [
        [
            lines(str(each.invitation), quiet(each.invitation.as_what)),
            _reached(each.invitation),
            _stands(each),
            _steps(each) if may_change else "",
        ]
        for each in people
    ]
    columns = ["Who", "How they are reached", "Invitation", Column("Actions", hidden=True)]
    return Table(caption=counted(len(rows), "person", "people"), columns=columns, rows=rows, stack=True)


def _reached(invitation: Invitation) -> Any:
    if invitation.part == InvitedAs.CHILD:
        return quiet("By letter, in plain words, or through those who look after them")
    person = invitation.person
    return lines(
        invitation.address or quiet("no e-mail address"),
        invitation.reached_by_phone,
        quiet(f"Speaks {person.language}") if person and person.language else "",
        quiet(f"Safe way to reach them: {person.how_to_reach}") if person and person.how_to_reach else "",
    )


def _stands(each: Listed) -> Any:
    invitation, last = each.invitation, each.last
    said: list[Any] = [status_tag(invitation)]
    if invitation.status == Status.NOT_INVITED:
        said += _why_not(invitation)
    if invitation.status == Status.UNDELIVERED:
        said.append(invitation.undelivered_because)
    if each.is_waiting and last is not None:
        said.append(quiet(f"{last.get_kind_display()}: waiting to be sent. {last.why}".strip()))
    elif last is not None and last.state == SendingState.SENT:
        how = f"to {last.sent_to}" if last.sent_to else "by letter"
        said.append(quiet(f"{last.get_kind_display()} sent {how}, {_moment(last.sent_at)}"))
    elif last is not None and last.state == SendingState.DROPPED and invitation.status == Status.TO_SEND:
        said.append(quiet(f"Not sent: {last.why}"))
    if invitation.answered_at:
        said += _answer(invitation)
    return lines(*said)


def _why_not(invitation: Invitation) -> list[Any]:
    heard = invitation.get_heard_by_display() if invitation.heard_by else ""
    return [
        ". ".join(filter(None, (invitation.get_not_invited_reason_display(), invitation.not_invited_note))),
        f"Heard instead: {heard}" if heard else "",
        quiet(invitation.heard_note),
    ]


def _answer(invitation: Invitation) -> list[Any]:
    return [
        quiet(f"Answered {_moment(invitation.answered_at)}"),
        f"“{invitation.message}”" if invitation.message else "",
        f"Asks for another time: {invitation.other_time}" if invitation.other_time else "",
        f"Wants to be heard: {invitation.get_wants_heard_display().lower()}" if invitation.wants_heard else "",
    ]


def _steps(each: Listed) -> Any:
    invitation = each.invitation
    name = str(invitation)
    steps = []
    if invitation.status in (Status.TO_SEND, Status.UNDELIVERED, *TOLD):
        steps.append(("Record an answer", "inviting:answer"))
    if invitation.status in TOLD:
        steps += [("It did not arrive", "inviting:bounce"), ("Withdraw", "inviting:withdraw")]
    if invitation.user_id is None and invitation.part != InvitedAs.CHILD:
        steps.append(("Change the e-mail address", "inviting:mend"))
    if invitation.status not in (Status.NOT_INVITED, Status.WITHDRAWN):
        steps += [("Letter", "inviting:letter"), ("Do not invite", "inviting:leave-out")]
    if invitation.status in (Status.NOT_INVITED, Status.WITHDRAWN, *TOLD):
        words = "Invite after all" if invitation.status not in TOLD else "Send it again"
        steps.append((words, "inviting:again"))
    return lines(*(link(words, reverse(page, args=[invitation.pk]), hidden=f": {name}") for words, page in steps))


def history_table(changes: Iterable[InvitationChange]) -> Table:
    """Return what happened to the invitations of a review, newest first."""
    words = dict(InvitationStatus.choices)
    rows = [
        [
            _moment(each.at),
            str(each.invitation),
            lines(each.get_became_display(), quiet(f"was: {words[each.was].lower()}" if each.was else "")),
            each.why,
            each.by.full_name if each.by else "by the system, or by the link in the mail",
        ]
        for each in changes
    ]
    columns = ["When", "Who", "Became", "Why", "By"]
    return Table(caption=counted(len(rows), "change"), columns=columns, rows=rows, stack=True, row_headers=False)


def invitations_table(caption: str, bookings: Iterable[Any]) -> Table:
    """Return the meetings to come, with how their invitations stand."""
    rows = [
        [
            lines(
                link(str(each.review.child), reverse("child:page", args=[each.review.child_id])),
                quiet(each.review.child.local_id),
            ),
            lines(weekday(each.on), quiet(clock(each.at))),
            each.chair.full_name,
            _counts(each),
            link(
                "Open",
                reverse("inviting:review", args=[each.review_id]),
                hidden=f"the invitations for {each.review.child}",
            ),
        ]
        for each in bookings
    ]
    columns = ["Child", "Meeting", "IRO", "Invitations", Column("Action", hidden=True)]
    return Table(caption=caption, columns=columns, rows=rows, stack=True)


def _counts(each: Any) -> Any:
    if not each.listed:
        return tag("No list yet", "yellow")
    parts = [
        (each.undelivered, "did not arrive"),
        (each.to_send, "to send"),
        (each.unanswered, "not answered"),
        (each.coming, "will come"),
        (each.perhaps, "perhaps"),
        (each.declined, "will not come"),
        (each.not_invited, "not invited"),
    ]
    return lines(*(f"{number} {words}" for number, words in parts if number))


def undelivered_table(invitations: Sequence[Invitation]) -> Table:
    """Return the invitations that did not arrive, each with what can be done about it."""
    rows = []
    for each in invitations:
        booking = each.review.standing[0]
        ways = [link("Print the letter", reverse("inviting:letter", args=[each.pk]), hidden=f"for {each}")]
        if each.user_id is None and each.part != InvitedAs.CHILD:
            ways.insert(0, link("Mend the address", reverse("inviting:mend", args=[each.pk]), hidden=f"of {each}"))
        if each.reached_by_phone:
            ways.append(f"Phone {each.reached_by_phone}")
        ways.append(link("Record an answer", reverse("inviting:answer", args=[each.pk]), hidden=f"of {each}"))
        rows.append(
            [
                lines(str(each), quiet(each.as_what)),
                _of_review(each.review, booking),
                lines(each.address or "no e-mail address", each.undelivered_because),
                lines(*ways),
            ]
        )
    columns = ["Who", "Meeting", "What happened", "What to do"]
    return Table(caption=f"{counted(len(rows), 'invitation')} did not arrive", columns=columns, rows=rows, stack=True)


def _of_review(review: Review, booking: Booking) -> Any:
    return lines(
        link(str(review.child), reverse("inviting:review", args=[review.pk])),
        quiet(f"{day(booking.on)}, {clock(booking.at)}"),
    )


def stuck_table(sendings: Sequence[InvitationSending]) -> Table:
    """Return the mails that wait for the mail server."""
    rows = [
        [
            lines(str(each.invitation), quiet(each.get_kind_display())),
            link(str(each.invitation.review.child), reverse("inviting:review", args=[each.invitation.review_id])),
            lines(each.why, quiet(f"tried {counted(each.tries, 'time')}, next after {_moment(each.held_until)}")),
        ]
        for each in sendings
    ]
    columns = ["To", "Child", "Why it waits"]
    caption = f"{counted(len(rows), 'mail')} waiting for the mail server"
    return Table(caption=caption, columns=columns, rows=rows, stack=True)


def reminders_table(digests: Sequence[Digest]) -> Table:
    """Return whose daily reminder did not arrive: what it said waits for them on their own page all the same."""
    rows = [
        [
            lines(each.reader.full_name, quiet(each.reader.email)),
            day(each.on),
            each.failure or "Its sending broke off, and it may have arrived",
            "Tell them to look at what is theirs today. The system administrator can mend the address",
        ]
        for each in digests
    ]
    columns = ["Who", "Reminder of", "What happened", "What to do"]
    caption = f"{counted(len(rows), 'person', 'people')} whose daily reminder did not arrive"
    return Table(caption=caption, columns=columns, rows=rows, stack=True)


def unheard_table(sendings: Sequence[InvitationSending]) -> Table:
    """Return those who could not be told by mail that a meeting falls: they are to be phoned."""
    rows = [
        [
            lines(str(each.invitation), quiet(each.invitation.as_what)),
            lines(str(each.invitation.review.child), quiet(f"{day(each.booking.on)}, {clock(each.booking.at)}")),
            each.why,
            f"Phone {each.invitation.reached_by_phone}" if each.invitation.reached_by_phone else "Write a letter",
        ]
        for each in sendings
    ]
    columns = ["Who", "Meeting", "What happened", "What to do"]
    caption = f"{counted(len(rows), 'person', 'people')} not told that a meeting does not take place"
    return Table(caption=caption, columns=columns, rows=rows, stack=True)


def papers_table(caption: str, papers: Sequence[PapersOf], when: Deadlines, *, chase: bool) -> Table:
    """Return the papers of the meetings to come: what is awaited or late, what came, who was reminded."""
    pks = [each.booking.review_id for each in papers]
    past = Past(days=of_days(pks), meetings=of_meetings(pks))
    rows = [[*_papers_row(each, past, when), _papers_ways(each, when, chase=chase)] for each in papers]
    late = frozenset(number for number, each in enumerate(papers) if each.is_late(when.today))
    columns = ["Child", "Meeting", "Papers due", "Awaited", "Received", "Reminded", Column("Actions", hidden=True)]
    return Table(caption=caption, columns=columns, rows=rows, stack=True, attention=late)


def _papers_row(each: PapersOf, past: Past, when: Deadlines) -> list[Any]:
    review = each.booking.review
    opened = when.opened(each.due, history=before_meeting(past, review.pk)[ClockKind.PAPERS])
    chases = [f"{chase.reader.full_name}, {day(chase.on)}" for chase in review.paper_chases.all()]
    return [
        lines(link(str(review.child), reverse("child:page", args=[review.child_id])), quiet(review.child.local_id)),
        lines(day(each.booking.on), quiet(each.booking.chair.full_name)),
        lines(opened, when.tagged(each.due.on) if each.awaited else tag("All here", "green")),
        lines(*(kind.label for kind in each.awaited)),
        received(each),
        lines(*chases) or quiet("nobody yet"),
    ]


def received(each: PapersOf) -> Any:
    """Return which papers came when, and which are not needed."""
    came = [
        f"{paper.get_kind_display()}: {paper.get_state_display().lower()}, {day(paper.received_on)}".rstrip(", ")
        for paper in each.received
    ]
    return lines(*came, *(quiet(f"{kind.label}: not needed") for kind in each.not_needed))


def _papers_ways(each: PapersOf, when: Deadlines, *, chase: bool) -> Any:
    review = each.booking.review
    ways = [link("Record a paper", reverse("inviting:paper", args=[review.pk]), hidden=f"for {review.child}")]
    today = any(made.on == when.today for made in review.paper_chases.all())
    if chase and each.awaited and each.booking.is_ahead and not today:
        ways.append(
            link("Remind the social worker", reverse("inviting:chase", args=[review.pk]), hidden=f"of {review.child}")
        )
    return lines(*ways)
