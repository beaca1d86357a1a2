"""Filling a form by a personal link: a greeting, one question to a page, what was said to look over, and thanks.

No page says anything of the child but the name chosen to greet by. Every page works without a script; with one, what
is filled is also kept in the browser while there is no connection, and the same addresses take it when it is back.
"""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import public
from accounts.verdict import RefusedError
from audit.actors import SystemJob
from audit.reading import saw
from desk.voice import shown
from desk.voice.links import link_behind, may_open
from office import clock
from office.authority import authority
from participation.actions import keep_so_far, submit_form
from participation.enums import FormSource, QuestionKind
from participation.models import AskedForm, FormLink, Question
from participation.whom_to_call import whom_to_call

BY = SystemJob("form filled by its personal link")
METHODS = ["GET", "HEAD", "POST"]
NOT_FOUND, UNPROCESSABLE, DONE = 404, 422, 204
NOTHING_SAID = "Please answer at least one question. Then you can send it."
TRY_AGAIN = "That did not work. Please press the button again."


@public
@require_safe
def greeting(request: HttpRequest, token: str) -> HttpResponse:
    """Greet whoever holds the link, and say what the form is for and what happens with the answers."""
    asked = _to_fill(link_behind(request, token))
    if asked is None:
        return _gone(request)
    saw(request, asked.review)
    questions = shown.questions_of(asked)
    context = {
        "name": asked.greeting,
        "what_for": shown.what_for(asked.form_version),
        "afterwards": shown.afterwards(asked.form_version),
        "until": asked.expires_on,
        "total": len(questions),
        "answered": len(asked.so_far),
        "onward": reverse("voice:question", args=[token, shown.first_open(asked, questions)]),
        "check": reverse("voice:check", args=[token]) if asked.so_far else "",
    }
    return page_of(request, "greeting", context)


@public
@require_http_methods(METHODS)
def question(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Ask one question; keep the answer, and go to where the button leads."""
    asked = _to_fill(link_behind(request, token))
    questions = shown.questions_of(asked) if asked else []
    if asked is None or not 1 <= number <= len(questions):
        return _gone(request)
    saw(request, asked.review)
    if request.method != "POST":
        return page_of(request, "question", _form(asked, questions, token) | {"number": number} | _way(request))
    try:
        _keep(asked, questions[number - 1], request)
    except RefusedError:  # sent in or withdrawn a moment ago
        return _gone(request)
    return _private(HttpResponse(status=DONE)) if _is_script(request) else _onward(request, token, number, questions)


@public
@require_http_methods(METHODS)
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Show everything that was said, to look over; send it, once. The same sending again is thanked again."""
    link = link_behind(request, token)
    asked = _to_fill(link)
    if asked is None:
        is_again = request.method == "POST" and link is not None and _was_sent(link.asked, request)
        return _thanked(request) if is_again else _gone(request)
    saw(request, asked.review)
    if request.method != "POST":
        return page_of(request, "check", _form(asked, shown.questions_of(asked), token))
    receipt, refusal = _receipt(request), TRY_AGAIN
    if receipt is not None:
        try:
            submit_form(
                asked=asked, source=FormSource.LINK, receipt=receipt, by=BY, at=timezone.now(), today=clock.today()
            )
        except ValidationError:
            refusal = NOTHING_SAID
        except IntegrityError:  # the number of another form's sending
            refusal = TRY_AGAIN
        except RefusedError:  # sent in from elsewhere, or withdrawn, a moment ago
            return _gone(request)
        else:
            return _thanked(request)
    context = _form(asked, shown.questions_of(asked), token) | {"refusal": refusal}
    return page_of(request, "check", context, UNPROCESSABLE)


@public
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank whoever has sent a form, and say whom to call. It knows nobody."""
    return page_of(request, "thanks", {})


@public
@require_safe
def stopped(request: HttpRequest) -> HttpResponse:
    """Say that what was filled is kept. It knows nobody."""
    return page_of(request, "stopped", {})


def _to_fill(link: FormLink | None) -> AskedForm | None:
    return link.asked if link is not None and may_open(link, today=clock.today()) else None


def _keep(asked: AskedForm, question: Question, request: HttpRequest) -> None:
    """Keep an answer, where it is another than before: going through a form without answering writes nothing."""
    key, is_words = str(question.pk), question.kind == QuestionKind.WORDS
    given: list[str] | str = request.POST.get("words", "").strip() if is_words else request.POST.getlist("answer")
    if request.POST.get("go") == "skip":
        given = "" if is_words else []
    if given != asked.so_far.get(key, "" if is_words else []):
        keep_so_far(asked=asked, filled={key: given}, by=BY, today=clock.today())


def _onward(request: HttpRequest, token: str, number: int, questions: list[Question]) -> HttpResponse:
    go = request.POST.get("go", "next")
    if go == "stop":
        return _private(redirect("voice:stopped"))
    if go == "back":
        return _private(redirect("voice:question", token=token, number=max(1, number - 1)))
    if request.POST.get("from") == "check" or number >= len(questions):
        return _private(redirect("voice:check", token=token))
    return _private(redirect("voice:question", token=token, number=number + 1))


def _way(request: HttpRequest) -> dict[str, Any]:
    return {"from_check": request.GET.get("from") == "check"}


def _form(asked: AskedForm, questions: list[Question], token: str) -> dict[str, Any]:
    """Return the whole form: what is not on show stands in templates, for a script that has no connection."""
    return {
        "questions": shown.shown_of(asked, questions),
        "total": len(questions),
        "token": token,
        "skipped": shown.SKIPPED,
        # The number of this sending: however often it arrives, one form comes of it.
        "receipt": uuid.uuid4(),
        "number": 0,
        "from_check": False,
        "refusal": "",
    }


def _receipt(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("receipt", ""))
    except ValueError:
        return None


def _was_sent(asked: AskedForm, request: HttpRequest) -> bool:
    receipt = _receipt(request)
    return receipt is not None and asked.receipt == receipt and asked.consultation_id is not None


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _thanked(request: HttpRequest) -> HttpResponse:
    return _private(HttpResponse(status=DONE) if _is_script(request) else redirect("voice:thanks"))


def _gone(request: HttpRequest) -> HttpResponse:
    """Answer alike for an address that is wrong, over, withdrawn, replaced or used."""
    return page_of(request, "gone", {}, NOT_FOUND)


def page_of(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Answer with one of these pages: whom to call stands below each, and none is kept by what lies between."""
    around = {"authority_name": authority().name, "call": whom_to_call(timezone.now())}
    return _private(render(request, f"desk/voice/{name}.html", around | context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
