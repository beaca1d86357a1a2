"""Restricting a record and keeping its list. A keeper who is not on the list sees the id, never the record."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.models import User
from accounts.permissions import Capability
from audit.reading import saw, saw_all, saw_only_figures
from children import actions
from children.confidentiality import restrictions_kept_by
from children.models import Child, ListedPerson, Restriction, RestrictionRequest
from children.policies import may_keep
from design.formats import day
from desk.confidential import forms, presenters
from desk.confidential.rows import Kept, described, kept_by, nameable_by
from desk.deadlines import deadlines
from office import clock
from office.form_pages import FormPage, form_page

METHODS = ["GET", "HEAD", "POST"]
TEMPLATE = "desk/service/with_facts.html"
NO_SUCH_RECORD = "There is no record with this id that you may restrict."
keepers = access(Capability.RESTRICT_RECORDS)


@keepers
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """List the restricted records that this person looks after."""
    when = deadlines(clock.today())
    rows = kept_by(request.user, when.today)
    saw_all(request, (row.restriction for row in rows))
    context = {
        "heading": "Restricted records",
        "tabs": presenters.tabs(request.user, "kept"),
        "ways": [("Restrict a record", reverse("confidential:restrict"))],
        "table": presenters.kept_table(rows, when),
        "empty_text": "No record is restricted.",
        "empty_more": "Restrict one when only a few people should open it: a relative of staff, an adoption, a threat.",
    }
    return render(request, "desk/confidential/list.html", context)


def _asked_about(request: HttpRequest) -> dict[str, Any]:
    """Return what the form begins with: a waiting request's record, or the child from whose page one comes."""
    asked, child = request.GET.get("request", ""), request.GET.get("child", "")
    if asked.isdecimal():
        waiting = RestrictionRequest.objects.waiting().filter(child__in=nameable_by(request.user).values("pk"))
        row = waiting.select_related("child").filter(pk=asked).first()
        if row is not None:
            saw(request, row)
            return {"local_id": row.child.local_id, "ground": row.ground, "explanation": row.explanation} | _likely(
                row.child, request.user
            )
    if child.isdecimal():
        seen = Child.objects.visible_to(request.user).filter(pk=child).first()
        if seen is not None:
            saw(request, seen)
            return {"local_id": seen.local_id} | _likely(seen, request.user)
    return {}


def _likely(child: Child, keeper: User) -> dict[str, Any]:
    """Return who is likeliest to be on the list: the child's IRO, and the manager who restricts the record."""
    iros = child.iro_allocations.open().values_list("iro", flat=True)
    return {"listed": [str(pk) for pk in (*iros, keeper.pk)]}


@keepers
@require_http_methods(METHODS)
def restrict(request: HttpRequest) -> HttpResponse:
    """Restrict a record, by its id: who may open it from now on, why, and until when."""
    today = clock.today()
    first = {"review_by": actions.last_day_to_look_again(today)}
    if request.method != "POST":
        saw_only_figures(request)
        first |= _asked_about(request)

    def act(cleaned: dict[str, Any]) -> str:
        child = nameable_by(request.user).filter(local_id__iexact=cleaned["local_id"].strip()).first()
        if child is None:
            raise ValidationError({"local_id": NO_SUCH_RECORD})
        saw(request, child)
        restriction = actions.restrict(
            child=child,
            ground=cleaned["ground"],
            explanation=cleaned["explanation"],
            listed=list(User.objects.filter(pk__in=cleaned["listed"])),
            review_by=cleaned["review_by"],
            by=request.user,
            today=today,
        )
        return reverse("confidential:restriction", args=[restriction.pk])

    context = {
        "heading": "Restrict a record",
        "back": reverse("confidential:kept"),
        "cancel": reverse("confidential:kept"),
        "submit_text": "Restrict the record",
    }
    page = FormPage(
        "confidential.restrict",
        lambda data: forms.RestrictForm(data, today=today, initial=first),
        act,
        "The record is restricted. Only those on its list may open it.",
        context=context,
    )
    return form_page(request, page)


def _kept(request: HttpRequest, pk: int) -> Kept:
    kept_here = restrictions_kept_by(request.user, lifted_too=request.method == "POST")
    row: Restriction = get_object_or_404(kept_here.select_related("child", "set_by"), pk=pk)
    saw(request, row)
    return described(row, request.user, clock.today())


def _stands(restriction: Restriction) -> list[tuple[str, Any]]:
    """Say how a restriction stands that somebody else looked at or lifted meanwhile."""
    return [
        ("Why", restriction.explanation),
        ("To be looked at again by", day(restriction.review_by)),
        ("Lifted", day(restriction.lifted_on) if restriction.lifted_on else "no"),
        ("Why it was lifted", restriction.lifted_because or "it was not"),
    ]


def _shown(row: Kept, heading: str, submit: str) -> dict[str, Any]:
    back = reverse("confidential:restriction", args=[row.restriction.pk])
    return {
        "heading": heading,
        "caption": presenters.name_of(row),
        "back": back,
        "cancel": back,
        "submit_text": submit,
        "facts": [("Ground", row.restriction.get_ground_display()), ("Why", row.restriction.explanation)],
    }


@keepers
@require_safe
def restriction(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one restriction and its list."""
    row, when = _kept(request, pk), deadlines(clock.today())
    context = {
        "heading": presenters.name_of(row),
        "back": reverse("confidential:kept"),
        "back_text": "Restricted records",
        "attention": row.attention,
        "facts": presenters.facts(row, when),
        "table": presenters.people_table(row),
        "add": reverse("confidential:add", args=[pk]),
    }
    return render(request, "desk/confidential/restriction.html", context)


@keepers
@require_http_methods(METHODS)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody on the list."""
    row, today = _kept(request, pk), clock.today()
    listed = {person.user_id for person in row.listed}

    def act(cleaned: dict[str, Any]) -> str:
        person = User.objects.get(pk=cleaned["person"])
        actions.put_on_list(restriction=row.restriction, person=person, by=request.user, today=today)
        return reverse("confidential:restriction", args=[pk])

    page = FormPage(
        f"confidential.add:{pk}",
        lambda data: forms.AddPersonForm(data, today=today, listed=listed),
        act,
        "They are on the list.",
        TEMPLATE,
        _shown(row, "Put somebody on the list", "Put on the list"),
    )
    return form_page(request, page)


@keepers
@require_http_methods(METHODS)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off the list; an IRO and a manager remain."""
    mine = ListedPerson.objects.standing().filter(restriction__in=restrictions_kept_by(request.user))
    person = get_object_or_404(mine.select_related("restriction__child", "user"), pk=pk)
    row, today = _kept(request, person.restriction_id), clock.today()

    def act(_cleaned: dict[str, Any]) -> str:
        actions.take_off_list(person=person, by=request.user, today=today)
        return reverse("confidential:restriction", args=[person.restriction_id])

    page = FormPage(
        f"confidential.remove:{pk}",
        forms.RemovePersonForm,
        act,
        f"{person.user} is no longer on the list.",
        TEMPLATE,
        _shown(row, f"Take {person.user} off the list?", "Take off the list"),
    )
    return form_page(request, page)


@keepers
@require_http_methods(METHODS)
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a restriction again: it stays, with a reason and a new day."""
    row, today = _kept(request, pk), clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        actions.look_at_restriction_again(
            restriction=row.restriction,
            explanation=cleaned["explanation"],
            review_by=cleaned["review_by"],
            seen_version=cleaned["version"],
            by=request.user,
            today=today,
        )
        return reverse("confidential:restriction", args=[pk])

    first = {"review_by": actions.last_day_to_look_again(today), "version": row.restriction.version}
    page = FormPage(
        f"confidential.look-again:{pk}",
        lambda data: forms.LookAgainForm(data, today=today, initial=first),
        act,
        "The restriction stays.",
        TEMPLATE,
        _shown(row, "Look at this restriction again", "Keep the restriction"),
        _stands,
        record=row.restriction,
        may=lambda: may_keep(row.restriction, request.user),
    )
    return form_page(request, page)


@keepers
@require_http_methods(METHODS)
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift a restriction: whoever's role reaches the record may open it again."""
    row, today = _kept(request, pk), clock.today()

    def act(cleaned: dict[str, Any]) -> str:
        actions.lift_restriction(
            restriction=row.restriction,
            because=cleaned["because"],
            seen_version=cleaned["version"],
            by=request.user,
            today=today,
        )
        return reverse("confidential:kept")

    page = FormPage(
        f"confidential.lift:{pk}",
        lambda data: forms.LiftForm(data, initial={"version": row.restriction.version}),
        act,
        "The restriction is lifted.",
        TEMPLATE,
        _shown(row, "Lift this restriction", "Lift the restriction"),
        _stands,
        record=row.restriction,
        may=lambda: may_keep(row.restriction, request.user),
    )
    return form_page(request, page)
