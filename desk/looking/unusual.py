"""Unusual access: what the nightly look at the log found, and what came of asking."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import insist
from audit.reading import saw
from children.enums import AccessVerdict
from children.models import AccessConcern
from design import formats
from design.fields import FormKeyField, VersionField
from design.forms import GovukForm
from desk.looking import presenters
from desk.looking.actions import judge_concern, may_judge
from office import clock
from office.form_pages import FormPage, form_page

PER_PAGE = 50


class JudgeForm(GovukForm):
    """What came of asking."""

    verdict = forms.ChoiceField(label="What came of asking?", choices=AccessVerdict, widget=forms.RadioSelect)
    note = forms.CharField(
        label="What did you find out, and from whom?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what you found out"},
    )
    version = VersionField()
    form_key = FormKeyField()


@access(Capability.SEE_MISUSE_REPORT)
@require_safe
def unusual(request: HttpRequest) -> HttpResponse:
    """List unusual access: what waits to be looked into first, then what was."""
    concerns = AccessConcern.objects.select_related("user", "child").order_by("verdict", "-last_on", "-pk")
    page_obj = Paginator(concerns, PER_PAGE).get_page(request.GET.get("page"))
    saw(request, *(concern.child_id for concern in page_obj if concern.child_id))
    context = {
        "heading": "Unusual access",
        "table": presenters.concerns_table(page_obj, count=page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "Nothing unusual was found.",
        "empty_more": "The log of the last 30 days is looked through every night.",
    }
    return render(request, "layouts/list.html", context)


@access(Capability.SEE_MISUSE_REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one pattern with the way to its events, and record what came of asking."""
    concern = get_object_or_404(AccessConcern.objects.select_related("user", "child", "verdict_by"), pk=pk)
    saw(request, *([concern.child_id] if concern.child_id else []))
    context = {
        "heading": concern.get_pattern_display(),
        "caption": concern.user.full_name,
        "back": reverse("looking:unusual"),
        "cancel": reverse("looking:unusual"),
        "submit_text": "Record what came of it",
        "facts": _facts(concern),
        "events": _events(concern),
    }
    if concern.verdict and request.method != "POST":
        return render(request, "desk/looking/judged.html", context)
    if not concern.verdict:
        insist(may_judge(concern, request.user))

    def act(cleaned: dict[str, Any]) -> str:
        judge_concern(
            concern=concern,
            verdict=cleaned["verdict"],
            note=cleaned["note"],
            by=request.user,
            today=clock.today(),
            seen_version=cleaned["version"],
        )
        return reverse("looking:unusual")

    page = FormPage(
        f"looking.judge:{pk}",
        lambda data: JudgeForm(data, initial={"version": concern.version}),
        act,
        "What came of it is recorded.",
        "desk/looking/judge.html",
        context,
        _facts,
        record=concern,
        may=lambda: may_judge(concern, request.user),
    )
    return form_page(request, page)


def _events(concern: AccessConcern) -> str:
    """Return the address of the events behind a pattern, in the log."""
    asked = {"who": concern.user.email}
    for name, day in (("first", concern.first_on), ("last", concern.last_on)):
        asked |= {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}
    return f"{reverse('looking:events')}?{urlencode(asked)}"


def _facts(concern: AccessConcern) -> list[tuple[str, Any]]:
    facts = [
        ("Who", concern.user.full_name),
        ("Child, by id", concern.child.local_id if concern.child else "Many"),
        ("From", formats.day(concern.first_on)),
        ("Until", formats.day(concern.last_on)),
        ("Looks", concern.looks),
    ]
    if concern.verdict:
        judge = concern.verdict_by.full_name if concern.verdict_by else ""
        facts += [
            ("What came of it", concern.get_verdict_display()),
            ("Found out", concern.verdict_note),
            ("By", f"{judge}, {formats.day(concern.verdict_on)}"),
        ]
    return facts
