"""What a child's answer means on the common scale, and whether the social worker sees it otherwise. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from participation.enums import Meaning, Subject

# What a child may mean; "do not know" is the social worker's alone.
ON_SCALE = (Meaning.GOOD, Meaning.MIXED, Meaning.NOT_GOOD)
_HOW_SAFE = {"safe": Meaning.GOOD, "quite safe": Meaning.MIXED}
_EASY_READ = {"yes": Meaning.GOOD, "not sure": Meaning.MIXED, "no": Meaning.NOT_GOOD}
# The questions of the standard forms, for versions made before a question said so itself: by the question's key, the
# subject and what each answer means. A wish for something to change is no complaint: it means mixed.
STANDARD: Mapping[str, tuple[Subject, Mapping[str, Meaning]]] = {
    "safe_in_placement": (
        Subject.FEELING_SAFE,
        {
            "yes definitely": Meaning.GOOD,
            "just about": Meaning.MIXED,
            "not really": Meaning.NOT_GOOD,
            "not at all": Meaning.NOT_GOOD,
        },
    ),
    "safe_where_living": (
        Subject.FEELING_SAFE,
        {**_HOW_SAFE, "not very safe": Meaning.NOT_GOOD, "not at all": Meaning.NOT_GOOD},
    ),
    "likes_where_living": (
        Subject.WHERE_LIVING,
        {"yes": Meaning.GOOD, "sometimes": Meaning.MIXED, "no": Meaning.NOT_GOOD},
    ),
    "wants_changes_to_family_contact": (Subject.CONTACT, {"no": Meaning.GOOD, "yes": Meaning.MIXED}),
    "sees_social_worker": (
        Subject.SOCIAL_WORKER,
        {
            "often enough": Meaning.GOOD,
            "sometimes": Meaning.MIXED,
            "not really": Meaning.NOT_GOOD,
            "not at all": Meaning.NOT_GOOD,
            **_EASY_READ,  # the easy-read form asks the same with other answers
        },
    ),
    "feels_safe": (Subject.FEELING_SAFE, _EASY_READ),
    "likes_home": (Subject.WHERE_LIVING, _EASY_READ),
    "sees_family": (Subject.CONTACT, _EASY_READ),
}


class Compared(StrEnum):
    """How two answers about one subject stand to each other."""

    DIFFERS = "differs"
    SAME = "same"
    # Both answered, and what the child said has no meaning on the scale.
    NOT_ON_SCALE = "not_on_scale"
    ONLY_CHILD = "only_child"
    ONLY_WORKER = "only_worker"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question says of itself: its key, subject, answers, and what they mean, in the same order."""

    key: str
    subject: str
    answers: Sequence[str]
    answers_mean: Sequence[str]


def asked_by(question: Any) -> Asked:
    """Return what a question of a form says of itself."""
    return Asked(question.key, question.subject, question.answers, question.answers_mean)


def subject_of(question: Asked) -> str:
    """Return the subject of a question: its own, or that of a standard question; empty where it has none."""
    if question.subject:
        return question.subject
    return str(STANDARD[question.key][0]) if question.key in STANDARD else ""


def meaning_of(question: Asked, answer: str) -> str:
    """Return what an answer means on the scale: as the question says, else as the standard one; empty for nothing."""
    if question.answers_mean:
        return dict(zip(question.answers, question.answers_mean, strict=False)).get(answer, "")
    if question.key in STANDARD:
        return str(STANDARD[question.key][1].get(answer.casefold(), ""))
    return ""


def least_good(meanings: Iterable[str]) -> str:
    """Return the least good of several meanings: two boxes, or two questions, about one subject. Empty for none."""
    said = set(meanings)
    return next((str(meaning) for meaning in reversed(ON_SCALE) if meaning in said), "")


def compared(child: str, worker: str, *, has_said: bool = False) -> Compared:
    """Return how the child's meaning stands to the social worker's: empty, or "do not know", is no answer.

    has_said: whether the child answered at all, with or without a meaning on the scale.
    """
    says, sees = child in ON_SCALE, worker in ON_SCALE
    if says and sees:
        return Compared.SAME if child == worker else Compared.DIFFERS
    if says or has_said:
        return Compared.NOT_ON_SCALE if sees else Compared.ONLY_CHILD
    return Compared.ONLY_WORKER if sees else Compared.NEITHER
