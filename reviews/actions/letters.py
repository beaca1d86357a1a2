"""The letter to the child: written, kept, finished."""

import datetime

from django.core.exceptions import ValidationError

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from reviews.actions.afterwards import finish_record
from reviews.enums import RecipientPart, RecordVersion
from reviews.models import LetterToChild, Review
from reviews.policies_afterwards import may_write_letter


@action("reviews.write_letter")
def write_letter(*, review: Review, text: str, by: Actor, seen_version: int | None = None) -> LetterToChild:
    """Keep what is written of the letter so far. Raises RefusedError once it is finished."""
    letter, made = LetterToChild.objects.get_or_create(review=review)
    insist(may_write_letter(letter))
    return change(letter, seen_version=None if made else seen_version, text=text)


@action("reviews.finish_letter")
def finish_letter(
    *,
    review: Review,
    text: str,
    is_the_record: bool,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> LetterToChild:
    """Finish the letter: it is the child's version of the record, or the record itself, which is finished with it.

    Raises RefusedError for one that is finished, or where the record is; ValidationError for an empty one.
    """
    if not text.strip():
        raise ValidationError({"text": "Write the letter before you finish it."})
    letter = write_letter(review=review, text=text, by=by, seen_version=seen_version)
    change(letter, finished_on=today, is_the_record=is_the_record)
    if is_the_record:
        finish_record(record=review.record, text=text, on=today, by=by, today=today)
    for recipient in review.record.recipients.filter(part=RecipientPart.CHILD, sent_on__isnull=True):
        change(recipient, gets=RecordVersion.CHILD)
    return letter
