"""The record on its way: who gets which version of it, what was sent, and that it was filed."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from children.enums import Relationship
from children.models import PersonAroundChild
from reviews.actions.steps import person
from reviews.enums import InvitationStatus, NotInvitedReason, RecipientPart, RecordVersion, SentHow
from reviews.models import Filing, RecordOfReview, RecordRecipient, Review
from reviews.policies import may_distribute
from reviews.policies_afterwards import (
    letter_is_finished,
    may_choose_version,
    may_file,
    may_list_recipients,
    may_mark_sent,
    may_undo_filing,
    may_undo_sent,
)
from reviews.told import social_work_of

PARENTS = (Relationship.MOTHER, Relationship.FATHER, Relationship.STEP_PARENT, Relationship.GUARDIAN)
# Whoever was kept away from the review for one of these gets no record of it, unless the IRO says otherwise.
KEPT_AWAY = (
    NotInvitedReason.CHILD_WISH,
    NotInvitedReason.CONTACT_ENDED,
    NotInvitedReason.SERIOUS_CONCERN,
    NotInvitedReason.PLACED_FOR_ADOPTION,
    NotInvitedReason.WHEREABOUTS_UNKNOWN,
    NotInvitedReason.DIED,
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """Whom the record would go to, in which version, or why not."""

    name: str
    part: RecipientPart
    gets: RecordVersion
    person: PersonAroundChild | None = None
    left_out_because: str = ""


def proposed_recipients(review: Review) -> list[Proposed]:
    """Return who gets the record of a review unless the IRO says otherwise.

    A parent gets it without the address: where the child lives is only told on purpose.
    """
    child = review.child
    of_child = RecordVersion.CHILD if letter_is_finished(review) else RecordVersion.FULL
    found = [Proposed(child.called, RecipientPart.CHILD, of_child)]
    kept_away = _kept_away(review)
    for each in child.people.filter(is_current=True):
        because = kept_away.get(each.pk, "")
        if each.relationship in PARENTS or each.has_parental_responsibility:
            version = RecordVersion.WITHOUT_ADDRESS
            found.append(Proposed(each.full_name, RecipientPart.PARENT, version, each, because))
        elif each.relationship == Relationship.CARER:
            version = RecordVersion.WITHOUT_ADDRESS if because else RecordVersion.FULL
            found.append(Proposed(each.full_name, RecipientPart.CARER, version, each, because))
    episode = child.episodes.open().first()
    if episode is not None and episode.placed_with and not any(each.part == RecipientPart.CARER for each in found):
        found.append(Proposed(episode.placed_with, RecipientPart.CARER, RecordVersion.FULL))
    work = social_work_of(review)
    if work is not None and work.social_worker is not None:
        found.append(Proposed(work.social_worker.full_name, RecipientPart.SOCIAL_WORKER, RecordVersion.FULL))
    return found


def _kept_away(review: Review) -> dict[int, str]:
    """Return whom the invitations, or what was logged of the parents, kept away from a review, and why, by person."""
    invitations = review.invitations.filter(
        status=InvitationStatus.NOT_INVITED, not_invited_reason__in=KEPT_AWAY, person__isnull=False
    )
    parts = review.parents.filter(not_invited_reason__in=KEPT_AWAY, parent__isnull=False)
    # What was logged of a parent at the review is the later word, and gives the reason where the two differ.
    return {each.person_id: each.get_not_invited_reason_display() for each in invitations} | {
        part.parent_id: part.get_not_invited_reason_display() for part in parts
    }


@action("reviews.list_recipients")
def list_recipients(*, record: RecordOfReview, by: Actor) -> RecordOfReview:
    """List with a finished record who gets which version of it, as far as that is known. Nobody is listed twice."""
    insist(may_list_recipients(record))
    if not record.recipients.exists():
        RecordRecipient.objects.bulk_create(
            RecordRecipient(
                record=record,
                person=each.person,
                name=each.name,
                part=each.part,
                gets=each.gets,
                left_out_because=each.left_out_because,
            )
            for each in proposed_recipients(record.review)
        )
    return record


@action("reviews.add_recipient")
def add_recipient(*, record: RecordOfReview, name: str, part: str, gets: str, by: Actor) -> RecordRecipient:
    """Let somebody more get the record: a school, say. A record that counted as distributed does so no longer."""
    insist(may_list_recipients(record))
    recipient = RecordRecipient(record=record, name=name, part=part, gets=gets)
    recipient.full_clean(exclude=["sent_by"])
    recipient.save()
    _no_longer_distributed(record)
    return recipient


@action("reviews.choose_version")
def choose_version(
    *, recipient: RecordRecipient, gets: str, by: Actor, left_out_because: str = "", seen_version: int | None = None
) -> RecordRecipient:
    """Choose which version somebody gets, or leave them out with a reason. Raises RefusedError once it was sent.

    Whoever is taken in again still has to be sent it, so that it counts as distributed no longer; with the last who was
    still to get it left out, it is distributed.
    """
    insist(may_choose_version(recipient))
    if gets not in RecordVersion:
        raise ValidationError({"gets": "Choose which version they get."})
    change(recipient, seen_version=seen_version, gets=gets, left_out_because=left_out_because)
    if recipient.is_settled:
        _distributed_when_complete(recipient.record)
    else:
        _no_longer_distributed(recipient.record)
    return recipient


@action("reviews.mark_sent")
def mark_sent(
    *,
    recipient: RecordRecipient,
    on: datetime.date,
    how: str,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> RecordRecipient:
    """Mark that somebody was given their version. When nobody is left, the record is distributed.

    Raises RefusedError for somebody who is left out or was sent it; ValidationError for a day that cannot be.
    """
    insist(may_mark_sent(recipient))
    record = recipient.record
    if on > today or (record.finished_on and on < record.finished_on):
        raise ValidationError({"on": "The day must lie between the day the record was finished and today."})
    if how not in SentHow:
        raise ValidationError({"how": "Say how it was sent."})
    change(recipient, seen_version=seen_version, sent_on=on, sent_how=how, sent_by=person(by), undone_because="")
    _distributed_when_complete(record)
    return recipient


@action("reviews.undo_sent")
def undo_sent(*, recipient: RecordRecipient, why: str, by: Actor, seen_version: int | None = None) -> RecordRecipient:
    """Take back the mark that somebody was sent the record. A record that counted as distributed does so no longer."""
    insist(may_undo_sent(recipient))
    if not why:
        raise ValidationError({"why": "Say why it was not sent after all."})
    change(recipient, seen_version=seen_version, sent_on=None, sent_how="", sent_by=None, undone_because=why)
    _no_longer_distributed(recipient.record)
    return recipient


@action("reviews.distribute_record")
def distribute_record(
    *,
    record: RecordOfReview,
    on: datetime.date,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> RecordOfReview:
    """Record that the record went out to all who were still to get it.

    Raises RefusedError for one that is not finished, or that went out before.
    """
    insist(may_distribute(record))
    if on > today:
        raise ValidationError({"on": "The day must not be in the future."})
    if record.finished_on and on < record.finished_on:
        raise ValidationError({"on": f"The record was finished on {record.finished_on:%d/%m/%Y}."})
    for recipient in record.recipients.filter(sent_on__isnull=True, left_out_because=""):
        insist(may_mark_sent(recipient))
        change(recipient, sent_on=on, sent_how=SentHow.TOGETHER, sent_by=person(by))
    return change(record, seen_version=seen_version, distributed_on=on)


def _distributed_when_complete(record: RecordOfReview) -> None:
    """Mark a record as distributed on the day it last left, once nobody waits. One that went to nobody was not."""
    standing = list(record.recipients.all())
    sent = [each.sent_on for each in standing if each.sent_on is not None]
    if sent and all(each.is_settled for each in standing) and record.distributed_on is None:
        change(record, distributed_on=max(sent))


def _no_longer_distributed(record: RecordOfReview) -> None:
    if record.distributed_on is not None:
        change(record, distributed_on=None)


@action("reviews.file_record")
def file_record(*, record: RecordOfReview, by: User, today: datetime.date) -> Filing:
    """Tick that the record was filed in the council's own case system: by whom, and when."""
    insist(may_file(record))
    filing = Filing(record=record, filed_on=today, filed_by=by)
    filing.save()
    return filing


@action("reviews.undo_filing")
def undo_filing(*, filing: Filing, why: str, by: User, today: datetime.date, seen_version: int | None = None) -> Filing:
    """Take back the tick that the record was filed, with the reason."""
    insist(may_undo_filing(filing))
    if not why:
        raise ValidationError({"why": "Say why it was not filed after all."})
    return change(filing, seen_version=seen_version, undone_on=today, undone_because=why)
