"""Filling a form with the child on the officer's own screen, and keying one from paper."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import insist
from accounts.visibility import Record
from desk.filling import presenters
from desk.filling.forms import PaperForm, TogetherForm
from desk.filling.taking_on import LIST, METHODS, asked_of
from office import clock
from office.form_pages import FormPage, around, form_page
from participation import actions
from participation.enums import FormSource
from participation.filling import filled_in
from participation.models import AskedForm, Question
from participation.permissions import may_open_form
from participation.policies import may_fill

Stands = Callable[[AskedForm], list[tuple[str, Any]]]
fills_forms = access(Capability.FILL_FORMS, record=Record.REVIEW)


def _opened(request: HttpRequest, pk: int) -> AskedForm:
    """Return a form that this person has taken on. Any other is refused, whatever is sent, and shows nothing of it."""
    asked = asked_of(request, pk)
    insist(may_open_form(request.user, asked))
    return asked


def _standing(request: HttpRequest, now: AskedForm, stands: Stands) -> list[tuple[str, Any]]:
    """Say how a form stands that somebody else was at, unless it was given back meanwhile."""
    verdict = may_open_form(request.user, now)
    return stands(now) if verdict else [("How it stands", verdict.reason)]


def _send(request: HttpRequest, asked: AskedForm, given: dict[str, Any], source: FormSource) -> str:
    consultation = actions.submit_form(
        asked=asked,
        filled=filled_in(_questions(asked), given),
        source=source,
        receipt=given["form_key"],
        by=request.user,
        at=timezone.now(),
        today=clock.today(),
        received_on=given.get("received_on"),
    )
    return reverse("filling:sent", args=[consultation.pk])


def _questions(asked: AskedForm) -> list[Question]:
    return list(asked.form_version.questions.all())


@fills_forms
@require_http_methods(METHODS)
def face_to_face(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill a form together with the child; what is half filled is kept, an answer about safety after a warning."""
    asked = _opened(request, pk)
    questions = _questions(asked)
    keeps = request.POST.get("do") == "keep"

    def make(data: Any) -> TogetherForm:
        initial = {"version": asked.version}
        return TogetherForm(data, keeps=keeps, questions=questions, so_far=asked.so_far, initial=initial)

    def act(given: dict[str, Any]) -> str:
        if not keeps:
            return _send(request, asked, given, FormSource.FACE_TO_FACE)
        filled = filled_in(questions, given)
        actions.keep_so_far(asked=asked, filled=filled, by=request.user, today=clock.today())
        return reverse(LIST)

    page = FormPage(
        f"filling.face-to-face:{pk}",
        make,
        act,
        "What was filled is kept." if keeps else "The form is sent in. From now on it stays as it is.",
        "desk/filling/fill.html",
        around(
            f"Hello {asked.greeting}",
            back=reverse(LIST),
            submit="Send the answers",
            caption=asked.form.name,
            introduction=asked.form_version.introduction,
            afterwards=asked.form_version.afterwards,
            keeps=True,
        ),
        standing=lambda now: _standing(request, now, presenters.asked_standing),
        record=asked,
        may=lambda: may_fill(asked),
    )
    return form_page(request, page)


@fills_forms
@require_http_methods(METHODS)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Key a form from paper as it stands there, with the day it came. What was filled online is no part of it."""
    asked = _opened(request, pk)
    questions = _questions(asked)

    def make(data: Any) -> PaperForm:
        initial = {"version": asked.version, "received_on": clock.today()}
        return PaperForm(
            data,
            questions=questions,
            today=clock.today(),
            in_use_from=asked.form_version.published_on,
            initial=initial,
        )

    page = FormPage(
        f"filling.paper:{pk}",
        make,
        lambda given: _send(request, asked, given, FormSource.KEYED),
        "The form is sent in. From now on it stays as it is.",
        "desk/filling/fill.html",
        around(
            "Key a form from paper",
            back=reverse(LIST),
            submit="Send it in",
            caption=f"{asked.form.name}: {presenters.whose(asked, asked.review.child)}",
            as_on_paper=True,
        ),
        standing=lambda now: _standing(request, now, presenters.paper_standing),
        record=asked,
        may=lambda: may_fill(asked),
    )
    return form_page(request, page)
