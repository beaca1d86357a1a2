"""Making the standard forms: drafts, which a manager reads and publishes."""

from typing import Any

from audit.actions import action
from audit.actors import Actor
from participation.actions.building import make_form, put_question, write_version
from participation.models import ConsultationForm
from participation.standard_forms import STANDARD_FORMS, StandardForm

TAKEN_OVER = ("key", "text", "kind", "hint", "picture", "subject")
LISTS = ("answers", "safety_answers", "answer_pictures")


@action("participation.add_standard_forms")
def add_standard_forms(*, by: Actor) -> list[ConsultationForm]:
    """Make those of the standard forms whose short name no form has yet, each as a draft, and return them."""
    there = set(ConsultationForm.objects.values_list("key", flat=True))
    return [_made(form, by=by) for form in STANDARD_FORMS if form.key not in there]


def _made(standard: StandardForm, *, by: Actor) -> ConsultationForm:
    youngest, oldest = standard.ages or (None, None)
    form = make_form(
        key=standard.key,
        name=standard.name,
        respondent=standard.respondent,
        age_from=youngest,
        age_to=oldest,
        is_easy_read=standard.is_easy_read,
        by=by,
    )
    version = form.versions.get()
    write_version(version=version, introduction=standard.introduction, afterwards=standard.afterwards, by=by)
    for question in standard.questions:
        fields: dict[str, Any] = {name: str(getattr(question, name)) for name in TAKEN_OVER}
        fields |= {name: [str(each) for each in getattr(question, name)] for name in LISTS}
        put_question(version=version, by=by, safety_grades=question.safety_grades, **fields)
    return form
