"""The authority's settings and its bank holidays, with what a change would move."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.forms import say
from accounts.permissions import Capability, may
from accounts.verdict import RefusedError
from audit.reading import saw
from audit.versions import ConflictError
from design.components import Table
from design.forms import GovukForm
from office import actions, clock, policies, presenters
from office.authority import authority, calendar_with, calendar_without, working_calendar
from office.calendar_effects import effects_of
from office.forms import HolidayForm, SettingsForm
from office.models import AuthoritySettings, BankHoliday
from statute.calendar import WorkingCalendar

settings_only = access(Capability.MANAGE_SETTINGS)
get_and_post = require_http_methods(["GET", "HEAD", "POST"])


@settings_only
@get_and_post
def settings(request: HttpRequest) -> HttpResponse:
    """Change the authority's settings."""
    form = SettingsForm(request.POST or None, initial=SettingsForm.values_of(authority()))
    theirs: list[tuple[str, object]] = []
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            actions.change_settings(seen_version=given.pop("version"), by=request.user, **given)
        except ConflictError as conflict:
            form, theirs = _beside(form, conflict)
        else:
            messages.success(request, "The settings are saved.")
            return redirect("office:settings")
    context = {"heading": "Settings", "form": form, "submit_text": "Save", "theirs": theirs}
    return render(request, "office/settings.html", context)


def _beside(form: SettingsForm, conflict: ConflictError) -> tuple[SettingsForm, list[tuple[str, object]]]:
    """Return the form with what was typed, ready to be saved over what stands now, and how that differs."""
    current = conflict.current
    assert isinstance(current, AuthoritySettings)  # noqa: S101 - what the checker cannot see
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"] = str(current.version)
    again = SettingsForm(data)
    again.full_clean()
    again.add_error(None, f"{conflict} Look at what it says now, then save again.")
    stands = SettingsForm.values_of(current)
    differing = [name for name in stands if name != "version" and stands[name] != form.cleaned_data[name]]
    return again, [(str(form.fields[name].label), stands[name]) for name in differing]


@settings_only
@require_safe
def holidays(request: HttpRequest) -> HttpResponse:
    """List what the authority changed in the published list, and the list as it counts."""
    year = clock.today().year
    context = {
        "heading": "Bank holidays",
        "table": presenters.holidays_table(BankHoliday.objects.select_related("added_by")),
        "calendar": presenters.calendar_table(working_calendar(), year, year + 1),
        "empty_text": "Nothing is changed: the bank holidays of England count as published.",
    }
    return render(request, "office/holidays.html", context)


@settings_only
@get_and_post
def add_holiday(request: HttpRequest) -> HttpResponse:
    """Add to the list: first the facts, then what they would move, then it is done."""
    form = HolidayForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _facts_page(request, form)
    given = form.cleaned_data
    verdict = policies.may_add_holiday(given["on"], working_calendar(), is_working_day=given["is_working_day"])
    if not verdict:
        form.add_error("on", verdict.reason)
        return _facts_page(request, form)
    if request.POST.get("confirmed") != "yes":
        calendar = calendar_with(given["on"], given["name"], is_working_day=given["is_working_day"])
        return _effects_page(request, form, calendar, heading="Add this day?", submit_text="Add the day")
    try:
        actions.add_holiday(**given, by=request.user)
    except (ValidationError, RefusedError) as error:
        say(form, error)
        return _facts_page(request, form)
    messages.success(request, "The day is added. Open limits are being computed again.")
    return redirect("office:holidays")


def _facts_page(request: HttpRequest, form: HolidayForm) -> HttpResponse:
    back = reverse("office:holidays")
    context = {"heading": "Add a bank holiday", "form": form, "submit_text": "Continue", "back": back, "cancel": back}
    return render(request, "layouts/form.html", context)


@settings_only
@get_and_post
def remove_holiday(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a change of the list, after seeing what that would move."""
    holiday = get_object_or_404(BankHoliday, pk=pk)
    if request.method == "POST":
        actions.remove_holiday(holiday=holiday, by=request.user)
        messages.success(request, "The day is removed. Open limits are being computed again.")
        return redirect("office:holidays")
    heading = f"Remove {holiday.name}?"
    return _effects_page(request, None, calendar_without(holiday), heading=heading, submit_text="Remove the day")


def _effects_page(
    request: HttpRequest, form: HolidayForm | None, calendar: WorkingCalendar, *, heading: str, submit_text: str
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
        "form": GovukForm(),
        "typed": list(request.POST.lists()) if form else [],
        "table": table,
        "may_see": may_see,
        "submit_text": submit_text,
        "back": back,
        "cancel": back,
    }
    return render(request, "office/effects.html", context)
