"""Taking back one meeting of a series that was recorded by mistake."""

import datetime

from django.core.exceptions import ValidationError

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from reviews.actions.steps import step_back
from reviews.enums import ReviewMode, ReviewStatus
from reviews.models import Review, ReviewMeeting
from reviews.taking_back import may_take_back_meeting


@action("reviews.take_back_meeting")
def take_back_meeting(
    *, meeting: ReviewMeeting, why: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> Review:
    """Take back a meeting of a series that was recorded by mistake. It counts nowhere and stays readable, with why.

    Where it was the only one, the review stands again as before the series began, with its booking. seen_version: of
    the review. Raises RefusedError once the series is over, or it was taken back; ValidationError without a reason.
    """
    insist(may_take_back_meeting(meeting))
    if not why.strip():
        raise ValidationError({"why": "Say what the mistake was."})
    review = meeting.review
    days = list(review.meetings.standing().exclude(pk=meeting.pk).values_list("held_on", flat=True))
    if days:
        change(review, seen_version=seen_version, held_on=min(days))
    else:
        _before_the_series(review, why, by, today, seen_version)
    meeting.withdrawn_on, meeting.withdrawn_because = today, why
    meeting.save(update_fields=["withdrawn_on", "withdrawn_because"])
    return review


def _before_the_series(review: Review, why: str, by: Actor, today: datetime.date, seen_version: int | None) -> None:
    # Its next meeting may have been booked meanwhile, or the booking that it had was cancelled.
    is_booked = review.bookings.current().exists()
    following = ReviewStatus.BOOKED if is_booked else ReviewStatus.TO_ARRANGE
    step_back(
        review,
        following,
        by=by,
        on=today,
        why=f"Its only meeting was recorded by mistake: {why}"[:300],
        seen_version=seen_version,
        held_on=None,
        chair=None,
        mode=ReviewMode.MEETING,
    )
