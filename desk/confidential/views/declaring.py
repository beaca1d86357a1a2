"""Declaring a conflict of interest: anyone who may see children. The answer never tells whether there is a record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import saw, saw_only_figures
from children.actions import declare_conflict
from children.models import Child
from desk.confidential import forms, presenters
from desk.confidential.rows import declared_about
from desk.confidential.views.restricting import METHODS
from office import clock
from office.form_pages import FormPage, form_page

DECLARED = "It is on the register. If there is a record, it is closed to you from now on."


@access(Capability.DECLARE_CONFLICT)
@require_http_methods(METHODS)
def declare(request: HttpRequest) -> HttpResponse:
    """Declare that one knows a child or a family, and must not see their record."""
    first: dict[str, Any] = {}
    pk = request.GET.get("child", "")
    if request.method != "POST" and pk.isdecimal():
        child = Child.objects.visible_to(request.user).filter(pk=pk).first()
        if child is not None:
            saw(request, child)
            first["about"] = child.local_id
    saw_only_figures(request)

    def act(cleaned: dict[str, Any]) -> str:
        declare_conflict(
            user=request.user,
            about=cleaned["about"],
            relation=cleaned["relation"],
            nature=cleaned["nature"],
            is_whole_family=cleaned["is_whole_family"],
            by=request.user,
            today=clock.today(),
        )
        return reverse("confidential:mine")

    context = {
        "heading": "Declare a conflict of interest",
        "back": reverse("confidential:mine"),
        "cancel": reverse("confidential:mine"),
        "submit_text": "Declare it",
    }
    page = FormPage(
        "confidential.declare",
        lambda data: forms.DeclareForm(data, initial=first),
        act,
        DECLARED,
        "desk/confidential/declare.html",
        context,
    )
    return form_page(request, page)


@access(Capability.DECLARE_CONFLICT)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List what one has declared, in one's own words."""
    rows = declared_about(request.user)
    saw_only_figures(request)
    context = {
        "heading": "Your conflicts of interest",
        "ways": [("Declare a conflict of interest", reverse("confidential:declare"))],
        "table": presenters.mine_table(rows),
        "empty_text": "You have declared none.",
        "empty_more": (
            "Declare one as soon as you know a child or a family, at work or at home. Their record is then closed to "
            "you, and the IRO manager sees to the rest."
        ),
    }
    return render(request, "desk/confidential/list.html", context)
