"""The page of the duty arrangements."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import access
from accounts.permissions import Capability
from office import clock
from office.duty.actions import change_duty
from office.duty.forms import PLACES, DutyForm, fields_of
from office.duty.models import DutyArrangements
from office.duty.people import able_to_act, arrangements, named
from office.form_pages import FormPage, answered, around, form_page


def _stands(row: DutyArrangements) -> list[tuple[str, Any]]:
    people = ", ".join(person.full_name for person in named(row, PLACES))
    return [
        ("Told, in this order", people or "nobody"),
        ("Office open", f"{row.opens_at:%H:%M} to {row.closes_at:%H:%M}"),
        ("A child calls by day", f"{row.day_name} {row.day_phone}".strip() or "nobody is named"),
        ("A child calls at other times", f"{row.night_name} {row.night_phone}".strip() or "nobody is named"),
    ]


@access(Capability.MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: HttpRequest) -> HttpResponse:
    """Say who is told of a safety alert, and whom a child may call."""
    row = arrangements()
    people = {person.pk: person for person in (*able_to_act(clock.today()), *named(row, PLACES))}

    def make(data: Any) -> DutyForm:
        return DutyForm(data, people=list(people.values()), initial=DutyForm.values_of(row))

    def act(given: dict[str, Any]) -> str:
        change_duty(seen_version=given["version"], by=request.user, **fields_of(answered(given)))
        return reverse("office:settings")

    context = around("Duty arrangements", back=reverse("office:settings"), submit="Save")
    page = FormPage(
        "office.duty",
        make,
        act,
        "The duty arrangements are saved.",
        context=context,
        standing=_stands,
        record=row if DutyArrangements.objects.filter(pk=1).exists() else None,
    )
    return form_page(request, page)
