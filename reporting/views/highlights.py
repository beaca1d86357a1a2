"""What children and parents said on their forms: every question with its picture, on one compact page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import saw_only_figures
from office.authority import working_calendar
from reporting.assembly import document_of, figures_alone, statistics_of
from reporting.outputs import screen
from reporting.outputs.document import QUESTIONS, Document
from reporting.statistics import annual_statistics
from reporting.views.figures import period_asked_for
from reporting.views.finding import lists_of_period, lists_of_report, report_or_404

readers = access(Capability.READ_REPORT_DRAFTS, Capability.APPROVE_REPORTS)
HEADING = "consultation"


@readers
def of_period(request: HttpRequest) -> HttpResponse:
    """Show the questions of any period."""
    chosen = period_asked_for(request)
    statistics = annual_statistics(chosen, calendar=working_calendar())
    days = f"start={chosen.start.isoformat()}&end={chosen.end.isoformat()}"
    return _shown(
        request, figures_alone(statistics, href=lists_of_period(chosen)), f"{reverse('reporting:figures')}?{days}"
    )


@readers
def of_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the questions of a report: as frozen, once it is approved."""
    found = report_or_404(pk)
    statistics = statistics_of(found, calendar=working_calendar())
    laid_out = document_of(found, statistics, href=lists_of_report(found))
    return _shown(request, laid_out, reverse("reporting:report", args=[pk]))


def _shown(request: HttpRequest, report: Document, back: str) -> HttpResponse:
    section = next(each for each in report.sections if each.key == HEADING)
    context = {
        "heading": "What children and parents said: highlights",
        "caption": report.period,
        "figures": screen.strip(section.figures),
        "notes": [note for note in report.notes if note.key.startswith(QUESTIONS)],
        "questions": screen.questions(report),
        "back": back,
        "back_text": "Back to the figures",
    }
    saw_only_figures(request)
    return render(request, "reporting/highlights.html", context)
