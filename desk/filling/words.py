"""What a child said in their own words over the years, question by question, the newest first."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw_all
from design import formats
from desk.child.views import frame
from desk.filling import presenters
from desk.one_child import visible_child
from participation.models import Consultation, OwnWords


@access(Capability.READ_FORMS, record=Record.CHILD)
@require_safe
def over_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the child's own words over time, and every form that came in before their reviews."""
    child = visible_child(request, pk)
    came = list(
        Consultation.objects.visible_to(request.user)
        .filter(child=child)
        .select_related("child", "form", "person")
        .order_by("-received_on", "-pk")
    )
    saw_all(request, came)
    mine = [each.pk for each in came if each.person_id is None]
    said = (
        OwnWords.objects.visible_to(request.user)
        .filter(consultation__in=mine)
        .select_related("question", "consultation__form")
        .order_by("-consultation__received_on", "-consultation_id", "id")
    )
    caption = formats.counted(len(came), "form that came in", "forms that came in")
    context = frame(request, child, "words", table=presenters.sent_table(came, caption=caption))
    context["questions"] = by_question(said)
    return render(request, "desk/filling/words.html", context)


def by_question(said: Iterable[OwnWords]) -> list[dict[str, Any]]:
    """Return the words of each question, the newest first; a question that was reworded stands under its newest words.

    said: the newest first.
    """
    found: dict[str, dict[str, Any]] = {}
    for each in said:
        entry = found.setdefault(each.question.key, {"text": each.question.text, "said": []})
        entry["said"].append(each)
    return list(found.values())
