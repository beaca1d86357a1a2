"""Filled forms for tests, of a child with everybody around whom an alert tells."""

import datetime
import itertools
from dataclasses import dataclass

from accounts.actions import manage_team
from accounts.enums import Role
from accounts.models import User
from audit.actions import acting
from children.actions import allocate_social_worker
from children.models import Child
from office.duty.actions import change_duty
from participation import actions as participation
from participation.actions.alerts import raise_alert
from participation.enums import FormSource, Respondent
from participation.models import Answer, Consultation, FormVersion, Question, SafetyAlert
from tests.factories import BY, TODAY, make_child, make_team, make_user, open_review

AT = datetime.datetime(2025, 6, 2, 10, 0, tzinfo=datetime.UTC)
HOUR, MINUTE = datetime.timedelta(hours=1), datetime.timedelta(minutes=1)
SAFE, JUST_ABOUT, NOT_REALLY, NOT_AT_ALL = "yes definitely", "just about", "not really", "not at all"
FORM = "safety"
_numbers = itertools.count(1)


@dataclass
class Around:
    """A child and the people who are told of an alert about them."""

    child: Child
    iro: User
    social_worker: User
    manager: User  # of the team
    duty: User
    next: User
    iro_manager: User


def child_with_everybody(**child: object) -> Around:
    """Make a child with an IRO, a social worker and a team's manager; somebody on duty, and a next person."""
    iro, worker, manager = make_user(Role.IRO), make_user(Role.SOCIAL_WORKER), make_user(Role.OPERATIONAL_MANAGER)
    duty, after, iro_manager = make_user(Role.IRO), make_user(Role.IRO), make_user(Role.MANAGER)
    made, team = make_child(iro=iro, **child), make_team()
    manage_team(team=team, manager=manager, from_on=datetime.date(2025, 1, 1), by=BY)
    allocate_social_worker(child=made, team=team, social_worker=worker, on=datetime.date(2025, 4, 5), by=BY)
    set_duty(duty_first=duty, next_first=after)
    return Around(made, iro, worker, manager, duty, after, iro_manager)


def set_duty(**fields: object) -> None:
    """Set duty arrangements, whatever they were."""
    from office.duty.people import arrangements  # noqa: PLC0415 - beside its only use

    change_duty(seen_version=arrangements().version, by=BY, **fields)


def safe_question() -> Question:
    """Return the question whether the child feels safe, with its grades, of a form in use."""
    there = FormVersion.objects.in_use().filter(form__key=FORM).first()
    if there is not None:
        return there.questions.get()
    form = participation.make_form(key=FORM, name="Safety", respondent=Respondent.CHILD, by=BY)
    version = form.versions.get()
    participation.put_question(
        version=version,
        key="safe",
        text="Do you feel safe where you are living?",
        answers=[SAFE, JUST_ABOUT, NOT_REALLY, NOT_AT_ALL],
        safety_answers=[JUST_ABOUT, NOT_REALLY, NOT_AT_ALL],
        safety_grades={JUST_ABOUT: "worry", NOT_REALLY: "serious", NOT_AT_ALL: "serious"},
        by=BY,
    )
    return participation.publish_version(version=version, by=BY, today=TODAY).questions.get()


def filled_form(child: Child, *answers: str, on: datetime.date = TODAY) -> Consultation:
    """Record a form that a child filled before the open review, with answers to whether they feel safe.

    As it was before anybody looked at it: no alert is raised.
    """
    question = safe_question()
    with acting():
        form = Consultation.objects.create(
            reference=f"T{next(_numbers):06}",
            review=open_review(child),
            child=child,
            form=question.form_version.form,
            form_version=question.form_version,
            source=FormSource.FACE_TO_FACE,
            received_on=on,
        )
        for answer in answers:
            Answer.objects.create(consultation=form, question=question, answer=answer)
    return form


def alert_about(child: Child, answer: str = NOT_AT_ALL, *, at: datetime.datetime = AT, on=TODAY) -> SafetyAlert:
    """Raise an alert about a child by an answer on a form."""
    alert = raise_alert(consultation=filled_form(child, answer, on=on), by=BY, at=at, today=on)
    assert alert is not None
    return alert
