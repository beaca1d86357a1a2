"""The pages of one strand of Stop, Look and Listen: planned, done, not possible, put back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import Verdict
from accounts.visibility import Record
from audit.reading import saw
from design import formats
from design.forms import GovukForm
from desk.observing import forms, presenters
from desk.observing.views import METHODS, framed
from office import clock
from office.form_pages import FormPage, answered, form_page
from participation.actions import observing as actions
from participation.enums_observing import StrandStatus
from participation.models import ListeningStrand, StopLookListen
from participation.policies_observing import may_put_back, may_step_strand

C = Capability


def _strand(request: HttpRequest, pk: int, kind: str) -> ListeningStrand:
    """Return one strand before a review that this person may read."""
    seen = ListeningStrand.objects.filter(consultation__in=StopLookListen.objects.visible_to(request.user))
    found: ListeningStrand = get_object_or_404(
        seen.select_related("consultation__review__child", "consultation__review__period"),
        consultation__review=pk,
        kind=kind,
    )
    saw(request, found.consultation.review)
    return found


def _stands(strand: Any) -> list[tuple[str, Any]]:
    """Say how a strand stands that somebody else changed meanwhile."""
    facts = [
        ("How far it is", presenters.strand_tag(strand)),
        ("Planned for", formats.day(strand.planned_for)),
        ("When it was", formats.day(strand.done_on)),
        ("Who", strand.who),
        ("What was seen, heard or shown", strand.shown),
        ("Why it is not possible", strand.reason),
    ]
    return [(name, value) for name, value in facts if value]


def _form_page(
    request: HttpRequest,
    strand: ListeningStrand,
    *,
    name: str,
    words: tuple[str, str, str],
    make: Callable[[Any], GovukForm],
    act: Callable[[dict[str, Any]], object],
    may: Callable[[], Verdict],
) -> HttpResponse:
    """Show or send a form about one strand. words: the heading, the button, and what is said after."""
    heading, submit, said = words
    review = strand.consultation.review

    def acted(given: dict[str, Any]) -> str:
        act(given)
        return reverse("observing:page", args=[review.pk])

    form = FormPage(
        f"observing.{name}:{strand.pk}",
        make,
        acted,
        said,
        context=framed(review, heading, submit),
        standing=_stands,
        record=strand,
        may=may,
    )
    return form_page(request, form)


@access(C.SEEK_VIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def plan(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Plan a strand for a day, or for another."""
    strand, today = _strand(request, pk, kind), clock.today()
    by = strand.planned_by or request.user.full_name
    initial = {"version": strand.version, "planned_for": strand.planned_for, "planned_by": by}

    def act(given: dict[str, Any]) -> object:
        return actions.plan_strand(
            strand=strand, by=request.user, today=today, seen_version=given["version"], **answered(given)
        )

    return _form_page(
        request,
        strand,
        name="plan",
        words=(f"Plan: {formats.within_sentence(strand.get_kind_display())}", "Save the plan", "It is planned."),
        make=lambda data: forms.PlanForm(data, initial=initial, today=today),
        act=act,
        may=lambda: may_step_strand(strand, StrandStatus.PLANNED),
    )


@access(C.SEEK_VIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def done(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Record what a strand came to: when, where, who, what was seen, heard or shown, and how."""
    strand, today = _strand(request, pk, kind), clock.today()
    written = {field: getattr(strand, field) for field in ("place", "who", "shown")}
    initial = written | {
        "version": strand.version,
        "done_on": strand.done_on,
        "ways": list(strand.ways.values_list("way", flat=True)),
    }

    def act(given: dict[str, Any]) -> object:
        return actions.do_strand(
            strand=strand, by=request.user, today=today, seen_version=given["version"], **answered(given)
        )

    return _form_page(
        request,
        strand,
        name="done",
        words=(strand.get_kind_display(), "Record it", "It is recorded."),
        make=lambda data: forms.DoneForm(data, initial=initial, today=today).ask_about(strand),
        act=act,
        may=lambda: may_step_strand(strand, StrandStatus.DONE),
    )


@access(C.SEEK_VIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def not_possible(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Record that a strand is not possible, and why."""
    strand = _strand(request, pk, kind)

    def act(given: dict[str, Any]) -> object:
        return actions.strand_not_possible(
            strand=strand,
            reason=given["reason"],
            by=request.user,
            today=clock.today(),
            seen_version=given["version"],
        )

    return _form_page(
        request,
        strand,
        name="not-possible",
        words=(
            f"Not possible: {formats.within_sentence(strand.get_kind_display())}",
            "Record that it is not possible",
            "It is recorded that this is not possible.",
        ),
        make=lambda data: forms.NotPossibleForm(data, initial={"version": strand.version}),
        act=act,
        may=lambda: may_step_strand(strand, StrandStatus.NOT_POSSIBLE),
    )


@access(C.SEEK_VIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def put_back(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Put a strand back that was recorded by mistake."""
    strand = _strand(request, pk, kind)

    def act(given: dict[str, Any]) -> object:
        return actions.put_strand_back(
            strand=strand,
            why=given["why"],
            keeps_words=given["words"] == forms.KEEP,
            by=request.user,
            today=clock.today(),
            seen_version=given["version"],
        )

    return _form_page(
        request,
        strand,
        name="put-back",
        words=(f"Put back: {formats.within_sentence(strand.get_kind_display())}", "Put it back", "It is put back."),
        make=lambda data: forms.PutBackForm(data, initial={"version": strand.version}),
        act=act,
        may=lambda: may_put_back(strand),
    )
