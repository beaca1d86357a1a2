"""Who is invited to one review: the list, with how each is reached, what was sent and what they answered."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw
from design.forms import SentForm
from desk.arranging.wishes_shown import wishes_facts
from desk.deadlines import deadlines
from desk.inviting import forms, presenters
from desk.inviting.rows import Listed, people_of
from office import clock
from office.form_pages import FormPage, around, form_page
from reviews import actions
from reviews.invited import may_change_list, may_mail
from reviews.models import Booking, InvitationChange, Review

METHODS = ["GET", "HEAD", "POST"]
C = Capability


def review_of(request: HttpRequest, pk: int) -> Review:
    """Return a review that this person may see, noted as read, or answer 404."""
    visible = Review.objects.visible_to(request.user).select_related("child", "period")
    found: Review = get_object_or_404(visible, pk=pk)
    saw(request, found)
    return found


def booking_of(review: Review) -> Booking | None:
    """Return the booking that stands, or None."""
    found: Booking | None = review.bookings.current().select_related("venue", "chair").first()
    return found


def frame(review: Review, heading: str, submit: str = "") -> dict[str, Any]:
    """Return what surrounds a form about a review's invitations."""
    back = reverse("inviting:review", args=[review.pk])
    return around(
        heading, back=back, submit=submit, caption=f"{review.child}, {review.child.local_id}", back_text="Invitations"
    )


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who is invited to a review and who is not, how each is reached, and what was sent and answered."""
    found, when = review_of(request, pk), deadlines(clock.today())
    people = people_of(found)
    verdict = may_change_list(found)
    changes = (
        InvitationChange.objects.filter(invitation__review=found)
        .select_related("invitation__review__child", "invitation__person", "invitation__user", "by")
        .order_by("-pk")
    )
    context = {
        "heading": "Invitations",
        "caption": f"{found.child}, {found.child.local_id}",
        "back": reverse("child:page", args=[found.child_id]),
        "back_text": str(found.child),
        "facts": presenters.meeting_facts(booking_of(found), found, when),
        "wishes": wishes_facts(found.child.review_wishes.standing()),
        "wishes_href": reverse("arranging:wishes", args=[found.child_id]),
        "people": presenters.people_table(people, may_change=bool(verdict)) if people else None,
        "reason": verdict.reason,
        "ways": _ways(found, people) if verdict else [],
        "history": presenters.history_table(changes),
    }
    return render(request, "desk/inviting/review.html", context)


def _ways(found: Review, people: list[Listed]) -> list[tuple[str, str]]:
    names = [("Make the list" if not people else "Look again for people", "propose"), ("Add a professional", "add")]
    if any(may_mail(each.invitation) and not each.is_waiting for each in people):
        names.insert(0, ("Send by e-mail", "send"))
    if people:
        names += [("Print letters", "letters"), ("Letters were posted", "posted")]
    names.append(("Record a paper", "paper"))
    ways = [(words, reverse(f"inviting:{name}", args=[found.pk])) for words, name in names]
    return [*ways, ("Ask for views", reverse("asking:review", args=[found.pk]))]


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Put on the list whoever the records say the review concerns, and is not on it yet."""
    found = review_of(request, pk)

    def act(_cleaned: dict[str, Any]) -> str:
        added = actions.propose_invitations(review=found, by=request.user, today=clock.today())
        page.said = (
            f"Put on the list: {', '.join(str(each) for each in added)}."
            if added
            else "Everybody is on the list already."
        )
        return reverse("inviting:review", args=[pk])

    page = FormPage(
        f"inviting.propose:{pk}",
        SentForm,
        act,
        "The list is made.",
        template="desk/inviting/propose.html",
        context=frame(found, "Make the list of people to invite", "Make the list"),
        may=lambda: may_change_list(found),
    )
    return form_page(request, page)


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a professional on the list."""
    found = review_of(request, pk)

    def act(cleaned: dict[str, Any]) -> str:
        facts = {name: cleaned[name] for name in ("name", "capacity", "email", "phone")}
        actions.invite_professional(review=found, by=request.user, **facts)
        return reverse("inviting:review", args=[pk])

    page = FormPage(
        f"inviting.add:{pk}",
        forms.ProfessionalForm,
        act,
        "On the list. Nothing has been sent yet.",
        context=frame(found, "Add a professional", "Add"),
        may=lambda: may_change_list(found),
    )
    return form_page(request, page)
