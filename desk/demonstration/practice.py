"""What the service noted about the quality of the work in the year: audits, checklists, concerns, good practice."""

import datetime

from accounts.enums import Role
from accounts.models import User
from audit.actors import Actor
from desk.demonstration.dice import dice
from desk.demonstration.staff import Cast
from quality.actions import (
    close_resource_concern,
    complete_checklist,
    note_activity,
    note_good_practice,
    raise_resource_concern,
    record_audit,
)
from reviews.models import IssueType, Review
from statute.calendar import WorkingCalendar

D = datetime.date
CHECKLISTS_FROM = D(2011, 10, 1)
# Day, subject, auditor, with other agencies, cases, themes, findings, recommendation.
AUDITS = (
    (
        D(2011, 2, 10),
        "Care plans of children under five",
        "Cedar Fictional",
        False,
        8,
        ("Incomplete care plan", "Delay in permanence planning"),
        "Plans were warm and clear about the child. In three of eight the plan for permanence had no dates.",
        "Put dates and names to each step towards permanence, and bring them to the second review.",
    ),
    (
        D(2011, 5, 19),
        "Personal education plans",
        "Cedar Fictional",
        True,
        10,
        ("Incomplete PEP", "No details of when PEP to be undertaken"),
        "Schools know the children well. Targets were often the class's rather than the child's.",
        "Agree the day of the next plan at each review, and write targets with the child.",
    ),
    (
        D(2011, 7, 14),
        "Recording between reviews",
        "Cedar Fictional",
        False,
        12,
        ("Recording of chronology", "CLA visits to be recorded"),
        "Visits took place; a quarter were written up late, so that the story of the child was hard to follow.",
        "Write up visits within five working days; supervision looks at two chronologies a month.",
    ),
    (
        D(2011, 9, 22),
        "Health assessments and plans",
        "Cedar Fictional and the designated nurse",
        True,
        9,
        ("Health assessment overdue", "Incomplete health plan"),
        "Assessments were thorough. Two were late because consent had not been asked for.",
        "Ask for consent when the child comes into care, and keep it on the file.",
    ),
    (
        D(2011, 11, 17),
        "Pathway plans of young people of 16 and 17",
        "Cedar Fictional",
        False,
        10,
        ("No pathway plan",),
        "Where a plan existed, young people had written parts of it. Half of those asked had not seen one.",
        "Begin the plan by 15 and 9 months, with the young person holding the pen.",
    ),
)
# Raised on, concern, outcome, closed on.
CONCERNS = (
    (
        D(2011, 3, 8),
        "Standard of rooms and support at one provider of housing for 16 and 17 year olds.",
        "The provider is no longer used; the young people moved with support they had chosen.",
        D(2011, 6, 30),
    ),
    (
        D(2011, 6, 21),
        "Waiting times for the emotional health service after referral.",
        "A nurse now sees children within three weeks while they wait.",
        D(2011, 10, 12),
    ),
    (D(2011, 10, 4), "Too few carers for brothers and sisters to stay together.", "", None),
    (D(2011, 12, 6), "Rooms at the civic centre are not private enough for reviews.", "", None),
)
GOOD_PRACTICE = (
    "{name}'s social worker made a memory box with {name} before the move, and the new carers kept adding to it.",
    "The carers drove {name} forty miles each week to keep the old football team.",
    "School let {name} choose the room, the biscuits and who sat where at the review.",
    "{name}'s personal adviser came on a day off to be there when the asylum decision was read.",
    "The foster carer learned a lullaby in {name}'s first language.",
    "Social worker, nurse and school agreed one plan on one page, in words that {name} uses.",
)
ACTIVITY = (
    (D(2011, 1, 20), "Met with the children in care council about what makes a good review."),
    (D(2011, 3, 24), "Trained 14 new social workers on preparing children for their reviews."),
    (D(2011, 4, 5), "Workshop on the regulations of 2010, in force since 1 April."),
    (D(2011, 6, 9), "Sat on the fostering panel and the resources panel as standing member."),
    (D(2011, 9, 15), "Regional meeting of IRO managers: shared the monitoring checklist."),
    (D(2011, 10, 27), "Half-term event for young people on writing their own pathway plan."),
    (D(2011, 12, 8), "Quarterly themes from reviews presented to senior managers."),
)


def note_practice(
    reviews: dict[str, Review],
    cast: Cast,
    issues: dict[str, IssueType],
    *,
    day: datetime.date,
    calendar: WorkingCalendar,
    by: Actor,
) -> None:
    """Record a year of audits, concerns, checklists, good practice and activity, all of it invented."""
    for on, subject, auditor, multi, cases, themes, findings, recommendation in AUDITS:
        record_audit(
            audited_on=on,
            subject=subject,
            auditor=auditor,
            is_multi_agency=multi,
            cases=cases,
            themes=[issues[name] for name in themes],
            findings=findings,
            recommendation=recommendation,
            is_invented=True,
            by=by,
        )
    manager = cast.first(Role.MANAGER)
    for raised_on, concern, outcome, closed_on in CONCERNS:
        made = raise_resource_concern(raised_on=raised_on, raised_by=manager, concern=concern, is_invented=True, by=by)
        if closed_on:
            close_resource_concern(concern=made, outcome=outcome, closed_on=closed_on, by=by)
    for on, text in ACTIVITY:
        note_activity(on=on, text=text, is_invented=True, by=by)
    _good_practice(reviews, by)
    _checklists(reviews, issues, day=day, calendar=calendar, by=by)


def _good_practice(reviews: dict[str, Review], by: Actor) -> None:
    refs = [ref for ref, review in reviews.items() if review.participation_code == "PN1" and _of_the_year(review)]
    chosen = dice("good practice").sample(refs, len(GOOD_PRACTICE))
    for ref, text in zip(chosen, GOOD_PRACTICE, strict=True):
        review = reviews[ref]
        note_good_practice(
            noted_on=_day(review),
            noted_by=_chair(review),
            review=review,
            text=text.format(name=review.child.called),
            is_invented=True,
            by=by,
        )


def _day(review: Review) -> datetime.date:
    """Return the day of a review that was held."""
    if review.completed_on is None:
        raise ValueError("This review was not held.")
    return review.completed_on


def _chair(review: Review) -> User:
    """Return the chair of a review that was held."""
    if review.chair is None:
        raise ValueError("This review has no chair.")
    return review.chair


def _of_the_year(review: Review) -> bool:
    return _day(review) >= D(2011, 1, 1)


def _checklists(
    reviews: dict[str, Review],
    issues: dict[str, IssueType],
    *,
    day: datetime.date,
    calendar: WorkingCalendar,
    by: Actor,
) -> None:
    """Invent the checklists of the last quarter, when the service began with them."""
    names = sorted(issues)
    for ref, review in reviews.items():
        if _day(review) < CHECKLISTS_FROM:
            continue
        chance = dice("checklist", ref)
        completed_on = calendar.add(_day(review), chance.randint(1, 6))
        if chance.random() > 0.7 or completed_on >= day:
            continue
        found = chance.sample(names, chance.choice((0, 0, 1, 1, 2)))
        complete_checklist(
            review=review,
            completed_on=completed_on,
            completed_by=_chair(review),
            shortfalls=[issues[name] for name in found],
            is_invented=True,
            by=by,
        )
