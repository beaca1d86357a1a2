"""What followed the recent reviews of the demonstration: whether decisions stand, who was told, who gets the record."""

import datetime

from audit.actors import Actor
from reviews.actions import list_recipients
from reviews.enums import DecisionStanding
from reviews.models import Decision, DecisionsTold, RecordOfReview, Review
from reviews.told import who_is_told
from statute.calendar import WorkingCalendar
from statute.records import challenge_by


def standing_by(sent_on: datetime.date | None, day: datetime.date, calendar: WorkingCalendar) -> DecisionStanding:
    """Return how decisions stand on a day that nobody challenged: not sent, sent, or final by silence."""
    if sent_on is None:
        return DecisionStanding.PROPOSED
    return DecisionStanding.SENT if challenge_by(sent_on, calendar=calendar).on >= day else DecisionStanding.FINAL


def what_followed(reviews: list[Review], day: datetime.date, calendar: WorkingCalendar, *, by: Actor) -> None:
    """Say of each recent review how its decisions stand and who was told, and list who gets a record that waits."""
    for record in RecordOfReview.objects.filter(review__in=reviews).select_related("review__child"):
        stands = standing_by(record.decisions_sent_on, day, calendar)
        Decision.objects.filter(review=record.review).update(standing=stands)
        if record.decisions_sent_on is not None and stands == DecisionStanding.SENT:
            DecisionsTold.objects.bulk_create(
                DecisionsTold(record=record, person=each.person, told_as=each.told_as, on=record.decisions_sent_on)
                for each in who_is_told(record.review, record.decisions_sent_on)
            )
        if record.finished_on is not None and record.distributed_on is None:
            list_recipients(record=record, by=by)
