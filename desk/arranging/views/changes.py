"""What comes in about a child: a notification, a move, a change of status, leaving care, corrections, people."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw_all
from children import actions as children
from children import policies
from children.models import Child
from design.fields import DateField
from design.widgets import DateInput
from desk.arranging import actions, forms
from desk.arranging.likely import likely_duplicates, same_surname
from desk.one_child import told_apart, visible_child
from desk.standing import care_stands
from office import clock
from office.form_pages import FormPage, answers, around, form_page

METHODS = ["GET", "HEAD", "POST"]
C = Capability
CARE = ("on", "legal_status", "category_of_need", "placement", "provider", "placed_with")


def _shown(child: Child, heading: str, submit: str) -> dict[str, Any]:
    back = reverse("child:page", args=[child.pk])
    return around(heading, back=back, submit=submit, caption=told_apart(child))


def _page_of(child: Child) -> str:
    return reverse("child:page", args=[child.pk])


def _born(data: Any) -> Any:
    try:
        return DateField().clean(DateInput().value_from_datadict(data, {}, "date_of_birth"))
    except ValidationError:
        return None


@access(C.NOTIFY_CHILD)
@require_http_methods(METHODS)
def notify(request: HttpRequest) -> HttpResponse:
    """Record that a child has come into care. Likely duplicates are shown before anything is written."""
    today = clock.today()

    def make(data: Any) -> forms.NotificationForm:
        likely: list[Child] = []
        siblings: list[Child] = []
        if data:
            first, last = data.get("first_name", ""), data.get("last_name", "")
            likely = list(likely_duplicates(request.user, first, last, _born(data)))
            siblings = [child for child in same_surname(request.user, last) if child not in likely] if last else []
            saw_all(request, [*likely, *siblings])
        return forms.NotificationForm(data, today=today, likely=likely, siblings=siblings)

    def act(cleaned: dict[str, Any]) -> str:
        about = {name: cleaned[name] for name in (*forms.ABOUT, "local_id")}
        care = {name: cleaned[name] for name in (*CARE, "placement_address")}
        people = form_people(cleaned)
        child = actions.receive_notification(
            child=None,
            about=about,
            care=care,
            people=people,
            siblings=list(cleaned["siblings"]),
            team=cleaned["team"],
            social_worker=cleaned["social_worker"],
            by=request.user,
            today=today,
        )
        review = child.reviews.open().first()
        page.said = f"{child} is recorded. {review.due_explanation}." if review else f"{child} is recorded."
        return _page_of(child)

    context = {
        "heading": "A child has come into care",
        "back": reverse("arranging:to-arrange"),
        "submit_text": "Record the notification",
        "cancel": reverse("arranging:to-arrange"),
    }
    page = FormPage("arranging.notify", make, act, "Recorded.", context=context)
    return form_page(request, page)


def form_people(cleaned: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parents that a notification names, as fields of PersonAroundChild."""
    return [
        {
            "relationship": relationship,
            "full_name": cleaned[f"{relationship}_name"],
            "has_parental_responsibility": cleaned[f"{relationship}_responsible"],
        }
        for relationship in ("mother", "father")
        if cleaned[f"{relationship}_name"]
    ]


@access(C.NOTIFY_CHILD, record=Record.CHILD)
@require_http_methods(METHODS)
def return_to_care(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a child who is known came into care again: a new period, and the first review again."""
    child, today = visible_child(request, pk), clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        actions.receive_notification(
            child=child,
            about={},
            care={name: cleaned[name] for name in CARE},
            people=[],
            siblings=[],
            team=None,
            social_worker=None,
            by=request.user,
            today=today,
            seen_version=cleaned["version"],
        )
        return _page_of(child)

    context = _shown(child, "This child has come into care again", "Record the return")
    said = "The return into care is recorded; the first review is due again."
    page = FormPage(
        f"arranging.return:{pk}",
        lambda data: forms.ReturnForm(data, today=today, initial={"version": child.version}),
        act,
        said,
        context=context,
        standing=care_stands,
        record=child,
        may=lambda: policies.may_start_care(children.open_period_of(child), died_on=child.died_on),
    )
    return form_page(request, page)


@access(C.NOTIFY_CHILD, record=Record.CHILD)
@require_http_methods(METHODS)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a move or a change of status. Neither moves a review."""
    child, today = visible_child(request, pk), clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        facts = {name: value for name, value in cleaned.items() if value and name not in ("form_key", "version")}
        actions.record_change(child=child, by=request.user, today=today, seen_version=cleaned["version"], **facts)
        return _page_of(child)

    context = _shown(child, "Record a move or a change of status", "Record the change")
    said = "The change is recorded. It does not move the next review."
    page = FormPage(
        f"arranging.change:{pk}",
        lambda data: forms.ChangeForm(data, today=today, initial={"version": child.version}),
        act,
        said,
        context=context,
        standing=care_stands,
        record=child,
        may=lambda: policies.may_change_care(children.open_period_of(child)),
    )
    return form_page(request, page)


@access(C.NOTIFY_CHILD, record=Record.CHILD)
@require_http_methods(METHODS)
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a child left care."""
    child, today = visible_child(request, pk), clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        actions.record_leaving(
            child=child,
            on=cleaned["on"],
            reason=cleaned["reason"],
            by=request.user,
            today=today,
            seen_version=cleaned["version"],
        )
        return reverse("arranging:to-arrange")

    context = _shown(child, "Record that the child left care", "Record the end of care")
    said = f"{child} left care. Open reviews, bookings and allocations have ended."
    page = FormPage(
        f"arranging.leaving:{pk}",
        lambda data: forms.LeavingForm(data, today=today, initial={"version": child.version}),
        act,
        said,
        context=context,
        standing=care_stands,
        record=child,
        may=lambda: policies.may_change_care(children.open_period_of(child)),
    )
    return form_page(request, page)


@access(C.NOTIFY_CHILD, record=Record.CHILD)
@require_http_methods(METHODS)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct who the child is: names, birth, how they communicate."""
    child, today = visible_child(request, pk), clock.today()
    names = (*forms.ABOUT, "former_names")
    initial = {name: getattr(child, name) for name in names} | {"version": child.version}

    def act(cleaned: dict[str, Any]) -> str:
        actions.correct_child(
            child=child,
            seen_version=cleaned["version"],
            by=request.user,
            today=today,
            **{name: cleaned[name] for name in names},
        )
        return _page_of(child)

    def make(data: Any) -> forms.CorrectChildForm:
        return forms.CorrectChildForm(data, today=today, initial=initial)

    page = FormPage(
        f"arranging.correct:{pk}",
        make,
        act,
        "The record is corrected.",
        context=_shown(child, "Correct this record", "Save the corrections"),
        standing=lambda now: answers(make(None), now),
        record=child,
    )
    return form_page(request, page)


@access(C.NOTIFY_CHILD, record=Record.CHILD)
@require_http_methods(METHODS)
def social_worker(request: HttpRequest, pk: int) -> HttpResponse:
    """Record another team or social worker."""
    child, today = visible_child(request, pk), clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        actions.change_social_worker(
            child=child,
            team=cleaned["team"],
            social_worker=cleaned["social_worker"],
            on=cleaned["on"],
            by=request.user,
            today=today,
            seen_version=cleaned["version"],
        )
        return _page_of(child)

    page = FormPage(
        f"arranging.social-worker:{pk}",
        lambda data: forms.SocialWorkerForm(data, today=today, initial={"on": today, "version": child.version}),
        act,
        "The social worker is recorded.",
        context=_shown(child, "Change the social worker", "Save"),
        standing=care_stands,
        record=child,
        may=lambda: policies.may_change_care(children.open_period_of(child)),
    )
    return form_page(request, page)


@access(C.NOTIFY_CHILD, record=Record.CHILD)
@require_http_methods(METHODS)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a parent or other person around the child."""
    child = visible_child(request, pk)

    def act(cleaned: dict[str, Any]) -> str:
        facts = {name: value for name, value in cleaned.items() if name != "form_key"}
        children.record_person(child=child, by=request.user, **facts)
        return _page_of(child)

    page = FormPage(
        f"arranging.person:{pk}",
        forms.PersonForm,
        act,
        "The person is recorded.",
        context=_shown(child, "Record a person around the child", "Save"),
    )
    return form_page(request, page)
