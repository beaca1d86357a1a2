"""What goes on between reviews on the demonstration's day: who was in touch, what was told, what families wish."""

import datetime

from audit.actors import Actor
from children.enums import CareKind
from desk.demonstration.care import Household
from desk.demonstration.dice import dice
from reviews.actions import bring_in_contact, record_answer, record_wishes, tell_of_event
from reviews.enums import InvitationStatus
from reviews.enums_between import Channel, EventKind
from reviews.models import Invitation
from statute.ages import age_on
from statute.calendar import WorkingCalendar

TALKING_AGE, SCHOOL_AGE = 6, range(5, 17)
CONTACTS = (
    (Channel.VISIT, "Saw {name} at home. Settled; asks when the next contact with the grandparents is."),
    (Channel.CALL, "{name} rang back after school. Worried about the options for next year."),
    (Channel.TEXT, "Wished {name} luck with the match on Saturday."),
    (Channel.CALL, "{name} wants the review held after school and not in the school itself."),
)
EVENTS = (
    (EventKind.EXCLUSION, "Excluded from school for two days. The virtual school is told."),
    (EventKind.HOSPITAL, "Taken to hospital with a broken wrist; home the same evening."),
    (EventKind.COMPLAINT, "A complaint about missed contact was made with the help of the advocate."),
    (EventKind.PLACEMENT_TO_END, "The carers gave notice. A matching meeting is asked for."),
    (EventKind.MISSING, "Missing overnight; returned by the police. A return interview is offered."),
)
WISHES = (
    ("child", {"after_school": True, "not_in_school": True}),
    ("child", {"time": "Not on a training day", "wanted": "My key worker"}),
    ("mother", {"time": "Mornings, because of shifts", "place": "A place on the bus route"}),
    ("mother", {"not_by_video": True}),
)
IN_TOUCH, TOLD, WISHED, ANSWERED = 0.3, 0.22, 0.25, 0.6
ANSWERS = (InvitationStatus.ACCEPTED, InvitationStatus.ACCEPTED, InvitationStatus.TENTATIVE, InvitationStatus.DECLINED)


def live_between_reviews(
    homes: dict[str, Household], *, day: datetime.date, calendar: WorkingCalendar, by: Actor
) -> None:
    """Keep contacts, events, wishes and answers of some of the children in care, the same ones every time."""
    for home in homes.values():
        if home.period.ceased_on or home.kind != CareKind.LOOKED_AFTER:
            continue
        chance, age = dice("between", home.row.local_id), age_on(home.row.date_of_birth, day)
        lately = calendar.add(day, -chance.randint(1, 12))
        if lately < home.period.became_looked_after_on:
            continue
        if age >= TALKING_AGE and chance.random() < IN_TOUCH:
            channel, note = chance.choice(CONTACTS)
            said = note.format(name=home.child.called)
            bring_in_contact(child=home.child, channel=channel, on=lately, by_whom=home.iro, note=said, by=by)
        if age in SCHOOL_AGE and chance.random() < TOLD:
            kind, what = chance.choice(EVENTS)
            tell_of_event(child=home.child, kind=kind, on=lately, what=what, by=by, today=day)
        if age >= TALKING_AGE and chance.random() < WISHED:
            whose, wishes = chance.choice(WISHES)
            record_wishes(child=home.child, said_by=whose, said_on=lately, by=by, today=day, **wishes)
    _answers(day, by)


def _answers(day: datetime.date, by: Actor) -> None:
    """Let most of those who are invited to the next meetings have answered by telephone."""
    asked = Invitation.objects.filter(review__bookings__is_current=True, review__bookings__on__gte=day)
    asked = asked.filter(status=InvitationStatus.TO_SEND).exclude(part="child")
    for invitation in asked.select_related("review__child", "person", "user").order_by("pk"):
        chance = dice("answer", invitation.review.child.local_id, str(invitation))
        if chance.random() < ANSWERED:
            record_answer(invitation=invitation, answer=chance.choice(ANSWERS), by=by)
