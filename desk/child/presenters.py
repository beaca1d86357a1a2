"""The facts of one child in words, as far as the person's role may see them."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from children.confidentiality import ANOTHER_CHILD
from children.enums import CareKind
from children.models import Child, Episode, PersonAroundChild
from design import components, formats
from design.components import Column, Fact, Table
from desk.child.rows import Now, Scope
from desk.deadlines import Deadlines, due_and_done, limit_of_record, limit_of_review
from desk.histories import Past, of_meetings, opened_limits
from desk.taking_part.presenters import attended_words, invited_words, met_words, strategy_words
from desk.words import placement_words
from office.histories import sentences
from reviews.enums import DecisionStatus, ReviewKind, ReviewStatus
from reviews.models import Booking, ClockKind, Decision, DueDateChange, Review
from reviews.policies import adjourned_until
from statute.adjournments import Timeliness, timeliness
from statute.ages import age_on
from statute.calendar import WorkingCalendar
from statute.codes import (
    ETHNICITY,
    LEGAL_STATUS,
    PLACEMENT_PROVIDER,
    REASON_EPISODE_CEASED,
    CodeList,
    participation_sentence,
)

YES_NO = {True: "Yes", False: "No", None: "Not recorded"}


def code_words(codes: CodeList, code: str) -> str:
    """Return a national code in words, or as it is when it is on no list."""
    return codes.label(code) if code in codes else code


def tabs_of(child_id: int, scope: Scope, current: str) -> list[dict[str, Any]]:
    """Return the parts of a child's page that this person may open."""
    shown = [("Overview", "page"), ("Reviews", "reviews")]
    if scope.decisions:
        shown.append(("Decisions", "decisions"))
    if scope.contacts:
        shown.append(("People", "people"))
    if scope.disputes:
        shown.append(("Challenge", "challenge"))
    if scope.schedule:
        shown.append(("Clocks", "clocks"))
    parts = [(text, f"child:{name}", name) for text, name in shown]
    if scope.outcome:
        parts.insert(2, ("Voice", "taking_part:voice", "voice"))
    between = [
        ("Events", "events", scope.events),
        ("Contacts", "contacts", scope.in_touch),
        ("Visits and plans", "duties", scope.duties),
    ]
    parts += [(text, f"between:{name}", name) for text, name, is_open in between if is_open]
    parts += [("In their words", "filling:words", "words")] if scope.reads_forms else []
    if scope.history:
        parts.append(("History", "looking:history", "history"))
    if scope.looks:
        parts.append(("Who has looked", "looking:who", "looked"))
    return [
        {"text": text, "href": reverse(address, args=[child_id]), "current": name == current}
        for text, address, name in parts
    ]


def caption_of(child: Child, today: datetime.date) -> str:
    """Return the line above the name: id and age."""
    return f"{child.local_id}, {age_words(child, today)}"


def age_words(child: Child, today: datetime.date) -> str:
    """Return the child's age, in months for a baby."""
    if child.died_on:
        return f"died on {formats.day(child.died_on)}"
    years = age_on(child.date_of_birth, today) if child.date_of_birth <= today else 0
    if years:
        return f"{formats.counted(years, 'year')} old"
    months = (today.year - child.date_of_birth.year) * 12 + today.month - child.date_of_birth.month
    return f"{formats.counted(max(months - (today.day < child.date_of_birth.day), 0), 'month')} old"


def banners_of(child: Child) -> list[str]:
    """Return what anybody who speaks with the child must know first."""
    found = []
    if child.communication_needs:
        found.append(f"How {child.called} communicates: {child.communication_needs}")
    if child.needs_interpreter:
        found.append(f"Needs an interpreter{f' ({child.language})' if child.language else ''}")
    if child.date_of_birth_disputed:
        found.append("The date of birth is disputed")
    return found


def who(now: Now, scope: Scope, today: datetime.date) -> list[Fact]:
    """Return who the child is."""
    child = now.child
    born = f"{formats.day(child.date_of_birth)}, {age_words(child, today)}"
    disputed = "; disputed" if child.date_of_birth_disputed else ""
    correct = reverse("arranging:correct", args=[child.pk]) if scope.notifies else ""
    facts = [Fact("Name", str(child), href=correct, action="Correct")]
    if child.preferred_name:
        facts.append(Fact("Goes by", child.preferred_name))
    if child.former_names:
        facts.append(Fact("Former names", child.former_names))
    if child.pronouns:
        facts.append(Fact("Pronouns", child.pronouns))
    language = child.language or "Not recorded"
    facts += [
        Fact("Date of birth", f"{born}{disputed}"),
        Fact("Id", child.local_id),
        Fact("Sex", child.get_sex_display()),
        Fact("Language", f"{language}, with an interpreter" if child.needs_interpreter else language),
        Fact("How they communicate", child.communication_needs),
    ]
    if scope.legal_status:
        facts.append(Fact("Ethnicity", code_words(ETHNICITY, child.ethnicity)))
        if child.is_uasc:
            facts.append(Fact("Unaccompanied asylum-seeking child", "Yes"))
    if now.siblings or now.siblings_hidden:
        links: list[Any] = [components.link(str(each), reverse("child:page", args=[each.pk])) for each in now.siblings]
        links += [ANOTHER_CHILD] * now.siblings_hidden
        facts.append(Fact("Brothers and sisters here", components.lines(*links)))
    return facts


def where(now: Now, scope: Scope) -> list[Fact]:
    """Return where the child is, under which status, since when."""
    facts: list[Fact] = []
    period, episode = now.period, now.episode
    if period is None:
        return [Fact("Care", "Never looked after")]
    since = f"since {formats.day(period.became_looked_after_on)}"
    if period.ceased_on:
        ceased = f"from {formats.day(period.became_looked_after_on)} to {formats.day(period.ceased_on)}"
        facts.append(Fact("Care", f"{CareKind(period.kind).label} {ceased}"))
        if scope.legal_status:
            facts.append(Fact("Why care ceased", code_words(REASON_EPISODE_CEASED, period.reason_ceased)))
    else:
        facts.append(Fact("Care", f"{CareKind(period.kind).label} {since}"))
    if episode is None:
        return facts
    if scope.legal_status:
        facts.append(Fact("Legal status", code_words(LEGAL_STATUS, episode.legal_status)))
    if not scope.address:
        return facts
    # The kind of placement says by itself that a child is in secure accommodation, or in custody.
    kind = placement_words(episode.placement) if scope.legal_status else ""
    placed = components.lines(kind, episode.placed_with, f"since {formats.day(episode.started_on)}")
    facts.append(Fact("Placement", placed))
    facts.append(Fact("Address", format_html("{}", episode.placement_address) or ""))
    if scope.legal_status:
        facts.append(Fact("Provider", code_words(PLACEMENT_PROVIDER, episode.provider)))
    facts.append(Fact("In the authority's area", _area(episode)))
    return facts


def _area(episode: Episode) -> str:
    if episode.is_out_of_area is None:
        return ""
    if episode.is_out_of_area:
        return f"No, placed in {episode.host_authority}" if episode.host_authority else "No, placed out of area"
    return "Yes"


def responsible(now: Now, scope: Scope) -> list[Fact]:
    """Return who answers for the child, each with the way to change it."""
    holders = [f"{p.full_name} ({p.get_relationship_display().lower()})" for p in now.people if is_holder(p)]
    iro = f"{now.iro.iro.full_name}, since {formats.day(now.iro.from_on)}" if now.iro else "No IRO allocated"
    work = now.social_work
    looked_after = now.period is not None and now.period.ceased_on is None
    pk = now.child.pk
    allocate = reverse("service:allocate", args=[pk]) if scope.allocates and looked_after else ""
    cover = [("Arrange cover", reverse("cover:arrange-for-child", args=[pk]))] if allocate and now.iro else []
    worker = reverse("arranging:social-worker", args=[pk]) if scope.notifies and looked_after else ""
    add = reverse("arranging:person", args=[pk]) if scope.notifies else ""
    return [
        Fact("IRO", iro, href=allocate, action="Reallocate" if now.iro else "Allocate", extra=cover),
        Fact("Social worker", work.social_worker.full_name if work and work.social_worker else "", href=worker),
        Fact("Team", work.team.name if work else ""),
        Fact("Team manager", ", ".join(now.managers)),
        Fact("Parental responsibility", components.lines(*holders) if holders else "", href=add, action="Add a person"),
    ]


def is_holder(person: PersonAroundChild) -> bool:
    """Say whether somebody holds parental responsibility now."""
    return person.has_parental_responsibility and person.is_current


def coming(now: Now, scope: Scope, when: Deadlines, history: Sequence[str]) -> list[Fact]:
    """Return what is known of the next review."""
    review = now.review
    if review is None:
        return [Fact("Next review", "None is open")]
    if review.due_on is None:
        return [Fact("Next review", review.due_explanation)]
    facts = [
        Fact("Which", which_review(review)),
        Fact(
            "Due",
            format_html("{}{}", when.opened(limit_of_review(review), history=history), when.tagged(review.due_on)),
        ),
        Fact("Status", review.get_status_display()),
    ]
    if now.booking:
        facts.append(Fact("Booked", booking_words(now.booking)))
    if review.adjourned_on:
        facts.append(Fact("Adjourned", adjourned_words(review, scope, when)))
    return facts


def which_review(review: Review) -> str:
    """Return which review it is: its place in the sequence, and its kind where that is not the ordinary one."""
    if review.kind == ReviewKind.LOOKED_AFTER:
        return review.get_sequence_display()
    return f"{review.get_sequence_display()} ({review.get_kind_display().lower()})"


def adjourned_words(review: Review, scope: Scope, when: Deadlines) -> SafeString:
    """Return when and why a review was adjourned, and while it is open by when it is completed."""
    because = f": {review.adjourned_reason}" if tells_why(review, scope) else ""
    said: list[Any] = [f"{formats.day(review.adjourned_on)}{because}"]
    until = adjourned_until(review, when.calendar)
    if until is not None and review.is_open:
        moved = of_meetings([review.pk]).get((review.pk, str(ClockKind.ADJOURNED)), ())
        said += [format_html("Complete it by {}", when.opened(until, history=moved)), when.tagged(until.on)]
    return components.lines(*said)


def booking_words(booking: Booking) -> str:
    """Return a booking in one line: day, time, place, chair."""
    parts = [formats.weekday(booking.on), formats.clock(booking.at), booking.where, f"chair {booking.chair.full_name}"]
    return ", ".join(part for part in parts if part)


def history_of(changes: Iterable[DueDateChange]) -> list[str]:
    """Return how a review's limit came to be what it is, oldest first: why, when and by whom. Each has its `by`."""
    return sentences(changes)


# Reviews -------------------------------------------------------------------------------------------------------------
def outcome_of(review: Review, when: Deadlines) -> str:
    """Return the status of a review's limit, in the words of every page."""
    if review.status == ReviewStatus.COMPLETED:
        return "done_late" if was_late(review, when.calendar) else "done_on_time"
    if review.status in {ReviewStatus.ENDED, ReviewStatus.VOIDED} or review.due_on is None:
        return "no_longer_due"
    return when.status(review.due_on)


def was_late(review: Review, calendar: WorkingCalendar) -> bool:
    """Say whether a completed review was late, an adjournment in time allowed for."""
    if review.due_on is None or review.completed_on is None:
        return False
    found = timeliness(
        due_on=review.due_on,
        opened_on=review.held_on or review.completed_on,
        completed_on=review.completed_on,
        adjourned_on=review.adjourned_on,
        calendar=calendar,
    )
    return found == Timeliness.LATE


def review_table(reviews: Sequence[Review], scope: Scope, when: Deadlines) -> Table:
    """Return a child's reviews, newest first."""
    columns: list[Column | str] = ["Review", "Due", "Held", "Status", "Chair"]
    limits = opened_limits([review.pk for review in reviews], when)
    shows_part = scope.outcome or scope.released
    if shows_part:
        columns.append("How the child took part")
    rows = []
    for review in reviews:
        name = components.link(which_review(review), reverse("child:review", args=[review.pk]))
        cells = [
            name,
            limits.get(review.pk, ""),
            formats.day(review.completed_on) or review.get_status_display(),
            components.deadline_status(outcome_of(review, when)),
            review.chair.full_name if review.chair else "",
        ]
        if shows_part:
            code = review.participation_code if scope.reads(review) else ""
            cells.append(participation_sentence(code) if code else "")
        rows.append(cells)
    return Table(caption=formats.counted(len(rows), "review"), columns=columns, rows=rows, stack=True)


def _moved_facts(review: Review, scope: Scope, when: Deadlines) -> list[Fact]:
    """Return whether a review was brought forward, postponed or adjourned: three distinct things."""
    explains, facts = tells_why(review, scope), []
    if review.review_by:
        asked = f"{formats.day(review.review_by)}: {review.get_early_reason_display()}"
        event = f"It happens on {formats.day(review.early_event_on)}" if review.early_event_on else ""
        facts.append(Fact("Brought forward", components.lines(asked, event, review.early_note if explains else "")))
    if put_off := postponed_words(review, explains=explains):
        facts.append(Fact("Postponed", put_off))
    if review.adjourned_on:
        facts.append(Fact("Adjourned", adjourned_words(review, scope, when)))
    return facts


def review_facts(review: Review, scope: Scope, when: Deadlines, history: Sequence[str] = ()) -> list[Fact]:
    """Return everything recorded about when and how a review was held."""
    facts = [
        Fact("Review", f"{review.get_sequence_display()} ({review.get_kind_display().lower()})"),
        Fact(
            "Status",
            components.lines(review.get_status_display(), components.deadline_status(outcome_of(review, when))),
        ),
        Fact("Due", when.opened(limit_of_review(review), history=history) if review.due_on else "No review fell due"),
    ]
    explains = tells_why(review, scope)
    facts += _moved_facts(review, scope, when)
    if review.held_on:
        why = review.paper_reason if scope.reads(review) else ""
        facts.append(Fact("How", components.lines(review.get_mode_display(), why)))
        facts.append(Fact("First meeting", formats.day(review.held_on)))
    if review.completed_on:
        facts.append(Fact("Completed", formats.day(review.completed_on)))
    if review.chair:
        facts.append(Fact("Chair", components.lines(review.chair.full_name, review.cover_reason if explains else "")))
    if review.late_reason:
        facts.append(
            Fact(
                "Why it was late",
                components.lines(review.get_late_reason_display(), review.late_note if explains else ""),
            )
        )
    if review.ended_on:
        ended = f"{formats.day(review.ended_on)}: {review.get_ended_reason_display()}"
        facts.append(Fact("Ended", components.lines(ended, review.ended_note if explains else "")))
    return facts


def postponed_words(review: Review, *, explains: bool) -> SafeString:
    """Return how often a booking was put off before its meeting, each time from when to when, who asked, and why."""
    told = []
    for each in review.postponements.all():
        days = f"{formats.day(each.was_on)} to {formats.day(each.now_on) or 'no day yet'}"
        told.append(f"{days}: {each.get_asked_by_display().lower()}; {each.why}" if explains else days)
    return components.lines(*told)


def _taking_part(review: Review, scope: Scope) -> list[Fact]:
    """Return what the child was told, and what was special about the part they took."""
    facts = []
    if review.rights_told:
        told = components.lines(review.get_rights_told_display(), review.rights_note if scope.outcome else "")
        facts.append(Fact("Told of advocacy, complaints and court", told))
    if review.was_co_chaired:
        facts.append(Fact("Chaired or co-chaired", "By the young person"))
    if review.pathway_plan_looked_at is not None:
        facts.append(Fact("Pathway plan looked at", YES_NO[review.pathway_plan_looked_at]))
    if review.was_child_missing:
        facts.append(Fact("Missing", "The child was missing when the review was held"))
    return facts


def voice_facts(review: Review, scope: Scope) -> list[Fact]:
    """Return how the child was heard: of the conversation in private no more than what came of it."""
    facts = []
    if review.spoken_outcome:
        facts.append(
            Fact(
                "Conversation in private",
                components.lines(
                    review.get_spoken_outcome_display(),
                    formats.day(review.spoken_on),
                    review.spoken_note if scope.outcome else "",
                ),
                href=reverse("before:in-confidence", args=[review.pk]) if scope.logs_reviews else "",
                action="Read",
            )
        )
    if review.participation_code:
        facts.append(
            Fact("At the review", f"{participation_sentence(review.participation_code)} ({review.participation_code})")
        )
    if review.not_taking_part_reason:
        facts.append(
            Fact(
                "Why the child took no part",
                components.lines(review.get_not_taking_part_reason_display(), review.not_taking_part_note),
            )
        )
    tried = [strategy_words(each) for each in review.strategies.all() if not each.withdrawn_because]
    if tried:
        facts.append(Fact("What was tried", components.lines(*tried)))
    return [*facts, *_taking_part(review, scope)]


def parents_table(review: Review) -> Table:
    """Return each parent's part in a review."""
    rows = []
    for part in review.parents.all():
        name = part.parent.full_name if part.parent else "A parent not on record"
        relation = part.parent.get_relationship_display() if part.parent else ""
        rows.append(
            [
                components.lines(name, components.quiet(relation)),
                invited_words(part),
                attended_words(part),
                part.get_views_route_display(),
                met_words(part),
            ]
        )
    columns = ["Parent", "Invited", "Attended", "How views were heard", "Meeting with the IRO"]
    return Table(caption="Parents", columns=columns, rows=rows, stack=True)


def decision_table(decisions: Sequence[Decision], scope: Scope, when: Deadlines, *, caption: str) -> Table:
    """Return decisions with owner, target and what became of them; open ones can be closed by who logs reviews."""
    rows = []
    for decision in decisions:
        is_open = decision.status == DecisionStatus.OPEN
        target = components.lines(
            formats.day(decision.target_on),
            components.quiet(when.distance(decision.target_on)) if is_open else "",
        )
        state = components.lines(
            components.deadline_status(when.status(decision.target_on)) if is_open else decision.get_status_display(),
            components.quiet(formats.day(decision.closed_on)),
            decision.outcome,
        )
        action = components.NOTHING
        if is_open and scope.logs_reviews:
            href = reverse("log_review:close_decision", args=[decision.pk])
            action = components.link("Close", href, hidden=f"the decision “{decision.text[:60]}”")
        way = components.link(
            "Its history", reverse("after_review:decision", args=[decision.pk]), hidden=decision.text[:60]
        )
        stands = components.lines(decision.text, components.quiet(decision.get_standing_display()), way)
        rows.append([stands, decision.owner, target, state, action])
    columns = ["Decision", "Who carries it out", "By when", "What became of it", Column("Action", hidden=True)]
    return Table(caption=caption, columns=columns, rows=rows, stack=True, row_headers=False)


def agreed_table(decisions: Sequence[Decision], *, caption: str) -> Table:
    """Return decisions as they were agreed: what, who, by when."""
    rows = [[decision.text, decision.owner, formats.day(decision.target_on)] for decision in decisions]
    columns = ["Decision", "Who carries it out", "By when"]
    return Table(caption=caption, columns=columns, rows=rows, stack=True, row_headers=False)


def others_table(review: Review) -> Table:
    """Return who else took part."""
    rows = [[each.name, each.part, "Yes" if each.attended else "No"] for each in review.attendances.all()]
    return Table(caption="Who else", columns=["Name", "In what capacity", "Attended"], rows=rows)


def meetings_table(review: Review) -> Table:
    """Return the meetings of a series, with who was there."""
    rows = [
        [
            formats.day(each.held_on),
            components.lines(each.note, components.quiet(f"Recorded by mistake: {each.withdrawn_because}"))
            if each.withdrawn_on
            else each.note,
        ]
        for each in review.meetings.all()
    ]
    return Table(caption="Meetings of the series", columns=["Day", "Who was there"], rows=rows)


def papers_table(review: Review) -> Table:
    """Return the papers and whether they came."""
    rows = [[each.get_kind_display(), each.get_state_display()] for each in review.papers.all()]
    return Table(caption="Papers", columns=["Paper", "Received"], rows=rows)


def tells_why(review: Review, scope: Scope) -> bool:
    """Say whether the notes about when a review was held are for this person: who arranges it, or reads it."""
    return scope.arranges or scope.reads(review)


def booking_table(review: Review, scope: Scope) -> Table:
    """Return the bookings; why each was moved, to those whom it concerns."""
    explains = tells_why(review, scope)
    rows = [
        [
            formats.weekday(each.on),
            formats.clock(each.at),
            each.where,
            "Stands" if each.is_current else (each.moved_because if explains else "") or "Moved",
        ]
        for each in review.bookings.all()
    ]
    return Table(
        caption=formats.counted(len(rows), "booking"), columns=["Day", "Time", "Place", "State"], rows=rows, stack=True
    )


def record_facts(review: Review, scope: Scope, when: Deadlines, past: Past) -> list[Fact]:
    """Return where the record of a completed review is, each step with its limit."""
    record = getattr(review, "record", None)
    if record is None:
        return []
    decisions_href = reverse("log_review:decisions", args=[review.pk])
    record_href = reverse("log_review:record", args=[review.pk])
    steps = (
        ("Decisions sent", ClockKind.DECISIONS, decisions_href, "Send"),
        ("Record finished", ClockKind.FULL, record_href, "Write"),
        ("Record distributed", ClockKind.DISTRIBUTE, "", ""),
    )
    facts = []
    for what, clock, href, action in steps:
        due_on, done_on = due_and_done(record, clock)
        if done_on:
            late = bool(due_on and done_on > due_on)
            status = components.deadline_status("done_late" if late else "done_on_time")
            facts.append(Fact(what, components.lines(formats.day(done_on), status)))
        elif due_on:
            may_act = scope.logs_reviews and href
            due = limit_of_record(review, clock, when)
            opened = when.opened(due, history=past.record(record.pk, clock))
            waits = format_html("{}{}", opened, when.tagged(due_on))
            facts.append(Fact(what, waits, href=href if may_act else "", action=action))
    return facts


def life_of(review: Review, scope: Scope) -> Table:
    """Return the steps of a review's life and the changes of its limit, oldest first."""
    steps = [
        (
            each.at,
            formats.day(each.on),
            ReviewStatus(each.became).label,
            each.why if scope.reads(review) else "",
            each.by.full_name if each.by else "The system",
        )
        for each in review.status_changes.select_related("by")
    ]
    moved = [
        (
            each.at,
            "",
            f"Due {formats.day(each.now_on)}" if each.now_on else "No longer due",
            each.why,
            each.by.full_name if each.by else "The system",
        )
        for each in review.due_date_changes.select_related("by")
    ]
    rows = [[what, on, why, who_did] for _at, on, what, why, who_did in sorted(steps + moved, key=lambda row: row[0])]
    return Table(caption="What happened to this review", columns=["Step", "Day", "Why", "By"], rows=rows, stack=True)


def correction_table(review: Review) -> Table:
    """Return every correction of what was logged."""
    rows = [
        [
            each.field.replace("_", " ").capitalize(),
            each.was,
            each.became,
            each.why,
            components.lines(each.by.full_name if each.by else "The system", formats.day(each.at.date())),
        ]
        for each in review.corrections.select_related("by")
    ]
    columns = ["What", "Was", "Became", "Why", "By"]
    return Table(caption=formats.counted(len(rows), "correction"), columns=columns, rows=rows, stack=True)


def stage_words(stage: Any) -> str:
    """Return one stage of a dispute in a line."""
    to = f", to {stage.addressed_to.full_name}" if stage.addressed_to else ""
    until = f" to {formats.day(stage.ended_on)}" if stage.ended_on else ""
    return f"{stage.get_stage_display()}: {formats.day(stage.entered_on)}{until}{to}"


def child_list(children: Iterable[Any], today: datetime.date, *, caption: str) -> Table:
    """Return children (with `iro_name`) as a list that leads to their pages."""
    rows = [
        [
            components.link(str(each), reverse("child:page", args=[each.pk])),
            each.local_id,
            age_words(each, today),
            each.iro_name or components.quiet("No IRO allocated"),
        ]
        for each in children
    ]
    return Table(caption=caption, columns=["Child", "Id", "Age", "IRO"], rows=rows)
