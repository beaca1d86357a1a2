"""Which answers call for action, and how grave each is."""

from collections.abc import Iterable
from typing import Any

from participation.enums_alerts import GRADES, SafetyGrade


def grade_of(question: Any, answer: str) -> SafetyGrade | None:
    """Return how grave an answer to a question is, or None where it does not call for action.

    An answer about safety that nobody has graded is taken for serious.
    """
    if answer not in question.safety_answers:
        return None
    known = question.safety_grades.get(answer, SafetyGrade.SERIOUS)
    return SafetyGrade(known) if known in SafetyGrade.values else SafetyGrade.SERIOUS


def gravest(grades: Iterable[str]) -> SafetyGrade:
    """Return the gravest of some grades. Raises ValueError for none."""
    return min(map(SafetyGrade, grades), key=GRADES.index)
