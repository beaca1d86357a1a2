"""How forms that were asked stand, and what was said on those that came in."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from accounts.models import User
from design import components, formats
from design.components import Fact, Table
from desk.asking.presenters import ask_link
from desk.child.presenters import age_words
from desk.deadlines import Deadlines
from desk.histories import opened_limits
from participation.enums import AskedStatus, FormSource
from participation.models import AskedForm, Consultation, ConsultationCorrection, Question
from participation.policies import may_fill
from reviews.enums import ReviewStatus

COLOURS = {AskedStatus.ASKED: "yellow", AskedStatus.STARTED: "blue", AskedStatus.SUBMITTED: "green"}


def whose(record: AskedForm | Consultation, child: Any) -> str:
    """Say who fills or filled a form, or answers it."""
    if record.person is None:
        return str(child)
    return f"{record.person}, {record.person.get_relationship_display().lower()}"


def due_table(reviews: Iterable[Any], when: Deadlines, user: User, *, count: int) -> Table:
    """Return the reviews to come, each with its forms and what this person may do about them."""
    found = list(reviews)
    shown = opened_limits([each.pk for each in found], when)
    rows = [
        [
            _child(each),
            age_words(each.child, when.today),
            each.child.communication_needs or components.quiet("Nothing recorded"),
            _due(each, shown.get(each.pk, ""), when),
            components.lines(*_forms(each, user, when.today), *([] if _is_completed(each) else [ask_link(each)])),
        ]
        for each in found
    ]
    columns = ["Child", "Age", "How they communicate", "Review due", "Forms"]
    return Table(caption=formats.counted(count, "review"), columns=columns, rows=rows, stack=True)


def _is_completed(review: Any) -> bool:
    return bool(review.status == ReviewStatus.COMPLETED)


def _child(review: Any) -> Any:
    """Return whose review it is; the page of the child opens to the officer no longer once the review is completed."""
    if _is_completed(review):
        return str(review.child)
    return components.link(str(review.child), reverse("child:page", args=[review.child_id]))


def _due(review: Any, limit: Any, when: Deadlines) -> Any:
    if _is_completed(review):
        return components.quiet(f"Completed on {formats.day(review.completed_on)}")
    return format_html("{}{}", limit, when.tagged(review.due_on))


def _forms(review: Any, user: User, today: datetime.date) -> list[Any]:
    if not review.forms_now:
        return [components.quiet("Not asked yet")]
    found: list[Any] = []
    for asked in review.forms_now:
        if _is_completed(review) and (asked.taken_on_by_id != user.pk or not asked.can_be_filled()):
            continue
        asked.review = review
        tag = components.tag(asked.get_status_display(), COLOURS[AskedStatus(asked.status)])
        found.append(format_html("{}: {} {}", asked.form.name, whose(asked, review.child), tag))
        found += _ways(asked, user, today)
    return found


def _ways(asked: AskedForm, user: User, today: datetime.date) -> list[Any]:
    hidden = f": {asked.form.name}, {whose(asked, asked.review.child)}"
    is_mine = asked.taken_on_by_id == user.pk
    if asked.status == AskedStatus.SUBMITTED:
        if not is_mine:
            return []
        return [components.link("Read it", reverse("filling:sent", args=[asked.consultation_id]), hidden=hidden)]
    verdict = may_fill(asked)
    if not verdict:
        return [components.quiet(verdict.reason)]
    is_late = asked.expires_on < today
    ended = [components.quiet(f"The last day of the link was {formats.day(asked.expires_on)}")] if is_late else []
    if asked.taken_on_by is not None and not is_mine:
        return [*ended, components.quiet(f"Taken on by {asked.taken_on_by}")]
    names = [("Take it on", "take-on")]
    if is_mine:
        names = [("Fill it together", "face-to-face"), ("Key it from paper", "paper")]
        # Given back, a form of a completed review would be in nobody's reach.
        names += [] if _is_completed(asked.review) else [("Give it back", "give-back")]
    ways = [components.link(text, reverse(f"filling:{name}", args=[asked.pk]), hidden=hidden) for text, name in names]
    return [*ended, *ways]


def asked_facts(asked: AskedForm) -> list[tuple[str, Any]]:
    """Return what whoever takes a form on must know first."""
    child = asked.review.child
    return [
        ("Form", asked.form.name),
        ("Who fills it", whose(asked, child)),
        ("How the child communicates", child.communication_needs or "nothing recorded"),
        ("Review due", formats.day(asked.review.due_on)),
        ("Last day", formats.day(asked.expires_on)),
    ]


def paper_standing(asked: AskedForm) -> list[tuple[str, Any]]:
    """Say how a form stands that is keyed from paper: without what was filled online, which is not on the paper."""
    taken = str(asked.taken_on_by) if asked.taken_on_by else "nobody"
    return [("How it stands", asked.get_status_display()), ("Taken on by", taken)]


def asked_standing(asked: AskedForm) -> list[tuple[str, Any]]:
    """Say how a form stands that somebody else was at, question by question."""
    filled = [
        (question.text, words)
        for question in asked.form_version.questions.all()
        if (words := said_so_far(asked, question))
    ]
    return [*paper_standing(asked), *filled]


def said_so_far(asked: AskedForm, question: Question) -> str:
    """Return what was filled so far of a question, in words."""
    given = asked.so_far.get(str(question.pk), "")
    return ", ".join(given) if isinstance(given, list) else str(given)


def sent_facts(found: Consultation) -> list[Fact]:
    """Return how and when a form came, and who filled it."""
    facts = [
        Fact("Form", f"{found.form.name}, {found.form_version}"),
        Fact("Who answers", whose(found, found.child)),
        Fact("How it came", FormSource(found.source).label),
        Fact("Came on", formats.day(found.received_on)),
    ]
    if found.recorded_by:
        facts.append(Fact("Recorded by", found.recorded_by.full_name))
    return facts


def answer_facts(found: Consultation) -> list[Fact]:
    """Return every question with what was answered; what calls for action carries a tag."""
    boxes: dict[int, list[str]] = {}
    for answer in found.answers.all():
        boxes.setdefault(answer.question_id, []).append(answer.answer)
    words = {each.question_id: each.text for each in found.own_words.all()}
    return [
        Fact(question.text, _said(question, boxes.get(question.pk, []), words.get(question.pk, "")))
        for question in found.form_version.questions.all()
    ]


def _said(question: Question, boxes: list[str], words: str) -> Any:
    if words:
        return components.lines(*words.splitlines())
    if not boxes:
        return components.quiet("Not stated")
    safety = set(question.safety_answers)
    tag = components.tag("About safety", "red")
    return components.lines(*(format_html("{} {}", box, tag) if box in safety else box for box in boxes))


def corrections_table(corrections: Iterable[ConsultationCorrection]) -> Table:
    """Return what was put right beside a form, in order of time."""
    rows = [
        [
            formats.day(each.on),
            each.question.text if each.question else "The form as a whole",
            each.text,
            each.why,
            each.by.full_name,
        ]
        for each in corrections
    ]
    columns = ["On", "Question", "What is right", "How it is known", "By"]
    return Table(caption=formats.counted(len(rows), "correction"), columns=columns, rows=rows, stack=True)


def sent_table(found: Iterable[Consultation], *, caption: str) -> Table:
    """Return forms that came in, the newest first; each opens."""
    rows = [
        [
            components.link(each.form.name, reverse("filling:sent", args=[each.pk]), hidden=f" {each.reference}"),
            whose(each, each.child),
            formats.day(each.received_on),
            FormSource(each.source).label,
        ]
        for each in found
    ]
    return Table(caption=caption, columns=["Form", "Who answers", "Came on", "How"], rows=rows, stack=True)
