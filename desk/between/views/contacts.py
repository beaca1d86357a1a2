"""How the IRO and the child were in touch: for the IRO of the child and the manager alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.visibility import Record
from audit.reading import saw
from design import formats
from desk.between import forms
from desk.between.presenters import contacts_table
from desk.child.views import frame
from desk.one_child import visible_child
from office import clock
from office.form_pages import FormPage, around, form_page
from reviews.actions import keep_contact, withdraw_contact
from reviews.models import ContactWithChild
from reviews.policies_between import may_withdraw

METHODS = ["GET", "HEAD", "POST"]
C = Capability


@access(C.SEE_CONTACTS_WITH_CHILD, record=Record.CHILD)
@require_safe
def of_child(request: HttpRequest, pk: int) -> HttpResponse:
    """List how the IRO and a child were in touch, newest first."""
    child = visible_child(request, pk)
    keeps = bool(may(request.user, C.KEEP_CONTACTS_WITH_CHILD))
    found = child.contacts.select_related("by_whom").order_by("-on", "-pk")
    context = frame(request, child, "contacts", table=contacts_table(list(found), keeps=keeps))
    if keeps:
        context["action"] = ("Keep a contact", reverse("between:keep-contact", args=[pk]))
    context |= {
        "empty_text": "No contact is kept yet.",
        "empty_more": "Visits, calls and messages between reviews are kept here by the IRO.",
    }
    return render(request, "desk/child/list.html", context)


@access(C.KEEP_CONTACTS_WITH_CHILD, record=Record.CHILD)
@require_http_methods(METHODS)
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep that the IRO and the child were in touch."""
    child, today = visible_child(request, pk), clock.today()
    back = reverse("between:contacts", args=[pk])

    def act(data: dict[str, Any]) -> str:
        keep_contact(
            child=child,
            channel=data["channel"],
            on=data["on"],
            child_asked=data["child_asked"],
            note=data["note"],
            by=request.user,
            today=today,
        )
        return back

    page = FormPage(
        f"between.keep-contact:{pk}",
        lambda data: forms.ContactForm(data, today=today, initial={"on": today}),
        act,
        "The contact is kept.",
        context=around("Keep a contact", back=back, submit="Keep the contact", caption=str(child)),
    )
    return form_page(request, page)


def _facts(contact: ContactWithChild) -> list[tuple[str, Any]]:
    return [
        ("How", contact.get_channel_display()),
        ("When", formats.day(contact.on)),
        ("Note", contact.note),
        ("Taken back", formats.day(contact.withdrawn_on) or "no"),
    ]


@access(C.KEEP_CONTACTS_WITH_CHILD, record=Record.CHILD)
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a contact that was recorded by mistake."""
    visible = ContactWithChild.objects.visible_to(request.user)
    contact, today = get_object_or_404(visible.select_related("child"), pk=pk), clock.today()
    saw(request, contact)
    back = reverse("between:contacts", args=[contact.child_id])

    def act(data: dict[str, Any]) -> str:
        withdraw_contact(
            contact=contact, because=data["because"], by=request.user, today=today, seen_version=data["version"]
        )
        return back

    facts = _facts(contact)[:3]
    page = FormPage(
        f"between.withdraw-contact:{pk}",
        lambda data: forms.MistakeForm(data, initial={"version": contact.version}),
        act,
        "It is marked as a mistake.",
        "desk/between/facts.html",
        around("This was kept by mistake", back=back, submit="Take it back", caption=str(contact.child), facts=facts),
        standing=_facts,
        record=contact,
        may=lambda: may_withdraw(contact),
    )
    return form_page(request, page)
