"""One invitation: not sent and why, withdrawn, answered by telephone, come back, its address put right."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from accounts.verdict import ALLOWED, Verdict
from accounts.visibility import Record
from audit.reading import saw
from design.forms import GovukForm
from desk.inviting import forms
from desk.inviting.views.people import METHODS
from office.form_pages import FormPage, around, form_page
from reviews import actions
from reviews.enums import InvitationStatus
from reviews.invited import may_become, may_change_list
from reviews.models import Invitation

C = Capability
Status = InvitationStatus


def invitation_of(request: HttpRequest, pk: int) -> Invitation:
    """Return an invitation to a review that this person may see, noted as read, or answer 404."""
    visible = Invitation.objects.of_reviews_visible_to(request.user)
    found: Invitation = get_object_or_404(visible.select_related("review__child", "person", "user"), pk=pk)
    saw(request, found.review)
    return found


def _stands(now: Invitation) -> list[tuple[str, Any]]:
    """Say how an invitation stands that somebody else changed, or that was answered, meanwhile."""
    return [
        ("Invitation", now.get_status_display()),
        ("Answer", now.message or "no message"),
        ("E-mail address", now.address or "none"),
    ]


def _page(
    request: HttpRequest,
    invitation: Invitation,
    *,
    key: str,
    form: type[GovukForm],
    does: Callable[..., object],
    with_answers: tuple[str, ...],
    words: tuple[str, str, str],
    initial: dict[str, Any] | None = None,
    may: Verdict = ALLOWED,
) -> HttpResponse:
    """Show or take one form about an invitation: `does` is the action, `with_answers` what of the form it is given."""
    heading, submit, said = words
    back = reverse("inviting:review", args=[invitation.review_id])
    caption = f"{invitation}, {invitation.as_what.lower()}"

    def act(cleaned: dict[str, Any]) -> str:
        facts = {name: cleaned[name] for name in with_answers}
        does(invitation=invitation, by=request.user, seen_version=cleaned["version"], **facts)
        return back

    page = FormPage(
        f"inviting.{key}:{invitation.pk}",
        lambda data: form(data, initial={"version": invitation.version, **(initial or {})}),
        act,
        said,
        context=around(heading, back=back, submit=submit, caption=caption, back_text="Invitations"),
        standing=_stands,
        record=invitation,
        may=lambda: may_change_list(invitation.review) & may,
    )
    return form_page(request, page)


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that somebody is not invited, why, and how they are heard instead."""
    found = invitation_of(request, pk)
    return _page(
        request,
        found,
        key="leave-out",
        form=forms.LeaveOutForm,
        does=actions.leave_out,
        with_answers=("reason", "note", "heard_by", "heard_note"),
        words=("Do not invite this person", "Do not invite", "Not invited. The reason is kept."),
        may=may_become(found, Status.NOT_INVITED),
    )


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an invitation back among those to send."""
    found = invitation_of(request, pk)
    return _page(
        request,
        found,
        key="again",
        form=forms.WhyForm,
        does=actions.invite_after_all,
        with_answers=("why",),
        words=("Invite this person", "Put back on the list", "On the list again. Nothing has been sent yet."),
        may=may_become(found, Status.TO_SEND),
    )


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    found = invitation_of(request, pk)
    return _page(
        request,
        found,
        key="withdraw",
        form=forms.WhyForm,
        does=actions.withdraw_invitation,
        with_answers=("why",),
        words=("Withdraw this invitation", "Withdraw", "Withdrawn. Whoever had a mail gets another that says so."),
        may=may_become(found, Status.WITHDRAWN),
    )


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what somebody answered on the telephone or in person."""
    found = invitation_of(request, pk)
    names = ("message", "other_time", "wants_heard")
    return _page(
        request,
        found,
        key="answer",
        form=forms.ToldForm,
        does=actions.record_answer,
        with_answers=("answer", *names),
        words=("Record an answer", "Record the answer", "The answer is recorded."),
        initial={name: getattr(found, name) for name in names},
    )


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def bounce(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that an invitation came back."""
    found = invitation_of(request, pk)
    return _page(
        request,
        found,
        key="bounce",
        form=forms.BounceForm,
        does=actions.note_undelivered,
        with_answers=("because",),
        words=("This invitation did not arrive", "Record it", "Recorded. It is listed under mail that did not arrive."),
        may=may_become(found, Status.UNDELIVERED),
    )


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right the e-mail address of somebody who is invited."""
    found = invitation_of(request, pk)
    return _page(
        request,
        found,
        key="mend",
        form=forms.AddressForm,
        does=actions.mend_address,
        with_answers=("email",),
        words=(
            "Put the e-mail address right",
            "Save the address",
            "The address is put right. Send the invitation again.",
        ),
        initial={"email": found.address},
    )
