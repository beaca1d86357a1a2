"""POST = form, action, redirect: what every page that changes something about people does."""

import datetime
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.forms import say
from accounts.verdict import RefusedError


def act(
    request: HttpRequest, form: forms.Form, work: Callable[[], object], *, done: str, to: str
) -> HttpResponse | None:
    """Do the work of a form that was sent and is right, and lead on to `to`; None where the form is to be shown.

    What the action refuses stands beside its field, with everything that was typed.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        work()
    except (ValidationError, RefusedError) as error:
        say(form, error)
        return None
    messages.success(request, done)
    return redirect(to)


def day_of(request: HttpRequest) -> datetime.date:
    """Return the statutory day of a request."""
    day: datetime.date = request.today  # type: ignore[attr-defined] # set by the middleware
    return day
