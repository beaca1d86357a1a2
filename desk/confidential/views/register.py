"""The register of conflicts of interest: what was declared, whom it means, and when it ends."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import saw, saw_all, saw_only_figures
from children import actions
from children.models import ConflictOfInterest
from children.policies import may_end_conflict, may_place
from design.formats import day
from desk.confidential import forms, presenters
from desk.confidential.rows import nameable_by, register_for
from desk.confidential.views.restricting import METHODS, TEMPLATE
from office import clock
from office.form_pages import FormPage, form_page

NO_SUCH_RECORD = "There is no record with this id that you may name."
registrars = access(Capability.KEEP_CONFLICT_REGISTER)


@registrars
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show the register: what stands, what is still to be found, and what has ended."""
    standing, ended = (register_for(request.user, ended=over) for over in (False, True))
    saw_all(request, (each.child for each in (*standing, *ended) if each.child is not None))
    saw_only_figures(request)
    context = {
        "heading": "Conflicts of interest",
        "tabs": presenters.tabs(request.user, "register"),
        "ways": [("Add one for somebody else", reverse("confidential:register-add"))],
        "table": presenters.register_table(standing, ended=False),
        "more": presenters.register_table(ended, ended=True),
        "empty_text": "Nobody has declared a conflict of interest.",
        "empty_more": "Anyone who sees children declares one under Your account, or from the page of a child.",
    }
    return render(request, "desk/confidential/list.html", context)


@registrars
@require_http_methods(METHODS)
def add(request: HttpRequest) -> HttpResponse:
    """Put on the register that somebody else must not see a child or a family."""
    back = reverse("confidential:register")
    saw_only_figures(request)

    def act(cleaned: dict[str, Any]) -> str:
        actions.declare_conflict(
            user=cleaned["user"],
            about=cleaned["about"],
            relation=cleaned["relation"],
            nature=cleaned["nature"],
            is_whole_family=cleaned["is_whole_family"],
            by=request.user,
            today=clock.today(),
        )
        return back

    context = {
        "heading": "Add a conflict of interest for somebody else",
        "back": back,
        "cancel": back,
        "submit_text": "Put it on the register",
    }
    page = FormPage(
        "confidential.register-add", forms.DeclareForSomebodyForm, act, "It is on the register.", context=context
    )
    return form_page(request, page)


def _entry(request: HttpRequest, pk: int) -> ConflictOfInterest:
    """Return an entry that this keeper looks after: not their own, and about nobody with whom they are in conflict."""
    # Whoever sends a form about one that has ended meanwhile is told so above it.
    over = (False, True) if request.method == "POST" else (False,)
    kept = {each.conflict.pk for ended in over for each in register_for(request.user, ended=ended) if not each.is_own}
    entries = ConflictOfInterest.objects.filter(pk__in=kept).select_related("user")
    found: ConflictOfInterest = get_object_or_404(entries, pk=pk)
    saw_only_figures(request)
    return found


def _stands(conflict: ConflictOfInterest) -> list[tuple[str, Any]]:
    """Say how an entry stands that another keeper dealt with meanwhile."""
    return [
        ("Whom it is about", "said" if conflict.child_id or conflict.siblings_id else "not said yet"),
        ("Looked for", day(conflict.looked_for_on) if conflict.looked_for_on else "not yet"),
        ("Ended", day(conflict.ended_on) if conflict.ended_on else "no"),
    ]


def _shown(conflict: ConflictOfInterest, heading: str, submit: str) -> dict[str, Any]:
    back = reverse("confidential:register")
    return {
        "heading": heading,
        "back": back,
        "cancel": back,
        "submit_text": submit,
        "facts": presenters.conflict_facts(conflict),
    }


@registrars
@require_http_methods(METHODS)
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which child a declaration means, by id."""
    conflict = _entry(request, pk)

    def act(cleaned: dict[str, Any]) -> str:
        child = nameable_by(request.user).filter(local_id__iexact=cleaned["local_id"].strip()).first()
        if child is None:
            raise ValidationError({"local_id": NO_SUCH_RECORD})
        saw(request, child)
        actions.place_conflict(
            conflict=conflict,
            child=child,
            is_whole_family=cleaned["is_whole_family"],
            seen_version=cleaned["version"],
            by=request.user,
            today=clock.today(),
        )
        return reverse("confidential:register")

    first = {"version": conflict.version, "is_whole_family": conflict.is_whole_family}
    page = FormPage(
        f"confidential.place:{pk}",
        lambda data: forms.PlaceForm(data, initial=first),
        act,
        "The record is closed to them from now on.",
        TEMPLATE,
        _shown(conflict, "Which child is it about?", "Close the record to them"),
        _stands,
        record=conflict,
        may=lambda: may_place(conflict),
    )
    return form_page(request, page)


@registrars
@require_http_methods(METHODS)
def nobody(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that there is no record of whom a declaration describes."""
    conflict = _entry(request, pk)

    def act(cleaned: dict[str, Any]) -> str:
        actions.find_nobody(conflict=conflict, seen_version=cleaned["version"], by=request.user, today=clock.today())
        return reverse("confidential:register")

    page = FormPage(
        f"confidential.nobody:{pk}",
        lambda data: forms.NobodyForm(data, initial={"version": conflict.version}),
        act,
        "It stays on the register. If a child it describes comes into care, say then which.",
        TEMPLATE,
        _shown(conflict, "Is there no record of them?", "There is no record"),
        _stands,
        record=conflict,
        may=lambda: may_place(conflict),
    )
    return form_page(request, page)


@registrars
@require_http_methods(METHODS)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End somebody else's conflict of interest, with the reason."""
    conflict = _entry(request, pk)

    def act(cleaned: dict[str, Any]) -> str:
        actions.end_conflict(
            conflict=conflict,
            because=cleaned["because"],
            seen_version=cleaned["version"],
            by=request.user,
            today=clock.today(),
        )
        return reverse("confidential:register")

    page = FormPage(
        f"confidential.end-conflict:{pk}",
        lambda data: forms.EndConflictForm(data, initial={"version": conflict.version}),
        act,
        "It has ended. They see again what their role sees.",
        TEMPLATE,
        _shown(conflict, "End this conflict of interest", "End it"),
        _stands,
        record=conflict,
        may=lambda: may_end_conflict(conflict, request.user),
    )
    return form_page(request, page)
