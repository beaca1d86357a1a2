"""One version of a form: its questions, what it says around them, its preview, and how it goes in and out of use."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.verdict import Verdict
from audit.reading import saw_only_figures
from office import clock
from office.form_pages import FormPage, around, form_page
from participation import actions
from participation.building import forms, presenters
from participation.building.comparing import compared
from participation.building.views.lists import METHODS, keeps_forms
from participation.enums import VersionStatus
from participation.filling import FillForm
from participation.models import FormVersion
from participation.policies import may_begin_version, may_change_version, may_publish, may_retire

VERSION = "participation:version"


def version_of(request: HttpRequest, pk: int) -> FormVersion:
    """Return a version of a form, or answer that there is no such page. No child is behind it."""
    saw_only_figures(request)
    return get_object_or_404(FormVersion.objects.select_related("form", "published_by"), pk=pk)


def caption_of(version: FormVersion) -> str:
    """Say of which form this is which version."""
    return f"{version.form}, version {version.number}"


def standing_of(version: FormVersion) -> list[tuple[str, Any]]:
    """Say how a version stands that somebody else changed."""
    return [
        ("How it stands", version.get_status_display()),
        ("Before the first question", version.introduction or "nothing"),
        ("What happens with the answers", version.afterwards or "nothing"),
        ("Questions", ", ".join(question.text for question in version.questions.all()) or "none"),
    ]


@keeps_forms
@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a version: a draft with what may be done to it, a published one as it is and why it stays so."""
    found = version_of(request, pk)
    questions = list(found.questions.all())
    may_change = may_change_version(found)
    context = {
        "heading": caption_of(found),
        "back": reverse("participation:form", args=[found.form_id]),
        "back_text": found.form.name,
        "version": found,
        "status": presenters.status_tag(found),
        "locked": "" if may_change else may_change.reason,
        "questions": [(each, presenters.question_facts(each), forms.MoveForm()) for each in questions],
        "may_change": may_change,
        "may_publish": may_publish(found),
        "may_retire": may_retire(found),
        "may_begin": may_begin_version(found.form) if found.status == VersionStatus.PUBLISHED else None,
        "before": found.form.versions.filter(number__lt=found.number).exists(),
    }
    return render(request, "participation/building/version.html", context)


@keeps_forms
@require_http_methods(METHODS)
def words(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what a draft says before its first question and after its last."""
    found = version_of(request, pk)
    initial = {name: getattr(found, name) for name in ("introduction", "afterwards", "version")}

    def act(given: dict[str, Any]) -> str:
        said = {name: given[name] for name in ("introduction", "afterwards")}
        actions.write_version(version=found, by=request.user, seen_version=given["version"], **said)
        return reverse(VERSION, args=[pk])

    page = FormPage(
        f"participation.words:{pk}",
        lambda data: forms.WordsForm(data, initial=initial),
        act,
        "What the form says is kept.",
        context=around(
            "What the form says", back=reverse(VERSION, args=[pk]), submit="Save", caption=caption_of(found)
        ),
        standing=standing_of,
        record=found,
        may=lambda: may_change_version(found),
    )
    return form_page(request, page)


@keeps_forms
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a version on one page, to read or to print. Nothing can be sent from here."""
    found = version_of(request, pk)
    context = {
        "heading": "The form on one page",
        "caption": caption_of(found),
        "back": reverse(VERSION, args=[pk]),
        "version": found,
        "fill": FillForm(questions=list(found.questions.all())),
    }
    return render(request, "participation/building/preview.html", context)


@keeps_forms
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a version changes against the one before it."""
    found = version_of(request, pk)
    before = found.form.versions.filter(number__lt=found.number).order_by("-number").first()
    context = {
        "heading": f"What version {found.number} changes",
        "caption": found.form.name,
        "back": reverse(VERSION, args=[pk]),
        "table": compared(before, found) if before else None,
        "empty_text": "Nothing is different." if before else "This is the first version of the form.",
        "empty_more": "",
    }
    return render(request, "layouts/list.html", context)


@keeps_forms
@require_http_methods(METHODS)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a draft into use, after a last look."""
    found = version_of(request, pk)
    in_use = found.form.versions.in_use().first()

    def act(given: dict[str, Any]) -> str:
        actions.publish_version(version=found, by=request.user, today=clock.today(), seen_version=given["version"])
        return reverse(VERSION, args=[pk])

    page = _confirming(found, "publish", may_publish(found), act)
    page.said = "The version is in use. From now on it never changes."
    page.context |= {
        **around("Publish this version", back=reverse(VERSION, args=[pk]), submit="Publish it"),
        "in_use": in_use,
        "signals": [each for each in found.questions.all() if each.safety_answers],
    }
    return form_page(request, page)


@keeps_forms
@require_http_methods(METHODS)
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a version out of use."""
    found = version_of(request, pk)

    def act(given: dict[str, Any]) -> str:
        actions.retire_version(version=found, by=request.user, today=clock.today(), seen_version=given["version"])
        return reverse(VERSION, args=[pk])

    page = _confirming(found, "retire", may_retire(found), act)
    page.said = "The version is out of use. Whoever was asked with it can still answer."
    page.context |= around(
        "Take this version out of use", back=reverse(VERSION, args=[pk]), submit="Take it out of use"
    )
    return form_page(request, page)


def _confirming(found: FormVersion, verb: str, may: Verdict, act: Any) -> FormPage:
    return FormPage(
        f"participation.{verb}:{found.pk}",
        lambda data: forms.ConfirmForm(data, initial={"version": found.version}),
        act,
        "",
        f"participation/building/{verb}.html",
        {"caption": caption_of(found), "version": found},
        standing=standing_of,
        record=found,
        may=lambda: may,
    )
