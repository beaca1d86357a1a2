"""What may wait for everybody but the IRO: arranging, sending out, carrying out, answering, overseeing."""

from collections.abc import Iterator

from django.db.models import F, OuterRef, Subquery

from accounts.enums import Role
from accounts.models import User
from children.models import Child
from children.permissions import openings_shown_to
from desk.arranging.rows import before_changes, records_to_distribute
from desk.deadlines import Deadlines, limit_of_panel, limit_of_review
from desk.digest.of_iro import in_a_week
from desk.digest.sources import Item, Source
from desk.histories import of_panels, of_record_clock, of_replies, of_reviews
from desk.my_children.rows import decisions_sent
from desk.service.figures import OPEN_TO, moment, rows_behind
from desk.words import address
from disputes.limits import promised_reply
from disputes.models import Dispute
from reviews.enums import ReviewStatus
from reviews.models import Booking, ClockKind, Review, SecurePanel
from statute.records import distribute

VIEWS_AHEAD_WORKING_DAYS = 10


def without_a_date(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the reviews due soon, or overdue, for which no date is booked."""
    near = Review.objects.visible_to(user).filter(status=ReviewStatus.TO_ARRANGE, due_on__lte=when.soon_until)
    for each in near:
        yield Item(each.pk, each.child_id, each.due_on, address("arranging:book", each.pk), limit_of_review(each))


def to_distribute(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the records that were finished and not yet sent out."""
    for each in records_to_distribute(user).defer("text"):
        due = distribute(each.review.completed_on, calendar=when.calendar)
        where = address("arranging:distribute", each.review_id)
        yield Item(each.pk, each.review.child_id, each.distribute_due_on, where, due)


def panels_to_arrange(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the extra panels that are needed soon."""
    children = Child.objects.visible_to(user).values("pk")
    near = SecurePanel.objects.to_come().filter(child__in=children, due_on__lte=when.soon_until)
    for panel in near:
        due = limit_of_panel(panel, says_why=False)
        yield Item(panel.pk, panel.child_id, panel.due_on, address("child:clocks", panel.child_id), due)


def to_book_before_change(user: User, _when: Deadlines) -> Iterator[Item]:
    """Yield the reviews to book before a change that the law wants considered at one."""
    for each in before_changes(user):
        name = "arranging:move" if each.booking else "arranging:book"
        href = address(name, each.review.pk) if each.review else address("child:page", each.event.child_id)
        due = limit_of_review(each.review) if each.review and each.is_answered else None
        yield Item(each.event.pk, each.event.child_id, due.on if due else None, href, due)


def decisions_to_carry_out(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the decisions that were sent out, still open, whose target day is near or past; none that is frozen."""
    near = decisions_sent(user).not_frozen().filter(target_on__lte=in_a_week(when))
    for pk, child_id, target_on in near.values_list("pk", "review__child_id", "target_on"):
        yield Item(pk, child_id, target_on, address("child:decisions", child_id))


def disputes_to_answer(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the disputes whose running stage is addressed to somebody who has not answered it."""
    for each in Dispute.objects.visible_to(user).waiting_for(user):
        due = promised_reply(each.stage_entered_on, each.reply_by, calendar=when.calendar) if each.reply_by else None
        yield Item(each.pk, each.child_id, each.reply_by, address("disputes:reply", each.pk), due)


def views_to_seek(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the reviews within two weeks before which the child's views are needed."""
    ahead = when.calendar.add(when.today, VIEWS_AHEAD_WORKING_DAYS)
    booking = Booking.objects.current().filter(review=OuterRef("pk")).values("on")[:1]
    near = Review.objects.visible_to(user).open().filter(due_on__isnull=False).annotate(booked_on=Subquery(booking))
    for pk, child_id, due_on, booked_on in near.values_list("pk", "child_id", "due_on", "booked_on"):
        by = booked_on or due_on
        if when.today <= by <= ahead:
            yield Item(pk, child_id, by, address("child:page", child_id))


def overdue(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the open reviews whose limit has passed."""
    for each in Review.objects.visible_to(user).overdue(when.today):
        yield Item(each.pk, each.child_id, each.due_on, address("child:review", each.pk), limit_of_review(each))


def without_an_iro(user: User, when: Deadlines) -> Iterator[Item]:
    """Yield the children who have had no IRO for more than five working days."""
    now = moment(when.today, when.calendar, when.settings)
    rows = rows_behind("unallocated-too-long", now).filter(OPEN_TO["child"](user))
    for pk in rows.values_list("pk", flat=True):
        yield Item(pk, pk, None, address("service:allocate", pk))


def openings_to_judge(user: User, _when: Deadlines) -> Iterator[Item]:
    """Yield the records that were opened in an emergency and wait for a verdict."""
    waiting = openings_shown_to(user).without_verdict().exclude(user=user)
    for pk, child_id, by in waiting.annotate(by=F("verdict_due_on")).values_list("pk", "child_id", "by"):
        yield Item(pk, child_id, by, address("break_glass:judge", pk))


ANSWERS = (Role.OPERATIONAL_MANAGER, Role.DIRECTOR, Role.MANAGER)
CARRY_OUT = (Role.SOCIAL_WORKER, Role.OPERATIONAL_MANAGER)
JUDGES = (Role.MANAGER, Role.INFORMATION_GOVERNANCE)
SOURCES = (
    Source(
        "reviews_without_a_date",
        (Role.SUPPORT_WORKER,),
        "review due soon without a date",
        "reviews due soon without a date",
        without_a_date,
        "arranging:to-arrange",
        is_duty=True,
        histories=of_reviews,
    ),
    Source(
        "reviews_before_a_change",
        (Role.SUPPORT_WORKER,),
        "review to book before a change",
        "reviews to book before a change",
        to_book_before_change,
        "arranging:to-arrange",
        is_duty=True,
    ),
    Source(
        "records_to_distribute",
        (Role.SUPPORT_WORKER,),
        "record to send out",
        "records to send out",
        to_distribute,
        "arranging:to-distribute",
        is_duty=True,
        histories=of_record_clock(ClockKind.DISTRIBUTE),
    ),
    Source(
        "panels_to_arrange",
        (Role.SUPPORT_WORKER, Role.MANAGER),
        "extra panel needed soon",
        "extra panels needed soon",
        panels_to_arrange,
        histories=of_panels,
    ),
    Source(
        "openings_to_judge",
        JUDGES,
        "record opened in an emergency to judge",
        "records opened in an emergency to judge",
        openings_to_judge,
        "break_glass:opened",
        is_duty=True,
    ),
    Source(
        "reviews_overdue",
        (Role.MANAGER,),
        "review overdue",
        "reviews overdue",
        overdue,
        "service:today",
        is_duty=True,
        histories=of_reviews,
    ),
    Source(
        "children_without_an_iro",
        (Role.MANAGER,),
        "child without an IRO for over 5 working days",
        "children without an IRO for over 5 working days",
        without_an_iro,
        "service:today",
        is_duty=True,
    ),
    Source(
        "disputes_to_answer",
        ANSWERS,
        "dispute that waits for your reply",
        "disputes that wait for your reply",
        disputes_to_answer,
        "disputes:addressed-to-me",
        is_duty=True,
        histories=of_replies,
    ),
    Source(
        "decisions_to_carry_out",
        CARRY_OUT,
        "decision to see carried out: its target day is near or past",
        "decisions to see carried out: their target day is near or past",
        decisions_to_carry_out,
        "my_children:decisions",
    ),
    Source(
        "views_to_seek",
        (Role.CONSULTATION_OFFICER,),
        "child whose views are needed within two weeks",
        "children whose views are needed within two weeks",
        views_to_seek,
        "views_due:due",
    ),
)
