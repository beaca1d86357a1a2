"""The manager keeps the list of themes: adds, retires, merges, and brings back. Nothing is ever deleted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import saw_only_figures
from design import formats
from desk.themes import forms, presenters, rows
from office import clock
from office.form_pages import FormPage, around, form_page
from participation.actions import make_theme, retire_theme, use_theme_again
from participation.models import Theme
from participation.policies import may_retire_theme, may_use_again

METHODS = ["GET", "HEAD", "POST"]


@access(Capability.KEEP_THEMES)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the list: what is in use, and what no longer is."""
    tables = [presenters.list_table(whose, themes) for whose, themes in rows.themes_by_whose().items() if themes]
    saw_only_figures(request)
    context = {
        "heading": "The list of themes",
        "tables": tables,
        "back": reverse("themes:table"),
        "back_text": "Themes",
    }
    return render(request, "desk/themes/list.html", context)


@access(Capability.KEEP_THEMES)
@require_http_methods(METHODS)
def add(request: HttpRequest) -> HttpResponse:
    """Add a theme."""
    back = reverse("themes:list")

    def act(data: dict[str, Any]) -> str:
        make_theme(name=data["name"], whose=data["whose"], by=request.user)
        return back

    page = FormPage(
        "themes.add",
        forms.ThemeForm,
        act,
        "The theme is in the list.",
        context=around("Add a theme", back=back, submit="Add it"),
    )
    saw_only_figures(request)
    return form_page(request, page)


def _standing(theme: Any) -> list[tuple[str, Any]]:
    return [
        ("Theme", theme.name),
        ("Status", theme.get_status_display()),
        ("Retired", formats.day(theme.retired_on) or "no"),
        ("Counts as", str(theme.merged_into or theme)),
    ]


@access(Capability.KEEP_THEMES)
@require_http_methods(METHODS)
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a theme out of use, or merge it into another."""
    theme, back, today = get_object_or_404(Theme, pk=pk), reverse("themes:list"), clock.today()
    others = list(Theme.objects.current().filter(whose=theme.whose).exclude(pk=theme.pk))

    def act(data: dict[str, Any]) -> str:
        retire_theme(theme=theme, into=data["into"], by=request.user, today=today, seen_version=data["version"])
        return back

    page = FormPage(
        f"themes.retire:{pk}",
        lambda data: forms.RetireForm(data, initial={"version": theme.version}, others=others),
        act,
        "The theme is out of use. What was coded with it stays.",
        context=around("Retire a theme", back=back, submit="Take it out of use", caption=theme.name),
        standing=_standing,
        record=theme,
        may=lambda: may_retire_theme(theme),
    )
    saw_only_figures(request)
    return form_page(request, page)


@access(Capability.KEEP_THEMES)
@require_http_methods(METHODS)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a theme back into use: undo a retirement or a merger."""
    theme, back = get_object_or_404(Theme, pk=pk), reverse("themes:list")

    def act(data: dict[str, Any]) -> str:
        use_theme_again(theme=theme, by=request.user, seen_version=data["version"])
        return back

    page = FormPage(
        f"themes.again:{pk}",
        lambda data: forms.AgainForm(data, initial={"version": theme.version}),
        act,
        "The theme is in use again, and counts for itself.",
        context=around("Use a theme again", back=back, submit="Use it again", caption=theme.name),
        standing=_standing,
        record=theme,
        may=lambda: may_use_again(theme),
    )
    saw_only_figures(request)
    return form_page(request, page)
