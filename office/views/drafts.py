"""Keeping what is typed."""

import json
from json import JSONDecodeError

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import signed_in
from office import drafts

BAD_REQUEST = 400


@signed_in
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed: the fields of a form with `draft_key` among them, or JSON {"key", "fields"}."""
    try:
        key, fields = _typed(request)
        drafts.save_draft(user=request.user, key=key, fields=fields)
    except drafts.DraftRefusedError as error:
        return JsonResponse({"error": str(error)}, status=BAD_REQUEST)
    return JsonResponse({"saved_at": timezone.localtime().strftime("%H:%M")})


def _typed(request: HttpRequest) -> tuple[str, dict[str, list[str]]]:
    if request.content_type != "application/json":
        return request.POST.get("draft_key", ""), {name: request.POST.getlist(name) for name in request.POST}
    try:
        sent = json.loads(request.body)
        fields = {
            str(name): [str(each) for each in value] if isinstance(value, list) else [str(value)]
            for name, value in sent["fields"].items()
        }
        return str(sent["key"]), fields
    except (JSONDecodeError, UnicodeDecodeError, RecursionError, KeyError, TypeError, AttributeError):
        raise drafts.DraftRefusedError("This could not be read.") from None
