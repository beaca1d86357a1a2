"""Coding own words, one at a time; how many speak of which theme; and the words behind a number."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.visibility import Record
from audit.reading import saw, saw_all, saw_only_figures
from design import formats
from desk.themes import forms, presenters, rows
from desk.themes.quarters import quarter_named, quarter_of, shown_until
from office import clock
from office.form_pages import FormPage, around, form_page
from participation.actions import code_words, take_back_coding
from participation.actions.themes import themes_for
from participation.enums import ThemeFor
from participation.models import Coding, OwnWords, Theme
from participation.policies import may_code, may_take_back

METHODS = ["GET", "HEAD", "POST"]
PER_PAGE = 50


@access(Capability.CODE_WORDS)
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Show how many answers speak of each theme, quarter by quarter: children's and parents' apart."""
    now = quarter_of(clock.today())
    last = quarter_named(request.GET.get("until", ""), otherwise=now)
    quarters, listed = shown_until(last), rows.themes_by_whose()
    tables = []
    for whose, themes in listed.items():
        words = rows.written_in(request.user, whose, quarters)
        tables.append(presenters.counts_table(whose, themes, rows.count_words(words, themes), quarters))
    saw_only_figures(request)
    context = {
        "heading": "Themes of what people write",
        "tables": tables,
        "waiting": rows.waiting_count(request.user),
        "has_themes": any(listed.values()),
        "keeps": bool(may(request.user, Capability.KEEP_THEMES)),
        "earlier": last.earlier(len(quarters)).key,
        "later": last.earlier(-len(quarters)).key if last.start < now.start else "",
    }
    return render(request, "desk/themes/table.html", context)


@access(Capability.CODE_WORDS)
@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """List the answers behind a number: those of a theme and a quarter that this person may open."""
    whose = request.GET.get("whose", ThemeFor.CHILDREN)
    whose = whose if whose in ThemeFor.values else ThemeFor.CHILDREN
    quarter = quarter_named(request.GET.get("quarter", ""), otherwise=quarter_of(clock.today()))
    themes, asked = rows.themes_by_whose()[whose], request.GET.get("theme", rows.ALL)
    written = rows.written_in(request.user, whose, [quarter])
    ids = rows.count_words(written, themes).get((asked, quarter.key), set())
    found = rows.with_codings(written.filter(pk__in=ids)).order_by("consultation__received_on", "pk")
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    saw_all(request, (each.consultation for each in page_obj))
    saw_only_figures(request)
    names = rows.NO_THEMES | {str(theme.pk): theme.name for theme in themes}
    context = {
        "heading": names.get(asked, "Answers in own words"),
        "caption": f"{ThemeFor(whose).label}, {quarter}",
        "table": presenters.words_table(list(page_obj), count=page_obj.paginator.count),
        "page_obj": page_obj,
        "back": reverse("themes:table"),
        "back_text": "Themes",
        "empty_text": "There are none that you may open.",
    }
    return render(request, "layouts/list.html", context)


@access(Capability.CODE_WORDS)
@require_safe
def following(request: HttpRequest) -> HttpResponse:
    """Lead to the words that have waited longest to be coded; say so where none wait."""
    after = request.GET.get("after", "")
    found = rows.next_to_code(request.user, after=int(after) if after.isdecimal() else 0)
    saw_only_figures(request)
    if found is not None:
        return redirect("themes:code", pk=found.pk)
    lately = list(rows.coded_lately(request.user))
    saw_all(request, (each.words.consultation for each in lately))
    context = {
        "heading": "Code what people wrote",
        "back": reverse("themes:table"),
        "back_text": "Themes",
        "table": presenters.lately_table(lately),
    }
    return render(request, "desk/themes/nothing.html", context)


@access(Capability.CODE_WORDS, record=Record.CONSULTATION)
@require_http_methods(METHODS)
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one answer in own words, and tick what it speaks of. Whose it is is not shown: it is not needed."""
    visible = OwnWords.objects.visible_to(request.user).select_related("question", "consultation__form")
    found: OwnWords = get_object_or_404(visible, pk=pk)
    saw(request, found.consultation)
    today, whose = clock.today(), themes_for(found)
    themes = list(Theme.objects.current().filter(whose=whose))

    def act(data: dict[str, Any]) -> str:
        code_words(words=found, themes=data["themes"], by=request.user, today=today)
        return reverse("themes:next")

    lately = list(rows.coded_lately(request.user))
    saw_all(request, (each.words.consultation for each in lately))
    reads = may(request.user, Capability.READ_FORMS)
    page = FormPage(
        f"themes.code:{pk}",
        lambda data: forms.CodeForm(data, themes=themes),
        act,
        "It is coded. Here is the next one, if any waits.",
        "desk/themes/code.html",
        around(
            "Code what people wrote",
            back=reverse("themes:table"),
            submit="Keep it, and go to the next",
            words=found,
            themes=themes,
            keeps=bool(may(request.user, Capability.KEEP_THEMES)),
            raises=f"{reverse('alerts:raise', args=[found.consultation_id])}?words={pk}" if reads else "",
            later=f"{reverse('themes:next')}?after={pk}",
            waiting=rows.waiting_count(request.user),
            lately=presenters.lately_table(lately),
        ),
        may=lambda: may_code(found),
    )
    return form_page(request, page)


def _stands(coding: Any) -> list[tuple[str, Any]]:
    return [
        ("Coded as", presenters.coding_words(coding)),
        ("Taken back", formats.day(coding.taken_back_on) or "no"),
        ("Why", coding.taken_back_because),
    ]


@access(Capability.CODE_WORDS, record=Record.CONSULTATION)
@require_http_methods(METHODS)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a coding back, one's own or another's, with the reason: the words wait to be coded again."""
    visible = Coding.objects.filter(words__in=OwnWords.objects.visible_to(request.user))
    coding: Coding = get_object_or_404(
        visible.select_related("by", "words__question", "words__consultation").prefetch_related("themes__theme"), pk=pk
    )
    saw(request, coding.words.consultation)
    today = clock.today()

    def act(data: dict[str, Any]) -> str:
        take_back_coding(coding=coding, why=data["why"], by=request.user, today=today)
        return reverse("themes:code", args=[coding.words_id])

    page = FormPage(
        f"themes.take_back:{pk}",
        forms.TakeBackForm,
        act,
        "The coding is taken back. The words can be coded again.",
        "desk/themes/take_back.html",
        around(
            "Take a coding back",
            back=reverse("themes:table"),
            submit="Take it back",
            coding=coding,
            coded_as=presenters.coding_words(coding),
        ),
        standing=_stands,
        record=coding,
        may=lambda: may_take_back(coding),
    )
    return form_page(request, page)
