"""The manager's pages: the service today and its lists, allocation, and mending what was logged wrongly."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.enums import Role
from accounts.models import User
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw, saw_all, saw_only_figures
from children.actions import allocate_iro, open_period_of
from children.confidentiality import ANOTHER_CHILD, RESTRICTED_RECORD, kept_out_of, siblings_seen
from children.models import Child
from children.policies import may_change_care
from design.components import Table
from design.formats import counted, day
from desk.alerts.presenters import alerts_table
from desk.confidential.links import strip
from desk.deadlines import Deadlines, deadlines
from desk.histories import opened_limits
from desk.service import forms, presenters
from desk.service.behind import narrowed, ready
from desk.service.dashboard import dashboard
from desk.service.figures import FIGURES, Moment, moment
from desk.service.loads import choices_for
from desk.service.waiting import waiting_for
from desk.standing import care_stands
from office import clock
from office.form_pages import FormPage, answers, around, form_page
from office.holiday_alarm import holiday_warning
from reviews import actions, policies
from reviews.models import Review

PER_PAGE = 50
TEMPLATE = "desk/service/with_facts.html"
METHODS = ["GET", "HEAD", "POST"]
C = Capability


def _moment(when: Deadlines) -> Moment:
    return moment(when.today, when.calendar, when.settings)


@access(C.SEE_SERVICE)
@require_safe
def service_today(request: HttpRequest) -> HttpResponse:
    """Show the service today: what needs the manager first, then each IRO, then disputes by stage."""
    when = deadlines(clock.today())
    settings, page = when.settings, dashboard(_moment(when))
    saw_only_figures(request)
    context = {
        "heading": "The service today",
        "caption": day(when.today),
        "waiting": waiting_for(request.user, when.today),
        "holidays": holiday_warning(when.today, when.calendar),
        "first": presenters.strip(page, presenters.TOP, settings),
        "second": [*presenters.strip(page, presenters.SECOND, settings), presenters.load_strip(page, settings)],
        "iros": presenters.iro_table(page, settings),
        "disputes": presenters.dispute_table(page),
        "confidential": [*presenters.strip(page, presenters.CONFIDENTIAL, settings), *strip(request.user, when.today)],
        "night": presenters.night(page.last_night),
    }
    return render(request, "desk/service/today.html", context)


def _alert_rows(caption: str, alerts: Iterable[Any], _when: Deadlines) -> Table:
    found = list(alerts)
    return alerts_table(found, timezone.now(), count=len(found), caption=caption)


TABLES = {
    "alert": _alert_rows,
    "review": presenters.review_table,
    "child": presenters.child_table,
    "decision": presenters.decision_table,
    "record": presenters.record_table,
    "dispute": presenters.dispute_rows,
}
PLURALS = {"child": "children"}
# What names no child itself, but by its review.
OF_A_REVIEW = ("decision", "record")


@access(C.SEE_SERVICE)
@require_safe
def list_behind(request: HttpRequest, key: str) -> HttpResponse:
    """Show the records behind a figure of the dashboard: exactly as many as it counts."""
    if key not in FIGURES:
        raise Http404
    said, when = FIGURES[key], deadlines(clock.today())
    now = _moment(when)
    rows, words = narrowed(key, request.user, now, request.GET)
    page_obj = Paginator(ready(said.unit, rows), PER_PAGE).get_page(request.GET.get("page"))
    seen = [row for row in page_obj if row.may_open]
    saw_all(request, (row.review if said.unit in OF_A_REVIEW else row for row in seen))
    plural = PLURALS.get(said.unit, "")
    caption = f"{counted(page_obj.paginator.count, said.unit, plural)}{words}"
    table = TABLES[said.unit](caption, seen, when)
    blank = [""] * (len(table.columns) - 1)
    table.rows.extend([RESTRICTED_RECORD, *blank] for _ in range(len(page_obj) - len(seen)))
    context = {
        "heading": said.label[0].upper() + said.label[1:],
        "back": reverse("service:today"),
        "back_text": "Back to the service today",
        "table": table,
        "page_obj": page_obj,
        "empty_text": "None today.",
        "empty_more": "When there is one, it is listed here.",
    }
    return render(request, "layouts/list.html", context)


@access(C.ALLOCATE, record=Record.CHILD)
@require_http_methods(METHODS)
def allocate(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a child an IRO, or another one."""
    child = get_object_or_404(Child.objects.visible_to(request.user), pk=pk)
    saw(request, child)
    now = _moment(deadlines(clock.today()))
    siblings, hidden = siblings_seen(child, request.user)
    saw_all(request, siblings)
    choices, left_out = choices_for(child, siblings, now)
    standing = child.iro_allocations.open().select_related("iro").first()

    def make(data: Any) -> forms.AllocateForm:
        initial = {"on": now.today, "version": child.version}
        return forms.AllocateForm(data, choices=choices, today=now.today, initial=initial)

    def act(cleaned: dict[str, Any]) -> str:
        allocate_iro(
            child=child,
            iro=User.objects.get(pk=cleaned["iro"]),
            on=cleaned["on"],
            reason=cleaned["reason"],
            note=cleaned["note"],
            by=request.user,
            seen_version=cleaned["version"],
        )
        return reverse("service:list", args=["unallocated"])

    context = {
        "heading": f"Allocate {child}",
        "caption": child.local_id,
        "back": reverse("service:list", args=["unallocated"]),
        "submit_text": "Allocate",
        "cancel": reverse("service:today"),
        "facts": [
            ("Born", day(child.date_of_birth)),
            ("How they communicate", child.communication_needs or "nothing recorded"),
            ("IRO now", standing.iro.full_name if standing else "none"),
            ("Brothers and sisters", ", ".join([*map(str, siblings), *[ANOTHER_CHILD] * hidden]) or "none known"),
            ("Not offered", "; ".join(left_out) or "nobody"),
        ],
    }
    page = FormPage(
        f"service.allocate:{pk}",
        make,
        act,
        f"{child} has an IRO.",
        TEMPLATE,
        context,
        standing=care_stands,
        record=child,
        may=lambda: may_change_care(open_period_of(child)),
    )
    return form_page(request, page)


def _review(request: HttpRequest, pk: int) -> Review:
    review: Review = get_object_or_404(
        Review.objects.visible_to(request.user).select_related("child", "period", "chair"), pk=pk
    )
    saw(request, review)
    return review


def _facts(review: Review) -> list[tuple[str, str]]:
    return [
        ("Child", str(review.child)),
        ("Review", review.get_sequence_display()),
        ("Limit", day(review.due_on) if review.due_on else "none"),
        ("Status", review.get_status_display()),
        ("Completed", day(review.completed_on) if review.completed_on else "not yet"),
    ]


def _shown(review: Review, heading: str, submit: str) -> dict[str, Any]:
    back = reverse("child:review", args=[review.pk])
    return around(heading, back=back, submit=submit, caption=str(review.child), facts=_opened(review))


def _opened(review: Review) -> list[tuple[str, Any]]:
    """Return the same facts as the page shows them: the limit opens its working and its history."""
    shown = opened_limits([review.pk], deadlines(clock.today())).get(review.pk, "none")
    return [(key, shown if key == "Limit" else value) for key, value in _facts(review)]


@access(C.CORRECT_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the facts of a review that was logged wrongly."""
    review, today = _review(request, pk), clock.today()
    names = [name for name in forms.CorrectForm.base_fields if name in actions.CORRECTABLE]
    initial = {name: getattr(review, name) for name in names} | {"version": review.version}

    def make(data: Any) -> forms.CorrectForm:
        able = User.objects.with_role(Role.IRO, today).exclude(kept_out_of(review.child))
        chairs = able | User.objects.filter(pk=review.chair_id)
        return forms.CorrectForm(data, chairs=chairs.distinct(), initial=initial)

    def act(cleaned: dict[str, Any]) -> str:
        actions.correct_review(
            review=review,
            why=cleaned["why"],
            by=request.user,
            today=today,
            seen_version=cleaned["version"],
            **{name: cleaned[name] for name in names},
        )
        return reverse("child:review", args=[review.pk])

    context = _shown(review, "Correct this review", "Correct the review")
    said = "The review is corrected."
    page = FormPage(
        f"service.correct:{pk}",
        make,
        act,
        said,
        TEMPLATE,
        context,
        standing=lambda now: [*_facts(now)[:-1], *answers(make(None), now)],
        record=review,
        may=lambda: policies.may_correct(review),
    )
    return form_page(request, page)


@access(C.CORRECT_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Void a review that was entered by mistake."""
    review, today = _review(request, pk), clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        actions.void_review(
            review=review, why=cleaned["why"], by=request.user, today=today, seen_version=cleaned["version"]
        )
        return reverse("child:review", args=[review.pk])

    context = _shown(review, "Void this review", "Void the review")
    page = FormPage(
        f"service.void:{pk}",
        lambda data: forms.VoidForm(data, initial={"version": review.version}),
        act,
        "The review is voided. It stays readable and counts nowhere.",
        TEMPLATE,
        context,
        standing=_facts,
        record=review,
        may=lambda: policies.may_void(review),
    )
    return form_page(request, page)


@access(C.CANCEL_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an open review that will not be held."""
    review, today = _review(request, pk), clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        actions.end_review(
            review=review,
            reason=cleaned["reason"],
            note=cleaned["note"],
            on=cleaned["on"],
            by=request.user,
            seen_version=cleaned["version"],
        )
        return reverse("child:review", args=[review.pk])

    context = _shown(review, "End this review without holding it", "End the review")
    page = FormPage(
        f"service.end:{pk}",
        lambda data: forms.EndForm(data, today=today, initial={"on": today, "version": review.version}),
        act,
        "The review has ended without being held. While the child is in care, the next one is due by the same limit.",
        TEMPLATE,
        context,
        standing=_facts,
        record=review,
        may=lambda: policies.may_end(review),
    )
    return form_page(request, page)
