"""The components as template tags. A builtin: templates need no `load`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms.formsets import BaseFormSet
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from design import charts, components, formats
from design.errors import error_lines

register = template.Library()

for _tag in (
    components.tag,
    components.deadline_status,
    components.figure,
    components.figures,
    components.bar,
    components.link,
    components.summary_list,
    components.table,
    components.quiet,
):
    register.simple_tag(_tag)
for _filter in (formats.day, formats.weekday, formats.month, formats.clock, formats.working_days):
    register.filter(_filter.__name__, _filter)


# Blocks --------------------------------------------------------------------------------------------------------------
@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Write {% inset %}Words set apart.{% endinset %}."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def warning(content: str) -> SafeString:
    """Write {% warning %}What will happen if ...{% endwarning %}."""
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span>'
        '<strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span> {}</strong></div>',
        content,
    )


@register.simple_block_tag
def notification(content: str, title: str = "Important", kind: str = "") -> SafeString:
    """Write {% notification kind="success" %}The review is completed.{% endnotification %}."""
    return _notification(content, title, kind)


@register.simple_block_tag
def details(content: str, summary: str) -> SafeString:
    """Write {% details "How this is counted" %}...{% enddetails %}."""
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        summary,
        content,
    )


@register.simple_block_tag
def button_group(content: str) -> SafeString:
    """Write {% button_group %}{% button "Save" %}{% button_link "Cancel" "/" %}{% endbutton_group %}."""
    return format_html('<div class="govuk-button-group">{}</div>', content)


def _notification(content: Any, title: str = "Important", kind: str = "") -> SafeString:
    success = kind == "success"
    shown = "Success" if success and title == "Important" else title
    return format_html(
        '<div class="govuk-notification-banner{}" role="{}" aria-label="{}" '
        'data-module="govuk-notification-banner" data-disable-auto-focus="true">'
        '<div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title">{}</h2></div>'
        '<div class="govuk-notification-banner__content">'
        '<div class="govuk-notification-banner__heading">{}</div></div></div>',
        " govuk-notification-banner--success" if success else "",
        "alert" if success else "region",
        shown,
        shown,
        content,
    )


@register.simple_tag(takes_context=True)
def messages_shown(context: template.Context) -> SafeString:
    """Django's messages as notification banners."""
    messages = context.get("messages") or ()
    return format_html_join(
        "",
        "{}",
        ((_notification(message, kind="success" if message.level_tag == "success" else ""),) for message in messages),
    )


# Forms ---------------------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def error_summary(context: template.Context, *parts: Any) -> str:
    """Write {% error_summary form rows %}: every error of these forms and formsets, each leading to its control.

    Without arguments it takes the page's `form`, `formset` and `forms`.
    """
    lines = [line for part in parts or _forms_of(context) for line in error_lines(part)]
    return render_to_string("govuk/error_summary.html", {"lines": lines}) if lines else ""


@register.simple_tag(takes_context=True)
def title_prefix(context: template.Context) -> str:
    """Say "Error: " when `form`, `formset` or one of `forms` in the page's context is wrong."""
    return "Error: " if any(_is_wrong(part) for part in _forms_of(context)) else ""


def _forms_of(context: template.Context) -> list[Any]:
    parts = [context.get("form"), context.get("formset"), *(context.get("forms") or ())]
    return [part for part in parts if hasattr(part, "is_bound")]


def _is_wrong(part: Any) -> bool:
    if not getattr(part, "is_bound", False):
        return False
    return part.total_error_count() > 0 if isinstance(part, BaseFormSet) else bool(part.errors)


@register.simple_tag
def button(text: str, *, name: str = "", value: str = "", kind: str = "", hidden: str = "") -> SafeString:
    """Write {% button "Save and continue" %}; kind: "", secondary or warning; `hidden` names the row it acts on."""
    return format_html(
        '<button type="submit" class="govuk-button{}" data-module="govuk-button" data-prevent-double-click="true"{}>'
        "{}{}</button>",
        f" govuk-button--{kind}" if kind else "",
        format_html(' name="{}" value="{}"', name, value) if name else "",
        text,
        format_html('<span class="govuk-visually-hidden"> {}</span>', hidden) if hidden else "",
    )


@register.simple_tag
def button_link(text: str, href: str, *, kind: str = "") -> SafeString:
    """Write {% button_link "Log a review" url %}: a link that looks like a button, of the same kinds."""
    return format_html(
        '<a href="{}" role="button" draggable="false" class="govuk-button{}" data-module="govuk-button">{}</a>',
        href,
        f" govuk-button--{kind}" if kind else "",
        text,
    )


# Finding the way -----------------------------------------------------------------------------------------------------
@register.simple_tag
def back_link(href: str, text: str = "Back") -> SafeString:
    """Write {% back_link url "Back to my caseload" %}."""
    return format_html(
        '<nav class="app-back" aria-label="Back"><a href="{}" class="govuk-back-link">{}</a></nav>', href, text
    )


@register.simple_tag
def breadcrumbs(items: Iterable[tuple[str, str]]) -> SafeString:
    """(words, address) pairs from the top down to the page above this one."""
    return format_html(
        '<nav class="govuk-breadcrumbs" aria-label="Breadcrumb"><ol class="govuk-breadcrumbs__list">{}</ol></nav>',
        format_html_join(
            "",
            '<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="{}">{}</a></li>',
            ((href, text) for text, href in items),
        ),
    )


@register.simple_tag
def tabs(items: Sequence[Any], label: str = "Parts of this record") -> SafeString:
    """Tabs as plain links: items with `text`, `href` and `current` (a mapping or an object)."""
    return format_html(
        '<nav class="app-tabs" aria-label="{}"><ul>{}</ul></nav>',
        label,
        format_html_join(
            "",
            '<li><a class="govuk-link govuk-link--no-visited-state govuk-link--no-underline" href="{}"{}>{}</a></li>',
            (
                (
                    _of(item, "href"),
                    SafeString(' aria-current="page"') if _of(item, "current") else "",
                    _of(item, "text"),
                )
                for item in items
            ),
        ),
    )


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page_obj: Page[Any]) -> dict[str, Any]:
    """The other pages of a list, keeping its filters; nothing when there is one page only."""
    pages = []
    if page_obj.paginator.num_pages > 1:
        for number in page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1):
            is_page = isinstance(number, int)
            pages.append(
                {
                    "number": number,
                    "href": _page_href(context, number) if is_page else "",
                    "current": number == page_obj.number,
                }
            )
    return {
        "pages": pages,
        "previous": _page_href(context, page_obj.previous_page_number()) if page_obj.has_previous() else "",
        "next": _page_href(context, page_obj.next_page_number()) if page_obj.has_next() else "",
    }


def _page_href(context: template.Context, number: int | str) -> str:
    query = context["request"].GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


def _of(item: Any, name: str) -> Any:
    return item.get(name, "") if isinstance(item, dict) else getattr(item, name, "")


# Deadlines, states and work in progress ------------------------------------------------------------------------------
PROVISIONAL = SafeString("<p><strong>Provisional:</strong> bank holidays that far ahead have not been announced.</p>")
STRENGTHS = {"law": "Law", "guide": "Statutory guidance or good practice", "local": "Local standard"}


@register.simple_tag
def working(due: Any, *, summary: str = "", history: Iterable[Any] = ()) -> SafeString:
    """A deadline that opens its working: `due` has on, plan_by, rule, strength, source, explanation, provisional.

    `history` holds sentences, oldest first. Nothing is shown for no deadline.
    """
    if due is None:
        return components.NOTHING
    strength = str(getattr(due.strength, "value", due.strength))
    facts = [
        ("Plan by", formats.day(due.plan_by) if due.plan_by else ""),
        ("Rule", getattr(due.rule, "value", due.rule)),
        ("Strength", STRENGTHS.get(strength.lower(), strength)),
        ("Source", due.source),
    ]
    passed = list(history)
    explanation = due.explanation() if callable(due.explanation) else due.explanation
    return format_html(
        '<details class="govuk-details app-working"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text"><p>{}</p>{}<dl>{}</dl>{}</div></details>',
        summary or formats.day(due.on),
        explanation,
        PROVISIONAL if due.provisional else "",
        format_html_join("", "<dt>{}</dt><dd>{}</dd>", ((key, value) for key, value in facts if value)),
        format_html("<ol>{}</ol>", format_html_join("", "<li>{}</li>", ((each,) for each in passed))) if passed else "",
    )


@register.simple_tag
def bar_chart(rows: Sequence[tuple[str, Any]], sentence: str, **options: Any) -> SafeString:
    """A chart (see `charts.bar_chart`) in a region that scrolls by itself where the screen is narrow."""
    chart = charts.bar_chart(rows, sentence, **options)
    return format_html(
        '<div class="app-chart-scroll" role="region" aria-label="{}" tabindex="0">{}</div>', f"Chart: {sentence}", chart
    )


@register.simple_tag
def empty(text: str, more: str = "", *, href: str = "", action: str = "") -> SafeString:
    """Write {% empty "No reviews to arrange." "The next one is due on 3 March." href=url action="Calendar" %}."""
    return format_html(
        '<div class="app-empty"><p class="govuk-body govuk-!-font-weight-bold">{}</p>{}{}</div>',
        text,
        format_html('<p class="govuk-body">{}</p>', more) if more else "",
        format_html('<p class="govuk-body">{}</p>', components.link(action or "Continue", href)) if href else "",
    )


@register.simple_tag
def progress(text: str, percent: int | None = None, *, href: str = "", finished: bool = False) -> SafeString:
    """Long work: how far it is. Script asks `href` for this again until `finished`; without script a link does."""
    value = format_html(' value="{}"', percent) if percent is not None else ""
    return format_html(
        '<div class="app-progress"{}><p class="govuk-body" role="status">{}</p>{}{}</div>',
        format_html(' data-progress-url="{}"', href) if href and not finished else "",
        text,
        "" if finished else format_html('<progress max="100"{} aria-label="{}"></progress>', value, text),
        format_html('<p class="govuk-body">{}</p>', components.link("See how far it is", href))
        if href and not finished
        else "",
    )
