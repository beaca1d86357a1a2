"""The manager's pages about cover: what runs and is to come, arranging it, changing it, ending it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability
from accounts.verdict import insist, refused
from accounts.visibility import Record
from audit.reading import saw, saw_all, saw_only_figures
from children.actions import arrange_cover, change_cover, end_cover
from children.models import Child, IROCover
from children.policies import may_end_cover
from design.formats import day
from desk.cover import forms, presenters
from office import clock
from office.form_pages import FormPage, answered, around, form_page

PER_PAGE = 50
METHODS = ["GET", "HEAD", "POST"]
LIST = "cover:list"


def _shown_to(user: User) -> "QuerySet[IROCover]":
    """Return the cover that this manager may see: of everybody's whole caseload, and of children whom they may see."""
    children = Child.objects.visible_to(user)
    found: QuerySet[IROCover] = IROCover.objects.filter(Q(child__isnull=True) | Q(child__in=children))
    return found.select_related("iro", "covered_by", "child")


@access(Capability.ALLOCATE)
@require_safe
def cover(request: HttpRequest) -> HttpResponse:
    """List the cover that runs, and what is to come."""
    today = clock.today()
    found = _shown_to(request.user).now_and_to_come(today).order_by("from_on", "pk")
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    saw_only_figures(request)
    saw_all(request, [each.child for each in page_obj if each.child])
    context = {
        "heading": "Cover for IROs",
        "back": reverse("service:today"),
        "table": presenters.cover_table(page_obj, today),
        "page_obj": page_obj,
        "empty_text": "Nobody is covered now, and no cover is to come.",
        "empty_more": "Arrange it when an IRO is away, so that somebody can open their children’s records.",
    }
    return render(request, "desk/cover/list.html", context)


def _say_left_out(request: HttpRequest, made: IROCover) -> None:
    """Warn of the children whom the cover leaves out, as far as this manager may see them."""
    sentence = presenters.left_out(made, Child.objects.visible_to(request.user))
    if sentence:
        messages.warning(request, sentence)


@access(Capability.ALLOCATE)
@require_http_methods(METHODS)
def arrange(request: HttpRequest) -> HttpResponse:
    """Let an IRO answer for all children of another, from a day until a day."""
    return _arrange(request, None)


@access(Capability.ALLOCATE, record=Record.CHILD)
@require_http_methods(METHODS)
def arrange_for_child(request: HttpRequest, child_pk: int) -> HttpResponse:
    """Let an IRO answer for one child of another, from a day until a day."""
    child = get_object_or_404(Child.objects.visible_to(request.user), pk=child_pk)
    saw(request, child)
    return _arrange(request, child)


def _arrange(request: HttpRequest, child: Child | None) -> HttpResponse:
    today = clock.today()
    standing = child.iro_allocations.open().select_related("iro").first() if child else None
    if child and standing is None:
        insist(refused("This child has no IRO. Allocate one instead."))
    saw_only_figures(request)

    def make(data: Any) -> forms.CoverForm:
        kind = forms.KnownIROForm if child else forms.CoverForm
        return kind(data, today=today, initial={"from_on": today})

    def act(given: dict[str, Any]) -> str:
        facts = {"iro": standing.iro, **answered(given)} if standing else answered(given)
        _say_left_out(request, arrange_cover(**facts, child=child, by=request.user, today=today))
        return reverse(LIST)

    back = reverse("child:page", args=[child.pk]) if child else reverse(LIST)
    context = around("Arrange cover", back=back, submit="Arrange cover")
    if child and standing:
        context["caption"] = str(child)
        context["facts"] = [("Child", str(child)), ("IRO", standing.iro.full_name)]
    key = f"cover.arrange:{child.pk if child else 'all'}"
    return form_page(request, FormPage(key, make, act, "Cover is arranged.", "desk/cover/form.html", context))


def _cover(request: HttpRequest, pk: int) -> IROCover:
    found: IROCover = get_object_or_404(_shown_to(request.user), pk=pk)
    saw_only_figures(request)
    if found.child:
        saw(request, found.child)
    return found


def _facts(standing: IROCover) -> list[tuple[str, Any]]:
    return [
        ("Who is away", standing.iro.full_name),
        ("For", str(standing.child) if standing.child else "All their children"),
        ("Covered by", standing.covered_by.full_name),
        ("Days", f"{day(standing.from_on)} to {day(standing.until_on)}"),
    ]


@access(Capability.ALLOCATE)
@require_http_methods(METHODS)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who covers, the days, or the reason."""
    standing, today = _cover(request, pk), clock.today()
    initial = {name: getattr(standing, name) for name in ("covered_by", "from_on", "until_on", "reason", "version")}

    def make(data: Any) -> forms.ChangeCoverForm:
        return forms.ChangeCoverForm(data, today=today, initial=initial)

    def act(given: dict[str, Any]) -> str:
        facts = answered(given)
        made = change_cover(cover=standing, **facts, by=request.user, today=today, seen_version=given["version"])
        _say_left_out(request, made)
        return reverse(LIST)

    context = around("Change cover", back=reverse(LIST), submit="Change cover", facts=_facts(standing))
    page = FormPage(
        f"cover.change:{pk}",
        make,
        act,
        "Cover is changed.",
        "desk/cover/form.html",
        context,
        _facts,
        record=standing,
        may=lambda: may_end_cover(standing, today),
    )
    return form_page(request, page)


@access(Capability.ALLOCATE)
@require_http_methods(METHODS)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End cover at once."""
    standing, today = _cover(request, pk), clock.today()

    def make(data: Any) -> forms.EndCoverForm:
        return forms.EndCoverForm(data, initial={"version": standing.version})

    def act(given: dict[str, Any]) -> str:
        end_cover(cover=standing, by=request.user, today=today, seen_version=given["version"])
        return reverse(LIST)

    context = around("End this cover now?", back=reverse(LIST), submit="End it", facts=_facts(standing))
    page = FormPage(
        f"cover.end:{pk}",
        make,
        act,
        "The cover has ended.",
        "desk/cover/form.html",
        context,
        _facts,
        record=standing,
        may=lambda: may_end_cover(standing, today),
    )
    return form_page(request, page)
