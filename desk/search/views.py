"""Search over the children whom the person may see, by folded names: "sian" finds "Siân"."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import access
from accounts.permissions import Capability, may
from audit.reading import saw_only_figures, searched
from children.looking_up import looked_up
from design import formats
from desk.child.presenters import child_list
from desk.child.rows import with_iro
from desk.search.forms import SearchForm
from office import clock

MOST_FOUND = 25


@access(Capability.SEARCH)
def results(request: HttpRequest) -> HttpResponse:
    """Show the children found, at most 25: more means that the words were too few."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    context: dict[str, Any] = {"heading": "Search", "form": form}
    if form.is_valid():
        found = list(with_iro(looked_up(request, form.cleaned_data["q"]))[: MOST_FOUND + 1])
        shown = found[:MOST_FOUND]
        searched(request, form.cleaned_data["q"], shown)
        more = len(found) > MOST_FOUND
        caption = f"The first {MOST_FOUND} children" if more else formats.counted(len(shown), "child", "children")
        context |= {
            "table": child_list(shown, clock.today(), caption=f"{caption} found"),
            "more": more,
            "searched": True,
        }
    context["glass_href"] = reverse("break_glass:open") if may(request.user, Capability.BREAK_GLASS) else ""
    saw_only_figures(request)
    return render(request, "desk/search/results.html", context)
