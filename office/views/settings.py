"""The authority's settings and its bank holidays, with what a change would move."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.verdict import Verdict
from audit.reading import saw
from design.components import Table
from design.forms import SentForm
from office import actions, clock, policies, presenters
from office.authority import authority, calendar_with, calendar_without, working_calendar
from office.calendar_effects import effects_of
from office.form_pages import FormPage, answered, answers, around, form_page
from office.forms import HolidayForm, SettingsForm
from office.holiday_alarm import holiday_warning
from office.models import BankHoliday
from statute.calendar import WorkingCalendar

ADDED = "The day is added. Open limits are being computed again."
REMOVED = "The day is removed. Open limits are being computed again."
settings_only = access(Capability.MANAGE_SETTINGS)
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@settings_only
@get_and_post
def settings(request: HttpRequest) -> HttpResponse:
    """Change the authority's settings."""
    here = reverse("office:settings")

    def make(data: Any) -> SettingsForm:
        return SettingsForm(data, initial=SettingsForm.values_of(authority()))

    def act(given: dict[str, Any]) -> str:
        actions.change_settings(seen_version=given["version"], by=request.user, **answered(given))
        return here

    page = FormPage(
        "office.settings",
        make,
        act,
        "The settings are saved.",
        "office/settings.html",
        {"heading": "Settings", "submit_text": "Save", "holidays": _warning()},
        standing=lambda now: answers(make(None), now),
    )
    return form_page(request, page)


@settings_only
@require_safe
def holidays(request: HttpRequest) -> HttpResponse:
    """List what the authority changed in the published list, and the list as it counts."""
    year = clock.today().year
    context = {
        "heading": "Bank holidays",
        "holidays": _warning(),
        "table": presenters.holidays_table(BankHoliday.objects.select_related("added_by")),
        "calendar": presenters.calendar_table(working_calendar(), year, year + 1),
        "empty_text": "Nothing is changed: the bank holidays of England count as published.",
    }
    return render(request, "office/holidays.html", context)


@settings_only
@get_and_post
def add_holiday(request: HttpRequest) -> HttpResponse:
    """Add to the list: first the facts, then what they would move, then it is done."""
    form, back = HolidayForm(request.POST or None), reverse("office:holidays")
    if request.POST.get("confirmed") != "yes" and form.is_valid() and _may_add(form.cleaned_data):
        given = form.cleaned_data
        calendar = calendar_with(given["on"], given["name"], is_working_day=given["is_working_day"])
        return _effects_page(request, None, calendar, heading="Add this day?", submit_text="Add the day")

    def act(given: dict[str, Any]) -> str:
        verdict = _may_add(given)
        if not verdict:
            raise ValidationError({"on": verdict.reason})
        actions.add_holiday(**answered(given), by=request.user)
        return back

    context = around("Add a bank holiday", back=back, submit="Continue")
    return form_page(request, FormPage("office.holiday", HolidayForm, act, ADDED, context=context))


def _warning() -> str:
    return holiday_warning(clock.today(), working_calendar())


def _may_add(given: dict[str, Any]) -> Verdict:
    return policies.may_add_holiday(given["on"], working_calendar(), is_working_day=given["is_working_day"])


@settings_only
@get_and_post
def remove_holiday(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a change of the list, after seeing what that would move."""
    holiday = BankHoliday.objects.filter(pk=pk).first()
    back = reverse("office:holidays")
    if holiday is None and request.method == "POST":
        messages.info(request, "This day was taken out of the list before.")
        return redirect(back)
    if holiday is None:
        raise Http404
    heading, submit = f"Remove {holiday.name}?", "Remove the day"
    if request.method != "POST":
        return _effects_page(request, SentForm(), calendar_without(holiday), heading=heading, submit_text=submit)

    def act(_given: dict[str, Any]) -> str:
        actions.remove_holiday(holiday=holiday, by=request.user)
        return back

    context = around(heading, back=back, submit=submit)
    return form_page(request, FormPage(f"office.remove_holiday:{pk}", SentForm, act, REMOVED, context=context))


def _effects_page(
    request: HttpRequest, form: SentForm | None, calendar: WorkingCalendar, *, heading: str, submit_text: str
) -> HttpResponse:
    table: Table | None = None
    may_see = bool(may(request.user, Capability.SEE_CHILDREN))
    if may_see:
        effects = effects_of(calendar, request.user)
        saw(request, *(effect.child_id for effect in effects))
        table = presenters.effects_table(effects)
    back = reverse("office:holidays")
    context = {
        "heading": heading,
        "form": form,
        "typed": [] if form else list(request.POST.lists()),
        "table": table,
        "may_see": may_see,
        "submit_text": submit_text,
        "back": back,
        "cancel": back,
    }
    return render(request, "office/effects.html", context)
