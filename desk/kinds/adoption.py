"""Pages on the way to adoption: authority to place, placed with adopters, returned. An order is recorded as leaving."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import Verdict
from accounts.visibility import Record
from children import policies
from children.actions import open_period_of
from children.enums import AuthorityGround
from children.models import Child
from design.formats import day
from desk.arranging import actions
from desk.kinds import forms
from desk.one_child import told_apart, visible_child
from desk.standing import care_stands
from office import clock
from office.form_pages import FormPage, around, form_page

METHODS = ["GET", "HEAD", "POST"]
# The national codes of a placement for adoption: with the current foster carer, or with others.
CODES = {
    (AuthorityGround.CONSENT, "current"): "A3",
    (AuthorityGround.CONSENT, "other"): "A4",
    (AuthorityGround.PLACEMENT_ORDER, "current"): "A5",
    (AuthorityGround.PLACEMENT_ORDER, "other"): "A6",
}
SAME_CARER, ANOTHER_CARER = "T", "P"


def what_is_due(child: Child) -> str:
    """Return in a sentence which review is open for a child now, and by when."""
    review = child.reviews.open().order_by("due_on").first()
    if review is None or review.due_on is None:
        return "No review is due."
    return f"The next is the {review.get_kind_display().lower()}, due by {day(review.due_on)}."


@dataclass(frozen=True)
class Recording:
    """One thing that may be recorded of a child's care: how it is called, asked, allowed and done."""

    key: str
    heading: str
    submit: str
    make: Callable[[Any], forms.DatedForm]
    act: Callable[[dict[str, Any]], str]
    may: Callable[[], Verdict]


def _page(request: HttpRequest, child: Child, what: Recording) -> HttpResponse:
    """Answer with one form about a child's care; what is due afterwards is said with the message."""
    back = reverse("child:page", args=[child.pk])
    context = around(what.heading, back=back, submit=what.submit, caption=told_apart(child))

    def acted(cleaned: dict[str, Any]) -> str:
        page.said = f"{what.act(cleaned)} {what_is_due(child)}"
        return reverse("child:clocks", args=[child.pk])

    key = f"kinds.{what.key}:{child.pk}"
    page = FormPage(key, what.make, acted, "", context=context, standing=care_stands, record=child, may=what.may)
    return form_page(request, page)


@access(Capability.NOTIFY_CHILD, record=Record.CHILD)
@require_http_methods(METHODS)
def authority(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the authority may place the child for adoption: adoption reviews are due beside the ordinary ones."""
    child, today = visible_child(request, pk), clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        actions.record_authority(
            child=child,
            ground=cleaned["ground"],
            granted_on=cleaned["granted_on"],
            legal_status=cleaned["legal_status"],
            by=request.user,
            today=today,
            seen_version=cleaned["version"],
        )
        changed = " The legal status is a placement order from that day." if cleaned["legal_status"] else ""
        return f"Authority to place is recorded.{changed}"

    what = Recording(
        key="authority",
        heading="Record authority to place for adoption",
        submit="Record the authority",
        make=lambda data: forms.AuthorityForm(
            data, today=today, initial={"version": child.version, "changes_status": "yes"}
        ),
        act=act,
        may=lambda: policies.may_record_authority(open_period_of(child), child.adoption_authorities.standing().first()),
    )
    return _page(request, child, what)


@access(Capability.NOTIFY_CHILD, record=Record.CHILD)
@require_http_methods(METHODS)
def end_authority(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that authority to place ended, or was recorded by mistake."""
    child, today = visible_child(request, pk), clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        actions.end_authority(
            authority=child.adoption_authorities.standing().get(),
            on=cleaned["on"],
            reason=cleaned["reason"],
            by=request.user,
            today=today,
            seen_version=cleaned["version"],
        )
        return "The end of the authority to place is recorded."

    what = Recording(
        key="end-authority",
        heading="Record that authority to place ended",
        submit="Record the end",
        make=lambda data: forms.EndAuthorityForm(data, today=today, initial={"version": child.version, "on": today}),
        act=act,
        may=lambda: policies.may_end_authority(child),
    )
    return _page(request, child, what)


@access(Capability.NOTIFY_CHILD, record=Record.CHILD)
@require_http_methods(METHODS)
def placed(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the child was placed for adoption: adoption reviews take the place of the ordinary ones."""
    child, today = visible_child(request, pk), clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        held = child.adoption_authorities.standing().get()
        actions.record_change(
            child=child,
            on=cleaned["on"],
            reason_new=SAME_CARER if cleaned["carer"] == "current" else ANOTHER_CARER,
            placement=CODES[AuthorityGround(held.ground), cleaned["carer"]],
            placed_with=cleaned["placed_with"],
            placement_address=cleaned["placement_address"],
            by=request.user,
            today=today,
            seen_version=cleaned["version"],
        )
        return "The placement for adoption is recorded."

    what = Recording(
        key="placed",
        heading="Record a placement for adoption",
        submit="Record the placement",
        make=lambda data: forms.PlacedForm(data, today=today, initial={"version": child.version}),
        act=act,
        may=lambda: policies.may_change_care(open_period_of(child)) & policies.may_place_for_adoption(child),
    )
    return _page(request, child, what)


@access(Capability.NOTIFY_CHILD, record=Record.CHILD)
@require_http_methods(METHODS)
def returned(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the child came back from adopters: ordinary reviews apply again, and one after the return."""
    child, today = visible_child(request, pk), clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        actions.record_change(
            child=child,
            on=cleaned["on"],
            reason_new=ANOTHER_CARER,
            placement=cleaned["placement"],
            placed_with=cleaned["placed_with"],
            placement_address=cleaned["placement_address"],
            reason_placement_change=cleaned["reason_placement_change"],
            by=request.user,
            today=today,
            seen_version=cleaned["version"],
        )
        return "The return is recorded."

    what = Recording(
        key="returned",
        heading="Record a return from adopters",
        submit="Record the return",
        make=lambda data: forms.ReturnedForm(data, today=today, initial={"version": child.version}),
        act=act,
        may=lambda: policies.may_return_from_adopters(child),
    )
    return _page(request, child, what)
