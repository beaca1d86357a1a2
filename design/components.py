"""Components as plain functions that return HTML, for presenters and tables.

The template tags of the same names call them.

They know no case: a caller hands over words, colours and addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from design.formats import within_sentence

COLOURS = ("grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow")

DEADLINES = {
    "in_hand": ("In hand", "blue"),
    "due_soon": ("Due soon", "yellow"),
    "overdue": ("Overdue", "red"),
    "done_on_time": ("Done on time", "green"),
    "done_late": ("Done late", "orange"),
    "no_longer_due": ("No longer due", "grey"),
}
NOTHING = SafeString("")
COLUMNS_ON_A_PHONE = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `sort` is the address that sorts by it; `sorted` is "", "ascending" or "descending"."""

    text: str
    numeric: bool = False
    sort: str = ""
    sorted: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose cells are ready: text (escaped here) or HTML made with `format_html`.

    `caption` says what and how many ("12 reviews to arrange"). The first cell of a row is its header unless
    `row_headers` is False. `stack` lays rows out as cards on a phone; otherwise the table scrolls sideways
    in its own region. `attention` holds the numbers (from 0) of rows to tint. `foot` is one row of totals.
    """

    caption: str
    columns: Sequence[Column | str]
    rows: Sequence[Sequence[Any]]
    row_headers: bool = True
    stack: bool = False
    dense: bool = True
    caption_size: str = "m"
    attention: frozenset[int] = frozenset()
    foot: Sequence[Any] = ()
    select_all: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a summary list: the question, the answer and what may be done about it."""

    key: str
    value: Any
    href: str = ""
    action: str = "Change"
    extra: Sequence[tuple[str, str]] = field(default=())


def tag(text: str, colour: str = "grey") -> SafeString:
    """A status: its word on a colour. The word alone must do."""
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)


def deadline_status(status: Any) -> SafeString:
    """The word for a deadline, the same on every page: a key of `DEADLINES`, an enum of it, or the words themselves."""
    key = str(getattr(status, "value", status)).strip().lower().replace(" ", "_").replace("-", "_")
    if not key:
        return NOTHING
    return DEADLINE_TAGS[key]


DEADLINE_TAGS = {key: tag(*word_and_colour) for key, word_and_colour in DEADLINES.items()}


def link(text: Any, href: str, *, hidden: str = "", quiet: bool = False) -> SafeString:
    """A link; `hidden` adds words for those who do not see the row it stands in ("Change" + " date of birth")."""
    extra = f'<span class="govuk-visually-hidden"> {conditional_escape(hidden)}</span>' if hidden else ""
    css = "govuk-link govuk-link--no-visited-state" + (" govuk-link--no-underline" if quiet else "")
    return SafeString(f'<a class="{css}" href="{escape(href)}">{conditional_escape(text)}{extra}</a>')


def lines(*parts: Any) -> SafeString:
    """Several short facts in one cell, one under the other; empty ones are left out."""
    return format_html_join(SafeString("<br>"), "{}", ((part,) for part in parts if part))


def quiet(text: Any) -> SafeString:
    """Secondary words, in a softer colour that still has full contrast."""
    return format_html('<span class="app-quiet">{}</span>', text) if text else NOTHING


def select_cell(name: str, value: Any, label: str, *, checked: bool = False) -> SafeString:
    """The box that selects a row of a list for what the button below the list does."""
    return format_html(
        '<input class="app-select" type="checkbox" name="{}" value="{}" aria-label="{}"{}>',
        name,
        value,
        label,
        SafeString(" checked") if checked else "",
    )


def bar(value: float, *, low: float, high: float, label: str, top: float = 0) -> SafeString:
    """A small bar of `value` over the band `low`-`high` (a caseload over 50-70); `label` is read aloud in its place."""
    width, height = 140, 16
    scale = width / max(top, high * 1.3, value, 1)
    return format_html(
        '<svg class="app-bar" role="img" width="{}" height="{}" viewBox="0 0 {} {}"><title>{}</title>'
        '<rect x="0" y="0" width="{}" height="{}" fill="#e8edef"/>'
        '<rect x="{}" y="0" width="{}" height="{}" fill="#b9cdd4"/>'
        '<rect x="0" y="4" width="{}" height="8" fill="{}"/>'
        '<rect x="{}" y="0" width="1" height="{}" fill="#484949"/>'
        '<rect x="{}" y="0" width="1" height="{}" fill="#484949"/></svg>',
        width, height, width, height, label,
        width, height,
        round(low * scale, 1), round((high - low) * scale, 1), height,
        round(value * scale, 1), "#ca3535" if value > high else "#17404f",
        round(low * scale, 1), height, round(high * scale, 1), height,
    )  # fmt: skip


def figure(value: Any, label: str, href: str = "", *, note: str = "", colour: str = "") -> SafeString:
    """A number, what it counts, and the way to the list behind it. Stands in `<ul class="app-figures">`."""
    css = f"app-figure app-figure--{colour}" if colour else "app-figure"
    body = format_html(
        '<span class="app-figure__value">{}</span> <span class="app-figure__label">{}</span>', value, label,
    )  # fmt: skip
    if href:
        body = format_html('<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>', href, body)
    extra = format_html('<span class="app-figure__note">{}</span>', note) if note else NOTHING
    return format_html('<li class="{}">{}{}</li>', css, body, extra)


def figures(items: Iterable[Any]) -> SafeString:
    """A strip of figures."""
    return format_html('<ul class="app-figures">{}</ul>', format_html_join("", "{}", ((item,) for item in items)))


def summary_list(facts: Iterable[Fact | tuple[Any, ...]], *, border: bool = True) -> SafeString:
    """Facts as question and answer. A plain (key, value) pair will do where nothing can be changed."""
    shown = [fact if isinstance(fact, Fact) else Fact(*fact) for fact in facts]
    with_actions = any(fact.href or fact.extra for fact in shown)
    return format_html(
        '<dl class="govuk-summary-list{}">{}</dl>',
        "" if border else " govuk-summary-list--no-border",
        format_html_join("", "{}", ((_fact(fact, with_actions),) for fact in shown)),
    )


def _fact(fact: Fact, with_actions: bool) -> SafeString:
    actions = [*([(fact.action, fact.href)] if fact.href else []), *fact.extra]
    hidden = within_sentence(fact.key)
    cell = NOTHING
    if len(actions) == 1:
        cell = format_html('<dd class="govuk-summary-list__actions">{}</dd>', link(*actions[0], hidden=hidden))
    elif actions:
        listed = format_html_join(
            "",
            '<li class="govuk-summary-list__actions-list-item">{}</li>',
            ((link(*each, hidden=hidden),) for each in actions),
        )
        cell = format_html(
            '<dd class="govuk-summary-list__actions"><ul class="govuk-summary-list__actions-list">{}</ul></dd>', listed
        )
    return format_html(
        '<div class="govuk-summary-list__row{}"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd>{}</div>',
        " govuk-summary-list__row--no-actions" if with_actions and not actions else "",
        fact.key,
        "Not recorded" if fact.value in (None, "") else fact.value,
        cell,
    )


def table(data: Table) -> SafeString:
    """The table in a region that can be scrolled with the keyboard when it is wider than the screen."""
    columns = [column if isinstance(column, Column) else Column(column) for column in data.columns]
    marks = [_marks(column, data, is_first=index == 0) for index, column in enumerate(columns)]
    name = data.id or f"table-{slugify(data.caption)[:60]}"
    body = mark_safe("".join(_row(row, number, data, marks) for number, row in enumerate(data.rows)))  # noqa: S308 - escaped cell by cell
    foot = format_html("<tfoot>{}</tfoot>", mark_safe(_row(data.foot, -1, data, marks))) if data.foot else NOTHING  # noqa: S308 - as above
    css = f"govuk-table{' govuk-table--dense' if data.dense else ''}{_shape(data, len(columns))}"
    return format_html(
        '<div class="app-table-scroll" role="region" aria-labelledby="{}" tabindex="0"><table class="{}"{}{}>'
        '<caption class="govuk-table__caption govuk-table__caption--{}" id="{}">{}</caption>'
        '<thead class="govuk-table__head"><tr class="govuk-table__row">{}</tr></thead>'
        '<tbody class="govuk-table__body">{}</tbody>{}</table></div>',
        name,
        css,
        SafeString(' role="table"') if data.stack else NOTHING,
        SafeString(" data-select-all") if data.select_all else NOTHING,
        data.caption_size,
        name,
        data.caption,
        format_html_join("", "{}", ((_head(column),) for column in columns)),
        body,
        foot,
    )


def _shape(data: Table, columns: int) -> str:
    """Cards on a phone, or a least width so that many columns scroll rather than crush."""
    if data.stack:
        return " app-table--stack"
    return " app-table--wide" if columns > COLUMNS_ON_A_PHONE else ""


def _head(column: Column) -> SafeString:
    css = "govuk-table__header" + (" govuk-table__header--numeric" if column.numeric else "")
    words: Any = column.text
    if column.hidden:
        words = format_html('<span class="govuk-visually-hidden">{}</span>', column.text)
    if not column.sort:
        return format_html('<th scope="col" class="{}">{}</th>', css, words)
    arrow = {"ascending": "▲", "descending": "▼"}.get(column.sorted, "")
    return format_html(
        '<th scope="col" class="{}"{}>'
        '<a class="govuk-link govuk-link--no-visited-state app-table__sort" href="{}"{}>{}</a></th>',
        css,
        format_html(' aria-sort="{}"', column.sorted) if column.sorted else "",
        column.sort,
        format_html(' aria-current="true" data-arrow="{}"', arrow) if arrow else "",
        words,
    )


def _marks(column: Column, data: Table, *, is_first: bool) -> tuple[str, str]:
    """What stands before and after each cell of a column, made once per table: long lists are paid for cell by cell."""
    if is_first and data.row_headers:
        role = ' role="rowheader"' if data.stack else ""
        return f'<th scope="row" class="govuk-table__header"{role}>', "</th>"
    numeric = " govuk-table__cell--numeric" if column.numeric else ""
    if data.stack:
        return (
            f'<td role="cell" class="govuk-table__cell{numeric}" data-label="{conditional_escape(column.text)}"><span>',
            "</span></td>",
        )
    return f'<td class="govuk-table__cell{numeric}">', "</td>"


def _row(cells: Sequence[Any], number: int, data: Table, marks: Sequence[tuple[str, str]]) -> str:
    role = ' role="row"' if data.stack else ""
    css = "govuk-table__row" + (" govuk-table__row--attention" if number in data.attention else "")
    html = "".join(
        f"{before}{conditional_escape(cell)}{after}" for (before, after), cell in zip(marks, cells, strict=True)
    )
    return f'<tr class="{css}"{role}>{html}</tr>'
