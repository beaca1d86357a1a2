"""Reports: the list for everyone, the report itself, and its writing."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator

from accounts.access import access
from accounts.permissions import Capability, may, may_any
from audit.reading import saw_only_figures
from design.forms import SentForm
from office.authority import working_calendar
from office.form_pages import FormPage, answers, form_page
from reporting import actions, policies
from reporting.assembly import document_of, period_of, statistics_of
from reporting.forms import FootnoteForm, FrontSheetForm, SectionForm, StartForm
from reporting.models import AnnualReport, ReportSection
from reporting.outline import HEADINGS
from reporting.outputs import screen
from reporting.outputs.document import Document
from reporting.statistics import AnnualStatistics
from reporting.views.finding import lists_of_report, report_or_404

drafters = access(Capability.DRAFT_REPORTS)
readers = access(Capability.READ_REPORT_DRAFTS, Capability.APPROVE_REPORTS)
everyone = access(Capability.READ_PUBLISHED_REPORTS)
BESIDE = 2
COMPARED = (
    "children.looked_after_at_start",
    "children.looked_after_at_end",
    "service.caseload_per_fte",
    "reviews.held",
    "reviews.on_time",
    "participation.took_part_rate_pn7",
    "parents.invited_not_attending_rate_of_all",
    "disputes.stage_1",
    "disputes.stage_2",
)


@everyone
def reports(request: HttpRequest) -> HttpResponse:
    """Show the published reports, this year's beside last year's; and to those who write them, what is in hand."""
    released = list(AnnualReport.objects.released().prefetch_related("sections", "rendered"))
    reads_drafts = bool(may_any(request.user, Capability.READ_REPORT_DRAFTS, Capability.APPROVE_REPORTS))
    laid_out = [_laid_out(report) for report in released[:BESIDE]]
    context = {
        "heading": "Annual reports",
        "latest": [(report, document, _summary(document)) for report, document in laid_out],
        "comparison": screen_comparison(laid_out),
        "earlier": released[BESIDE:],
        "in_hand": AnnualReport.objects.in_hand() if reads_drafts else [],
        "reads_drafts": reads_drafts,
        "drafts": bool(may(request.user, Capability.DRAFT_REPORTS)),
    }
    saw_only_figures(request)
    return render(request, "reporting/reports.html", context)


def _laid_out(report: AnnualReport) -> tuple[AnnualReport, Document]:
    return report, document_of(report, statistics_of(report, calendar=working_calendar()))


def _summary(document: Document) -> tuple[Any, ...]:
    return next(section.blocks for section in document.sections if section.key == "summary")


def screen_comparison(laid_out: list[tuple[AnnualReport, Document]]) -> Any:
    """Return the main figures of the newest reports side by side, or nothing where there is none."""
    if not laid_out:
        return ""
    values = [{each.key: each for each in document.appendix} for _report, document in laid_out]
    rows = [[values[0][key].label, *(each[key].value for each in values)] for key in COMPARED if key in values[0]]
    return screen.comparison([document.period for _report, document in laid_out], rows)


@readers
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report under its headings, with what is still to be done."""
    found = report_or_404(pk)
    statistics = statistics_of(found, calendar=working_calendar())
    laid_out = document_of(found, statistics, href=lists_of_report(found))
    edits = bool(may(request.user, Capability.DRAFT_REPORTS)) and bool(policies.may_edit(found))
    context = {
        "heading": found.title,
        "caption": f"{found.get_status_display()}: {period_of(found)}",
        "back": reverse("reporting:reports"),
        "back_text": "Annual reports",
        "report": found,
        "document": laid_out,
        "highlights": screen.highlights(laid_out),
        "sections": screen.sections(laid_out),
        "appendix": screen.appendix(laid_out),
        "edits": edits,
        "steps": _steps(request, found, statistics),
        "files": found.rendered.all()[:5],
        "press": SentForm(),
        "job": request.GET.get("job", ""),
    }
    saw_only_figures(request)
    return render(request, "reporting/report.html", context)


def _steps(request: HttpRequest, found: AnnualReport, statistics: AnnualStatistics) -> list[tuple[str, str, str]]:
    """Return the steps open to this person: words, address, and the reason why a step is not yet open."""
    if not may(request.user, Capability.APPROVE_REPORTS):
        return []
    steps = {
        "Approve": ("reporting:approve", policies.may_approve(found, actions.unexplained(found, statistics))),
        "Take back to draft": ("reporting:reopen", policies.may_reopen(found)),
        "Release to the panel": (
            "reporting:release",
            policies.may_release(found, is_demonstration=actions.authority().is_demonstration),
        ),
        "Withdraw": ("reporting:withdraw", policies.may_withdraw(found)),
    }
    shown = []
    for words, (name, verdict) in steps.items():
        if verdict:
            shown.append((words, reverse(name, args=[found.pk]), ""))
        elif _is_next(found, words):
            shown.append((words, "", verdict.reason))
    return shown


def _is_next(found: AnnualReport, words: str) -> bool:
    following = {AnnualReport.Status.DRAFT: "Approve", AnnualReport.Status.APPROVED: "Release to the panel"}
    return following.get(AnnualReport.Status(found.status)) == words


@everyone
def published(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a released report as a web page: the frozen figures, nothing behind them."""
    found = report_or_404(pk)
    if found.status != AnnualReport.Status.RELEASED:
        raise Http404
    laid_out = document_of(found, statistics_of(found, calendar=working_calendar()))
    context = {
        "heading": found.title,
        "caption": str(period_of(found)),
        "back": reverse("reporting:reports"),
        "back_text": "Annual reports",
        "report": found,
        "document": laid_out,
        "highlights": screen.highlights(laid_out),
        "sections": screen.sections(laid_out),
        "appendix": screen.appendix(laid_out),
        "file": found.rendered.filter(is_released=True).first(),
    }
    saw_only_figures(request)
    return render(request, "reporting/published.html", context)


@drafters
def start(request: HttpRequest) -> HttpResponse:
    """Begin a report."""

    def act(cleaned: dict[str, Any]) -> str:
        made = actions.start_report(from_on=cleaned["start"], until_on=cleaned["end"], by=request.user)
        return reverse("reporting:report", args=[made.pk])

    page = FormPage(
        key="reporting.start",
        make=StartForm,
        act=act,
        said="The report was begun.",
        context={"heading": "Begin a report", "submit_text": "Begin", "back": reverse("reporting:reports")},
    )
    return form_page(request, page)


FRONT_SHEET = (
    "title", "panel", "meeting_on", "subject", "responsible_officer", "is_exempt", "enclosures", "contact",
    "background_papers",
)  # fmt: skip


@drafters
def front_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what stands on the first page."""
    found = report_or_404(pk)
    back = reverse("reporting:report", args=[pk])

    def make(data: Any) -> FrontSheetForm:
        initial = {name: getattr(found, name) for name in FRONT_SHEET} | {"version": found.version}
        return FrontSheetForm(data, initial=initial)

    def act(cleaned: dict[str, Any]) -> str:
        fields = {name: cleaned[name] for name in FRONT_SHEET}
        actions.change_front_sheet(report=found, seen_version=cleaned["version"], by=request.user, **fields)
        return back

    page = FormPage(
        key=f"reporting.front_sheet:{pk}",
        make=make,
        act=act,
        said="The front sheet was changed.",
        context={"heading": "Front sheet", "caption": found.title, "back": back, "cancel": back},
        standing=lambda current: [("Status", current.get_status_display()), *answers(make(None), current)],
        record=found,
        may=lambda: policies.may_edit(found),
    )
    return form_page(request, page)


@drafters
def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Write the text under a heading."""
    found = report_or_404(pk)
    if key not in HEADINGS:
        raise Http404
    heading = HEADINGS[key]
    text: ReportSection | None = found.sections.filter(key=key).first()
    statistics = statistics_of(found, calendar=working_calendar())
    back = reverse("reporting:report", args=[pk]) + f"#section-{key.replace('_', '-')}"

    def make(data: Any) -> SectionForm:
        initial = {"text": text.text if text else "", "version": text.version if text else 0}
        return SectionForm(data, initial=initial, figures=statistics.figures)

    def act(cleaned: dict[str, Any]) -> str:
        actions.write_section(
            report=found, key=key, text=cleaned["text"], seen_version=cleaned["version"], by=request.user
        )
        return back

    page = FormPage(
        key=f"reporting.section:{pk}:{key}",
        make=make,
        act=act,
        said=f"“{heading.title}” was written.",
        template="reporting/section_form.html",
        context={
            "heading": heading.title,
            "caption": f"Section {heading.number}",
            "asks": heading.asks,
            "names": _names_for(heading.figures, statistics),
            "back": back,
            "cancel": back,
        },
        standing=lambda current: [("Text", current.text)],
        record=text,
        may=lambda: policies.may_edit(found),
    )
    saw_only_figures(request)
    return form_page(request, page)


def _names_for(keys: tuple[str, ...], statistics: AnnualStatistics) -> list[tuple[str, str]]:
    return [(f"{{{key}}}", Truncator(statistics[key].label).chars(80)) for key in keys if key in statistics.figures]


@drafters
def footnote(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Write the footnote to a figure that does not add up."""
    found = report_or_404(pk)
    statistics = statistics_of(found, calendar=working_calendar())
    warning = next((each for each in statistics.warnings if each.key == key), None)
    if warning is None:
        raise Http404
    back = reverse("reporting:report", args=[pk])
    written = found.footnotes.filter(warning_key=key).first()

    def make(data: Any) -> FootnoteForm:
        initial = {"text": written.text if written else "", "version": written.version if written else 0}
        return FootnoteForm(data, initial=initial)

    def act(cleaned: dict[str, Any]) -> str:
        actions.write_footnote(
            report=found, warning_key=key, text=cleaned["text"], seen_version=cleaned["version"], by=request.user
        )
        return back

    page = FormPage(
        key=f"reporting.footnote:{pk}:{key}"[:120],
        make=make,
        act=act,
        said="The footnote was written.",
        template="reporting/footnote_form.html",
        context={"heading": "Footnote", "message": warning.message, "back": back, "cancel": back},
        standing=lambda current: [("Footnote", current.text)],
        record=written,
        may=lambda: policies.may_edit(found),
    )
    saw_only_figures(request)
    return form_page(request, page)
