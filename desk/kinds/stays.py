"""Pages about short breaks: each stay, how many nights are used, and who is near the limit."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.visibility import Record
from audit.reading import saw_all
from children import policies
from children.actions import open_period_of, withdraw_stay
from children.enums import CareKind
from children.models import Child, ShortBreakStay
from design import components, formats
from design.components import Table
from desk.arranging import actions
from desk.arranging.presenters import sections
from desk.kinds import forms
from desk.kinds.adoption import METHODS, what_is_due
from desk.kinds.nights import nights_by_child, nights_words
from desk.one_child import visible_child
from desk.standing import care_stands
from desk.words import name_of
from office import clock
from office.form_pages import FormPage, answered, around, form_page
from statute.short_breaks import WARNING_FROM

PER_PAGE = 50


@access(Capability.NOTIFY_CHILD, record=Record.CHILD)
@require_http_methods(METHODS)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a short break, and ask whether the breaks still are a series of them."""
    child, today = visible_child(request, pk), clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        care = actions.record_stay(
            child=child, by=request.user, today=today, seen_version=cleaned["version"], **answered(cleaned)
        )
        if care.kind == CareKind.LOOKED_AFTER:
            since = formats.day(care.became_looked_after_on)
            page.said = f"The stay is recorded. From {since} this child is looked after in full. {what_is_due(child)}"
            return reverse("child:clocks", args=[pk])
        return reverse("kinds:stays", args=[pk])

    caption = f"{child}, {child.local_id}, born {formats.day(child.date_of_birth)}"
    back = reverse("kinds:stays", args=[pk])
    page = FormPage(
        f"kinds.stay:{pk}",
        lambda data: forms.StayForm(data, today=today, initial={"version": child.version, **_last_setting(child)}),
        act,
        "The stay is recorded.",
        context=around("Record a short break", back=back, submit="Record the stay", caption=caption),
        standing=care_stands,
        record=child,
        may=lambda: policies.may_record_stay(open_period_of(child)),
    )
    return form_page(request, page)


def _last_setting(child: Child) -> dict[str, str]:
    last = ShortBreakStay.objects.standing().filter(child=child).order_by("-started_on").first()
    return {"setting": last.setting} if last else {}


@access(Capability.ARRANGE_REVIEWS, record=Record.CHILD)
def stays(request: HttpRequest, pk: int) -> HttpResponse:
    """List the child's short breaks, newest first, and how many of the nights allowed are used."""
    child, today = visible_child(request, pk), clock.today()
    listed = list(ShortBreakStay.objects.filter(child=child).order_by("-started_on"))
    rows = [
        [
            formats.day(stay.started_on),
            formats.day(stay.ended_on),
            str((stay.ended_on - stay.started_on).days),
            str(stay.intended_nights or ""),
            stay.setting,
            "Yes" if stay.went_home else "No",
            _taken_back(stay),
        ]
        for stay in listed
    ]
    columns = ["From", "To", "Nights", "Intended", "With whom or where", "Went home", "Recorded by mistake"]
    standing = sum(1 for stay in listed if stay.withdrawn_on is None)
    caption = formats.counted(standing, "stay")
    may_record = may(request.user, Capability.NOTIFY_CHILD) and policies.may_record_stay(open_period_of(child))
    context = {
        "heading": f"Short breaks of {child}",
        "caption": child.local_id,
        "back": reverse("child:page", args=[pk]),
        "back_text": str(child),
        "nights": nights_words(nights_by_child([pk], today).get(pk), today),
        "action": ("Record a stay", reverse("kinds:record-stay", args=[pk])) if may_record else None,
        "undo": reverse("kinds:withdraw-stay", args=[pk]) if may_record and standing else "",
        "table": Table(caption=caption, columns=columns, rows=rows, stack=True),
        "empty_text": "No stay is recorded yet.",
        "empty_more": "The support worker records each stay when it begins or when the child has gone home.",
    }
    return render(request, "desk/kinds/stays.html", context)


def _taken_back(stay: ShortBreakStay) -> Any:
    if stay.withdrawn_on is None:
        return ""
    return components.lines(formats.day(stay.withdrawn_on), components.quiet(stay.withdrawn_because))


@access(Capability.NOTIFY_CHILD, record=Record.CHILD)
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a short break that was recorded by mistake."""
    child, today = visible_child(request, pk), clock.today()
    standing = ShortBreakStay.objects.standing().filter(child=child, period=open_period_of(child))

    def act(cleaned: dict[str, Any]) -> str:
        withdraw_stay(
            stay=cleaned["stay"],
            because=cleaned["why"],
            by=request.user,
            today=today,
            seen_version=cleaned["version"],
        )
        return reverse("kinds:stays", args=[pk])

    caption = f"{child}, {child.local_id}, born {formats.day(child.date_of_birth)}"
    back = reverse("kinds:stays", args=[pk])
    page = FormPage(
        f"kinds.withdraw-stay:{pk}",
        lambda data: forms.WithdrawStayForm(data, today=today, stays=standing, initial={"version": child.version}),
        act,
        "The stay is taken back. Its nights count no more.",
        context=around("A short break was recorded by mistake", back=back, submit="Take it back", caption=caption),
        standing=care_stands,
        record=child,
        may=lambda: policies.may_record_stay(open_period_of(child)),
    )
    return form_page(request, page)


@access(Capability.ARRANGE_REVIEWS)
def near_the_limit(request: HttpRequest) -> HttpResponse:
    """List the children with short breaks whom this person may see, who has used most nights first."""
    today = clock.today()
    visible = Child.objects.visible_to(request.user).filter(
        periods__kind=CareKind.SHORT_BREAKS, periods__ceased_on__isnull=True
    )
    known = {child.pk: child for child in visible.only("first_name", "last_name", "preferred_name", "local_id")}
    used = nights_by_child(known, today)
    ordered = sorted(known.values(), key=lambda child: (-used[child.pk].used if child.pk in used else 0, child.pk))
    page_obj = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    saw_all(request, page_obj)
    rows = [
        [
            components.link(name_of(child, ""), reverse("kinds:stays", args=[child.pk])),
            child.local_id,
            nights_words(used.get(child.pk), today),
        ]
        for child in page_obj
    ]
    caption = formats.counted(len(ordered), "child", "children")
    context = {
        "heading": "Short breaks",
        "sections": sections("short-breaks", {"short-breaks": page_obj.paginator.count}),
        "lead": f"At most 75 nights in any 12 months are short breaks. From {WARNING_FROM} nights on it is said here.",
        "table": Table(caption=caption, columns=["Child", "Id", "Nights in 12 months"], rows=rows, stack=True),
        "page_obj": page_obj,
        "empty_text": "No child here has short breaks.",
        "empty_more": "A child with legal status V3 or V4 stands in this list.",
    }
    return render(request, "desk/kinds/short_breaks.html", context)
