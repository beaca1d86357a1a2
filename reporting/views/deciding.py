"""Approving, taking back, releasing and withdrawing a report; typing figures that records do not reach."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.access import access
from accounts.permissions import Capability
from design.components import Column, Table
from design.formats import day
from office.authority import working_calendar
from office.form_pages import FormPage, form_page
from reporting import actions
from reporting.assembly import period_of
from reporting.forms import ConfirmForm, TypedFigureForm
from reporting.models import AnnualReport, TypedFigure
from reporting.views.finding import report_or_404

approvers = access(Capability.APPROVE_REPORTS)
drafters = access(Capability.DRAFT_REPORTS)


def _step(
    request: HttpRequest, pk: int, words: tuple[str, str, str], act: Callable[[AnnualReport, int], object]
) -> HttpResponse:
    """Ask for confirmation, then act. words: the heading, what will happen, what is said afterwards."""
    found = report_or_404(pk)
    back = reverse("reporting:report", args=[pk])
    heading, explanation, said = words

    def done(cleaned: dict[str, Any]) -> str:
        act(found, cleaned["version"])
        return back

    page = FormPage(
        key=f"reporting.{heading.split()[0].lower()}:{pk}",
        make=lambda data: ConfirmForm(data, initial={"version": found.version}),
        act=done,
        said=said,
        template="reporting/step.html",
        context={
            "heading": heading,
            "caption": f"{found.title}, {period_of(found)}",
            "explanation": explanation,
            "submit_text": heading,
            "back": back,
            "cancel": back,
        },
        standing=lambda current: [("Status", current.get_status_display())],
        record=found,
    )
    return form_page(request, page)


@approvers
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a draft."""
    words = (
        "Approve the report",
        "The figures will be frozen as the records have them now, and the text can no longer be changed.",
        "The report was approved and its figures are frozen.",
    )
    return _step(
        request,
        pk,
        words,
        lambda found, seen: actions.approve_report(
            report=found, seen_version=seen, calendar=working_calendar(), by=request.user
        ),
    )


@approvers
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an approved report back to draft."""
    words = (
        "Take the report back to draft",
        "The approval is undone. The figures will follow the records again until the report is approved anew.",
        "The report is a draft again.",
    )
    return _step(
        request, pk, words, lambda found, seen: actions.reopen_report(report=found, seen_version=seen, by=request.user)
    )


@approvers
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Release an approved report to the panel."""
    words = (
        "Release the report to the panel",
        "Panel members and everyone with an account will be able to read and download it.",
        "The report was released to the panel.",
    )
    return _step(
        request, pk, words, lambda found, seen: actions.release_report(report=found, seen_version=seen, by=request.user)
    )


@approvers
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a report."""
    words = (
        "Withdraw the report",
        "Nobody will be able to read it or download its PDF any longer. This cannot be undone.",
        "The report was withdrawn.",
    )
    return _step(
        request,
        pk,
        words,
        lambda found, seen: actions.withdraw_report(report=found, seen_version=seen, by=request.user),
    )


@drafters
def typed_figures(request: HttpRequest) -> HttpResponse:
    """Type a figure that records do not reach, and see those that were typed."""
    here = reverse("reporting:typed-figures")
    rows = [
        [
            f"{row.key} {row.code}".strip(),
            f"{row.value.normalize():f}",
            f"{day(row.from_on)} to {day(row.until_on)}",
            row.source,
        ]
        for row in TypedFigure.objects.all()
    ]
    table = Table(
        caption="Figures typed so far",
        columns=["Figure", Column("Value", numeric=True), "Period", "Source"],
        rows=rows,
        id="typed",
    )

    def act(cleaned: dict[str, Any]) -> str:
        fields = {name: cleaned[name] for name in ("key", "code", "from_on", "until_on", "value", "source")}
        actions.type_figure(**fields, seen_version=cleaned["version"], by=request.user)
        return here

    page = FormPage(
        key="reporting.typed_figure",
        make=TypedFigureForm,
        act=act,
        said="The figure was typed.",
        template="reporting/typed_figures.html",
        context={"heading": "Type a figure", "back": reverse("reporting:reports"), "table": table},
        standing=lambda now: [("The figure", f"{now.value.normalize():f}"), ("Where it comes from", now.source)],
    )
    return form_page(request, page)
