"""Safety alerts: opened by an answer, told within a minute, handed on each hour, acknowledged, closed by recording."""

import dataclasses
import datetime
import itertools
import uuid

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.actions import deactivate_account
from accounts.enums import Role
from accounts.models import RoleGrant, User
from accounts.verdict import RefusedError
from audit.actions import acting
from audit.versions import ConflictError
from children.actions import arrange_cover
from children.models import Child
from office import jobs
from office.actions import request_job
from office.models import Job
from office.tasks import sweep_jobs
from participation.actions import alerts as actions
from participation.actions import submit_form
from participation.enums import FormSource
from participation.enums_alerts import AlertStatus, Cause, Considered, SafetyGrade, ToldAs
from participation.grades import grade_of, gravest
from participation.models import AlertClosing, AlertStep, AlertTelling, SafetyAlert
from participation.tasks_alerts import watch_alerts
from participation.transitions_alerts import ALERTS, may_become
from tests.factories import BY, TODAY, ask, make_child, make_restriction, make_user, open_review
from tests.letterbox import open_letterbox, sends_to
from tests.participation.forms import (
    AT,
    HOUR,
    JUST_ABOUT,
    MINUTE,
    NOT_AT_ALL,
    NOT_REALLY,
    SAFE,
    alert_about,
    child_with_everybody,
    filled_form,
    safe_question,
    set_duty,
)

pytestmark = pytest.mark.django_db
Status = AlertStatus
RECORDED = actions.Recorded(
    done="Spoke with the child and moved the lodger",
    done_by="Max Teasel",
    done_on=TODAY,
    cause=Cause.PLACEMENT_OTHERS,
    lado=Considered.NOT_NEEDED,
    lado_why="No adult in a position of trust",
    section_47=Considered.TAKEN,
)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def told(alert: SafetyAlert) -> list[tuple[int, str]]:
    return list(alert.tellings.values_list("person_id", "reason"))


def minute(at: datetime.datetime) -> None:
    """Let a minute's planning and a sweep of jobs happen at an instant."""
    with time_machine.travel(at, tick=False):
        watch_alerts()
        sweep_jobs()


def readers() -> list[str]:
    return [each.to[0] for each in mail.outbox]


# Opening ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("answers", "grade"),
    [
        ([SAFE], None),
        ([], None),
        ([JUST_ABOUT], SafetyGrade.WORRY),
        ([NOT_REALLY], SafetyGrade.SERIOUS),
        ([NOT_AT_ALL], SafetyGrade.SERIOUS),
        ([SAFE, JUST_ABOUT], SafetyGrade.WORRY),
        ([JUST_ABOUT, NOT_AT_ALL], SafetyGrade.SERIOUS),
    ],
)
def test_any_safety_answer_opens_one_alert_of_its_gravest_grade(answers, grade):
    form = filled_form(make_child(), *answers)
    alert = actions.raise_alert(consultation=form, by=BY, at=AT)
    assert (alert.grade if alert else None) == grade
    assert SafetyAlert.objects.count() == (grade is not None)
    if alert:
        said = {each.answer.answer: each.grade for each in alert.signals.all()}
        assert said == {each: grade_of(safe_question(), each) for each in answers if each != SAFE}


def test_answer_that_nobody_graded_is_taken_for_serious():
    question = safe_question()
    question.safety_grades = {JUST_ABOUT: "no such grade"}
    grades = [grade_of(question, each) for each in (SAFE, JUST_ABOUT, NOT_AT_ALL)]
    assert (grades, gravest(["worry", "serious"])) == ([None, SafetyGrade.SERIOUS, SafetyGrade.SERIOUS], "serious")


def test_form_sent_twice_opens_one_alert_and_tells_once():
    around = child_with_everybody()
    form = filled_form(around.child, NOT_AT_ALL)
    first, second = (actions.raise_alert(consultation=form, by=BY, at=AT) for _ in range(2))
    assert (first, first.signals.count(), first.tellings.count()) == (second, 1, 4)


def test_form_that_is_sent_in_raises_its_alert_at_once_and_the_same_sending_again_raises_none():
    around, receipt = child_with_everybody(), uuid.uuid4()
    asked = ask(open_review(around.child))
    filled = {str(asked.form_version.questions.get(key="safe").pk): ["Just about"]}
    for _ in range(2):
        form = submit_form(
            asked=asked, filled=filled, source=FormSource.FACE_TO_FACE, receipt=receipt, by=BY, at=AT, today=TODAY
        )
    alert = SafetyAlert.objects.get()
    assert (alert.consultation, alert.raised_at, alert.tellings.count()) == (form, AT, 4)


def test_own_words_open_an_alert_and_add_to_one_that_is_open():
    form = filled_form(child_with_everybody().child, SAFE)
    alert = actions.raise_alert(consultation=form, by=BY, at=AT, words="He comes into my room")
    again = actions.raise_alert(consultation=form, by=BY, at=AT + MINUTE, words="And he shouts")
    assert (alert, again.grade, [each.words for each in again.signals.all()]) == (
        again, "serious", ["He comes into my room", "And he shouts"],
    )  # fmt: skip
    assert (again.status, again.times_raised) == (Status.RAISED, 1)


@pytest.mark.parametrize("closed", [False, True])
def test_words_after_somebody_acknowledged_or_closed_raise_it_again_and_tell_everybody_again(closed):
    around = child_with_everybody()
    alert = alert_about(around.child)
    actions.acknowledge_alert(alert=alert, by=around.iro, at=AT)
    if closed:
        actions.close_alert(alert=alert, recorded=RECORDED, by=around.iro, at=AT, today=TODAY)
    later = AT + 3 * HOUR
    actions.raise_alert(consultation=alert.consultation, by=BY, at=later, words="It happened again")
    alert.refresh_from_db()
    assert (alert.status, alert.times_raised, alert.escalate_at) == (Status.RAISED, 2, later + HOUR)
    assert (alert.tellings.count(), AlertClosing.objects.count(), alert.steps.last().why) == (
        8, int(closed), "The child said more",
    )  # fmt: skip


# Telling ------------------------------------------------------------------------------------------------------
def test_iro_social_worker_team_manager_and_duty_are_told_at_once_with_a_row_each():
    around = child_with_everybody()
    assert told(alert_about(around.child)) == [
        (around.iro.pk, ToldAs.IRO),
        (around.social_worker.pk, ToldAs.SOCIAL_WORKER),
        (around.manager.pk, ToldAs.TEAM_MANAGER),
        (around.duty.pk, ToldAs.DUTY),
    ]


def test_everybody_is_told_within_a_minute_over_a_real_mail_server_and_no_child_is_named(settings):
    around = child_with_everybody()
    with open_letterbox() as box, time_machine.travel(AT, tick=False):
        sends_to(settings, box.port)
        alert = alert_about(around.child)
        assert box.mails == []  # the request itself talks to no mail server
        sweep_jobs()
    people = (around.iro, around.social_worker, around.manager, around.duty)
    assert box.readers == [each.email for each in people]
    text = "".join(str(each["Subject"]) + each.get_content() for each in box.mails)
    assert (around.child.last_name in text, f"/alerts/{alert.pk}/" in text) == (False, True)


def test_mail_server_that_is_away_delays_nothing_and_is_tried_again_each_minute(settings):
    around = child_with_everybody()
    with open_letterbox() as box:
        port = box.port
    sends_to(settings, port)
    settings.JOB_MOST_ATTEMPTS = 1
    with time_machine.travel(AT, tick=False):
        alert = alert_about(around.child)
        sweep_jobs()
    assert set(Job.objects.values_list("state", flat=True)) == {Job.State.FAILED}
    with open_letterbox(port) as box:
        minute(AT + MINUTE)
    assert (sorted(box.readers), alert.tellings.count()) == (
        sorted(each.email for each in (around.iro, around.social_worker, around.manager, around.duty)), 4,
    )  # fmt: skip


def test_address_that_is_refused_for_good_is_said_and_not_tried_again(settings):
    around = child_with_everybody()
    with open_letterbox() as box:
        sends_to(settings, box.port)
        box.refuses = {around.iro.email}
        alert_about(around.child)
        minute(AT + MINUTE)
        minute(AT + 2 * MINUTE)
    results = [job.result for job in Job.objects.filter(kind="participation.tell_of_alert").order_by("pk")]
    assert results == [{"not sent": "the mail server refuses their address"}, {}, {}, {}]


def test_somebody_told_for_two_reasons_has_two_rows_and_one_mail():
    around = child_with_everybody()
    set_duty(duty_first=around.iro)
    alert = alert_about(around.child)
    minute(AT + MINUTE)
    assert [reason for person, reason in told(alert) if person == around.iro.pk] == [ToldAs.IRO, ToldAs.DUTY]
    assert readers().count(around.iro.email) == 1


def test_who_covers_for_the_iro_is_told_too():
    around, colleague = child_with_everybody(), make_user(Role.IRO)
    arrange_cover(
        iro=around.iro, covered_by=colleague, from_on=TODAY, until_on=TODAY, reason="Leave", by=BY, today=TODAY
    )
    assert (colleague.pk, ToldAs.COVER) in told(alert_about(around.child))


def test_nobody_who_has_left_is_told_and_managers_stand_in_for_a_duty_that_is_not_there():
    around = child_with_everybody()
    deactivate_account(user=around.duty, by=BY, today=TODAY)
    with acting():
        RoleGrant.objects.filter(user=around.social_worker).update(until_on=TODAY - datetime.timedelta(days=1))
    assert told(alert_about(around.child)) == [
        (around.iro.pk, ToldAs.IRO),
        (around.manager.pk, ToldAs.TEAM_MANAGER),
        (around.iro_manager.pk, ToldAs.IN_PLACE_OF_DUTY),
    ]


def test_who_leaves_between_the_telling_and_the_mail_gets_none():
    around = child_with_everybody()
    alert_about(around.child)
    deactivate_account(user=around.iro, by=BY, today=TODAY)
    minute(AT + MINUTE)
    assert (around.iro.email in readers(), len(readers())) == (False, 3)


def test_of_a_restricted_child_only_those_on_the_list_are_told_and_see_it():
    around = child_with_everybody()
    restriction = make_restriction(around.child, around.iro)
    alert = alert_about(around.child)
    listed = set(restriction.listed.values_list("user_id", flat=True))
    people = {person for person, _reason in told(alert)}
    assert (around.iro.pk in people, people <= listed, around.duty.pk in people) == (True, True, False)
    minute(AT + MINUTE)
    seen = list(User.objects.filter(pk__in=[around.duty.pk, around.social_worker.pk]))
    for user in seen:
        user.act_as(Role.IRO, on=TODAY, at=AT)
        assert not SafetyAlert.objects.visible_to(user).exists()


def test_record_closed_after_the_telling_stops_the_mail():
    around = child_with_everybody()
    alert_about(around.child)
    make_restriction(around.child, around.iro)
    minute(AT + MINUTE)
    assert readers() == [around.iro.email]


def test_alert_of_a_child_who_died_is_opened_and_silent():
    around = child_with_everybody()
    with acting():
        Child.objects.filter(pk=around.child.pk).update(died_on=TODAY)
    around.child.refresh_from_db()
    alert = alert_about(around.child)
    minute(AT + HOUR)
    assert (alert.status, told(alert), readers()) == (Status.RAISED, [], [])


def test_death_after_the_telling_silences_mails_and_clock():
    around = child_with_everybody()
    alert = alert_about(around.child)
    with acting():
        Child.objects.filter(pk=around.child.pk).update(died_on=TODAY)
    minute(AT + HOUR)
    assert (alert.tellings.count(), readers()) == (4, [])


# Handing on ---------------------------------------------------------------------------------------------------
def test_not_acknowledged_within_an_hour_it_goes_to_the_next_and_only_the_next():
    around = child_with_everybody()
    alert = alert_about(around.child)
    minute(AT + HOUR - datetime.timedelta(seconds=1))
    assert alert.tellings.count() == 4
    minute(AT + HOUR)
    minute(AT + HOUR)
    minute(AT + HOUR + MINUTE)
    assert told(alert)[4:] == [(around.next.pk, ToldAs.NEXT)]
    assert readers()[4:] == [around.next.email]
    minute(AT + 2 * HOUR)
    assert told(alert)[5:] == [(around.iro_manager.pk, ToldAs.NEXT)]


def test_once_all_were_told_nobody_is_told_twice_and_the_alert_still_waits():
    around = child_with_everybody()
    alert = alert_about(around.child)
    for hours in range(1, 8):
        minute(AT + hours * HOUR)
    alert.refresh_from_db()
    assert (alert.tellings.count(), alert.escalate_at, alert.status) == (6, None, Status.RAISED)
    assert len(readers()) == len(set(readers())) == 6


def test_worker_that_slept_for_hours_tells_one_person_and_waits_an_hour_for_the_next():
    around = child_with_everybody()
    alert = alert_about(around.child)
    minute(AT + 9 * HOUR)
    minute(AT + 9 * HOUR + MINUTE)
    assert alert.tellings.count() == 5
    minute(AT + 10 * HOUR)
    assert alert.tellings.count() == 6


def test_next_person_who_left_is_passed_over():
    around = child_with_everybody()
    alert = alert_about(around.child)
    deactivate_account(user=around.next, by=BY, today=TODAY)
    minute(AT + HOUR)
    assert told(alert)[4:] == [(around.iro_manager.pk, ToldAs.NEXT)]


def test_who_is_told_in_their_turn_may_open_it_until_it_is_closed():
    around = child_with_everybody()
    alert = alert_about(around.child)
    before = SafetyAlert.objects.visible_to(around.next).exists()
    minute(AT + HOUR)
    during = SafetyAlert.objects.visible_to(around.next).exists()
    actions.acknowledge_alert(alert=_fresh(alert), by=around.next, at=AT)
    actions.close_alert(alert=_fresh(alert), recorded=RECORDED, by=around.next, at=AT, today=TODAY)
    assert (before, during, SafetyAlert.objects.visible_to(around.next).exists()) == (False, True, False)


def _fresh(alert: SafetyAlert) -> SafetyAlert:
    return SafetyAlert.objects.get(pk=alert.pk)


def test_acknowledged_it_goes_to_nobody_further():
    around = child_with_everybody()
    alert = alert_about(around.child)
    actions.acknowledge_alert(alert=_fresh(alert), by=around.iro, at=AT + MINUTE)
    minute(AT + 2 * HOUR)
    assert (alert.tellings.count(), _fresh(alert).acknowledged_by) == (4, around.iro)


def taken_back(alert: SafetyAlert, by: User, at: datetime.datetime) -> SafetyAlert:
    """Let somebody acknowledge an alert and find a minute later that they did not mean to."""
    actions.acknowledge_alert(alert=_fresh(alert), by=by, at=at)
    return actions.take_back_acknowledgement(
        alert=_fresh(alert), because="Wrong alert", by=by, at=at + MINUTE, today=TODAY
    )


def test_acknowledgement_taken_back_tells_everybody_again_and_hands_on_after_an_hour():
    around = child_with_everybody()
    alert = alert_about(around.child)
    at_once = told(alert)
    minute(AT)
    back = taken_back(alert, around.iro, AT)
    assert (back.status, back.times_raised, back.escalate_at) == (Status.RAISED, 2, AT + MINUTE + HOUR)
    minute(AT + MINUTE)
    assert (told(alert)[4:], readers()[4:]) == (at_once, readers()[:4])
    minute(AT + MINUTE + HOUR)
    assert told(alert)[8:] == [(around.next.pk, ToldAs.NEXT)]


def test_acknowledgement_taken_back_after_everybody_was_told_goes_to_everybody_anew():
    around = child_with_everybody()
    alert = alert_about(around.child)
    for hours in range(1, 4):
        minute(AT + hours * HOUR)
    before = told(alert)
    assert _fresh(alert).escalate_at is None
    taken_back(alert, around.iro, AT + 4 * HOUR)
    for hours in range(1, 4):
        minute(AT + (4 + hours) * HOUR + MINUTE)
    assert told(alert)[6:] == before


def test_acknowledgement_taken_back_of_a_child_who_died_tells_nobody():
    around = child_with_everybody()
    alert = alert_about(around.child)
    with acting():
        Child.objects.filter(pk=around.child.pk).update(died_on=TODAY)
    taken_back(alert, around.iro, AT)
    assert (alert.tellings.count(), _fresh(alert).status) == (4, Status.RAISED)


def test_escalation_run_by_two_workers_tells_one():
    around = child_with_everybody()
    alert = alert_about(around.child)
    first, second = _fresh(alert), _fresh(alert)
    for each in (first, second):
        actions.escalate_alert(alert=each, by=BY, at=AT + HOUR, today=TODAY)
    assert alert.tellings.count() == 5


def test_acknowledging_while_it_goes_to_the_next_person_is_no_conflict():
    around = child_with_everybody()
    seen = alert_about(around.child)
    minute(AT + HOUR)
    actions.acknowledge_alert(alert=seen, by=around.iro, at=AT + HOUR, seen_version=1)
    assert _fresh(seen).status == Status.ACKNOWLEDGED


# Acknowledging and closing ------------------------------------------------------------------------------------
def test_of_two_who_acknowledge_at_once_the_second_is_told_who_was_first():
    around = child_with_everybody()
    alert = alert_about(around.child)
    first, second = _fresh(alert), _fresh(alert)
    actions.acknowledge_alert(alert=first, by=around.iro, at=AT, seen_version=first.version)
    with pytest.raises(ConflictError) as conflict:
        actions.acknowledge_alert(alert=second, by=around.manager, at=AT, seen_version=second.version)
    assert (conflict.value.current.acknowledged_by, AlertStep.objects.filter(became=Status.ACKNOWLEDGED).count()) == (
        around.iro, 1,
    )  # fmt: skip


def in_state(status: Status, around) -> SafetyAlert:
    alert = alert_about(around.child)
    if status != Status.RAISED:
        actions.acknowledge_alert(alert=alert, by=around.iro, at=AT)
    if status == Status.CLOSED:
        actions.close_alert(alert=alert, recorded=RECORDED, by=around.iro, at=AT, today=TODAY)
    return alert


EVENTS = {
    "acknowledge": lambda alert, by: actions.acknowledge_alert(alert=alert, by=by, at=AT),
    "take back": lambda alert, by: actions.take_back_acknowledgement(
        alert=alert, because="Mistake", by=by, at=AT, today=TODAY
    ),
    "close": lambda alert, by: actions.close_alert(alert=alert, recorded=RECORDED, by=by, at=AT, today=TODAY),
    "reopen": lambda alert, by: actions.reopen_alert(alert=alert, because="Mistake", by=by, at=AT),
    "add": lambda alert, by: actions.add_to_alert(alert=alert, text="It was Tuesday", by=by, at=AT),
}
ALLOWED = {
    "acknowledge": {Status.RAISED: Status.ACKNOWLEDGED},
    "take back": {Status.ACKNOWLEDGED: Status.RAISED},
    "close": {Status.ACKNOWLEDGED: Status.CLOSED},
    "reopen": {Status.CLOSED: Status.ACKNOWLEDGED},
    "add": {Status.CLOSED: Status.CLOSED},
}


@pytest.mark.parametrize(("event", "status"), list(itertools.product(EVENTS, Status)))
def test_every_event_in_every_state(event, status):
    around = child_with_everybody()
    alert = in_state(status, around)
    became = ALLOWED[event].get(status)
    if became is None:
        with pytest.raises(RefusedError):
            EVENTS[event](alert, around.iro)
    else:
        EVENTS[event](alert, around.iro)
    assert _fresh(alert).status == (became or status)


def test_transitions_reach_every_status_and_no_other():
    reached = {Status.RAISED} | {became for following in ALERTS.values() for became in following}
    assert (reached, set(ALERTS)) == (set(Status), set(Status))
    pairs = {(was, became) for was in Status for became in Status if may_become(was, became)}
    assert pairs == {
        (Status.RAISED, Status.ACKNOWLEDGED),
        (Status.ACKNOWLEDGED, Status.RAISED),
        (Status.ACKNOWLEDGED, Status.CLOSED),
        (Status.CLOSED, Status.RAISED),
        (Status.CLOSED, Status.ACKNOWLEDGED),
    }


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"done": ""}, "done"),
        ({"done_by": ""}, "done_by"),
        ({"done_on": TODAY + datetime.timedelta(days=1)}, "done_on"),
        ({"done_on": TODAY - datetime.timedelta(days=1)}, "done_on"),
        ({"cause": ""}, "cause"),
        ({"cause": "weather"}, "cause"),
        ({"cause": Cause.OTHER}, "__all__"),
        ({"lado": ""}, "lado"),
        ({"lado_why": ""}, "__all__"),
        ({"section_47": "perhaps"}, "section_47"),
        ({"section_47": Considered.NOT_CONSIDERED}, "__all__"),
    ],
)
def test_closing_is_refused_with_what_is_missing(missing, field):
    around = child_with_everybody()
    alert = in_state(Status.ACKNOWLEDGED, around)
    with pytest.raises(ValidationError) as refusal:
        actions.close_alert(
            alert=alert, recorded=dataclasses.replace(RECORDED, **missing), by=around.iro, at=AT, today=TODAY
        )
    assert field in refusal.value.error_dict
    assert (_fresh(alert).status, AlertClosing.objects.count()) == (Status.ACKNOWLEDGED, 0)


def test_what_was_recorded_stays_on_file_when_it_was_closed_by_mistake():
    around = child_with_everybody()
    alert = in_state(Status.CLOSED, around)
    actions.reopen_alert(alert=alert, because="Another alert was meant", by=around.iro, at=AT)
    fresh = _fresh(alert)
    assert (fresh.closing, fresh.closings.get().done, fresh.steps.last().why) == (
        None, RECORDED.done, "Another alert was meant",
    )  # fmt: skip


# What the database refuses ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "fields",
    [
        {"status": "closed"},
        {"status": "acknowledged"},
        {"status": "nonsense"},
        {"grade": "nonsense"},
        {"acknowledged_at": AT},
    ],
)
def test_database_refuses_a_state_without_what_belongs_to_it(fields):
    alert = alert_about(child_with_everybody().child)
    with pytest.raises(IntegrityError), transaction.atomic(), acting():
        SafetyAlert.objects.filter(pk=alert.pk).update(**fields)


@pytest.mark.parametrize(
    "fields",
    [{"done": ""}, {"cause": "x"}, {"cause": "other"}, {"lado_why": ""}, {"lado": "x"}, {"section_47": "not_needed"}],
)
def test_database_refuses_a_closing_that_leaves_something_out(fields):
    around = child_with_everybody()
    alert = alert_about(around.child)
    values = vars(dataclasses.replace(RECORDED, **fields))
    with pytest.raises(IntegrityError), transaction.atomic(), acting():
        AlertClosing.objects.create(alert=alert, by=around.iro, at=AT, **values)


def test_database_keeps_a_closed_alert_and_its_histories_as_they_are():
    around = child_with_everybody()
    alert = in_state(Status.CLOSED, around)
    actions.add_to_alert(alert=alert, text="It was Tuesday", by=around.iro, at=AT)
    rows = (alert.signals, alert.steps, alert.tellings, alert.closings, alert.additions)
    for each in rows:
        with pytest.raises(IntegrityError), transaction.atomic(), acting():
            each.update(at=AT + HOUR)
    with pytest.raises(IntegrityError), transaction.atomic(), acting():
        SafetyAlert.objects.filter(pk=alert.pk).update(grade="worry")


def test_database_refuses_to_close_an_alert_by_what_was_done_about_another():
    around = child_with_everybody()
    closed, other = in_state(Status.CLOSED, around), in_state(Status.ACKNOWLEDGED, child_with_everybody())
    actions.reopen_alert(alert=closed, because="Mistake", by=around.iro, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic(), acting():
        SafetyAlert.objects.filter(pk=other.pk).update(status="closed", closing=closed.closings.get())


def test_telling_the_same_person_for_the_same_reason_is_one_row():
    around = child_with_everybody()
    alert = alert_about(around.child)
    with pytest.raises(IntegrityError), transaction.atomic(), acting():
        AlertTelling.objects.create(alert=alert, person=around.iro, role="iro", reason=ToldAs.IRO, at=AT)


# Whose --------------------------------------------------------------------------------------------------------
def test_who_sees_which_alert_by_role():
    around = child_with_everybody()
    set_duty(duty_first=None)
    alert = alert_about(around.child)
    expected = {
        (around.iro, Role.IRO): True,
        (around.iro_manager, Role.MANAGER): True,
        (make_user(Role.MANAGER), Role.MANAGER): True,
        (around.social_worker, Role.SOCIAL_WORKER): True,
        (around.manager, Role.OPERATIONAL_MANAGER): True,
        **{(make_user(role), role): False for role in Role if role != Role.MANAGER},
    }
    found = {}
    for user, role in expected:
        user.act_as(role, on=TODAY, at=AT)
        found[user, role] = SafetyAlert.objects.visible_to(user).filter(pk=alert.pk).exists()
    assert found == expected


def test_telling_comes_before_whatever_else_waits_in_the_background():
    request_job(kind="office.check_holidays", payload={}, idempotency_key="before", by=BY)
    alert_about(child_with_everybody().child)
    assert [jobs.claim().kind for _ in range(5)] == [
        *["participation.tell_of_alert"] * 4, "office.check_holidays",
    ]  # fmt: skip


def test_job_names_no_child_in_what_it_holds():
    around = child_with_everybody()
    alert_about(around.child)
    assert {tuple(job.payload) for job in Job.objects.all()} == {("telling",)}
    assert jobs.label_of("participation.escalate_alert") == "Tell the next person of a safety alert"
