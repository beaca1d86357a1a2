"""A form that came in: locked, with what was said and what was put right beside it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import access
from accounts.permissions import Capability, may
from accounts.visibility import Record
from audit.reading import saw
from desk.filling import presenters
from desk.filling.forms import CorrectionForm
from desk.filling.taking_on import METHODS
from office import clock
from office.form_pages import FormPage, around, form_page
from participation import actions
from participation.models import Consultation

C = Capability


def consultation_of(request: HttpRequest, pk: int) -> Consultation:
    """Return a form that came in and that this person may see, noted as read; or answer 404."""
    visible = Consultation.objects.visible_to(request.user)
    around_it = ("child", "review", "form", "form_version", "person", "recorded_by")
    found: Consultation = get_object_or_404(visible.select_related(*around_it), pk=pk)
    saw(request, found)
    return found


@access(C.READ_FORMS, record=Record.CONSULTATION)
@require_safe
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was said on a form, question by question, and what was put right."""
    found = consultation_of(request, pk)
    is_officer = bool(may(request.user, C.FILL_FORMS))
    context = {
        "heading": f"What {found.child.called if found.person is None else found.person} said",
        "caption": found.reference,
        "back": reverse("filling:due") if is_officer else reverse("child:review", args=[found.review_id]),
        "back_text": "Forms to fill" if is_officer else "Review",
        "found": found,
        "facts": presenters.sent_facts(found),
        "answers": presenters.answer_facts(found),
        "corrections": presenters.corrections_table(found.corrections.select_related("question", "by")),
        "corrects": bool(may(request.user, C.CORRECT_FORMS)),
    }
    return render(request, "desk/filling/sent.html", context)


@access(C.CORRECT_FORMS, record=Record.CONSULTATION)
@require_http_methods(METHODS)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Add what is right beside a form that came in; the form itself stays as it is."""
    found = consultation_of(request, pk)
    questions = list(found.form_version.questions.all())
    back = reverse("filling:sent", args=[pk])

    def act(given: dict[str, Any]) -> str:
        question = next((each for each in questions if str(each.pk) == given["question"]), None)
        actions.add_correction(
            consultation=found,
            question=question,
            text=given["text"],
            why=given["why"],
            by=request.user,
            today=clock.today(),
        )
        return back

    page = FormPage(
        f"filling.correct:{pk}",
        lambda data: CorrectionForm(data, questions=questions),
        act,
        "The correction is added. The form itself stays as it came in.",
        context=around("Add a correction", back=back, submit="Add the correction", caption=found.reference),
    )
    return form_page(request, page)
