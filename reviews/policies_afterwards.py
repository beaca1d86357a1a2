"""What the state of a decision, and of the record on its way, allows after the review. Knows no person."""

import datetime

from accounts.models import User
from accounts.verdict import ALLOWED, Verdict, refused
from reviews.enums import IN_FORCE, DecisionStanding, DecisionStatus, RecordVersion, ReviewStatus
from reviews.models import Decision, DecisionChallenge, Filing, LetterToChild, RecordOfReview, RecordRecipient, Review
from reviews.transitions import CARRYING_OUT, STANDINGS
from statute import records
from statute.calendar import WorkingCalendar

NOT_COMPLETED = "This review does not stand as completed."
FROZEN = "This decision is challenged. It waits until the IRO has answered."


def may_stand(decision: Decision, following: DecisionStanding) -> Verdict:
    """Say whether a decision may take a step of the table of its standing."""
    if following in STANDINGS[DecisionStanding(decision.standing)]:
        return ALLOWED
    return refused(f"This decision is as follows: {decision.get_standing_display().lower()}.")


def may_be_carried(decision: Decision, following: DecisionStatus) -> Verdict:
    """Say whether a decision may take a step of the table of its carrying out. A challenged one is frozen."""
    if decision.standing == DecisionStanding.CHALLENGED:
        return refused(FROZEN)
    if following in CARRYING_OUT[DecisionStatus(decision.status)]:
        return ALLOWED
    return refused("This decision is already closed." if following != DecisionStatus.OPEN else "This decision is open.")


def last_day_to_challenge(record: RecordOfReview, calendar: WorkingCalendar) -> datetime.date | None:
    """Return the last day on which the decisions of a review may be challenged, or None before they were sent."""
    if record.decisions_sent_on is None:
        return None
    return records.challenge_by(record.decisions_sent_on, calendar=calendar).on


def first_day_still_challengeable(today: datetime.date, calendar: WorkingCalendar) -> datetime.date:
    """Return the earliest day of sending from which the time to challenge has not yet ended today."""
    return calendar.add(today, -records.CHALLENGE_WORKING_DAYS)


def may_challenge(decision: Decision, *, today: datetime.date, calendar: WorkingCalendar) -> Verdict:
    """Say whether a decision may be challenged: sent, not yet final, and its five working days not over."""
    if decision.review.status != ReviewStatus.COMPLETED:
        return refused(NOT_COMPLETED)
    record = getattr(decision.review, "record", None)
    last = last_day_to_challenge(record, calendar) if record else None
    if last is None:
        return refused("The decisions of this review were not sent yet.")
    if decision.standing != DecisionStanding.SENT:
        return may_stand(decision, DecisionStanding.CHALLENGED)
    if decision.status != DecisionStatus.OPEN:
        return refused("This decision is already closed.")
    if today > last:
        return refused(f"The time to challenge ended on {last:%d/%m/%Y}. The decision is final.")
    return ALLOWED


def may_answer(challenge: DecisionChallenge) -> Verdict:
    """Say whether a challenge still waits for its answer."""
    if challenge.decision.review.status != ReviewStatus.COMPLETED:
        return refused(NOT_COMPLETED)
    return refused("This challenge was answered already.") if challenge.answer else ALLOWED


def may_take_back_challenge(challenge: DecisionChallenge, person: User) -> Verdict:
    """Say whether a challenge can be taken back: by whoever made it, until it is answered."""
    if challenge.made_by_id != person.pk:
        return refused("Only whoever made this challenge takes it back.")
    return may_answer(challenge)


def may_report(decision: Decision) -> Verdict:
    """Say whether progress may be reported on a decision: sent out, still open, and not frozen."""
    if decision.review.status != ReviewStatus.COMPLETED:
        return refused(NOT_COMPLETED)
    if decision.standing == DecisionStanding.CHALLENGED:
        return refused(FROZEN)
    if decision.standing not in IN_FORCE:
        return refused("This decision was not sent out.")
    return ALLOWED if decision.status == DecisionStatus.OPEN else refused("This decision is already closed.")


def may_reopen(decision: Decision) -> Verdict:
    """Say whether a decision that was closed by mistake can be opened again."""
    if decision.standing == DecisionStanding.WITHDRAWN:
        return refused("This decision was withdrawn after a challenge.")
    if decision.status == DecisionStatus.CARRIED_OVER:
        return refused("This decision was carried over: the next review has it.")
    return may_be_carried(decision, DecisionStatus.OPEN)


def may_write_letter(letter: LetterToChild) -> Verdict:
    """Say whether the letter to the child can still be written: until it is finished."""
    return refused("This letter is finished.") if letter.finished_on else ALLOWED


def letter_is_finished(review: Review) -> bool:
    """Say whether the child's version of the record is there."""
    letter = getattr(review, "letter", None)
    return letter is not None and letter.finished_on is not None


def may_list_recipients(record: RecordOfReview) -> Verdict:
    """Say whether it can be said who gets the record: from when it is finished on, also after it was distributed."""
    if record.review.status != ReviewStatus.COMPLETED:
        return refused(NOT_COMPLETED)
    if not record.finished_on:
        return refused("The IRO has not finished this record.")
    return ALLOWED


def may_choose_version(recipient: RecordRecipient) -> Verdict:
    """Say whether it can still be changed what somebody gets."""
    if recipient.sent_on:
        return refused("This person was sent the record already.")
    return may_list_recipients(recipient.record)


def may_mark_sent(recipient: RecordRecipient) -> Verdict:
    """Say whether what somebody gets can be marked as sent."""
    verdict = may_choose_version(recipient)
    if not verdict:
        return verdict
    if recipient.left_out_because:
        return refused(f"{recipient.name} is left out: {recipient.left_out_because}")
    if recipient.gets == RecordVersion.CHILD and not letter_is_finished(recipient.record.review):
        return refused("The letter to the child is not finished yet.")
    return ALLOWED


def may_undo_sent(recipient: RecordRecipient) -> Verdict:
    """Say whether the mark "sent" can be taken back."""
    return ALLOWED if recipient.sent_on else refused("This was not marked as sent.")


def may_file(record: RecordOfReview) -> Verdict:
    """Say whether the record can be filed in the council's case system: once, when it is finished."""
    verdict = may_list_recipients(record)
    if not verdict:
        return verdict
    filed = record.filings.filter(undone_on__isnull=True).exists()
    return refused("This record was filed already.") if filed else ALLOWED


def may_undo_filing(filing: Filing) -> Verdict:
    """Say whether the tick that it was filed can be taken back."""
    return refused("This was taken back already.") if filing.undone_on else ALLOWED
