"""The record in the council's own case system: copied in its template, ticked as filed, and what is still to file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.verdict import ALLOWED
from accounts.visibility import Record
from audit.reading import exported, saw, saw_all, saw_only_figures
from design.formats import day
from desk.after_review import case_system, forms, presenters
from desk.after_review.actions import write_template
from desk.after_review.rows import finished_records, not_filed
from desk.deadlines import deadlines
from office import clock
from office.authority import authority
from office.form_pages import FormPage, around, form_page
from reviews.actions import file_record, undo_filing
from reviews.models import Filing, RecordOfReview
from reviews.policies_afterwards import may_file, may_undo_filing

PER_PAGE = 50
METHODS = ["GET", "HEAD", "POST"]
C = Capability


def _record(request: HttpRequest, pk: int) -> RecordOfReview:
    """Return the finished record of a review that this person sees."""
    found: RecordOfReview = get_object_or_404(finished_records(request.user), review=pk)
    saw(request, found.review)
    return found


@access(C.SEE_REVIEW_OUTCOME)
@require_safe
def to_file(request: HttpRequest) -> HttpResponse:
    """List the finished records that are still to be filed in the council's case system, the oldest first."""
    when = deadlines(clock.today())
    page_obj = Paginator(not_filed(request.user), PER_PAGE).get_page(request.GET.get("page"))
    saw_all(request, [each.review for each in page_obj])
    saw_only_figures(request)
    context = {
        "heading": "Records to file",
        "table": presenters.not_filed_table(page_obj, when, count=page_obj.paginator.count),
        "page_obj": page_obj,
        "empty_text": "Every finished record is filed.",
        "empty_more": "A record is listed here once it is finished, until somebody ticks that it was filed.",
    }
    return render(request, "layouts/list.html", context)


@access(C.SEE_REVIEW_OUTCOME, record=Record.REVIEW)
@require_http_methods(METHODS)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the record in the council's own template, to copy it, and take the tick that it was filed."""
    record, today = _record(request, pk), clock.today()
    standing = record.filings.filter(undone_on__isnull=True).select_related("filed_by").first()

    def act(_given: dict[str, Any]) -> str:
        file_record(record=record, by=request.user, today=today)
        return reverse("after_review:to-file")

    context = around(
        "Copy the record to the case system",
        back=reverse("child:review", args=[pk]),
        submit="It was filed",
        caption=f"{record.review.child}, review of {day(record.review.completed_on)}",
        text=case_system.in_the_template(record),
        download=reverse("after_review:copy-file", args=[pk]),
        filed=f"Filed on {day(standing.filed_on)} by {standing.filed_by}" if standing else "",
        undo=reverse("after_review:undo-filing", args=[standing.pk]) if standing else "",
        template_href=reverse("after_review:template") if may(request.user, C.MANAGE_SETTINGS) else "",
    )
    page = FormPage(
        f"after_review.copy:{pk}",
        forms.FiledForm,
        act,
        "It is recorded that the record was filed.",
        "desk/after_review/copy.html",
        context,
        # A filed record can still be copied: it is shown, and only the tick is refused.
        may=(lambda: may_file(record)) if request.method == "POST" else (lambda: ALLOWED),
    )
    return form_page(request, page)


@access(C.SEE_REVIEW_OUTCOME, record=Record.REVIEW)
@require_safe
def copy_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the record in the council's own template as a text file."""
    record = _record(request, pk)
    exported(request, [record.review])
    response = HttpResponse(case_system.in_the_template(record), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="record-{record.review_id}.txt"'
    return response


@access(C.SEE_REVIEW_OUTCOME, record=Record.REVIEW)
@require_http_methods(METHODS)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the tick that a record was filed."""
    rows = Filing.objects.filter(record__in=finished_records(request.user))
    found = get_object_or_404(rows.select_related("record__review__child", "filed_by"), pk=pk)
    saw(request, found.record.review)
    today, back = clock.today(), reverse("after_review:copy", args=[found.record.review_id])

    def act(given: dict[str, Any]) -> str:
        undo_filing(filing=found, why=given["why"], by=request.user, today=today, seen_version=given["version"])
        return back

    page = FormPage(
        f"after_review.undo_filing:{pk}",
        lambda data: forms.ReasonForm(data, initial={"version": found.version}),
        act,
        "The record is to be filed again.",
        context=around(
            "It was not filed", back=back, submit="It was not filed", caption=str(found.record.review.child)
        ),
        standing=lambda now: [("Taken back", day(now.undone_on) or "no"), ("Why", now.undone_because)],
        record=found,
        may=lambda: may_undo_filing(found),
    )
    return form_page(request, page)


@access(C.MANAGE_SETTINGS)
@require_http_methods(METHODS)
def template(request: HttpRequest) -> HttpResponse:
    """Write how a record reads in the council's own case system, with a preview on an invented child."""
    row = authority()
    in_use = row.case_system_template or case_system.DEFAULT

    def act(given: dict[str, Any]) -> str:
        write_template(template=given["template"], by=request.user, seen_version=given["version"])
        return reverse("after_review:template")

    context = around(
        "Template of the case system",
        back=reverse("office:settings"),
        submit="Save the template",
        placeholders=[(f"{{{name}}}", words) for name, words in case_system.PLACEHOLDERS.items()],
        preview=case_system.filled(in_use, case_system.INVENTED),
    )
    page = FormPage(
        "after_review.template",
        lambda data: forms.TemplateForm(data, initial={"template": in_use, "version": row.version}),
        act,
        "The template is kept. Read below how a record looks in it.",
        "desk/after_review/template.html",
        context,
        standing=lambda now: [("The template as it stands", now.case_system_template or case_system.DEFAULT)],
        record=row,
    )
    return form_page(request, page)
