"""The figures of any period, as a page or a file, and the list behind each number."""

import datetime
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import exported, saw, saw_only_figures
from office.authority import working_calendar
from reporting.assembly import figures_alone, statistics_of
from reporting.drilldown import listing, part_in_words
from reporting.facts import Period
from reporting.forms import PeriodForm
from reporting.outputs import screen
from reporting.outputs.machine import to_csv, to_json
from reporting.statistics import AnnualStatistics, annual_statistics
from reporting.views.finding import lists_of_period, report_or_404

readers = access(Capability.READ_REPORT_DRAFTS, Capability.APPROVE_REPORTS)
FORMATS: dict[str, tuple[Callable[[AnnualStatistics], str], str]] = {
    "json": (to_json, "application/json"),
    "csv": (to_csv, "text/csv; charset=utf-8"),
}


def period_asked_for(request: HttpRequest) -> Period:
    """Return the period in the address. Raises Http404 where it is none."""
    try:
        start = datetime.date.fromisoformat(request.GET.get("start", ""))
        return Period.asked_for(start, datetime.date.fromisoformat(request.GET.get("end", "")))
    except ValueError:
        raise Http404 from None


@readers
def period(request: HttpRequest) -> HttpResponse:
    """Show the figures of any period under the report's headings."""
    form = PeriodForm(request.GET or None)
    context: dict[str, object] = {"heading": "Figures of a period", "form": form, "back": reverse("reporting:reports")}
    if request.GET and form.is_valid():
        chosen = Period(form.cleaned_data["start"], form.cleaned_data["end"])
        statistics = annual_statistics(chosen, calendar=working_calendar())
        laid_out = figures_alone(statistics, href=lists_of_period(chosen))
        days = f"start={chosen.start.isoformat()}&end={chosen.end.isoformat()}"
        context |= {
            "chosen": chosen,
            "highlights": screen.highlights(laid_out),
            "sections": [section for section in screen.sections(laid_out) if section.figures or section.tables],
            "notes": laid_out.notes,
            "appendix": screen.appendix(laid_out),
            "said": f"{reverse('reporting:period-highlights')}?{days}",
            "downloads": [(each, f"{reverse('reporting:download', args=[each])}?{days}") for each in FORMATS],
        }
    saw_only_figures(request)
    return render(request, "reporting/period.html", context)


@readers
def download(request: HttpRequest, form: str) -> HttpResponse:
    """Give the figures of a period as a file: numbers only, nothing that names a child. The log says who took it."""
    if form not in FORMATS:
        raise Http404
    chosen = period_asked_for(request)
    write, content_type = FORMATS[form]
    statistics = annual_statistics(chosen, calendar=working_calendar())
    response = HttpResponse(write(statistics), content_type=content_type)
    name = f"figures-{chosen.start.isoformat()}-{chosen.end.isoformat()}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    exported(request, statistics.figures.values())
    return response


@readers
def period_figure(request: HttpRequest, key: str) -> HttpResponse:
    """List what is behind a figure of any period."""
    chosen = period_asked_for(request)
    days = f"start={chosen.start.isoformat()}&end={chosen.end.isoformat()}"
    back = f"{reverse('reporting:figures')}?{days}"
    return _listed(request, annual_statistics(chosen, calendar=working_calendar()), key, back)


@readers
def figure(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """List what is behind a figure of a report: of the frozen ones, once it is approved."""
    report = report_or_404(pk)
    statistics = statistics_of(report, calendar=working_calendar())
    return _listed(request, statistics, key, reverse("reporting:report", args=[pk]))


def _listed(request: HttpRequest, statistics: AnnualStatistics, key: str, back: str) -> HttpResponse:
    part = request.GET.get("part", "")
    try:
        measure = statistics[key]
        found = listing(measure, part, request.user)
    except KeyError:
        raise Http404 from None
    saw(request, *found.children)
    context = {
        "heading": measure.label,
        "caption": str(statistics.period),
        "part": part_in_words(measure, part),
        "measure": measure,
        "table": found.table,
        "back": back,
        "back_text": "Back to the figures",
        "empty_text": "There are none.",
    }
    return render(request, "reporting/figure.html", context)
