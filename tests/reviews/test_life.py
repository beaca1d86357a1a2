"""A review's life through its actions: due, booked, held, recorded, and the next one due."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.verdict import RefusedError
from audit.actions import acting
from audit.models import AuditEvent
from audit.versions import ConflictError
from children.actions import bring_in_period, cease_care
from office.actions import add_holiday
from reviews import actions
from reviews.enums import ReviewStatus
from reviews.facts import ClosedDecision, DecisionFacts, ParentFacts, StrategyFacts
from reviews.models import DueDateChange, RecordOfReview, Review, ReviewStatusChange
from tests.factories import BY, facts, make_child, make_user, open_review

pytestmark = pytest.mark.django_db
D = datetime.date


def test_first_review_is_due_20_working_days_after_care_began():
    review = open_review(make_child(became_looked_after_on=D(2025, 4, 5)))
    assert (review.sequence, review.due_on, review.due_rule) == ("first", D(2025, 5, 7), "REV-1ST")
    assert "18 April" in review.due_explanation


def test_completing_opens_the_second_review_from_the_day_of_completion():
    iro = make_user()
    child = make_child(iro=iro)
    actions.complete_review(review=open_review(child), facts=facts(iro, D(2025, 4, 30)), by=iro, today=D(2025, 5, 1))
    following = open_review(child)
    assert (following.sequence, following.due_on, following.due_rule) == ("second", D(2025, 7, 30), "REV-2ND")


def test_completing_starts_the_clocks_of_the_record():
    iro = make_user()
    review = open_review(make_child(iro=iro))
    actions.complete_review(review=review, facts=facts(iro, D(2025, 4, 30)), by=iro, today=D(2025, 5, 1))
    record = review.record
    assert (record.decisions_due_on, record.full_due_on, record.distribute_due_on) == (
        D(2025, 5, 8),
        D(2025, 5, 22),
        D(2025, 5, 30),
    )


def test_completing_without_the_private_conversation_is_refused_and_writes_nothing():
    iro = make_user()
    review = open_review(make_child(iro=iro))
    with pytest.raises(ValidationError) as refused:
        actions.complete_review(
            review=review, facts=facts(iro, D(2025, 4, 30), spoken_outcome=""), by=iro, today=D(2025, 5, 1)
        )
    assert refused.value.message_dict == {
        "spoken_outcome": ["Say whether you spoke with the child in private before the review."]
    }
    assert Review.objects.get(pk=review.pk).status == ReviewStatus.TO_ARRANGE


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"completed_on": D(2025, 5, 2)}, "completed_on"),
        ({"held_on": D(2025, 4, 1)}, "held_on"),
        ({"participation_code": "PN0"}, "participation_code"),
        ({"participation_code": ""}, "participation_code"),
        ({"participation_code": "PN7", "strategies": (StrategyFacts("phone", "no answer"),)}, "not_taking_part_reason"),
        ({"participation_code": "PN7", "not_taking_part_reason": "missing"}, "strategies"),
        ({"participation_code": "PN6", "was_co_chaired": True}, "was_co_chaired"),
        ({"parents": (ParentFacts(was_invited=False),)}, "parents"),
        ({"parents": (ParentFacts(was_invited=True, attended=False),)}, "parents"),
        ({"mode": "series"}, "meetings"),
        ({"decisions": (DecisionFacts("Dentist", "", D(2025, 6, 1)),)}, "decisions"),
        ({"decisions": (DecisionFacts("Dentist", "Kim", D(2025, 4, 1)),)}, "decisions"),
        ({"spoken_outcome": "not_appropriate"}, "spoken_note"),
    ],
)
def test_each_missing_fact_is_named_beside_its_field(more, field):
    iro = make_user()
    review = open_review(make_child(iro=iro))
    given = {"completed_on": D(2025, 4, 30)} | more
    with pytest.raises(ValidationError) as refused:
        actions.complete_review(
            review=review, facts=facts(iro, given.pop("completed_on"), **given), by=iro, today=D(2025, 5, 1)
        )
    assert list(refused.value.message_dict) == [field]


def test_late_review_needs_its_reason():
    iro = make_user()
    review = open_review(make_child(iro=iro))
    late = facts(iro, D(2025, 5, 8))
    with pytest.raises(ValidationError) as refused:
        actions.complete_review(review=review, facts=late, by=iro, today=D(2025, 5, 9))
    assert list(refused.value.message_dict) == ["late_reason"]
    actions.complete_review(
        review=review, facts=facts(iro, D(2025, 5, 8), late_reason="child_missing"), by=iro, today=D(2025, 5, 9)
    )
    assert review.status == ReviewStatus.COMPLETED


def test_review_is_adjourned_once_only():
    iro = make_user()
    review = open_review(make_child(iro=iro))
    when = {"on": D(2025, 4, 30), "chair": iro, "by": iro, "today": D(2025, 5, 1)}
    actions.adjourn_review(review=review, reason="The care plan was missing", **when)
    with pytest.raises(RefusedError, match="once already"):
        actions.adjourn_review(review=review, reason="Again", **when)


def test_series_is_dated_by_its_first_meeting_and_its_completion():
    iro = make_user()
    child = make_child(iro=iro)
    review = open_review(child)
    actions.record_meeting(review=review, on=D(2025, 4, 25), chair=iro, note="Mother", by=iro, today=D(2025, 4, 25))
    actions.complete_review(review=review, facts=facts(iro, D(2025, 5, 2)), by=iro, today=D(2025, 5, 2))
    assert (review.held_on, review.completed_on) == (D(2025, 4, 25), D(2025, 5, 2))
    assert open_review(child).due_on == D(2025, 8, 2)


def test_decisions_of_last_time_are_closed_or_carried_over():
    iro = make_user()
    child = make_child(iro=iro)
    two = (DecisionFacts("See the dentist", "Kim", D(2025, 5, 30)), DecisionFacts("Passport", "Kim", D(2025, 6, 30)))
    actions.complete_review(
        review=open_review(child), facts=facts(iro, D(2025, 4, 30), decisions=two), by=iro, today=D(2025, 5, 1)
    )
    dentist, passport = child.reviews.completed().get().decisions.all()
    carried = DecisionFacts("Passport", "Kim", D(2025, 9, 30), carried_from=passport)
    actions.complete_review(
        review=open_review(child),
        facts=facts(iro, D(2025, 7, 1), decisions=(carried,), closed=(ClosedDecision(dentist, "done", "Seen"),)),
        by=iro,
        today=D(2025, 7, 1),
    )
    for decision in (dentist, passport):
        decision.refresh_from_db()
    assert (dentist.status, passport.status) == ("done", "carried_over")


def test_booking_moves_with_its_reason_and_never_moves_the_limit():
    iro = make_user()
    review = open_review(make_child(iro=iro))
    slot = {"at": datetime.time(10), "chair": iro, "place": "School", "by": iro, "today": D(2025, 4, 10)}
    actions.book_review(review=review, on=D(2025, 4, 28), **slot)
    actions.move_booking(review=review, on=D(2025, 4, 29), because="The child has an exam", **slot)
    assert list(review.bookings.values_list("on", "is_current", "moved_because")) == [
        (D(2025, 4, 28), False, "The child has an exam"),
        (D(2025, 4, 29), True, ""),
    ]
    assert review.due_on == D(2025, 5, 7)


def test_earlier_review_moves_the_limit_and_keeps_the_history():
    iro = make_user()
    review = open_review(make_child(iro=iro))
    actions.ask_for_earlier_review(
        review=review, review_by=D(2025, 4, 22), reason="iro_asked", by=iro, today=D(2025, 4, 10)
    )
    assert (review.due_on, review.due_rule) == (D(2025, 4, 22), "REV-EARLY-IRO")
    assert list(DueDateChange.objects.filter(review=review).values_list("was_on", "now_on")) == [
        (None, D(2025, 5, 7)),
        (D(2025, 5, 7), D(2025, 4, 22)),
    ]


def test_voided_review_counts_nowhere_and_the_next_is_due_as_before():
    iro, manager = make_user(), make_user("manager")
    child = make_child(iro=iro)
    review = open_review(child)
    actions.complete_review(review=review, facts=facts(iro, D(2025, 4, 30)), by=iro, today=D(2025, 5, 1))
    actions.void_review(review=review, why="Logged on the wrong child", by=manager, today=D(2025, 5, 2))
    following = open_review(child)
    assert (following.sequence, following.due_on) == ("first", D(2025, 5, 7))
    assert review.completed_on == D(2025, 4, 30)


def test_corrected_completion_date_moves_the_next_limit_and_keeps_what_was():
    iro, manager = make_user(), make_user("manager")
    child = make_child(iro=iro)
    review = open_review(child)
    actions.complete_review(review=review, facts=facts(iro, D(2025, 4, 30)), by=iro, today=D(2025, 5, 1))
    actions.correct_review(
        review=review, why="Typed the wrong day", completed_on=D(2025, 5, 1), by=manager, today=D(2025, 5, 2)
    )
    assert open_review(child).due_on == D(2025, 8, 1)
    assert list(review.corrections.values_list("field", "was", "became")) == [
        ("completed_on", "2025-04-30", "2025-05-01")
    ]


def test_corrected_completion_date_restarts_the_clocks_of_the_record():
    iro, manager = make_user(), make_user("manager")
    review = open_review(make_child(iro=iro))
    actions.complete_review(review=review, facts=facts(iro, D(2025, 4, 30)), by=iro, today=D(2025, 5, 1))
    day = D(2025, 4, 23)
    actions.correct_review(
        review=review, why="Typed the wrong day", held_on=day, completed_on=day, by=manager, today=D(2025, 5, 2)
    )
    record = RecordOfReview.objects.get(review=review)
    assert (record.decisions_due_on, record.full_due_on, record.distribute_due_on) == (
        D(2025, 4, 30),
        D(2025, 5, 15),
        D(2025, 5, 22),
    )


def test_a_completed_review_cannot_be_moved_to_after_care_ended():
    iro, manager = make_user(), make_user("manager")
    child = make_child(iro=iro)
    review = open_review(child)
    actions.complete_review(review=review, facts=facts(iro, D(2025, 4, 30)), by=iro, today=D(2025, 5, 1))
    cease_care(child=child, on=D(2025, 5, 6), reason="E4A", by=manager, today=D(2025, 5, 12))
    with pytest.raises(ValidationError) as refused:
        actions.correct_review(
            review=Review.objects.get(pk=review.pk),
            why="Typed the wrong day",
            completed_on=D(2025, 5, 9),
            by=manager,
            today=D(2025, 5, 12),
        )
    assert refused.value.message_dict == {"completed_on": ["The child ceased to be looked after on 06/05/2025."]}


def test_voiding_an_open_review_leaves_completed_ones_the_limit_they_were_closed_with():
    iro, manager = make_user(), make_user("manager")
    child = make_child(iro=iro)
    first = open_review(child)
    actions.complete_review(review=first, facts=facts(iro, D(2025, 4, 30)), by=iro, today=D(2025, 5, 1))
    add_holiday(on=D(2025, 4, 28), name="A day proclaimed late", source="Gazette", by=BY)
    actions.void_review(review=open_review(child), why="Opened twice", by=manager, today=D(2025, 5, 2))
    assert Review.objects.get(pk=first.pk).due_on == D(2025, 5, 7)


@pytest.mark.parametrize("step", [actions.adjourn_review, actions.record_meeting])
def test_no_meeting_comes_before_care_began(step):
    iro = make_user()
    review = open_review(make_child(became_looked_after_on=D(2025, 4, 5), iro=iro))
    why = {"reason": "Papers missing"} if step is actions.adjourn_review else {}
    with pytest.raises(ValidationError) as refused:
        step(review=review, on=D(2025, 4, 4), chair=iro, by=iro, today=D(2025, 5, 1), **why)
    assert list(refused.value.message_dict.values()) == [
        ["The meeting must not come before the child became looked after."]
    ]


def test_review_ended_while_the_child_is_in_care_leaves_the_next_one_open_by_the_same_limit():
    child = make_child()
    review = open_review(child)
    actions.ask_for_earlier_review(
        review=review, review_by=D(2025, 4, 22), reason="iro_asked", by=BY, today=D(2025, 4, 10)
    )
    actions.end_review(review=review, reason="other", note="Opened twice", on=D(2025, 4, 14), by=BY)
    following = open_review(child)
    assert (following.pk != review.pk, following.sequence, following.due_on) == (True, "first", D(2025, 4, 22))


def test_review_ended_because_care_ended_leaves_none_open():
    child = make_child()
    cease_care(child=child, on=D(2025, 5, 6), reason="E4A", by=BY, today=D(2025, 5, 12))
    actions.end_open_reviews(child=child, reason="left_care", on=D(2025, 5, 6), by=BY)
    assert not child.reviews.open().exists()


def test_review_that_is_over_is_not_brought_forward():
    iro = make_user()
    review = open_review(make_child(iro=iro))
    actions.complete_review(review=review, facts=facts(iro, D(2025, 4, 30)), by=iro, today=D(2025, 5, 1))
    with pytest.raises(RefusedError):
        actions.ask_for_earlier_review(
            review=review, review_by=D(2025, 5, 5), reason="iro_asked", by=iro, today=D(2025, 5, 1)
        )


def test_second_person_at_one_review_is_told():
    iro = make_user()
    review = open_review(make_child(iro=iro))
    seen = review.version
    actions.end_review(review=review, reason="left_care", on=D(2025, 4, 20), by=iro, seen_version=seen)
    other = Review.objects.get(pk=review.pk)
    other.status = ReviewStatus.TO_ARRANGE
    with pytest.raises(ConflictError):
        actions.end_review(review=other, reason="left_care", on=D(2025, 4, 20), by=iro, seen_version=seen)


def test_no_review_falls_due_on_or_after_the_18th_birthday():
    child = make_child(became_looked_after_on=D(2025, 4, 5), date_of_birth=D(2007, 5, 7))
    assert list(child.reviews.all()) == []


def test_each_step_leaves_an_immutable_row():
    iro = make_user()
    review = open_review(make_child(iro=iro))
    actions.complete_review(review=review, facts=facts(iro, D(2025, 4, 30)), by=iro, today=D(2025, 5, 1))
    steps = ReviewStatusChange.objects.filter(review=review)
    assert list(steps.values_list("was", "became", "by")) == [
        ("", "to_arrange", None),
        ("to_arrange", "completed", iro.pk),
    ]
    with pytest.raises(IntegrityError), transaction.atomic(), acting():
        steps.update(why="rewritten")


def test_each_act_is_logged_with_who_and_about_whom():
    iro = make_user()
    child = make_child(iro=iro)
    review = open_review(child)
    actions.complete_review(review=review, facts=facts(iro, D(2025, 4, 30)), by=iro, today=D(2025, 5, 1))
    event = AuditEvent.objects.get(verb="reviews.complete")
    assert (event.actor_id, event.acting_role, event.subject_id, event.child_ids) == (
        iro.pk,
        "iro",
        review.pk,
        [child.pk],
    )


def test_action_without_a_person_is_refused():
    review = open_review(make_child())
    with pytest.raises(TypeError, match="by="):
        actions.end_review(review=review, reason="left_care", on=D(2025, 4, 20), by=None)


def test_brought_in_review_has_the_limit_of_its_own_time():
    chair = make_user()
    child = make_child(became_looked_after_on=None, date_of_birth=D(2004, 1, 1))
    period = bring_in_period(child=child, became_looked_after_on=D(2011, 1, 4), by=BY)
    review = actions.bring_in_review(period=period, facts=facts(chair, D(2011, 1, 28)), completed_before=[], by=BY)
    assert (review.due_on, review.due_rule, review.source) == (D(2011, 2, 1), "REV-1ST-PRE2011", "brought_in")


def refusal_of_completing(review, iro, on):
    with pytest.raises(ValidationError) as refused:
        actions.complete_review(review=review, facts=facts(iro, on), by=iro, today=D(2025, 5, 2))
    return refused.value.message_dict


def test_adjourned_review_is_not_completed_on_the_day_it_was_adjourned():
    iro = make_user()
    review = open_review(make_child(iro=iro))
    actions.adjourn_review(
        review=review, reason="The care plan was missing", on=D(2025, 4, 28), chair=iro, by=iro, today=D(2025, 4, 28)
    )
    sentence = "It was adjourned on 28/04/2025. Enter the later day on which it was finished."
    assert refusal_of_completing(review, iro, D(2025, 4, 28)) == {"completed_on": [sentence]}
    actions.complete_review(review=review, facts=facts(iro, D(2025, 4, 29)), by=iro, today=D(2025, 5, 2))
    with pytest.raises(ValidationError) as refused:
        actions.correct_review(
            review=review, why="Typed wrongly", by=iro, today=D(2025, 5, 2), completed_on=D(2025, 4, 28)
        )
    assert refused.value.message_dict == {"completed_on": [sentence]}


def test_series_is_not_completed_before_its_last_meeting():
    iro = make_user()
    review = open_review(make_child(iro=iro))
    for on in (D(2025, 4, 22), D(2025, 4, 29)):
        actions.record_meeting(review=review, on=on, chair=iro, note="Mother", by=iro, today=D(2025, 5, 2))
    sentence = "The last meeting was on 29/04/2025. Enter that day, or a later one."
    assert refusal_of_completing(review, iro, D(2025, 4, 22)) == {"completed_on": [sentence]}
    actions.complete_review(review=review, facts=facts(iro, D(2025, 4, 29)), by=iro, today=D(2025, 5, 2))
    assert review.status == ReviewStatus.COMPLETED
