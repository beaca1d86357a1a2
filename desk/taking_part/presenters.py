"""How children and parents take part, in words and tables."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from children.models import PersonAroundChild
from design import components, formats
from design.components import Column, Fact, Table
from desk.taking_part.rows import Heard
from participation.enums_advocacy import Support
from participation.models import SupportQuestion
from reviews.heard import is_to_be_chaired
from reviews.invited import plan_of
from reviews.models import Invitation, OfferToMeet, ParentPart, PlanningMeeting, Review, StrategyTried
from statute.codes import participation_sentence

ACTION = Column("Action", hidden=True)
NOT_RECORDED = "Not recorded"


def _take_back(kind: str, pk: int, what: str, *, may: bool) -> Any:
    if not may:
        return components.NOTHING
    return components.link("Take back", reverse(f"taking_part:take-back-{kind}", args=[pk]), hidden=what)


def strategy_words(each: StrategyTried) -> str:
    """Return in one line what was tried, when, by whom, and what happened."""
    when = f"{formats.day(each.on)}: " if each.on else ""
    who = f", {each.tried_by}" if each.tried_by else ""
    return f"{when}{each.get_strategy_display()}{who}{f': {each.outcome}' if each.outcome else ''}"


def tried_table(tried: Sequence[StrategyTried], *, may: bool) -> Table:
    """Return what was tried so that the child is heard."""
    rows = [
        [
            formats.day(each.on, empty=NOT_RECORDED),
            each.get_strategy_display(),
            each.tried_by or NOT_RECORDED,
            each.outcome,
            _take_back("strategy", each.pk, f"{each.get_strategy_display()}, {formats.day(each.on)}", may=may),
        ]
        for each in tried
    ]
    columns = ["Day", "What was tried", "Who tried", "What happened", ACTION]
    return Table(caption="What was tried so that the child is heard", columns=columns, rows=rows, stack=True)


def plans_table(plans: Sequence[PlanningMeeting], *, may: bool) -> Table:
    """Return what the young person and the IRO agreed when they planned the review."""
    rows = [
        [
            components.lines(formats.day(each.on), components.quiet(each.with_whom)),
            each.get_chairs_display(),
            each.agenda,
            each.to_invite,
            each.place,
            _take_back("plan", each.pk, f"the planning of {formats.day(each.on)}", may=may),
        ]
        for each in plans
    ]
    columns = ["Day and who met", "Who chairs", "To talk about", "Who to invite", "Where and when", ACTION]
    return Table(caption="Planned with the young person", columns=columns, rows=rows, stack=True)


def support_cells(each: SupportQuestion) -> list[Any]:
    """Return what was asked about an advocate or a visitor, and what came of it."""
    told = {True: "Told of the right to one", False: "Not told of the right to one", None: ""}[each.was_told]
    answer = components.lines(each.get_answer_display(), each.why, components.quiet(told))
    by = each.recorded_by.full_name if each.recorded_by else ""
    return [each.get_support_display(), answer, each.provider, by]


def support_table(asked: Sequence[SupportQuestion]) -> Table:
    """Return every answer at one review, oldest first; of each the last one stands."""
    last = {each.support: each.pk for each in asked}
    rows = [
        [
            formats.day(each.asked_on),
            *support_cells(each),
            "Stands" if last[each.support] == each.pk else components.quiet("Answered again since"),
        ]
        for each in asked
    ]
    columns = ["Asked", "About", "What came of it", "Provider", "Recorded by", "State"]
    return Table(caption="Advocate and independent visitor", columns=columns, rows=rows, stack=True)


def support_words(asked: Sequence[SupportQuestion]) -> Any:
    """Return how the two questions stand at a review, in a line each."""
    last = {each.support: each for each in asked}
    words = []
    for support in Support:
        found = last.get(support.value)
        said = found.get_answer_display() if found else "not asked yet"
        provider = f", {found.provider}" if found and found.provider else ""
        words.append(f"{support.label}: {said[:1].lower()}{said[1:]}{provider}")
    return components.lines(*words)


# Parents -------------------------------------------------------------------------------------------------------------
def invited_words(part: ParentPart) -> Any:
    """Return whether a parent was invited, or why not and how they are heard instead."""
    if part.was_invited:
        return "Yes"
    return components.lines(f"No: {part.get_not_invited_reason_display().lower()}", part.hearing_plan)


def attended_words(part: ParentPart) -> str:
    """Return whether a parent attended, or why not."""
    if part.attended is None:
        return ""
    return "Yes" if part.attended else f"No: {part.get_not_attending_reason_display().lower()}"


def relayed_words(part: Any) -> Any:
    """Return how the outcome was relayed to a parent. part: with `told`."""
    lines = [f"{formats.day(each.on)}, {each.get_how_display().lower()}, {each.by_whom}" for each in part.told]
    return components.lines(*lines) if lines else components.quiet("Not recorded")


def met_words(part: ParentPart) -> str:
    """Return whether the IRO offered to meet a parent, as it was said when the review was logged."""
    words = {True: "Offered", False: "Not offered", None: ""}[part.was_offered_meeting]
    if part.took_up_meeting is not None:
        words += ", taken up" if part.took_up_meeting else ", not taken up"
    return words


def parts_table(parts: Sequence[Any], *, may: bool) -> Table:
    """Return each parent's part in a completed review, and whether the outcome was relayed to them."""
    rows = []
    for part in parts:
        name = part.parent.full_name if part.parent else "A parent not on record"
        action = components.NOTHING
        if may:
            action = components.link(
                "Record that it was relayed", reverse("taking_part:relay", args=[part.pk]), hidden=f"to {name}"
            )
        rows.append(
            [
                name,
                invited_words(part),
                attended_words(part),
                part.get_views_route_display(),
                met_words(part),
                relayed_words(part),
                action,
            ]
        )
    columns = [
        "Parent",
        "Invited",
        "Attended",
        "How views were heard",
        "Meeting with the IRO",
        "Outcome relayed",
        ACTION,
    ]
    return Table(caption="Parents", columns=columns, rows=rows, stack=True)


def relays_table(parts: Iterable[Any], *, may: bool) -> Table:
    """Return every time the outcome was relayed."""
    rows = [
        [
            formats.day(each.on),
            part.parent.full_name if part.parent else "A parent not on record",
            each.get_how_display(),
            each.by_whom,
            each.note,
            _take_back("relay", each.pk, f"that it was relayed on {formats.day(each.on)}", may=may),
        ]
        for part in parts
        for each in part.told
    ]
    columns = ["Day", "To", "How", "By whom", "What should be known", ACTION]
    return Table(caption="Outcome relayed to parents", columns=columns, rows=rows, stack=True)


def coming_table(parents: Sequence[PersonAroundChild], invitations: dict[int, Invitation]) -> Table:
    """Return of each parent whether they are invited to a review to come, and how they are heard otherwise."""
    rows = []
    for person in parents:
        found = invitations.get(person.pk)
        stands = found.get_status_display() if found else "Not on the list yet"
        reason = found.get_not_invited_reason_display() if found and found.not_invited_reason else ""
        rows.append([person.full_name, person.get_relationship_display(), components.lines(stands, reason)])
        rows[-1].append(plan_of(found) if found else "")
    columns = ["Parent", "Who they are", "Invitation", "How they are heard instead"]
    return Table(caption="Parents", columns=columns, rows=rows, stack=True)


def offers_table(offers: Sequence[OfferToMeet], *, may: bool) -> Table:
    """Return the IRO's offers to meet parents, and what came of each."""
    rows = []
    for each in offers:
        answer = {True: "Taken up", False: "Not taken up", None: "No answer yet"}[each.taken_up]
        met = f"Met on {formats.day(each.met_on)}" if each.met_on else ""
        way: Any = components.NOTHING
        if may:
            href = reverse("taking_part:answer", args=[each.pk])
            way = components.lines(
                components.link("Record the answer", href, hidden=f"of {each.parent.full_name}"),
                _take_back("offer", each.pk, f"the offer to {each.parent.full_name}", may=True),
            )
        rows.append(
            [
                each.parent.full_name,
                components.lines(formats.day(each.offered_on), each.get_how_display()),
                components.lines(answer, met),
                each.note,
                way,
            ]
        )
    columns = ["To", "Offered", "Taken up", "What came of it", ACTION]
    return Table(caption="Offers to meet", columns=columns, rows=rows, stack=True)


# A review's page -----------------------------------------------------------------------------------------------------
def hearing_facts(review: Review, heard: Heard, *, records: bool) -> list[Fact]:
    """Return, for the page of a review, how the child and the parents are heard, with the way to all of it.

    records: whether the reader records reviews; only they are shown the way to record what was planned.
    """
    href = reverse("taking_part:review", args=[review.pk])
    facts = []
    if heard.plans:
        plan = heard.plans[-1]
        facts.append(
            Fact(
                "Planned with the young person",
                components.lines(f"{formats.day(plan.on)}, {plan.with_whom}", plan.get_chairs_display(), plan.agenda),
                href=href,
                action="Read",
            )
        )
    elif review.is_open:
        way = (reverse("taking_part:plan", args=[review.pk]), "Record") if records else ()
        facts.append(Fact("Planned with the young person", "Not yet", *way))
    if review.is_open:
        tried = formats.counted(len(heard.tried), "attempt") if heard.tried else "Nothing recorded"
        facts.append(Fact("What was tried so that the child is heard", tried, href=href, action="Open"))
    facts.append(Fact("Advocate and independent visitor", support_words(heard.support), href=href, action="Open"))
    facts.append(Fact("Parents", _parents_words(review, heard), href=href, action="Open"))
    return facts


def _parents_words(review: Review, heard: Heard) -> Any:
    if review.is_open:
        offers = formats.counted(len(heard.offers), "offer to meet", "offers to meet") if heard.offers else ""
        return components.lines(formats.counted(len(heard.parents), "parent") + " on record", offers)
    told = sum(1 for part in heard.parts if getattr(part, "told", ()))
    return f"Outcome relayed to {told} of {len(heard.parts)}" if heard.parts else "No parent is on record"


def arranging_facts(plan: PlanningMeeting | None) -> list[Fact]:
    """Return what whoever arranges a review must know of what was planned with the young person."""
    if plan is None:
        return []
    chair = plan.get_chairs_display() if is_to_be_chaired(plan) else ""
    wanted = [("Who to invite", plan.to_invite), ("Where and when it suits", plan.place), ("Chair", chair)]
    return [Fact(f"Planned with the young person: {what[:1].lower()}{what[1:]}", said) for what, said in wanted if said]


# The child's voice ---------------------------------------------------------------------------------------------------
def part_table(reviews: Sequence[Review]) -> Table:
    """Return how the child took part in each completed review, why not, and what was tried."""
    rows = []
    for review in reviews:
        why = review.get_not_taking_part_reason_display() if review.not_taking_part_reason else ""
        chaired = "Chaired or co-chaired it" if review.was_co_chaired else ""
        tried = [strategy_words(each) for each in review.strategies.all() if not each.withdrawn_because]
        code = review.participation_code
        rows.append(
            [
                components.link(formats.day(review.completed_on), reverse("child:review", args=[review.pk])),
                components.lines(f"{participation_sentence(code)} ({code})", chaired),
                components.lines(why, review.not_taking_part_note),
                components.lines(*tried) if tried else "",
            ]
        )
    caption = f"How the child took part in {formats.counted(len(rows), 'review')}"
    columns = ["Review", "How", "Why not", "What was tried"]
    return Table(caption=caption, columns=columns, rows=rows, stack=True)


def support_history(asked: Sequence[SupportQuestion]) -> Table:
    """Return what came of the questions at each review, the newest first."""
    rows = [
        [
            components.link(formats.day(each.asked_on), reverse("taking_part:review", args=[each.review_id])),
            *support_cells(each),
        ]
        for each in asked
    ]
    columns = ["Asked", "About", "What came of it", "Provider", "Recorded by"]
    return Table(caption="Advocate and independent visitor", columns=columns, rows=rows, stack=True)


def plan_history(plans: Sequence[PlanningMeeting]) -> Table:
    """Return how reviews were planned with the young person, the newest first."""
    rows = [
        [
            components.link(formats.day(each.on), reverse("taking_part:review", args=[each.review_id])),
            each.with_whom,
            each.get_chairs_display(),
            each.agenda,
        ]
        for each in plans
    ]
    columns = ["Day", "Who met", "Who chairs", "To talk about"]
    return Table(caption="Planned with the young person", columns=columns, rows=rows, stack=True)


def family_table(parts: Sequence[Any]) -> Table:
    """Return the part of each parent in the child's reviews, the newest first."""
    rows = [
        [
            components.link(formats.day(part.review.completed_on), reverse("child:review", args=[part.review_id])),
            part.parent.full_name if part.parent else "A parent not on record",
            invited_words(part),
            attended_words(part),
            part.get_views_route_display(),
            relayed_words(part),
        ]
        for part in parts
    ]
    columns = ["Review", "Parent", "Invited", "Attended", "How views were heard", "Outcome relayed"]
    return Table(caption="Parents at reviews", columns=columns, rows=rows, stack=True)


def stayed_away_table(parts: Iterable[Any], *, count: int) -> Table:
    """Return the parents who stayed away twice running, each with their child and why they did not come last."""
    rows = [
        [
            components.link(str(part.review.child), reverse("child:people", args=[part.review.child_id])),
            components.lines(part.parent.full_name, components.quiet(part.parent.get_relationship_display())),
            components.lines(
                components.link(
                    formats.day(part.review.completed_on), reverse("taking_part:review", args=[part.review_id])
                ),
                formats.day(part.before_on),
            ),
            part.get_not_attending_reason_display(),
            part.get_views_route_display() or NOT_RECORDED,
            part.iro_name or components.quiet("No IRO allocated"),
        ]
        for part in parts
    ]
    caption = f"{formats.counted(count, 'parent')} who stayed away twice running"
    columns = ["Child", "Parent", "Stayed away on", "Why, the last time", "How views were heard", "IRO"]
    return Table(caption=caption, columns=columns, rows=rows, stack=True)
