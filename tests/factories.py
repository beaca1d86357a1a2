"""Small, unsurprising records for tests. Everyone is fictional; every date can be given."""

import datetime
import itertools

from django.utils import timezone

from accounts.enums import Role
from accounts.models import RoleGrant, Team, User
from audit.actions import acting
from audit.actors import SystemJob
from children import actions as children
from children.models import Child, Restriction
from participation import actions as participation
from participation.models import AskedForm, FormVersion
from reviews import actions as reviews
from reviews.facts import ReviewFacts
from reviews.models import Review

BY = SystemJob("tests")
TODAY = datetime.date(2025, 6, 2)
_numbers = itertools.count(1)


def make_user(role: str = Role.IRO, name: str = "", **fields: object) -> User:
    """Make somebody who holds a role and acts in it."""
    number = next(_numbers)
    with acting():
        user = User.objects.create_user(
            email=str(fields.pop("email", f"person{number}@example.org")),
            full_name=name or f"Person {number}",
            password="correct horse battery",
        )
        if role:
            RoleGrant.objects.create(user=user, role=role, from_on=datetime.date(2000, 1, 1))
        for field, value in fields.items():
            setattr(user, field, value)
        user.save()
    user.act_as(role, on=TODAY, at=timezone.now(), only_reading=True)
    return user


def make_team(name: str = "") -> Team:
    """Make a team of social workers."""
    with acting():
        return Team.objects.create(name=name or f"Team {next(_numbers)}")


def make_child(
    *,
    became_looked_after_on: datetime.date | None = datetime.date(2025, 4, 5),
    iro: User | None = None,
    today: datetime.date = TODAY,
    legal_status: str = "V2",
    **facts: object,
) -> Child:
    """Make a child: looked after since a day (None: never), with an open review, and an IRO where one is given."""
    number = next(_numbers)
    values = {
        "local_id": f"T{number:05}",
        "first_name": "Sam",
        "last_name": f"Thistledown{number}",
        "sex": "F",
        "date_of_birth": datetime.date(2014, 3, 1),
        "ethnicity": "WBRI",
    }
    child = children.register_child(by=BY, **(values | facts))
    if became_looked_after_on:
        period = children.start_period_of_care(
            child=child,
            on=became_looked_after_on,
            legal_status=legal_status,
            placement="U6",
            provider="PR1",
            by=BY,
            today=today,
        )
        reviews.plan_next_review(period=period, by=BY, today=today)
        if iro:
            children.allocate_iro(child=child, iro=iro, on=became_looked_after_on, reason="new", by=BY)
    return child


def make_restriction(child: Child, *listed: User, today: datetime.date = TODAY) -> Restriction:
    """Restrict a child's record to those listed, and to one more IRO and manager."""
    return children.restrict(
        child=child,
        ground="high_risk",
        explanation="A threat was made",
        listed=[*listed, make_user(Role.IRO), make_user(Role.MANAGER)],
        review_by=today + datetime.timedelta(days=90),
        by=BY,
        today=today,
    )


def open_review(child: Child) -> Review:
    """Return the child's open review."""
    return child.reviews.open().get()


def facts(chair: User, completed_on: datetime.date, **more: object) -> ReviewFacts:
    """Return the facts of a straightforward review: the child came and spoke."""
    values = {
        "participation_code": "PN1",
        "spoken_outcome": "seen",
        "spoken_on": completed_on,
        "rights_told": "told",
        "cover_reason": "Asked to",  # whoever the chair is
    }
    return ReviewFacts(chair=chair, completed_on=completed_on, **(values | more))


# Key, question, kind, answers, answers that call for action.
QUESTIONS = (
    ("safe", "Do you feel safe?", "one", ["Yes", "Just about", "No"], ["Just about", "No"]),
    ("likes", "What do you like?", "several", ["School", "Football", "Friends"], []),
    ("words", "What would you like to say?", "words", [], []),
)


def form_in_use(key: str = "4-15", respondent: str = "child", **fields: object) -> FormVersion:
    """Return the version in use of a form, made with three questions where there is none."""
    there = FormVersion.objects.in_use().filter(form__key=key).first()
    if there is not None:
        return there
    name = str(fields.pop("name", f"Form {key}"))
    form = participation.make_form(key=key, name=name, respondent=respondent, by=BY, **fields)
    version = form.versions.get()
    for question, text, kind, answers, safety in QUESTIONS:
        participation.put_question(
            version=version, key=question, text=text, kind=kind, answers=answers, safety_answers=safety, by=BY
        )
    return participation.publish_version(version=version, by=BY, today=TODAY)


def ask(
    review: Review, version: FormVersion | None = None, today: datetime.date = TODAY, **fields: object
) -> AskedForm:
    """Ask the child, or a person around the child, to fill a form before a review, within four weeks."""
    version = version or form_in_use()
    values = {"greeting": "Sam", "expires_on": today + datetime.timedelta(weeks=4), **fields}
    return participation.ask_form(review=review, form=version.form, by=BY, today=today, **values)
