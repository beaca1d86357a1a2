"""What the database refuses, said as the sentence that stands beside the rule."""

from collections.abc import Iterator

from django.apps import apps
from django.db import IntegrityError

from audit.triggers import TRIGGERS

OTHERWISE = "This does not fit what is recorded already. Check the days and what else you entered, then send it again."


def sentence_of(refusal: IntegrityError) -> str:
    """Return the sentence of the constraint or trigger that refused; a general one where the database names none."""
    told = str(refusal)
    return next((sentence for name, sentence in _rules() if name in told), OTHERWISE)


def _rules() -> Iterator[tuple[str, str]]:
    for trigger in TRIGGERS.values():
        if trigger.message:
            yield trigger.message, trigger.message
    for model in apps.get_models():
        for constraint in model._meta.constraints:  # noqa: SLF001 - Django's documented name
            yield constraint.name, str(constraint.get_violation_error_message())
