"""What was said before the reviews of a case: own words to code, a coding, and the social worker's record."""

from typing import TYPE_CHECKING, Any

from participation import actions
from participation.enums import Subject
from participation.models import AskedForm, Consultation, Theme
from reviews.models import Review
from tests.factories import BY
from tests.security.cases_forms import came_in
from tests.security.world import TODAY

if TYPE_CHECKING:
    from tests.security.cases import Maker


def theme(name: str) -> Theme:
    """Return a theme of children's words, made where it is not there yet."""
    return Theme.objects.filter(name=name).first() or actions.make_theme(whose="children", name=name, by=BY)


def make_voices(maker: "Maker", first: Consultation, written: Review, booked: Review) -> dict[str, Any]:
    """Say something before the reviews of a case, and return what an address of it can name.

    first: the form before another review; its own words wait to be coded.
    """
    question = first.form_version.questions.get(key="words")
    officer = AskedForm.objects.get(consultation=first).taken_on_by
    second = came_in(written, officer, str(question.pk), maker.canary)
    seen = {subject: ("mixed", maker.canary()) for subject in Subject.values}
    if booked.is_open:
        actions.record_workers_view(review=booked, seen=seen, by=maker.social_worker, today=TODAY)
    return {
        "words": first.own_words.get(),
        "coding": actions.code_words(words=second.own_words.get(), themes=[theme("Family")], by=maker.iro, today=TODAY),
    }


def themes_of_service() -> dict[str, int]:
    """Return a theme in use and one that is not, by the names that addresses ask for."""
    retired = actions.retire_theme(theme=theme("Pocket money"), by=BY, today=TODAY)
    return {"theme": theme("School").pk, "retired_theme": retired.pk}
