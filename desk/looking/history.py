"""What was changed in a child's record: every field, by whichever way it was written, with who did it."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import access
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.history import fields_of, kind_of, of_child
from audit.models import RowChange
from design import components, formats
from design.components import Table
from design.templatetags.components import details
from desk.child.views import frame
from desk.looking.presenters import SYSTEM, role_words, when
from desk.looking.rows import names_of
from desk.one_child import visible_child

PER_PAGE = 50
USER = "accounts.user"
DONE = {"insert": "Added", "update": "Changed", "delete": "Removed"}
# What the system worked out, or how it keeps things: it tells a reader nothing about the child.
WORKED_OUT = frozenset(
    {
        "due_rule",
        "due_strength",
        "due_source",
        "due_explanation",
        "due_is_provisional",
        "is_invented",
        "rule",
        "search_name",
        "source",
    }
)
MOST_SHOWN = 4
# About those who look, rather than about the child: for the pages that keep them.
NOT_HERE = (
    "children_accessconcern",
    "children_conflictofinterest",
    "children_breakglass",
    # What a child said in private is the IRO's to read, on one page.
    "reviews_privateconversation",
    "reviews_conversationattempt",
)


@access(Capability.SEE_HISTORY, record=Record.CHILD)
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """List every change of a child's record, the latest first: what it was, what it became, who and when."""
    child = visible_child(request, pk)
    found = of_child(child.pk).exclude(table_name__in=NOT_HERE).order_by("-id")
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    names = names_of(_people_in(page_obj.object_list))
    context = frame(request, child, "history") | {
        "table": _table(page_obj, names, count=page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "Nothing was changed since the history began.",
    }
    return render(request, "desk/looking/history.html", context)


def _people_in(changes: Sequence[RowChange]) -> set[int]:
    people = {change.actor_id for change in changes if change.actor_id}
    for change in changes:
        for field in fields_of(change):
            if field.refers_to == USER:
                people.update(value for value in (field.before, field.after) if isinstance(value, int))
    return people


def _table(changes: Iterable[RowChange], names: dict[int, str], *, count: int) -> Table:
    rows = [
        [
            when(change.at),
            _who(change, names),
            components.lines(
                formats.at_start(kind_of(change)),
                components.quiet(DONE.get(change.operation.lower(), change.operation)),
            ),
            _fields(change, names),
        ]
        for change in changes
    ]
    columns = ["When", "Who", "What", "Fields"]
    return Table(caption=formats.counted(count, "change"), columns=columns, rows=rows, stack=True, row_headers=False)


def _who(change: RowChange, names: dict[int, str]) -> Any:
    if change.actor_id:
        name = names.get(change.actor_id, f"Account {change.actor_id}")
        return components.lines(name, components.quiet(role_words(change.acting_role)))
    return components.lines(SYSTEM, components.quiet(change.system_job)) if change.system_job else "Not attributed"


def _fields(change: RowChange, names: dict[int, str]) -> Any:
    """Return what changed, folded where it is long; which record something belongs to is left out."""
    told = [
        _told(field, names)
        for field in fields_of(change)
        if field.column not in WORKED_OUT and field.refers_to in {"", USER}
    ]
    if len(told) <= MOST_SHOWN:
        return components.lines(*told)
    return details(components.lines(*told), formats.counted(len(told), "field"))


def _told(field: Any, names: dict[int, str]) -> str:
    """Return one field in words: what it was, what it became."""
    before, after = _shown(field, field.before, names), _shown(field, field.after, names)
    label = formats.at_start(field.label)
    if not before:
        return f"{label}: {after}"
    return f"{label}: {before} became {after or 'empty'}"


def _shown(field: Any, value: Any, names: dict[int, str]) -> str:
    if value in (None, ""):
        return ""
    if field.refers_to == USER:
        return names.get(value, f"account {value}")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        # SQLite keeps moments without their zone: they are in UTC.
        return when(value if timezone.is_aware(value) else timezone.make_aware(value, datetime.UTC))
    return formats.day(value) if isinstance(value, datetime.date) else str(value)
