"""Decisions sent, challenged, answered, and final by silence."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.actions import name_deputy
from accounts.enums import Role
from accounts.models import User
from accounts.verdict import RefusedError
from audit.actions import acting
from audit.versions import ConflictError
from children.actions import allocate_social_worker, cease_care
from office import jobs
from office.actions import add_holiday
from office.authority import working_calendar
from office.models import Job
from reviews import actions
from reviews.enums import DecisionStanding, DecisionStatus, ReviewStatus
from reviews.models import Decision, DecisionChallenge, DecisionChange, DecisionsTold, Review
from reviews.policies_afterwards import first_day_still_challengeable, may_challenge, may_stand
from reviews.tasks import let_unchallenged_stand, unchallenged
from reviews.told import who_is_told
from reviews.transitions import CARRYING_OUT, STANDINGS
from statute.calendar import england
from statute.records import challenge_by
from tests.factories import BY, make_restriction, make_team, make_user
from tests.reviews.afterwards import FIRST_DAY_AFTER, HELD, LAST_DAY, SENT, After, completed_review, sent_review

pytestmark = pytest.mark.django_db
D = datetime.date
DAY = datetime.timedelta(days=1)
SAID = {
    DecisionStanding.PROPOSED: "were not sent yet",
    DecisionStanding.CHALLENGED: "challenged",
    DecisionStanding.FINAL: "final",
    DecisionStanding.WITHDRAWN: "withdrawn",
}


def challenged(after: After, number: int = 0) -> DecisionChallenge:
    made = actions.challenge_decisions(
        decisions=[after.decision(number)], text="Nobody has the money", by=after.manager, today=SENT + DAY
    )
    return made[0]


def by_standing(standing: DecisionStanding) -> After:
    """Return a review whose first decision stands in one way."""
    if standing == DecisionStanding.PROPOSED:
        return completed_review()
    after = sent_review()
    if standing == DecisionStanding.FINAL:
        actions.let_decisions_stand(record=after.record, by=BY, today=FIRST_DAY_AFTER)
    elif standing in (DecisionStanding.CHALLENGED, DecisionStanding.WITHDRAWN):
        made = challenged(after)
        if standing == DecisionStanding.WITHDRAWN:
            actions.answer_challenge(challenge=made, answer="withdrawn", reason="So", by=after.iro, today=LAST_DAY)
    return after


@pytest.mark.parametrize("standing", list(DecisionStanding))
@pytest.mark.parametrize("day", [SENT, LAST_DAY, FIRST_DAY_AFTER])
def test_decision_is_challenged_only_when_it_was_sent_and_the_time_runs(standing, day):
    decision = by_standing(standing).decision()
    verdict = may_challenge(decision, today=day, calendar=working_calendar())
    assert bool(verdict) == (standing == DecisionStanding.SENT and day <= LAST_DAY)
    if standing != DecisionStanding.SENT:
        assert SAID[standing] in verdict.reason


@pytest.mark.parametrize("status", [DecisionStatus.DONE, DecisionStatus.NO_LONGER_NEEDED])
def test_decision_that_is_closed_is_not_challenged(status):
    after = sent_review()
    actions.close_decision(
        decision=after.decision(), status=status, on=SENT, by=after.iro, today=SENT, outcome="It is so"
    )
    assert not may_challenge(after.decision(), today=SENT, calendar=working_calendar())


def test_voided_review_has_nothing_to_challenge():
    after = sent_review()
    actions.void_review(review=after.review, why="Wrong child", by=after.iro, today=SENT)
    assert not may_challenge(after.decision(), today=SENT, calendar=working_calendar())
    actions.let_decisions_stand(record=after.record, by=BY, today=FIRST_DAY_AFTER)
    assert after.decision().standing == DecisionStanding.SENT


def on(day: D, person: User) -> User:
    """Return a person as they act on a day."""
    person.act_as(person.acting_role, on=day, at=datetime.datetime.now(datetime.UTC))
    return person


def leave(after: After, day: D) -> After:
    """Let the child leave care: nobody's allocation is open any longer."""
    cease_care(child=after.child, on=day, reason="E4A", by=BY, today=day)
    return after


def sees(person: User, after: After, day: D) -> bool:
    return Review.objects.visible_to(on(day, person)).filter(pk=after.review.pk).exists()


def reader(who: str, after: After) -> object:
    """Return one person of the truth table, as they act on the day after the decisions were sent."""
    person = {"manager": after.manager, "social worker": after.social_worker, "iro": after.iro}.get(who)
    if person is None:
        person = make_user(Role.OPERATIONAL_MANAGER)
    if who.endswith("deputy"):
        first = {"deputy": SENT, "past deputy": SENT - 9 * DAY, "coming deputy": SENT + 5 * DAY}[who]
        name_deputy(
            manager=after.manager,
            deputy=person,
            from_on=first,
            until_on=first + 3 * DAY,
            by=after.manager,
            today=first,
        )
    return on(SENT + DAY, person)


@pytest.mark.parametrize(
    ("who", "seen", "stands_in"),
    [
        ("manager", True, False),
        ("deputy", True, True),
        ("past deputy", False, False),
        ("coming deputy", False, False),
        ("manager of another team", False, False),
        ("social worker", True, False),
        ("iro", True, False),
    ],
)
def test_review_is_seen_by_the_manager_of_the_team_and_by_a_deputy_while_that_lasts(who, seen, stands_in):
    after = sent_review()
    person = reader(who, after)
    assert Review.objects.visible_to(person).filter(pk=after.review.pk).exists() == seen
    if stands_in:
        made = actions.challenge_decisions(decisions=[after.decision()], text="No", by=person, today=SENT + DAY)
        assert (made[0].made_by, made[0].made_for) == (person, after.manager)


def test_decisions_are_sent_to_manager_deputy_and_social_worker_and_nobody_twice():
    after = completed_review()
    deputy = make_user(Role.OPERATIONAL_MANAGER, "Dee Puty")
    for _ in range(2):
        name_deputy(manager=after.manager, deputy=deputy, from_on=SENT, until_on=SENT, by=after.manager, today=SENT)
    actions.send_decisions(record=after.record, on=SENT, by=after.iro, today=SENT)
    told = {(row.person.full_name, row.told_as, row.on) for row in DecisionsTold.objects.all()}
    assert told == {
        ("Max Teasel", "manager", SENT),
        ("Dee Puty", "deputy", SENT),
        ("Jo Sorrel", "social_worker", SENT),
    }


def test_decisions_sent_after_the_child_left_care_go_to_those_who_answered_when_it_was_completed():
    after = leave(completed_review(), SENT - DAY)
    actions.send_decisions(record=after.record, on=SENT, by=after.iro, today=SENT)
    told = {(row.person.full_name, row.told_as) for row in DecisionsTold.objects.all()}
    assert told == {("Max Teasel", "manager"), ("Jo Sorrel", "social_worker")}


def test_decisions_sent_after_the_child_left_care_go_to_the_last_who_answered_by_the_day_it_was_completed():
    after = completed_review()
    allocate_social_worker(child=after.child, team=make_team(), on=HELD, by=BY, social_worker=make_user(name="New"))
    leave(after, SENT - DAY)
    assert [each.person.full_name for each in who_is_told(after.review, SENT)] == ["New"]


@pytest.mark.parametrize("left", [SENT - DAY, SENT + DAY])
@pytest.mark.parametrize("who", ["manager", "social_worker"])
def test_whoever_was_told_reaches_the_review_until_the_time_ends_when_the_child_has_left_care(left, who):
    after = completed_review()
    if left < SENT:
        leave(after, left)
    actions.send_decisions(record=after.record, on=SENT, by=after.iro, today=SENT)
    if left > SENT:
        leave(after, left)
    person = getattr(after, who)
    assert [sees(person, after, day) for day in (SENT + DAY, LAST_DAY, FIRST_DAY_AFTER)] == [True, True, False]
    assert not sees(make_user(person.acting_role), after, LAST_DAY)


def test_deputy_of_a_manager_who_was_told_challenges_after_the_child_left_care():
    after = leave(sent_review(), SENT)
    deputy = reader("deputy", after)
    assert Review.objects.visible_to(deputy).filter(pk=after.review.pk).exists()
    made = actions.challenge_decisions(decisions=[after.decision()], text="No", by=deputy, today=SENT + DAY)
    assert made[0].made_for == after.manager


def test_manager_reaches_what_they_challenged_until_it_was_answered_and_read_after_the_child_left_care():
    after = leave(sent_review(), SENT)
    made, answered = challenged(after), D(2025, 5, 14)
    assert sees(after.manager, after, answered)
    actions.answer_challenge(challenge=made, answer="kept", reason="So", by=after.iro, today=answered)
    days = (answered, D(2025, 5, 21), D(2025, 5, 22))
    assert [sees(after.manager, after, day) for day in days] == [True, True, False]


def test_former_team_loses_the_review_of_a_child_for_whom_another_team_answers_again():
    after = leave(sent_review(), SENT)
    allocate_social_worker(child=after.child, team=make_team(), on=SENT + DAY, by=BY)
    assert not sees(after.manager, after, SENT + DAY)


def test_review_of_a_restricted_child_is_closed_to_those_who_were_told_too():
    after = leave(sent_review(), SENT)
    make_restriction(after.child, make_user(), today=SENT)
    assert not sees(after.manager, after, SENT + DAY)


@given(st.dates(D(2015, 1, 1), D(2025, 12, 1)), st.integers(0, 20))
def test_first_day_still_challengeable_is_the_first_whose_time_has_not_ended(today, before):
    calendar, sent = england(), today - before * DAY
    is_open = challenge_by(sent, calendar=calendar).on >= today
    assert (sent >= first_day_still_challengeable(today, calendar)) == is_open


def test_decisions_about_a_child_who_has_died_go_to_nobody():
    after = completed_review()
    cease_care(child=after.child, on=SENT - DAY, reason="E2", by=BY, today=SENT)
    actions.send_decisions(record=after.record, on=SENT, by=after.iro, today=SENT)
    assert not DecisionsTold.objects.exists()


def test_review_of_a_child_who_has_died_is_not_reached_by_those_who_were_told():
    after = sent_review()
    cease_care(child=after.child, on=SENT, reason="E2", by=BY, today=SENT)
    assert not sees(after.manager, after, SENT + DAY)


def test_challenge_about_a_child_who_has_died_waits_for_no_answer():
    after = sent_review()
    challenged(after)
    assert DecisionChallenge.objects.unanswered().count() == 1
    cease_care(child=after.child, on=SENT + DAY, reason="E2", by=BY, today=SENT + DAY)
    assert DecisionChallenge.objects.unanswered().count() == 0


def test_challenged_decision_is_frozen_and_the_other_goes_on():
    after = sent_review()
    challenged(after)
    with pytest.raises(RefusedError, match="challenged"):
        actions.close_decision(decision=after.decision(), status="done", on=SENT, by=after.iro, today=SENT)
    with pytest.raises(RefusedError, match="challenged"):
        actions.report_progress(
            decision=after.decision(), text="Begun", says_done=False, by=after.social_worker, today=SENT
        )
    actions.close_decision(decision=after.decision(1), status="done", on=SENT, by=after.iro, today=SENT)
    assert [after.decision(n).status for n in (0, 1)] == ["open", "done"]


@pytest.mark.parametrize(
    ("answer", "standing", "status", "text"),
    [
        ("kept", "final", "open", "Do thing 1"),
        ("reworded", "final", "open", "Do it otherwise"),
        ("withdrawn", "withdrawn", "no_longer_needed", "Do thing 1"),
    ],
)
def test_answer_settles_the_decision_and_keeps_both_wordings(answer, standing, status, text):
    after = sent_review()
    made = actions.answer_challenge(
        challenge=challenged(after), answer=answer, reason="So", wording="Do it otherwise", by=after.iro, today=LAST_DAY
    )
    found = after.decision()
    became = "Do it otherwise" if answer == "reworded" else ""
    assert (found.standing, found.status, found.text) == (standing, status, text)
    assert (made.was_text, made.became_text, made.answered_on, made.answered_by) == (
        "Do thing 1",
        became,
        LAST_DAY,
        after.iro,
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"answer": "taken_back"}, "answer"),
        ({"answer": "kept", "reason": " "}, "reason"),
        ({"answer": "reworded", "wording": "Do thing 1"}, "wording"),
    ],
)
def test_answer_without_what_it_needs_is_refused(given, field):
    after = sent_review()
    made = challenged(after)
    with pytest.raises(ValidationError) as refusal:
        actions.answer_challenge(challenge=made, by=after.iro, today=LAST_DAY, **({"reason": "So"} | given))
    assert list(refusal.value.error_dict) == [field]
    assert after.decision().standing == DecisionStanding.CHALLENGED


def test_answered_challenge_is_never_changed():
    after = sent_review()
    made = actions.answer_challenge(
        challenge=challenged(after), answer="kept", reason="So", by=after.iro, today=LAST_DAY
    )
    with pytest.raises(RefusedError, match="answered already"):
        actions.answer_challenge(challenge=made, answer="kept", reason="So", by=after.iro, today=LAST_DAY)
    with pytest.raises(IntegrityError), transaction.atomic(), acting(), connection.cursor() as cursor:
        cursor.execute("UPDATE reviews_decisionchallenge SET answer_text = 'other' WHERE id = %s", [made.pk])


def test_second_of_two_answers_is_a_conflict():
    after = sent_review()
    made = challenged(after)
    seen = DecisionChallenge.objects.get(pk=made.pk)
    actions.answer_challenge(challenge=made, answer="kept", reason="So", by=after.iro, today=LAST_DAY, seen_version=1)
    with pytest.raises(ConflictError):
        actions.answer_challenge(
            challenge=seen, answer="kept", reason="Other", by=after.iro, today=LAST_DAY, seen_version=1
        )


def test_challenge_taken_back_lets_the_time_run_on():
    after = sent_review()
    made = challenged(after)
    with pytest.raises(RefusedError, match="whoever made"):
        actions.take_back_challenge(challenge=made, reason="Settled", by=make_user(), today=LAST_DAY)
    actions.take_back_challenge(challenge=made, reason="Settled", by=after.manager, today=LAST_DAY)
    assert after.decision().standing == DecisionStanding.SENT
    actions.let_decisions_stand(record=after.record, by=BY, today=FIRST_DAY_AFTER)
    assert after.decision().standing == DecisionStanding.FINAL


def run_job(settings, day: D) -> dict[str, object]:
    settings.IRO_TODAY = day
    return let_unchallenged_stand(Job(), lambda *_said: None)


def test_night_makes_unchallenged_decisions_final_on_the_first_day_after_the_limit(settings):
    after = sent_review(decisions=3)
    challenged(after, 1)
    assert run_job(settings, LAST_DAY) == {"reviews": 0, "people told": 0}
    assert run_job(settings, FIRST_DAY_AFTER) == {"reviews": 1, "people told": 2}
    assert [after.decision(n).standing for n in range(3)] == ["final", "challenged", "final"]
    row = DecisionChange.objects.filter(became="final").first()
    assert (row.on, row.by, row.why) == (
        FIRST_DAY_AFTER,
        None,
        "Nobody challenged it by 25/04/2025; it was sent to 2 people",
    )
    assert run_job(settings, FIRST_DAY_AFTER) == {"reviews": 0, "people told": 0}


def test_night_that_was_missed_is_made_good_with_the_day_on_which_the_decision_became_final(settings):
    after = sent_review()
    run_job(settings, D(2025, 5, 20))
    assert list(DecisionChange.objects.filter(became="final").values_list("on", flat=True)) == [FIRST_DAY_AFTER] * 2
    assert after.decision().standing == DecisionStanding.FINAL


def test_new_bank_holiday_gives_a_day_more():
    after = sent_review()
    add_holiday(on=D(2025, 4, 23), name="Day of mourning", source="Gazette", by=BY)
    actions.let_decisions_stand(record=after.record, by=BY, today=FIRST_DAY_AFTER)
    assert after.decision().standing == DecisionStanding.SENT
    assert list(unchallenged(working_calendar(), D(2025, 4, 28))) == []
    assert list(unchallenged(working_calendar(), D(2025, 4, 29))) == [after.record]


@given(st.dates(D(2015, 1, 1), D(2025, 12, 1)), st.integers(0, 20))
def test_silence_is_over_exactly_after_five_working_days(sent, later):
    calendar, today = england(), sent + later * DAY
    counted, at = 0, sent
    while at < today:
        at += DAY
        counted += calendar.is_working_day(at)
    limit = challenge_by(sent, calendar=calendar).on
    over = counted > 5 or (counted == 5 and not calendar.is_working_day(today))
    assert (today > limit) == over


def test_job_of_the_night_is_planned():
    assert jobs.KINDS["reviews.let_decisions_stand"].nightly


@pytest.mark.parametrize("was", list(DecisionStanding))
@pytest.mark.parametrize("following", list(DecisionStanding))
def test_decision_stands_along_the_table_and_no_other_way(was, following):
    assert bool(may_stand(Decision(standing=was), following)) == (following in STANDINGS[was])


def test_every_standing_and_every_end_can_be_reached():
    reached = {DecisionStanding.PROPOSED} | set().union(*STANDINGS.values())
    closed = {DecisionStatus.OPEN} | set().union(*CARRYING_OUT.values())
    assert (reached, closed) == (set(DecisionStanding), set(DecisionStatus))


def test_decisions_of_a_completed_review_are_not_sent_by_themselves():
    after = completed_review()
    assert (after.review.status, after.decision().standing) == (ReviewStatus.COMPLETED, DecisionStanding.PROPOSED)
    actions.let_decisions_stand(record=after.record, by=BY, today=D(2025, 12, 1))
    assert after.decision().standing == DecisionStanding.PROPOSED


def test_decision_added_after_they_were_sent_is_refused():
    after = sent_review()
    with pytest.raises(RefusedError, match="sent already"):
        actions.add_decision(review=after.review, text="More", owner="Jo", target_on=D(2025, 6, 1), by=after.iro)
