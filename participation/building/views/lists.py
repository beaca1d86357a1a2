"""The forms: their list, a new one, the standard ones, and one form with its versions. No child is shown."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import saw_only_figures
from design.forms import SentForm
from office.form_pages import FormPage, answered, around, form_page
from participation import actions
from participation.building import forms, presenters
from participation.enums import VersionStatus
from participation.models import ConsultationForm
from participation.policies import may_begin_version
from participation.standard_forms import STANDARD_FORMS

PER_PAGE = 50
METHODS = ["GET", "HEAD", "POST"]
LIST = "participation:forms"
keeps_forms = access(Capability.KEEP_FORMS)


@keeps_forms
@require_safe
def forms_list(request: HttpRequest) -> HttpResponse:
    """List the forms with the version in use and the one being written."""
    saw_only_figures(request)
    found = ConsultationForm.objects.prefetch_related("versions")
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    keys = set(ConsultationForm.objects.values_list("key", flat=True))
    context = {
        "heading": "Forms that ask for views",
        "table": presenters.forms_table(page_obj, count=page_obj.paginator.count),
        "page_obj": page_obj,
        "offers_standard": any(form.key not in keys for form in STANDARD_FORMS),
        "empty_text": "No forms yet.",
        "empty_more": "Begin with the standard forms, or make one. Nobody is asked before it is published.",
    }
    return render(request, "participation/building/forms.html", context)


@keeps_forms
@require_http_methods(METHODS)
def new_form(request: HttpRequest) -> HttpResponse:
    """Make a form; its first version is a draft."""
    saw_only_figures(request)

    def act(given: dict[str, Any]) -> str:
        form = actions.make_form(by=request.user, **answered(given))
        return reverse("participation:version", args=[form.versions.get().pk])

    context = around("Make a form", back=reverse(LIST), submit="Make the form")
    page = FormPage("participation.form", forms.NewForm, act, "The form is made. Now add its questions.")
    page.context = context
    return form_page(request, page)


@keeps_forms
@require_http_methods(METHODS)
def standard(request: HttpRequest) -> HttpResponse:
    """Add the standard forms, as drafts."""
    saw_only_figures(request)
    keys = set(ConsultationForm.objects.values_list("key", flat=True))

    def act(_given: dict[str, Any]) -> str:
        actions.add_standard_forms(by=request.user)
        return reverse(LIST)

    page = FormPage(
        "participation.standard",
        SentForm,
        act,
        "The standard forms are added. Read each, and publish it.",
        "participation/building/standard.html",
        around(
            "Add the standard forms",
            back=reverse(LIST),
            submit="Add the standard forms",
            offered=[form for form in STANDARD_FORMS if form.key not in keys],
        ),
    )
    return form_page(request, page)


@keeps_forms
@require_safe
def form_page_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a form and its versions."""
    saw_only_figures(request)
    form = get_object_or_404(ConsultationForm, pk=pk)
    versions = list(form.versions.select_related("published_by"))
    context = {
        "heading": form.name,
        "back": reverse(LIST),
        "back_text": "Forms that ask for views",
        "form_of_service": form,
        "facts": [
            ("For whom", presenters.whose(form)),
            ("Short name", form.key),
        ],
        "table": presenters.versions_table(versions),
        "draft": next((each for each in versions if each.status == VersionStatus.DRAFT), None),
        "may_begin": may_begin_version(form),
    }
    return render(request, "participation/building/form.html", context)


@keeps_forms
@require_http_methods(METHODS)
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next version of a form, from the questions of the newest one."""
    saw_only_figures(request)
    form = get_object_or_404(ConsultationForm, pk=pk)

    def act(_given: dict[str, Any]) -> str:
        return reverse("participation:version", args=[actions.begin_version(form=form, by=request.user).pk])

    page = FormPage(
        f"participation.begin:{pk}",
        SentForm,
        act,
        "The next version is begun, with the questions of the one before.",
        "participation/building/begin.html",
        around("Begin the next version", back=reverse("participation:form", args=[pk]), submit="Begin it"),
        may=lambda: may_begin_version(form),
    )
    page.context["caption"] = form.name
    return form_page(request, page)
