"""Reviews known from earlier records: what is known is written with its source, and nothing is guessed."""

import datetime
from collections.abc import Sequence
from typing import Any

from accounts.models import User
from audit.actions import action
from audit.actors import Actor
from children.models import Child, PeriodOfCare
from office.authority import working_calendar
from reviews.actions.holding import row_of, write_parts
from reviews.actions.steps import person
from reviews.due_dates import KIND_OF_CARE, columns, limit, sequence_of
from reviews.early import Early
from reviews.enums import DecisionStanding, RecordSource, ReviewStatus
from reviews.facts import ReviewFacts
from reviews.models import ContactWithChild, Review, ReviewStatusChange


@action("reviews.bring_in")
def bring_in_review(
    *,
    period: PeriodOfCare,
    facts: ReviewFacts,
    completed_before: Sequence[datetime.date],
    by: Actor,
    source: str = RecordSource.BROUGHT_IN,
    parts_are_invented: bool = False,
    **known: Any,
) -> Review:
    """Record a completed review from earlier records, with the limit the law gave it then.

    completed_before: the days on which this period's earlier reviews were completed. known: what else the records say,
    as columns of Review (an adjournment with its reason, a `review_by` with its reason). What earlier records do not
    say stays empty: unlike `complete_review` nothing is demanded beyond day, chair and participation code.
    """
    kind = KIND_OF_CARE[period.kind]
    earlier = sorted(day for day in completed_before if day < facts.completed_on)
    due = limit(
        period=period,
        kind=kind,
        completed_on=earlier,
        calendar=working_calendar(),
        early=Early(known.get("review_by"), known.get("early_reason", "")),
    )
    review = Review(
        child=period.child,
        period=period,
        kind=kind,
        sequence=sequence_of(kind, len(earlier)),
        status=ReviewStatus.COMPLETED,
        source=source,
        **columns(due),
        **known,
    )
    for name, value in row_of(review, facts).items():
        setattr(review, name, value)
    review.save()
    ReviewStatusChange.objects.create(
        review=review,
        was="",
        became=ReviewStatus.COMPLETED,
        why="Brought in from earlier records",
        on=facts.completed_on,
        by=person(by),
    )
    write_parts(review, facts, by, is_invented=parts_are_invented)
    # Earlier records tell of decisions that stood.
    review.decisions.update(standing=DecisionStanding.FINAL)
    return review


@action("reviews.bring_in_contact")
def bring_in_contact(
    *, child: Child, channel: str, on: datetime.date, by_whom: User, by: Actor, note: str = ""
) -> ContactWithChild:
    """Record that an IRO and a child were in touch, as it is known from earlier records."""
    return ContactWithChild.objects.create(
        child=child, channel=channel, on=on, by_whom=by_whom, child_asked=False, note=note
    )
