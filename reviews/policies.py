"""What a review's state allows, and which facts the law still needs. Knows the review, never the person."""

import datetime

from accounts.models import User
from accounts.verdict import ALLOWED, Verdict, refused
from children.models import PeriodOfCare
from children.policies import may_be_iro
from reviews.completeness import further_problems
from reviews.enums import DecisionStatus, ReviewMode, ReviewStatus, SpokenOutcome
from reviews.facts import ParentFacts, ReviewFacts
from reviews.meeting_ahead import has_begun, is_booked
from reviews.models import Booking, Decision, RecordOfReview, Review, SecurePanel
from reviews.pathway import SAY_WHETHER, asks_for_pathway_plan
from reviews.transitions import goes_back, may_become
from statute.adjournments import Timeliness, timeliness
from statute.ages import AgeBand, age_band
from statute.calendar import WorkingCalendar
from statute.codes.participation import ATTENDED_CODES, allowed_participation_codes

NO_PART = "PN7"
ONE_DAY = datetime.timedelta(days=1)
SPOKEN_NEEDS_NOTE = (SpokenOutcome.NOT_APPROPRIATE, SpokenOutcome.TRIED)


def may_step(review: Review, following: ReviewStatus) -> Verdict:
    """Say whether the review may take a step of the transition table."""
    if may_become(review.status, following) and not goes_back(review.status, following):
        return ALLOWED
    now = review.get_status_display().lower()
    if review.status == following:
        return refused(f"This review is {now} already.")
    return refused(f"This review is {now}, so it cannot become {ReviewStatus(following).label.lower()}.")


def may_complete(review: Review) -> Verdict:
    """Say whether the review can be completed."""
    return may_step(review, ReviewStatus.COMPLETED)


def may_open_earlier(period: PeriodOfCare) -> Verdict:
    """Say whether a review can be opened before any is due: care goes on, and none is open (regulation 33(3))."""
    if period.ceased_on:
        return refused(f"The child ceased to be looked after on {period.ceased_on:%d/%m/%Y}.")
    if Review.objects.open().filter(period=period).exists():
        return refused("A review of this child is open. Ask for an earlier day of that one.")
    return ALLOWED


def may_bring_forward(review: Review) -> Verdict:
    """Say whether an earlier review can be asked for: of an open one, or after the last where no other is due."""
    is_last = review.status == ReviewStatus.COMPLETED and may_open_earlier(review.period)
    return ALLOWED if is_last else may_complete(review)


def may_adjourn(review: Review) -> Verdict:
    """Say whether the review can be adjourned: once only (regulation 36(2))."""
    if review.adjourned_on:
        return refused("This review was adjourned once already, and may not be adjourned again.")
    return may_step(review, ReviewStatus.ADJOURNED)


def may_book(review: Review) -> Verdict:
    """Say whether a day can be booked, or the booking moved: of one that has begun, for its next meeting."""
    if review.status == ReviewStatus.BOOKED or has_begun(review):
        return ALLOWED
    return may_step(review, ReviewStatus.BOOKED)


def may_book_a_day(review: Review) -> Verdict:
    """Say whether a day can be booked, where no booking is there to be moved."""
    if not has_begun(review):
        return may_step(review, ReviewStatus.BOOKED)
    return refused("The next meeting of this review is booked already. Move it.") if is_booked(review) else ALLOWED


def may_move(review: Review) -> Verdict:
    """Say whether there is a booking to move or cancel."""
    if is_booked(review):
        return ALLOWED
    return refused(
        "No further meeting of this review is booked." if has_begun(review) else "This review is not booked."
    )


def may_take_the_chair(review: Review, booking: Booking | None, chair: User, today: datetime.date) -> Verdict:
    """Say whether somebody may chair a colleague's review: it is booked for today, and they are independent of it."""
    if booking is None or booking.on != today:
        return refused("This review is not booked for today.")
    if booking.chair_id == chair.pk:
        return refused("You are chairing this review already.")
    return may_move(review) & may_be_iro(review.child, chair)


def may_end(review: Review) -> Verdict:
    """Say whether the review can end without being held."""
    return may_step(review, ReviewStatus.ENDED)


def may_void(review: Review) -> Verdict:
    """Say whether the review can be marked as entered by mistake."""
    return may_step(review, ReviewStatus.VOIDED)


def may_correct(review: Review) -> Verdict:
    """Say whether facts can be corrected: only of a completed review; an open one is simply edited."""
    if review.status == ReviewStatus.COMPLETED:
        return ALLOWED
    return refused("Only a completed review is corrected.")


def may_meet(review: Review) -> Verdict:
    """Say whether one meeting of a series can be recorded."""
    return ALLOWED if review.status == ReviewStatus.IN_SERIES else may_step(review, ReviewStatus.IN_SERIES)


def may_send_decisions(record: RecordOfReview) -> Verdict:
    """Say whether the decisions are still to be sent."""
    return refused("The decisions were already sent.") if record.decisions_sent_on else ALLOWED


def may_write(record: RecordOfReview) -> Verdict:
    """Say whether the record can still be written: until it is finished."""
    return refused("This record is finished. Ask the manager for a correction.") if record.finished_on else ALLOWED


def may_share(reviews: list[Review]) -> Verdict:
    """Say whether what several records share can still be written: until one of them is finished."""
    if any(hasattr(review, "record") and review.record.finished_on for review in reviews):
        return refused("The record of one of them is finished. Ask the manager for a correction.")
    return ALLOWED


def may_distribute(record: RecordOfReview) -> Verdict:
    """Say whether the record can be sent out: once, when it is finished."""
    if not record.finished_on:
        return refused("The IRO has not finished this record.")
    return refused("This record was already distributed.") if record.distributed_on else ALLOWED


def may_close(decision: Decision) -> Verdict:
    """Say whether a decision is still to be carried out."""
    if decision.review.status == ReviewStatus.VOIDED:
        return refused("This decision is of a review that was entered by mistake.")
    return ALLOWED if decision.status == DecisionStatus.OPEN else refused("This decision is already closed.")


def may_hold_panel(panel: SecurePanel) -> Verdict:
    """Say whether a panel is still to be held."""
    if panel.held_on or panel.lapsed_because:
        return refused("This panel is over: it was held, or the secure placement ended.")
    return ALLOWED


def may_decide_panel(panel: SecurePanel) -> Verdict:
    """Say whether the authority's decision after a panel is still to be recorded, or who was told of it."""
    if not panel.held_on:
        return refused("This panel has not sat yet.")
    if panel.decided_on and panel.told_on:
        return refused("What the authority decided, and who was told, is recorded already.")
    return ALLOWED


def problems(facts: ReviewFacts, review: Review, *, today: datetime.date, calendar: WorkingCalendar) -> dict[str, str]:
    """Return what is wrong or missing, by field, each as a sentence that says how to mend it. Empty: complete."""
    found = _day_problems(facts, review, today) or _not_finished(facts, review)
    if found:
        return found
    if any(day > facts.completed_on for day, _ in facts.meetings):
        found["meetings"] = "Every meeting must come on or before the day the review was completed."
    found |= _spoken_problems(facts, review)
    found |= _child_problems(facts, review)
    found |= further_problems(facts, review) | _parent_problems(facts.parents)
    if facts.pathway_plan_looked_at is None and asks_for_pathway_plan(review, facts.completed_on):
        found["pathway_plan_looked_at"] = SAY_WHETHER
    if is_late(facts, review, calendar) and not facts.late_reason:
        found["late_reason"] = f"Say why the review was completed after its limit, {review.due_on:%d/%m/%Y}."
    for decision in facts.decisions:
        if not decision.owner:
            found["decisions"] = "Say who carries out each decision."
        elif decision.target_on < facts.completed_on:
            found["decisions"] = "A decision cannot be due before the review itself."
    return found


def is_late(facts: ReviewFacts, review: Review, calendar: WorkingCalendar) -> bool:
    """Say whether the review would count as late, an adjournment in time allowed for."""
    if review.due_on is None:
        return False
    status = timeliness(
        due_on=review.due_on,
        opened_on=review.held_on or facts.first_meeting,
        completed_on=facts.completed_on,
        adjourned_on=review.adjourned_on,
        calendar=calendar,
    )
    return status == Timeliness.LATE


def first_day_to_complete(review: Review) -> datetime.date | None:
    """Return the first day on which a review that has begun can be completed, or None for one that has not.

    After an adjournment that is a later day, on which the meeting resumes; in a series, the day of its last meeting.
    """
    if review.held_on is None:
        return None
    meetings = review.meetings.standing().order_by("-held_on")
    days = [*meetings.values_list("held_on", flat=True)[:1]]
    if review.adjourned_on:
        days.append(review.adjourned_on + ONE_DAY)
    return max(days, default=None)


def too_early(review: Review, completed_on: datetime.date) -> str:
    """Return why a review cannot have been completed on a day: it was not finished then. Empty: it can."""
    first = first_day_to_complete(review)
    if first is None or completed_on >= first:
        return ""
    if review.adjourned_on and completed_on <= review.adjourned_on:
        return f"It was adjourned on {review.adjourned_on:%d/%m/%Y}. Enter the later day on which it was finished."
    return f"The last meeting was on {first:%d/%m/%Y}. Enter that day, or a later one."


def _not_finished(facts: ReviewFacts, review: Review) -> dict[str, str]:
    sentence = too_early(review, facts.completed_on)
    return {"completed_on": sentence} if sentence else {}


def _day_problems(facts: ReviewFacts, review: Review, today: datetime.date) -> dict[str, str]:
    first = review.held_on or facts.first_meeting
    if facts.completed_on > today:
        return {"completed_on": "The day the review was completed must not be in the future."}
    if first > facts.completed_on:
        return {"held_on": "The first meeting must not come after the day the review was completed."}
    if first < review.period.became_looked_after_on:
        return {"held_on": "The review must not come before the child became looked after."}
    ceased = review.period.ceased_on
    if ceased and facts.completed_on > ceased:
        return {"completed_on": f"The child ceased to be looked after on {ceased:%d/%m/%Y}."}
    # Meetings recorded as the series went on need not be said again.
    if facts.mode == ReviewMode.SERIES and not facts.meetings and not review.held_on:
        return {"meetings": "List the meetings of the series."}
    return {}


def _spoken_problems(facts: ReviewFacts, review: Review) -> dict[str, str]:
    if not facts.spoken_outcome:
        return {"spoken_outcome": "Say whether you spoke with the child in private before the review."}
    if facts.spoken_outcome == SpokenOutcome.SEEN and not facts.spoken_on:
        return {"spoken_on": "Enter the day you spoke with the child."}
    if facts.spoken_on and facts.spoken_on > facts.completed_on:
        return {"spoken_on": "The conversation comes before the review is completed."}
    tried = facts.spoken_outcome == SpokenOutcome.TRIED and review.attempts.exists()
    if facts.spoken_outcome in SPOKEN_NEEDS_NOTE and not facts.spoken_note and not tried:
        return {"spoken_note": "Say why, or what was tried."}
    return {}


def _child_problems(facts: ReviewFacts, review: Review) -> dict[str, str]:
    band = age_band(review.child.date_of_birth, facts.completed_on)
    allowed = allowed_participation_codes(band)
    if not facts.participation_code:
        return {"participation_code": "Choose how the child took part."}
    if facts.participation_code not in allowed:
        age = "was under 4" if band == AgeBand.UNDER_FOUR else "was 4 or over"
        return {"participation_code": f"The child {age} that day. Choose {' or '.join((allowed[0], allowed[-1]))}."}
    found = {}
    if facts.participation_code == NO_PART:
        if not facts.not_taking_part_reason:
            found["not_taking_part_reason"] = "Say why the child took no part."
        if not facts.strategies and not review.strategies.standing().exists():
            found["strategies"] = "Say what was tried so that the child could be heard."
    if facts.was_co_chaired and facts.participation_code not in ATTENDED_CODES:
        found["was_co_chaired"] = "A young person who did not come cannot have chaired the review."
    return found


def _parent_problems(parents: tuple[ParentFacts, ...]) -> dict[str, str]:
    for part in parents:
        if not part.was_invited and not part.not_invited_reason:
            return {"parents": "Say why each parent who was not invited was left out."}
        if part.was_invited and part.attended is None:
            return {"parents": "Say whether each invited parent attended."}
        if part.was_invited and part.attended is False and not part.not_attending_reason:
            return {"parents": "Say why each invited parent who stayed away did not attend."}
    return {}
