"""Asking somebody to fill a form before a review, taking it on to fill it with them, and taking it back."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from accounts.verdict import insist, refused
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from children.models import PersonAroundChild
from participation.actions.steps import person as who
from participation.actions.steps import step
from participation.enums import AskedStatus
from participation.models import AskedForm, AskedFormChange, ConsultationForm, FormLink
from participation.permissions import may_give_back_form
from participation.policies import may_ask, may_ask_again, may_fill, may_fill_by_link, may_withdraw
from reviews.models import Review


@action("participation.ask_form")
def ask_form(
    *,
    review: Review,
    form: ConsultationForm,
    greeting: str,
    expires_on: datetime.date,
    by: Actor,
    today: datetime.date,
    person: PersonAroundChild | None = None,
) -> AskedForm:
    """Ask the child, or a person around the child, to fill a form in the version that is in use today.

    greeting: the name by which the page greets; expires_on: the last day it can be filled by its link.
    Raises RefusedError for a review that is over, or a form of which no version is in use; ValidationError for a last
    day that is over, a person who is not around this child, or somebody who was asked already.
    """
    insist(may_ask(review, form, is_child=person is None))
    if expires_on < today:
        raise ValidationError({"expires_on": "The last day must not be in the past."})
    if person is not None and person.child_id != review.child_id:
        raise ValidationError({"person": "Choose somebody around this child."})
    asked = AskedForm(
        review=review,
        form=form,
        form_version=form.versions.in_use().get(),
        person=person,
        greeting=greeting.strip(),
        asked_on=today,
        expires_on=expires_on,
    )
    asked.full_clean()
    asked.save(force_insert=True)
    AskedFormChange.objects.create(asked=asked, became=AskedStatus.ASKED, by=who(by))
    return asked


@action("participation.make_link")
def make_link(*, asked: AskedForm, finder: str, secret_hash: str, by: Actor, today: datetime.date) -> FormLink:
    """Keep the address by which somebody reaches their form; the one before it ends.

    finder, secret_hash: how its row is found, and the hash of its secret. Raises RefusedError for a form that takes no
    more answers.
    """
    insist(may_fill_by_link(asked, today=today))
    asked.links.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    return FormLink.objects.create(asked=asked, finder=finder, secret_hash=secret_hash, made_by=who(by))


@action("participation.take_on")
def take_on(*, asked: AskedForm, by: User, seen_version: int | None = None) -> AskedForm:
    """Take a form on, to fill it with the person. Raises RefusedError where somebody else has it."""
    insist(may_fill(asked))
    if asked.taken_on_by_id not in (None, by.pk):
        insist(refused(f"{asked.taken_on_by} has taken this form on."))
    return change(asked, seen_version=seen_version, taken_on_by=by)


@action("participation.give_back")
def give_back(*, asked: AskedForm, by: User, seen_version: int | None = None) -> AskedForm:
    """Give a form back that was taken on: what was filled so far stays. The manager does it for who is away.

    Raises RefusedError for somebody else's.
    """
    insist(may_give_back_form(by, asked))
    return change(asked, seen_version=seen_version, taken_on_by=None)


@action("participation.withdraw_form")
def withdraw_form(*, asked: AskedForm, why: str, by: Actor, seen_version: int | None = None) -> AskedForm:
    """Take a form back that was not sent in, with the reason: its link ends, what was filled so far stays.

    Raises RefusedError for one that was sent in; ValidationError without a reason.
    """
    insist(may_withdraw(asked))
    if not why.strip():
        raise ValidationError({"why": "Say why the form is no longer asked."})
    asked.links.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    return step(
        asked, AskedStatus.WITHDRAWN, by=by, why=why.strip(), seen_version=seen_version, withdrawn_because=why.strip()
    )


@action("participation.ask_again")
def ask_again(
    *, asked: AskedForm, expires_on: datetime.date, by: Actor, today: datetime.date, seen_version: int | None = None
) -> AskedForm:
    """Undo a withdrawal: the form is asked again, with what was filled so far. It needs a new link.

    Raises RefusedError for a form that was not withdrawn; ValidationError for a last day that is over.
    """
    insist(may_ask_again(asked))
    if expires_on < today:
        raise ValidationError({"expires_on": "The last day must not be in the past."})
    following = AskedStatus.STARTED if asked.so_far else AskedStatus.ASKED
    return step(
        asked,
        following,
        by=by,
        why="Asked again",
        seen_version=seen_version,
        withdrawn_because="",
        expires_on=expires_on,
    )
