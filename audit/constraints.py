"""Shapes that several tables share, as named database constraints."""

from django.db import models
from django.db.models import CheckConstraint, F, Q


def paired(first: str, second: str, *, name: str, message: str, second_is_text: bool = False) -> CheckConstraint:
    """Return the constraint that two columns are both filled or both empty (a day, and who or why)."""
    second_empty = Q(**{second: ""}) if second_is_text else Q(**{f"{second}__isnull": True})
    both = Q(**{f"{first}__isnull": False}) & ~second_empty
    neither = Q(**{f"{first}__isnull": True}) & second_empty
    return CheckConstraint(condition=both | neither, name=name, violation_error_message=message)


def ends_after_start(start: str, end: str, *, name: str, message: str) -> CheckConstraint:
    """Return the constraint that a spell is open or ends no earlier than it began."""
    return CheckConstraint(
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": F(start)}),
        name=name,
        violation_error_message=message,
    )


def one_of(field: str, choices: type[models.TextChoices], *, name: str, message: str) -> CheckConstraint:
    """Return the constraint that a column holds one of the values that are known."""
    return CheckConstraint(
        condition=Q(**{f"{field}__in": list(choices.values)}), name=name, violation_error_message=message
    )
