"""What follows a review, as tables and facts. Everything is given: nothing here asks the database or the clock."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from design import components, formats
from design.components import Column, Fact, Table
from desk.deadlines import Deadlines
from desk.histories import opened_challenges
from office.models import Job
from reviews.enums import ChallengeAnswer, ChangeOf, DecisionStanding, DecisionStatus, ProgressKind, RecipientPart
from reviews.models import Decision, DecisionChallenge, DecisionsTold, RecordOfReview, RecordRecipient
from statute.records import challenge_by

STANDING_COLOURS = {
    DecisionStanding.PROPOSED: "grey",
    DecisionStanding.SENT: "blue",
    DecisionStanding.CHALLENGED: "orange",
    DecisionStanding.FINAL: "green",
    DecisionStanding.WITHDRAWN: "grey",
}
LABELS = dict(DecisionStanding.choices) | dict(DecisionStatus.choices)


def standing_tag(decision: Decision) -> Any:
    """Return whether a decision stands, as a tag."""
    colour = STANDING_COLOURS[DecisionStanding(decision.standing)]
    return components.tag(decision.get_standing_display(), colour)


def review_words(decision: Decision) -> str:
    """Return of which review a decision is."""
    review = decision.review
    return f"{review.get_sequence_display()}, {formats.day(review.completed_on)}"


def clock_of(record: RecordOfReview, when: Deadlines) -> Any:
    """Return by when decisions may be challenged, with its working, its history and how near it is."""
    return clocks_of([record], when)[record.pk]


def clocks_of(records: Iterable[RecordOfReview], when: Deadlines) -> dict[int, Any]:
    """Return the same of many records, by record: one query."""
    found = list(records)
    opened = opened_challenges(found, when)
    return {record.pk: _clock(record, opened, when) for record in found}


def _clock(record: RecordOfReview, opened: Mapping[int, Any], when: Deadlines) -> Any:
    if record.decisions_sent_on is None:
        return "The time begins when they are sent"
    on = challenge_by(record.decisions_sent_on, calendar=when.calendar).on
    return components.lines(opened[record.pk], components.quiet(when.distance(on) if on >= when.today else "ended"))


def challengeable_table(decisions: Sequence[Decision], when: Deadlines, *, count: int) -> Table:
    """Return the decisions that may still be challenged, with the clock."""
    clocks = clocks_of([each.review.record for each in decisions], when)
    rows = [
        [
            components.link(str(each.review.child), reverse("child:page", args=[each.review.child_id])),
            components.lines(each.text, components.quiet(f"{each.owner}, by {formats.day(each.target_on)}")),
            clocks[each.review.record.pk],
            components.link(
                "Challenge",
                reverse("after_review:challenge", args=[each.review_id]),
                hidden=f"the decision “{each.text[:60]}”",
            ),
        ]
        for each in decisions
    ]
    columns = ["Child", "Decision", "Challenge by", Column("Action", hidden=True)]
    return Table(
        caption=f"{formats.counted(count, 'decision')} still open to challenge", columns=columns, rows=rows, stack=True
    )


def challenges_table(challenges: Iterable[DecisionChallenge], *, answers: bool, count: int) -> Table:
    """Return challenges with what was answered; those that wait can be answered by the IRO."""
    rows = []
    for each in challenges:
        by = str(each.made_by) + (f", for {each.made_for}" if each.made_for else "")
        answer: Any = components.tag("Waits for an answer", "orange")
        if each.answer:
            answer = components.lines(each.get_answer_display(), components.quiet(formats.day(each.answered_on)))
        elif answers:
            href = reverse("after_review:answer", args=[each.pk])
            answer = components.link("Answer", href, hidden=f"the challenge of “{each.was_text[:60]}”")
        rows.append(
            [
                components.link(
                    str(each.decision.review.child), reverse("after_review:decision", args=[each.decision_id])
                ),
                each.was_text,
                each.text,
                components.lines(by, components.quiet(formats.day(each.made_on))),
                answer,
            ]
        )
    columns = ["Child", "Decision as it was sent", "What is challenged", "By whom", "Answer"]
    return Table(caption=formats.counted(count, "challenge"), columns=columns, rows=rows, stack=True)


def told_table(told: Sequence[DecisionsTold], mails: Mapping[int, Job]) -> Table:
    """Return to whom the decisions were sent, as what, when, and whether the mail that says so has left."""
    rows = [
        [
            each.person.full_name,
            each.get_told_as_display(),
            formats.day(each.on),
            mail_words(mails.get(each.person_id)),
        ]
        for each in told
    ]
    columns = ["Who", "As what", "Sent", "Mail that they are there"]
    return Table(
        caption=f"Sent to {formats.counted(len(rows), 'person', 'people')}", columns=columns, rows=rows, stack=True
    )


def mail_words(job: Job | None) -> str:
    """Return whether a mail has left."""
    if job is None:
        return "No mail was asked for"
    if job.state == Job.State.DONE:
        return f"Left on {formats.day(job.finished_at.date())}" if job.finished_at else "Left"
    return "Could not be sent" if job.state == Job.State.FAILED else "Waits to be sent"


def decision_facts(decision: Decision, when: Deadlines, times: int) -> list[Fact]:
    """Return how one decision stands, who carries it out and by when."""
    is_open = decision.status == DecisionStatus.OPEN
    record = getattr(decision.review, "record", None)
    target = when.tagged(decision.target_on) if is_open else ""
    became = components.lines(decision.get_status_display(), formats.day(decision.closed_on), decision.outcome)
    facts = [
        Fact("Decision", decision.text),
        Fact("Review", review_words(decision)),
        Fact("Whether it stands", standing_tag(decision)),
        Fact("Who carries it out", decision.owner),
        Fact("Who is reminded", str(decision.owned_by or "The child’s social worker")),
        Fact("By when", components.lines(formats.day(decision.target_on), target)),
        Fact("What became of it", became),
    ]
    if record is not None and decision.standing in (DecisionStanding.PROPOSED, DecisionStanding.SENT):
        facts.insert(3, Fact("Challenge by", clock_of(record, when)))
    if times:
        facts.append(Fact("Carried over", formats.counted(times, "time")))
    return facts


def progress_table(decision: Decision) -> Table:
    """Return what was said of how far a decision has come, newest first."""
    said = reversed(list(decision.progress.select_related("by")))
    rows = [[formats.day(each.on), each.get_kind_display(), each.text, str(each.by)] for each in said]
    return Table(caption="How far it has come", columns=["Day", "What", "In their words", "Who"], rows=rows, stack=True)


def changes_table(decision: Decision) -> Table:
    """Return every step of a decision."""
    rows = [
        [
            formats.day(each.on),
            ChangeOf(each.of).label,
            f"{LABELS[each.was]} → {LABELS[each.became]}",
            each.why,
            str(each.by or "The service itself"),
        ]
        for each in decision.changes.select_related("by")
    ]
    return Table(caption="Its history", columns=["Day", "Of what", "Step", "Why", "Who"], rows=rows, stack=True)


def answered_facts(challenge: DecisionChallenge) -> list[tuple[str, Any]]:
    """Return a challenge with both wordings and the answer."""
    by = str(challenge.made_by) + (f", standing in for {challenge.made_for}" if challenge.made_for else "")
    facts: list[tuple[str, Any]] = [
        ("Challenged by", f"{by}, {formats.day(challenge.made_on)}"),
        ("What is challenged", challenge.text),
        ("The decision as it was sent", challenge.was_text),
    ]
    if not challenge.answer:
        return [*facts, ("Answer", "Waits for the IRO")]
    facts.append(("Answer", f"{challenge.get_answer_display()}, {formats.day(challenge.answered_on)}"))
    if challenge.answer == ChallengeAnswer.REWORDED:
        facts.append(("The decision as it became", challenge.became_text))
    return [*facts, ("Why", challenge.answer_text)]


def said_done_table(decisions: Iterable[Any], *, count: int) -> Table:
    """Return the decisions that are said to be carried out, to confirm or not."""
    rows = []
    for each in decisions:
        last = [word for word in each.progress.all() if word.kind == ProgressKind.SAID_DONE][-1]
        hidden = f"the decision “{each.text[:60]}”"
        rows.append(
            [
                components.link(str(each.review.child), reverse("after_review:decision", args=[each.pk])),
                each.text,
                components.lines(last.text, components.quiet(f"{last.by}, {formats.day(last.on)}")),
                components.lines(
                    components.link("Confirm", reverse("log_review:close_decision", args=[each.pk]), hidden=hidden),
                    components.link("Not yet", reverse("after_review:not-yet", args=[each.pk]), hidden=hidden),
                ),
            ]
        )
    columns = ["Child", "Decision", "What was said", Column("Action", hidden=True)]
    caption = f"{formats.counted(count, 'decision')} said to be carried out"
    return Table(caption=caption, columns=columns, rows=rows, stack=True)


def recipients_table(recipients: Sequence[RecordRecipient], *, chooses: bool) -> Table:
    """Return who gets which version, and how far it is; each can be read as they will get it."""
    rows = []
    for each in recipients:
        hidden = f"for {each.name}"
        ways = []
        if not each.left_out_because:
            ways.append(("Read it", "after_review:preview"))
        if each.sent_on:
            ways.append(("It was not sent", "after_review:undo-sent"))
        elif not each.left_out_because:
            ways.append(("Mark as sent", "after_review:mark-sent"))
        if chooses and not each.sent_on:
            ways.append(("Change", "after_review:choose-version"))
        links = [components.link(words, reverse(name, args=[each.pk]), hidden=hidden) for words, name in ways]
        part = "" if each.part == RecipientPart.CHILD else each.get_part_display()
        gets = f"Left out: {each.left_out_because}" if each.left_out_because else each.get_gets_display()
        rows.append([components.lines(each.name, components.quiet(part)), gets, _sent(each), components.lines(*links)])
    columns = ["Who", "What they get", "Sent", Column("Action", hidden=True)]
    caption = f"{formats.counted(len(rows), 'person', 'people')} around the child"
    return Table(caption=caption, columns=columns, rows=rows, stack=True)


def _sent(recipient: RecordRecipient) -> Any:
    if recipient.sent_on:
        how = recipient.get_sent_how_display()
        return components.lines(formats.day(recipient.sent_on), components.quiet(how))
    if recipient.left_out_because:
        return components.quiet("Nothing to send")
    return components.lines(components.quiet("Not yet"), recipient.undone_because)


def not_filed_table(records: Iterable[RecordOfReview], when: Deadlines, *, count: int) -> Table:
    """Return the finished records that are still to be filed."""
    rows = [
        [
            components.link(str(each.review.child), reverse("after_review:copy", args=[each.review_id])),
            each.review.child.local_id,
            formats.day(each.review.completed_on),
            formats.day(each.finished_on),
        ]
        for each in records
    ]
    columns = ["Child", "Id", "Review", "Record finished"]
    return Table(caption=f"{formats.counted(count, 'record')} to file", columns=columns, rows=rows, stack=True)


def deputies_table(rows_of: Iterable[Any], when: Deadlines) -> Table:
    """Return who stands in for a manager, from when until when."""
    rows = []
    for each in rows_of:
        runs = each.until_on >= when.today
        end = components.link("End", reverse("after_review:end-deputy", args=[each.pk]), hidden=f"for {each.deputy}")
        state = components.tag("Now", "green") if each.from_on <= when.today and runs else ""
        if each.from_on > when.today:
            state = components.tag("To come", "blue")
        days = f"{formats.day(each.from_on)} to {formats.day(each.until_on)}"
        rows.append([str(each.deputy), components.lines(days, state), end if runs else ""])
    columns = ["Who stands in", "Days", Column("Action", hidden=True)]
    return Table(caption="Who stands in for me", columns=columns, rows=rows, stack=True)
