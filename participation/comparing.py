"""What children and social workers said about the same subjects before reviews, side by side."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet

from participation.enums import Meaning, Subject
from participation.meaning import STANDARD, Compared, asked_by, compared, least_good, meaning_of, subject_of
from participation.models import Answer, SocialWorkersAnswer


@dataclass(slots=True)
class Side:
    """Both answers about one subject before one review: the child's own words for it, and the social worker's."""

    subject: str
    said: list[str] = field(default_factory=list)
    # What the child was asked, answer by answer.
    asked: list[str] = field(default_factory=list)
    meanings: list[str] = field(default_factory=list)
    worker: str = ""
    why: str = ""

    @property
    def child(self) -> str:
        """Return what the child means, on the common scale; empty where they said nothing that has a place on it."""
        return least_good(self.meanings)

    @property
    def outcome(self) -> Compared:
        """Return how the two stand to each other."""
        return compared(self.child, self.worker, has_said=bool(self.said))


# Review -> subject -> both sides.
Sides = dict[int, dict[str, Side]]


def children_answers(consultations: QuerySet[Any]) -> QuerySet[Answer]:
    """Return the children's answers on these forms to questions that have a subject."""
    has_subject = ~Q(question__subject="") | Q(question__key__in=STANDARD)
    forms = consultations.filter(person__isnull=True)
    return Answer.objects.filter(has_subject, consultation__in=forms).select_related("question", "consultation")


def workers_answers(reviews: Collection[int] | QuerySet[Any]) -> QuerySet[SocialWorkersAnswer]:
    """Return what social workers recorded last before these reviews."""
    return SocialWorkersAnswer.objects.filter(view__review__in=reviews, edition=F("view__version")).select_related(
        "view"
    )


def side_by_side(consultations: QuerySet[Any], reviews: Collection[int] | QuerySet[Any]) -> Sides:
    """Return both sides of each subject, by review: two queries. consultations: the forms that may be read.

    A review of which neither said anything is not in it.
    """
    found: Sides = defaultdict(lambda: {str(subject): Side(str(subject)) for subject in Subject})
    for row in children_answers(consultations):
        question = row.question
        asked = asked_by(question)
        side = found[row.consultation.review_id][subject_of(asked)]
        side.said.append(row.answer)
        side.asked.append(question.text)
        side.meanings.append(meaning_of(asked, row.answer))
    for given in workers_answers(reviews):
        side = found[given.view.review_id][given.subject]
        side.worker, side.why = given.answer, given.why
    return dict(found)


def scale_words(meaning: str) -> str:
    """Return a meaning as it is read."""
    return Meaning(meaning).label if meaning else ""
