"""The safety alerts about the children of the world: one that waits, one acknowledged, one closed."""

import datetime
from collections.abc import Callable
from typing import Any

from accounts.models import User
from audit.actions import acting
from participation.actions import alerts as actions
from participation.enums import FormSource
from participation.enums_alerts import Cause, Considered
from participation.models import Consultation, SafetyAlert
from reviews.models import Review
from tests.factories import BY, form_in_use
from tests.security.world import TODAY

RECEIVED = datetime.date(2024, 9, 19)
SAID_AT = datetime.datetime(2024, 9, 19, 11, tzinfo=datetime.UTC)


def make_alerts(*reviews: Review, iro: User, canary: Callable[[], str], all_closed: bool) -> dict[str, Any]:
    """Make of a case its alerts, by their names in `Case`; those of an archived child are all closed."""
    waits, acknowledged, closed = (_raised(review, canary) for review in reviews)
    for alert in (acknowledged, closed):
        actions.acknowledge_alert(alert=alert, by=iro, at=SAID_AT)
    for alert in (waits, acknowledged, closed):
        if alert is closed or all_closed:
            _close(alert, iro, canary)
    actions.reopen_alert(alert=closed, because=canary(), by=iro, at=SAID_AT)
    _close(closed, iro, canary)
    actions.add_to_alert(alert=closed, text=canary(), by=iro, at=SAID_AT)
    return {"alert": waits, "acknowledged_alert": acknowledged, "closed_alert": closed}


def _raised(review: Review, canary: Callable[[], str]) -> SafetyAlert:
    version = form_in_use("16-17")
    with acting():
        form = Consultation.objects.create(
            reference=f"S{review.pk:06}",
            review=review,
            child=review.child,
            form=version.form,
            form_version=version,
            source=FormSource.KEYED,
            received_on=RECEIVED,
        )
    alert = actions.raise_alert(consultation=form, by=BY, at=SAID_AT, today=TODAY, words=canary())
    assert alert is not None
    return alert


def _close(alert: SafetyAlert, iro: User, canary: Callable[[], str]) -> None:
    if alert.status == "raised":
        actions.acknowledge_alert(alert=alert, by=iro, at=SAID_AT)
    recorded = actions.Recorded(
        done=canary(),
        done_by=canary(),
        done_on=RECEIVED,
        cause=Cause.OTHER,
        cause_note=canary(),
        lado=Considered.NOT_NEEDED,
        lado_why=canary(),
        section_47=Considered.NOT_CONSIDERED,
        section_47_why=canary(),
    )
    actions.close_alert(alert=alert, recorded=recorded, by=iro, at=SAID_AT, today=TODAY)
