"""Three hundred of everything that a page of the world lists: more children, and more of everything about one child."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.enums import PostKind, Role
from accounts.models import ManagerDeputy, Post, RoleGrant, Team, TeamManagement, User
from audit.actions import acting
from audit.acts import attributed
from audit.models import AuditEvent
from children.actions import declare_conflict
from children.models import (
    AccessConcern,
    BreakGlass,
    Child,
    ConflictOfInterest,
    IROCover,
    ListedPerson,
    PersonAroundChild,
    Restriction,
)
from desk.arranging.actions import record_stay
from desk.digest.actions import begin_digest, note_not_sent
from desk.digest.models import Digest
from disputes.models import DisputeStatusChange, Reply
from office.models import BankHoliday, Job, Leave, WorkingPattern
from quality.models import AuditOfPractice, ResourceConcern, ServiceActivity
from reporting.models import AnnualReport, TypedFigure
from reviews import actions as reviews
from reviews.models import Conferring, ConversationAttempt, Decision, DecisionProgress, Invitation, ReviewWishes, Venue
from tests.factories import BY, make_child, make_user, open_review
from tests.security.multiplying import Rows, copies, with_what_hangs_on
from tests.security.world import TODAY, Case, Kind, World

MANY = 300
A_DAY = datetime.timedelta(days=1)
LONG_AGO = datetime.date(1999, 1, 1)
LATELY = datetime.date(2025, 5, 12)  # the first review is due within two weeks, and an IRO should have been named
SHORT_BREAKS_BEGAN, STAYED = datetime.date(2021, 6, 1), datetime.date(2025, 5, 1)
Changed = dict[str, Callable[[Any, int], None]]


@dataclass
class Beginnings:
    """One of each that the world has none of, and that a list of ours lists."""

    series: Child  # of short breaks, with a stay
    colleagues: Child  # whose review is today, with a colleague
    taken: Child  # whose review is today, and whose chair somebody took
    unread: Child  # whose record nobody has opened
    reader: User  # who has read nothing yet
    digest: Digest  # that did not arrive
    figures: list[Child]  # counted by figures of the dashboard that count none in the world


def begin(world: World) -> Beginnings:
    """Make the first of each."""
    case, iro, colleague = world.cases[Kind.MINE], world.user(Role.IRO), world.user("second_iro")
    series = make_child(iro=iro, became_looked_after_on=SHORT_BREAKS_BEGAN, legal_status="V4")
    stay = {"setting": "Kestrel View", "intended_nights": 3, "started_on": STAYED, "ended_on": STAYED + 3 * A_DAY}
    record_stay(child=series, by=BY, today=TODAY, **stay)
    theirs, taken = make_child(iro=colleague), make_child(iro=colleague)
    for child in (theirs, taken):
        slot = {"on": TODAY, "at": datetime.time(10), "chair": colleague, "place": "School"}
        reviews.book_review(review=open_review(child), by=BY, today=TODAY, **slot)
    reviews.take_the_chair(review=open_review(taken), because="They are ill", by=iro, today=TODAY)
    figures = _of_the_dashboard(colleague)
    with acting():
        Post.objects.create(kind=PostKind.IRO, holder=colleague, fte=1, from_on=LONG_AGO)
        Decision.objects.filter(review__in=(case.recorded, case.written)).update(target_on=TODAY - A_DAY)
    digest = begin_digest(reader=colleague, on=TODAY, by=BY)
    note_not_sent(digest=digest, failure="The mail server refused the address.", by=BY)
    reader = make_user(Role.IRO, "Onceonly Reader")
    unread = make_child(iro=iro)
    _read([reader], [unread])
    _read([colleague], [world.cases[Kind.RESTRICTED].child])
    return Beginnings(series, theirs, taken, unread, reader, digest, figures)


def _of_the_dashboard(colleague: User) -> list[Child]:
    """Make a child without an IRO, with a review due soon; one whose IRO is kept out; one whose IRO has left."""
    left = make_user(Role.IRO, "Gone Reader")
    kept_out, has_left = make_child(iro=colleague), make_child(iro=left)
    with acting():
        RoleGrant.objects.filter(user=left).update(until_on=TODAY - A_DAY)
    declare_conflict(user=colleague, about=kept_out.local_id, relation="neighbour", by=colleague, today=TODAY)
    return [make_child(became_looked_after_on=LATELY), kept_out, has_left]


def make_many(world: World, first: Beginnings) -> None:
    """Make three hundred more of everything."""
    case = world.cases[Kind.MINE]
    _children(case, first)
    _of_one_child(case, first)
    _of_one_review(case)
    _people(world, first)
    _confidential(world)
    _of_the_service(world)


def _children(case: Case, first: Beginnings) -> None:
    """Children with all that is about them, each booked for a time of its own."""

    def at_another_time(booking: Any, number: int) -> None:
        booking.at = datetime.time(*divmod(4 * number, 60))

    children = [case.child, case.other, first.series, first.colleagues, first.taken, *first.figures]
    copies(with_what_hangs_on(children), MANY, {"Booking": at_another_time})


def copy_child(child: Child, times: int) -> None:
    """Copy one child, and who answers for them."""
    copies(_by_model([child, *child.iro_allocations.all(), *child.periods.all()]), times)


def _of_one_child(case: Case, first: Beginnings) -> None:
    """More reviews of one child, and more of what stands between them."""
    mother = PersonAroundChild.objects.get(child=case.child)
    for root in (case.recorded, case.written, case.dispute, case.referral):
        copies(with_what_hangs_on([root]), MANY)
    wishes = ReviewWishes.objects.filter(child=case.child).first()
    for row, changed in (
        (mother, None),
        (case.contact, None),
        (case.duty, None),
        (case.event, None),
        (wishes, _set(ended_on=TODAY)),
        (first.series.stays.get(), _earlier("started_on", "ended_on", by=4 * A_DAY)),
    ):
        _more(row, changed)


def _of_one_review(case: Case) -> None:
    """More of what stands in one review, its record, and one of its decisions."""
    for model in (ConversationAttempt, Conferring):
        _more(model.objects.filter(review=case.booked).first())
    _more(Invitation.objects.filter(review=case.booked, person=None, user=None).exclude(part="child").first())
    _more(case.recipient)
    for decision in (case.decision, case.written.decisions.first()):
        _more(Decision.objects.get(pk=decision.pk))
    _more(DecisionProgress.objects.filter(decision=case.decision).first())
    copies({type(row): [row] for row in (case.finding, case.finding.decision)}, MANY)
    for model in (Reply, DisputeStatusChange):
        path = "stage__dispute" if model is Reply else "dispute"
        _more(model.objects.filter(**{path: case.dispute}).first())


def _people(world: World, first: Beginnings) -> None:
    """More people of the service, in more teams, with what is kept of each; many have read one record."""
    manager, iro = world.user("second_operational_manager"), world.user("second_iro")
    management = TeamManagement.objects.get(manager=manager)
    for person, more in ((iro, [first.digest]), (manager, [management])):
        grant = RoleGrant.objects.get(user=person)
        rows = _by_model([person, grant, *more, *Post.objects.filter(holder=person)])
        copies(rows, MANY, {"TeamManagement": _set(team_id=world.service.team.pk)})
    _more(world.service.grant, _of_a_day_long_ago)
    for model in (Team, Post, ManagerDeputy, IROCover, Venue):
        _more(model.objects.order_by("pk").first())
    readers = list(User.objects.filter(pk__gt=iro.pk).order_by("-pk")[:MANY])
    _read(readers, [first.unread])
    _read([first.reader], Child.objects.order_by("-pk")[:MANY])
    with acting(), attributed("children.correct_child", world.user(Role.IRO)):
        for number in range(MANY):
            Child.objects.filter(pk=first.unread.pk).update(language=f"Language {number}")


def _confidential(world: World) -> None:
    """More restricted records, more people on one list, more conflicts and openings; each restricted one is read."""
    reader, restriction = world.user("second_iro"), Restriction.objects.get(pk=world.service.ids["restriction"])
    listed = ListedPerson.objects.filter(restriction=restriction)
    copies(_by_model([restriction.child, restriction, *listed]), MANY)
    _read([reader], [row.child for row in Restriction.objects.select_related("child").order_by("-pk")[:MANY]])
    person = world.user("second_manager")
    copies(_by_model([person, RoleGrant.objects.get(user=person), listed.get(user=person)]), MANY)
    conflict = ConflictOfInterest.objects.get(pk=world.service.ids["conflict"])
    _more(conflict)
    _more(conflict, _set(user_id=world.user(Role.IRO).pk))
    _more(BreakGlass.objects.get(pk=world.service.ids["opening"]))
    concern = AccessConcern.objects.get(pk=world.service.ids["access_concern"])
    copies(_by_model([User.objects.get(pk=concern.user_id), concern]), MANY)


def _of_the_service(world: World) -> None:
    """More of what is about no child: findings, figures, reports, jobs, holidays, leave."""
    iro = world.user(Role.IRO)
    for model in (AuditOfPractice, ResourceConcern, ServiceActivity):
        _more(model.objects.order_by("pk").first())
    _more(Leave.objects.filter(person=iro).first())
    _more(WorkingPattern.objects.filter(person=iro).first(), _of_a_day_long_ago)
    _more(Job.objects.get(pk=world.service.ids["job"]), _set(requested_by_id=iro.pk))
    _more(BankHoliday.objects.get(pk=world.service.ids["holiday"]), _before_anybody_was_in_care)
    for model in (TypedFigure, AnnualReport):
        _more(model.objects.order_by("pk").first(), _earlier("from_on", "until_on"))


def _read(readers: Iterable[User], children: Iterable[Child]) -> None:
    """Let people read records, as the log keeps it."""
    an_hour_ago = timezone.now() - datetime.timedelta(hours=1)
    read = {"kind": AuditEvent.Kind.READ, "verb": "child:page", "acting_role": Role.IRO, "at": an_hour_ago}
    with acting():
        AuditEvent.objects.bulk_create(
            AuditEvent(actor_id=reader.pk, child_ids=[child.pk], **read) for child in children for reader in readers
        )


def _by_model(rows: Iterable[models.Model]) -> Rows:
    found: Rows = {}
    for row in rows:
        found.setdefault(type(row), []).append(row)
    return found


def _more(row: models.Model | None, change: Callable[[Any, int], None] | None = None) -> None:
    """Copy one row alone."""
    assert row is not None
    copies({type(row): [row]}, MANY, {type(row).__name__: change} if change else None)


def _set(**values: Any) -> Callable[[Any, int], None]:
    def change(copy: Any, _number: int) -> None:
        for name, value in values.items():
            setattr(copy, name, value)

    return change


def _of_a_day_long_ago(copy: Any, number: int) -> None:
    """Let each copy be of one day, long before what stands."""
    copy.from_on = copy.until_on = LONG_AGO - number * A_DAY


def _before_anybody_was_in_care(holiday: Any, number: int) -> None:
    """Let each copy be of a day that no limit of the world counts."""
    holiday.on = LONG_AGO - number * A_DAY


def _earlier(*names: str, by: datetime.timedelta = A_DAY) -> Callable[[Any, int], None]:
    """Let each copy be of an earlier time than the last."""

    def change(copy: Any, number: int) -> None:
        for name in names:
            day = getattr(copy, name)
            if day is not None:
                setattr(copy, name, day - (number + 1) * by)

    return change
