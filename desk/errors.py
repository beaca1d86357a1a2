"""Error pages: a plain sentence, nothing about what was asked for. They come whatever else is broken."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from desk.context import BARE_PAGE

logger = logging.getLogger("desk.errors")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400."""
    return _answer(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with the refusal's sentence."""
    return _answer(request, 403, reason=str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, the same for what is hidden and what never was."""
    return _answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with the number under which the log tells of it. Asks the database nothing: it may be what failed."""
    return _without_frame(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 where the page was open too long."""
    # Whoever sent it may not be the person who is signed in: nothing of it is kept.
    request.is_unproven = True  # type: ignore[attr-defined] # read by the middleware
    sentence = "This page was open too long. Go back, reload it and send it again; what you typed is kept as a draft."
    return _answer(request, 403, reason=sentence)


def _answer(request: HttpRequest, status: int, *, reason: str = "") -> HttpResponse:
    try:
        return render(request, f"errors/{status}.html", {"reason": reason}, status=status)
    except Exception:
        # The frame asks who is signed in; what was refused before that was known, or without a database, has none.
        logger.warning("an error page was shown without its frame", exc_info=True)
        return _without_frame(request, status, reason=reason)


def _without_frame(request: HttpRequest, status: int, *, reason: str = "") -> HttpResponse:
    context = {"page": BARE_PAGE, "reason": reason, "reference": getattr(request, "reference", "")}
    try:
        page = render_to_string(f"errors/{status}.html", context)
    except Exception:
        logger.exception("an error page could not be made")
        # Without the collected files no page of ours can be made, and the number is wanted all the more.
        number = f"{status} {context['reference']}\n"
        return HttpResponse(number, status=status, content_type="text/plain")
    return HttpResponse(page, status=status)
