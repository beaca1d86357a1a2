"""Pages of people's time: one's own, and that of others where one keeps it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability
from design.components import Table, link
from design.formats import counted
from design.forms import SentForm
from office import clock
from office.form_pages import FormPage, answered, around, form_page
from office.models import Leave, WorkingPattern
from office.timekeeping import actions, forms, policies, presenters
from office.timekeeping.querysets import LeaveQuerySet, whose_leave, whose_time

METHODS = ["GET", "HEAD", "POST"]
PER_PAGE = 50
own_time = access(Capability.KEEP_OWN_TIME)


@own_time
@require_safe
def time(request: HttpRequest) -> HttpResponse:
    """Show one's own working week and leave, and whose else one keeps."""
    return _time_of(request, request.user)


@own_time
@require_safe
def time_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the working week and leave of somebody whose time one keeps."""
    return _time_of(request, get_object_or_404(whose_leave(request.user, clock.today()), pk=pk))


def _time_of(request: HttpRequest, person: User) -> HttpResponse:
    today, is_own = clock.today(), person.pk == request.user.pk
    keeps_week = person in whose_time(request.user, today)
    patterns = person.working_patterns.prefetch_related("hours") if keeps_week else WorkingPattern.objects.none()
    context = {
        "heading": "My working time" if is_own else f"Working time of {person}",
        "back": reverse("accounts:my-account") if is_own else reverse("office:time"),
        "patterns": presenters.patterns_table(patterns, today),
        "begin": reverse("office:begin-pattern", args=[person.pk]) if keeps_week else "",
        "leave": presenters.leave_table(person.leave.not_over(today), may_change=True),
        "enter": reverse("office:enter-leave", args=[person.pk]),
        "others": reverse("office:time-of-others") if is_own and _keeps_others(request.user) else "",
    }
    return render(request, "office/time.html", context)


def _keeps_others(user: User) -> bool:
    return whose_leave(user, clock.today()).exclude(pk__in=[user.pk]).exists()


@access(Capability.KEEP_TIME_OF_ALL, Capability.ENTER_LEAVE_OF_IROS)
@require_safe
def time_of_others(request: HttpRequest) -> HttpResponse:
    """List the people whose working week or leave one keeps."""
    people = whose_leave(request.user, clock.today()).exclude(pk__in=[request.user.pk])
    page_obj = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    rows = [[link(person.full_name, reverse("office:time-of", args=[person.pk]))] for person in page_obj]
    context = {
        "heading": "Working time and leave",
        "back": reverse("office:time"),
        "table": Table(caption=counted(page_obj.paginator.count, "person", "people"), columns=["Name"], rows=rows),
        "page_obj": page_obj,
        "empty_text": "Nobody else’s time is yours to keep.",
    }
    return render(request, "layouts/list.html", context)


def _page_of(request: HttpRequest, person: User) -> str:
    own = person.pk == request.user.pk
    return reverse("office:time") if own else reverse("office:time-of", args=[person.pk])


def _shown(request: HttpRequest, heading: str, person: User, submit: str) -> dict[str, Any]:
    return around(heading, back=_page_of(request, person), submit=submit, caption=person.full_name)


@own_time
@require_http_methods(METHODS)
def begin_pattern(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which week somebody works from a day on."""
    today = clock.today()
    person = get_object_or_404(whose_time(request.user, today), pk=pk)

    def act(given: dict[str, Any]) -> str:
        days = {"from_on": given["from_on"], "until_on": given["until_on"]}
        actions.begin_working_pattern(person=person, hours=forms.hours_in(given), by=request.user, **days)
        return _page_of(request, person)

    page = FormPage(
        f"office.begin-pattern:{pk}",
        lambda data: forms.PatternForm(data, initial=forms.usual_week(today)),
        act,
        "The working pattern is kept.",
        context=_shown(request, "Working pattern", person, "Save"),
    )
    return form_page(request, page)


@own_time
@require_http_methods(METHODS)
def change_pattern(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a working week, or end it."""
    today = clock.today()
    patterns = WorkingPattern.objects.filter(person__in=whose_time(request.user, today)).select_related("person")
    pattern = get_object_or_404(patterns, pk=pk)

    def act(given: dict[str, Any]) -> str:
        actions.change_working_pattern(
            pattern=pattern,
            from_on=given["from_on"],
            until_on=given["until_on"],
            hours=forms.hours_in(given),
            by=request.user,
            today=today,
            seen_version=given["version"],
        )
        return _page_of(request, pattern.person)

    page = FormPage(
        f"office.change-pattern:{pk}",
        lambda data: forms.PatternForm(data, initial=forms.values_of(pattern)),
        act,
        "The working pattern is changed.",
        context=_shown(request, "Change this working pattern", pattern.person, "Save"),
        standing=presenters.pattern_facts,
        record=pattern,
        may=lambda: policies.may_change_pattern(pattern, today),
    )
    return form_page(request, page)


@own_time
@require_http_methods(METHODS)
def enter_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter when somebody is away."""
    today = clock.today()
    person = get_object_or_404(whose_leave(request.user, today), pk=pk)

    def act(given: dict[str, Any]) -> str:
        actions.enter_leave(person=person, by=request.user, **answered(given))
        return _page_of(request, person)

    page = FormPage(
        f"office.enter-leave:{pk}",
        lambda data: forms.LeaveForm(data, today=today),
        act,
        "The leave is entered. Whoever books a review on these days is told.",
        context=_shown(request, "Enter leave", person, "Enter leave"),
    )
    return form_page(request, page)


def _leave(request: HttpRequest) -> LeaveQuerySet:
    kept = Leave.objects.filter(person__in=whose_leave(request.user, clock.today()))
    return kept.select_related("person")


@own_time
@require_http_methods(METHODS)
def change_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when somebody is away."""
    today, leave = clock.today(), get_object_or_404(_leave(request), pk=pk)
    names = ("from_on", "until_on", "part", "kind", "note", "version")

    def act(given: dict[str, Any]) -> str:
        facts = answered(given) | {"seen_version": given["version"]}
        actions.change_leave(leave=leave, by=request.user, today=today, **facts)
        return _page_of(request, leave.person)

    page = FormPage(
        f"office.change-leave:{pk}",
        lambda data: forms.LeaveForm(data, today=today, initial={name: getattr(leave, name) for name in names}),
        act,
        "The leave is changed.",
        context=_shown(request, "Change this leave", leave.person, "Save"),
        standing=presenters.leave_facts,
        record=leave,
        may=lambda: policies.may_change_leave(leave, today),
    )
    return form_page(request, page)


@own_time
@require_http_methods(METHODS)
def remove_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Take leave back: the person works after all."""
    today = clock.today()
    if request.method == "POST" and not Leave.objects.filter(pk=pk).exists():
        messages.info(request, "This leave was taken back before.")
        return redirect(reverse("office:time"))
    leave = get_object_or_404(_leave(request), pk=pk)
    where = _page_of(request, leave.person)

    def act(_given: dict[str, Any]) -> str:
        actions.remove_leave(leave=leave, by=request.user, today=today)
        return where

    page = FormPage(
        f"office.remove-leave:{pk}",
        SentForm,
        act,
        "The leave is taken back.",
        "office/remove_leave.html",
        context=_shown(request, "Take this leave back?", leave.person, "Take it back")
        | {"facts": presenters.leave_facts(leave)},
        may=lambda: policies.may_change_leave(leave, today),
    )
    return form_page(request, page)
