"""Several reviews booked at once, all or none; brothers and sisters perhaps together."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability
from accounts.visibility import Record
from audit.reading import saw_all
from children.confidentiality import kept_out_of
from children.models import IROAllocation
from design.formats import counted
from desk.arranging import forms
from desk.arranging.views.bookings import METHODS, said_of
from desk.arranging.views.lists import iros
from desk.deadlines import deadlines
from desk.histories import opened_last_days
from office import clock
from office.form_pages import FormPage, around, form_page
from office.refusals import sentence_of
from reviews import actions
from reviews.actions.arranging import DEFAULT_MINUTES
from reviews.clashes import clashes_between
from reviews.enums import TogetherWay
from reviews.models import ArrangingNeeds, Review
from reviews.policies import may_book_a_day
from reviews.slots import Slot, one_after_the_other

C = Capability
MOST = 20
BOARD = "arranging:to-arrange"


@dataclass(frozen=True)
class Several:
    """The reviews that are booked in one go, in the order in which they were named."""

    reviews: list[Review]
    chairs: Any

    @property
    def version(self) -> int:
        """Return a number that grows whenever one of them changes: what `version` is for one record."""
        return sum(review.version for review in self.reviews)

    @property
    def are_family(self) -> bool:
        """Say whether all are brothers and sisters."""
        families = {review.child.siblings_id for review in self.reviews}
        return len(self.reviews) > 1 and len(families) == 1 and None not in families

    def stand(self) -> list[tuple[str, str]]:
        """Say how each of them stands now."""
        for review in self.reviews:
            review.refresh_from_db(fields=["status"])
        return [(str(review.child), review.get_status_display()) for review in self.reviews]


@access(C.ARRANGE_REVIEWS)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Go from the rows that were ticked on the board to the page that books them."""
    ticked = [pk for pk in dict.fromkeys(request.GET.getlist("review")) if pk.isdecimal() and pk.isascii()]
    if not ticked:
        messages.warning(request, "Tick the reviews that are to be booked.")
        return redirect(BOARD)
    if len(ticked) > MOST:
        messages.warning(request, f"Tick at most {MOST} reviews: so many fit on one page.")
        return redirect(BOARD)
    return redirect("arranging:several", pks="-".join(ticked))


def _several(request: HttpRequest, pks: str) -> Several:
    """Return the named reviews, all of them; 404 where one of them is not there for this person."""
    ids = [int(pk) for pk in pks.split("-") if pk.isdecimal() and pk.isascii() and len(pk) < 19]  # noqa: PLR2004 - digits
    visible = Review.objects.visible_to(request.user).filter(pk__in=ids[:MOST]).select_related("child", "period")
    found = {review.pk: review for review in visible}
    if not ids or set(ids) != set(found):
        raise Http404
    reviews = [found[pk] for pk in dict.fromkeys(ids)]
    saw_all(request, reviews)
    kept_out = Q(pk__in=[])
    for review in reviews:
        kept_out |= kept_out_of(review.child)
    return Several(reviews, iros(clock.today()).exclude(kept_out))


def _filled(wanted: Several, fill: forms.FillForm) -> dict[str, Any]:
    """Return what stands in the rows: what the filling form says, else each child's IRO and nothing more."""
    given = fill.cleaned_data if fill.is_valid() else {}
    own = dict(
        IROAllocation.objects.open()
        .filter(child__in=[review.child_id for review in wanted.reviews])
        .values_list("child", "iro")
    )
    needs = {
        each.review_id: each.minutes_wanted
        for each in ArrangingNeeds.objects.filter(review__in=wanted.reviews)
        if each.minutes_wanted
    }
    chair = given.get("chair")
    values: dict[str, Any] = {"version": wanted.version, "way": given.get("way", forms.APART)}
    for review in wanted.reviews:
        row = {
            "on": given.get("on"),
            "at": given.get("at"),
            "minutes": given.get("minutes") or needs.get(review.pk, DEFAULT_MINUTES),
            "venue": given["venue"].pk if given.get("venue") else None,
            "place": given.get("place", ""),
            "chair": chair.pk if chair else own.get(review.child_id),
        }
        values |= {f"{name}-{review.pk}": value for name, value in row.items()}
    return values | _times(wanted, given)


def _times(wanted: Several, given: dict[str, Any]) -> dict[str, datetime.time]:
    """Return one time after the other, unless all are in one meeting."""
    if not given.get("at") or not given.get("minutes") or given.get("way") == TogetherWay.JOINTLY:
        return {}
    first = Slot(wanted.reviews[0], datetime.date.max, given["at"], given["minutes"], User())
    slots = one_after_the_other(wanted.reviews, first, {})
    return {f"at-{slot.review.pk}": slot.at for slot in slots}


@access(C.ARRANGE_REVIEWS, record=Record.REVIEW)
@require_http_methods(METHODS)
def several(request: HttpRequest, pks: str) -> HttpResponse:
    """Book several reviews: every clash of the whole set is said before, then all are booked, or none."""
    wanted = _several(request, pks)
    is_filling = bool(request.GET)
    fill = forms.FillForm(request.GET or None, chairs=wanted.chairs, are_family=wanted.are_family)
    booked = [review for review in wanted.reviews if not may_book_a_day(review)]
    if booked and request.method != "POST":
        names = ", ".join(str(review.child) for review in booked)
        messages.warning(request, f"Not to arrange any longer: {names}. Tick the others again.")
        return redirect(BOARD)

    def make(data: Any) -> forms.SeveralForm:
        # What fills the rows is newer than what was typed into them before.
        return forms.SeveralForm(
            None if is_filling and request.method != "POST" else data,
            reviews=wanted.reviews,
            chairs=wanted.chairs,
            are_family=wanted.are_family,
            warn=lambda slots, way: clashes_between(slots, request.user, way=way),
            initial=_filled(wanted, fill),
        )

    def act(cleaned: dict[str, Any]) -> str:
        slots = made[-1].slots()
        _book(wanted, slots, cleaned.get("way", forms.APART), request.user)
        page.said = f"{counted(len(slots), 'review')} booked. {said_of(slots[0].on)}"
        return f"{reverse('arranging:calendar')}?week={slots[0].on}"

    made: list[forms.SeveralForm] = []

    def kept(data: Any) -> forms.SeveralForm:
        made.append(make(data))
        limits = opened_last_days(wanted.reviews, deadlines(clock.today()))
        context["rows"] = [
            {
                "review": row.review,
                "about": row.about,
                "fields": row.fields,
                "limit": limits.get(row.review.pk, "no limit"),
            }
            for row in made[-1].rows(_about)
        ]
        return made[-1]

    context = around(f"Book {counted(len(wanted.reviews), 'review')}", back=reverse(BOARD), submit="Book them all")
    context |= {"fill": fill, "are_family": wanted.are_family, "here": reverse("arranging:several", args=[pks])}
    page = FormPage(
        f"arranging.several:{pks}"[:120],
        kept,
        act,
        "Booked.",
        "desk/arranging/several.html",
        context,
        standing=lambda _now: wanted.stand(),
        record=wanted,
    )
    return form_page(request, page)


def _book(wanted: Several, slots: list[Slot], way: str, by: User) -> None:
    try:
        actions.book_several(reviews=wanted.reviews, slots=slots, way=way, by=by, today=clock.today())
    except IntegrityError as refusal:
        raise ValidationError(sentence_of(refusal)) from refusal


def _about(review: Review) -> str:
    return f"{review.child.local_id}, {review.get_sequence_display().lower()}"
