"""Whether a mistake about a review can be taken back, and by whom: a completion, an ending, a cancelled booking."""

import datetime

from accounts.models import User
from accounts.permissions import Capability, may
from accounts.verdict import ALLOWED, Verdict, refused
from reviews.due_dates import adoption_of, kind_for
from reviews.enums import OPEN_STATUSES, ReviewKind, ReviewStatus
from reviews.models import Booking, Review, ReviewMeeting
from reviews.querysets import ReviewQuerySet

BEGUN = (ReviewStatus.IN_SERIES, ReviewStatus.ADJOURNED)
ENDED_WITH = "The review ended without being held"
NOT_OURS = "This review was brought in from earlier records. Mark it as entered by mistake instead."


def others_of(review: Review) -> ReviewQuerySet:
    """Return the other reviews of the same period of care: one of them is open at a time, whichever its kind."""
    found: ReviewQuerySet = Review.objects.filter(period=review.period_id).exclude(pk=review.pk)
    return found


def stood_as(review: Review) -> ReviewStatus | None:
    """Return how a review stood before it was completed or ended, or None where nothing says so."""
    last = review.status_changes.filter(became=review.status).order_by("-pk").first()
    return ReviewStatus(last.was) if last is not None and last.was in OPEN_STATUSES else None


def may_take_back_completion(review: Review) -> Verdict:
    """Say whether a completed review can be opened again as it was: while nothing has been built on it."""
    if review.status != ReviewStatus.COMPLETED:
        return refused(f"This review is {review.get_status_display().lower()}, not completed.")
    if stood_as(review) is None:
        return refused(NOT_OURS)
    later = others_of(review).completed()
    if later.filter(completed_on__gte=review.day_completed).exists():
        return refused("A later review was completed since. Correct this one, or mark it as entered by mistake.")
    return _nothing_since(review)


def may_take_back_ending(review: Review) -> Verdict:
    """Say whether a review that was ended without being held can be opened again."""
    if review.status != ReviewStatus.ENDED:
        return refused(f"This review is {review.get_status_display().lower()}, not ended.")
    if stood_as(review) is None:
        return refused(NOT_OURS)
    if others_of(review).completed().filter(completed_on__gte=review.ended_on).exists():
        return refused("A later review was completed since, so this one is not needed any more.")
    return _nothing_since(review)


def _nothing_since(review: Review) -> Verdict:
    if review.period.ceased_on is not None:
        return refused("The child has left care since. No review can be opened again.")
    if others_of(review).filter(status__in=BEGUN).exists():
        return refused("The next review has begun: its first meeting was held. This one cannot be opened again.")
    asked = kind_for(review.period.kind, adoption_of(review.period))
    if review.kind != asked:
        # A placement for adoption, a return from one, or the end of short breaks: the law put another in its place.
        was, now = (ReviewKind(kind).label.lower().removesuffix(" review") for kind in (review.kind, asked))
        return refused(f"The child now has {now} reviews, not {was} reviews. This one cannot be opened again.")
    return ALLOWED


def may_take_back_completion_as(user: User, review: Review, today: datetime.date) -> Verdict:
    """Say whether this person may: the IRO while no decision was sent, until the day they are due; then the manager."""
    if may(user, Capability.CORRECT_REVIEWS):
        return ALLOWED
    record = getattr(review, "record", None)
    if record is None or record.decisions_sent_on is not None:
        return refused("The decisions were sent. Ask the IRO manager to take this completion back.")
    if record.decisions_due_on and today > record.decisions_due_on:
        last = f"{record.decisions_due_on:%d/%m/%Y}"
        return refused(f"You could take this completion back until {last}. Ask the IRO manager to do it.")
    return may(user, Capability.LOG_REVIEWS)


def may_restore_booking(review: Review, booking: Booking | None, today: datetime.date) -> Verdict:
    """Say whether the booking that was cancelled last can stand again, as far as the review goes."""
    if review.status != ReviewStatus.TO_ARRANGE:
        return refused(f"This review is {review.get_status_display().lower()}. Only one to arrange has none.")
    if booking is None:
        return refused("No booking of this review was cancelled.")
    if booking.on < today:
        return refused("The day of the cancelled booking has passed. Book another.")
    return ALLOWED


def last_booking(review: Review) -> Booking | None:
    """Return the booking that stood last and stands no more."""
    found: Booking | None = (
        review.bookings.filter(is_current=False).select_related("chair", "venue").order_by("-pk").first()
    )
    return found


def may_take_back_meeting(meeting: ReviewMeeting) -> Verdict:
    """Say whether a meeting of a series that was recorded by mistake can be taken back: while the series goes on."""
    review = meeting.review
    if review.status != ReviewStatus.IN_SERIES:
        return refused(f"This review is {review.get_status_display().lower()}, not a series that goes on.")
    if meeting.withdrawn_on is not None:
        return refused("This was taken back already.")
    return ALLOWED


def may_take_back_a_meeting(review: Review) -> Verdict:
    """Say whether a review has a meeting that could be taken back."""
    meeting = review.meetings.standing().first()
    if meeting is None:
        return refused("No meeting of a series was recorded.")
    meeting.review = review
    return may_take_back_meeting(meeting)
