"""What may wait for somebody between reviews: events to answer, checks to make, visits and plans that are late."""

from collections.abc import Iterable, Iterator
from typing import Any

from accounts.enums import Role
from accounts.models import User
from children.enums import DutyKind
from children.models import Child
from desk.between.rows import changes_to_review, events_waiting, midpoints_due, my_children
from desk.child.clocks_of_plans import late_duties
from desk.deadlines import Deadlines, limit_of_check, limit_of_review
from desk.digest.of_iro import in_a_week
from desk.digest.sources import Item, Source
from desk.histories import of_checks
from desk.words import address

KINDS = {kind: number for number, kind in enumerate(DutyKind)}


def to_answer(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield what this IRO was told and has not answered; a change that needs a review first has its own line."""
    for event in events_waiting(my_children(user, when.today)):
        if event.source_of_law:
            continue
        yield Item(event.pk, event.child_id, None, address("between:answer", event.pk))


def to_review_first(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the changes proposed for this IRO's children that the law wants considered at a review before."""
    for event in changes_to_review(my_children(user, when.today)):
        name = "between:answer" if event.answered_on is None else "child:events"
        href = address(name, event.pk if event.answered_on is None else event.child_id)
        due = limit_of_review(event.review) if event.review else None
        yield Item(event.pk, event.child_id, due.on if due else None, href, due)


def to_check(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the checks half-way that are to be made within the week."""
    for check in midpoints_due(my_children(user, when.today), in_a_week(when)):
        href = address("between:midpoint", check.pk)
        yield Item(check.pk, check.review.child_id, check.due_on, href, limit_of_check(check))


def late_for_the_iro(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the visits, assessments and plans of this IRO's children whose limit has passed."""
    return _late(my_children(user, when.today), when)


def late_for_the_worker(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the visits, assessments and plans of this social worker's children whose limit has passed."""
    return _late(Child.objects.visible_to(user).current(), when)


def _late(children: Any, when: Deadlines) -> Iterator[Item]:
    clocks: Iterable[Any] = late_duties(children, when.calendar, when.today)
    for clock in clocks:
        # The limit is stored nowhere: its id is the child's, and which of the kinds it is.
        pk = clock.child_id * len(KINDS) + KINDS[clock.kind]
        yield Item(pk, clock.child_id, clock.due.on, address("between:duties", clock.child_id), clock.due)


PAGE = "between:mine"
LATE = ("overdue visit, assessment or plan", "overdue visits, assessments and plans")
SOURCES = (
    Source(
        "events_to_answer",
        (Role.IRO,),
        "significant event to answer",
        "significant events to answer",
        to_answer,
        PAGE,
        is_duty=True,
    ),
    Source(
        "changes_to_review",
        (Role.IRO,),
        "change that needs a review before it is made",
        "changes that need a review before they are made",
        to_review_first,
        PAGE,
        is_duty=True,
    ),
    Source(
        "midpoints_due",
        (Role.IRO,),
        "mid-point check to make",
        "mid-point checks to make",
        to_check,
        PAGE,
        histories=of_checks,
    ),
    Source("duties_late", (Role.IRO,), *LATE, late_for_the_iro, PAGE),
    Source("duties_late_for_worker", (Role.SOCIAL_WORKER,), *LATE, late_for_the_worker, "my_children:mine"),
)
