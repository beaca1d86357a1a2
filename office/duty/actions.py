"""Changing the duty arrangements."""

from typing import Any

from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from office.duty.models import DutyArrangements


@action("office.change_duty")
def change_duty(*, seen_version: int, by: Actor, **fields: Any) -> DutyArrangements:
    """Change who is on duty, the office's hours and the numbers that a child is shown.

    Raises ConflictError when someone else changed them since `seen_version`.
    """
    row, _made = DutyArrangements.objects.get_or_create(pk=1)
    return change(row, seen_version=seen_version, **fields)
