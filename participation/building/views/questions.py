"""The questions of a draft: added, changed, moved, removed, and which of their answers call for action."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.verdict import insist
from audit.reading import saw_only_figures
from office.form_keys import once
from office.form_pages import FormPage, answered, around, form_page
from participation import actions
from participation.building import forms, presenters
from participation.building.views.lists import METHODS, keeps_forms
from participation.building.views.versions import VERSION, caption_of, version_of
from participation.enums_alerts import SafetyGrade
from participation.grades import grade_of
from participation.meaning import asked_by, meaning_of
from participation.models import Question
from participation.policies import may_change_version

NAMES = ("text", "hint", "kind", "picture", "subject", "key")
OF_EACH = ("safety_grades", "answers_mean", "answer_pictures")


def question_of(request: HttpRequest, pk: int) -> Question:
    """Return a question of a form, or answer that there is no such page."""
    saw_only_figures(request)
    return get_object_or_404(Question.objects.select_related("form_version__form"), pk=pk)


def standing_of(question: Question) -> list[tuple[str, Any]]:
    """Say how a question stands that somebody else changed."""
    return [(label, words) for name, label in presenters.SHOWN.items() if (words := presenters.shown(question, name))]


@keeps_forms
@require_http_methods(METHODS)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a question at the end of a draft."""
    version = version_of(request, pk)
    back = reverse(VERSION, args=[pk])

    def act(given: dict[str, Any]) -> str:
        question = actions.put_question(version=version, by=request.user, **answered(given))
        return reverse("participation:answers", args=[question.pk]) if question.answers else back

    page = FormPage(
        f"participation.question:{pk}",
        forms.QuestionForm,
        act,
        "The question is added.",
        context=around("Add a question", back=back, submit="Add the question", caption=caption_of(version)),
        may=lambda: may_change_version(version),
    )
    return form_page(request, page)


@keeps_forms
@require_http_methods(METHODS)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a question of a draft. Where its answers or its subject change, what is said of each is asked again."""
    question = question_of(request, pk)
    back = reverse(VERSION, args=[question.form_version_id])
    initial = {name: getattr(question, name) for name in (*NAMES, "version")} | {"answers": "\n".join(question.answers)}

    def act(given: dict[str, Any]) -> str:
        was = (list(question.answers), question.subject)
        actions.put_question(
            version=question.form_version,
            question=question,
            by=request.user,
            seen_version=given["version"],
            **answered(given),
            **_kept(question, given["answers"], given["subject"]),
        )
        asks_again = given["answers"] and (given["answers"], given["subject"]) != was
        return reverse("participation:answers", args=[pk]) if asks_again else back

    page = FormPage(
        f"participation.change:{pk}",
        lambda data: forms.QuestionForm(data, initial=initial),
        act,
        "The question is changed.",
        context=around("Change this question", back=back, submit="Save", caption=caption_of(question.form_version)),
        standing=standing_of,
        record=question,
        may=lambda: may_change_version(question.form_version),
    )
    return form_page(request, page)


def _kept(question: Question, answers: list[str], subject: str) -> dict[str, Any]:
    """Return what was said of the answers that stay.

    Which are safety answers and how grave they are; what each means, while the question has a subject; and the
    pictures: without one for each, none.
    """
    pictures = dict(zip(question.answers, question.answer_pictures, strict=False))
    kept = [pictures.get(answer, "") for answer in answers]
    asked = asked_by(question)
    mean = [meaning_of(asked, answer) for answer in answers] if subject else []
    return {
        "safety_answers": [answer for answer in question.safety_answers if answer in answers],
        "safety_grades": {answer: grade for answer, grade in question.safety_grades.items() if answer in answers},
        "answers_mean": mean if question.answers_mean or any(mean) else [],
        "answer_pictures": kept if all(kept) else [],
    }


def _said_of_each(question: Question) -> dict[str, str]:
    """Return what is said of each answer, by the name of its field."""
    said, asked = {}, asked_by(question)
    for place, answer in enumerate(question.answers):
        said[f"grade_{place}"] = str(grade_of(question, answer) or SafetyGrade.SERIOUS)
        said[f"meaning_{place}"] = meaning_of(asked, answer)
    return said | {f"picture_{place}": picture for place, picture in enumerate(question.answer_pictures)}


@keeps_forms
@require_http_methods(METHODS)
def answers_of(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which answers are about safety and how grave they are, what each means, and which picture is beside each."""
    question = question_of(request, pk)
    back = reverse(VERSION, args=[question.form_version_id])
    initial = {"safety": question.safety_answers, "version": question.version, **_said_of_each(question)}

    def act(given: dict[str, Any]) -> str:
        actions.put_question(
            version=question.form_version,
            question=question,
            by=request.user,
            seen_version=given["version"],
            safety_answers=given["safety"],
            **{name: given[name] for name in OF_EACH if name in given},
        )
        return back

    page = FormPage(
        f"participation.answers:{pk}",
        lambda data: forms.AnswersForm(data, question=question, initial=initial),
        act,
        "The answers are kept.",
        context=around("Safety, meaning and pictures", back=back, submit="Save", caption=question.text),
        standing=standing_of,
        record=question,
        may=lambda: may_change_version(question.form_version),
    )
    return form_page(request, page)


@keeps_forms
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a question change places with the one before it, or after it."""
    question = question_of(request, pk)
    back = reverse(VERSION, args=[question.form_version_id])
    form = forms.MoveForm(request.POST)
    insist(may_change_version(question.form_version))
    if not form.is_valid():
        messages.error(request, "Press the button again.")
        return redirect(back)

    def work() -> str:
        actions.move_question(question=question, up=form.cleaned_data["up"], by=request.user)
        return f"{back}#question-{pk}"

    return redirect(once(form.cleaned_data["form_key"], by=request.user, work=work))


@keeps_forms
@require_http_methods(METHODS)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question out of a draft, after a last look."""
    question = question_of(request, pk)
    back = reverse(VERSION, args=[question.form_version_id])

    def act(_given: dict[str, Any]) -> str:
        actions.remove_question(question=question, by=request.user)
        return back

    page = FormPage(
        f"participation.remove:{pk}",
        lambda data: forms.ConfirmForm(data, initial={"version": question.version}),
        act,
        "The question is removed.",
        "participation/building/remove.html",
        around("Remove this question", back=back, submit="Remove it", caption=caption_of(question.form_version)),
        standing=standing_of,
        record=question,
        may=lambda: may_change_version(question.form_version),
    )
    page.context["question"] = question
    return form_page(request, page)
