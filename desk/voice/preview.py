"""A version of a form as whoever fills it sees it, one question to a page. Nothing can be sent from here."""

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import saw_only_figures
from desk.voice import shown
from desk.voice.views import page_of
from office import clock
from participation.models import FormVersion

# By whom a page that is no child's greets.
NAME = "Sam"
DAYS_TO_FILL = datetime.timedelta(days=14)


@access(Capability.KEEP_FORMS)
@require_safe
def preview(request: HttpRequest, pk: int, number: int = 0) -> HttpResponse:
    """Show the greeting (number 0), or one question, of a version of a form. No child is behind it."""
    saw_only_figures(request)
    version = get_object_or_404(FormVersion.objects.select_related("form"), pk=pk)
    questions = shown.unanswered(list(version.questions.all()))
    if number > len(questions):
        raise Http404
    context = {
        "version": version,
        "back": reverse("participation:version", args=[pk]),
        "question": questions[number - 1] if number else None,
        "total": len(questions),
        "onward": _address(pk, number + 1) if number < len(questions) else "",
        "before": _address(pk, number - 1) if number else "",
    }
    if not number:
        context |= {
            "name": NAME,
            "what_for": shown.what_for(version),
            "afterwards": shown.afterwards(version),
            "until": clock.today() + DAYS_TO_FILL,
        }
    return page_of(request, "preview", context)


def _address(pk: int, number: int) -> str:
    return reverse("voice:preview-question", args=[pk, number]) if number else reverse("voice:preview", args=[pk])
