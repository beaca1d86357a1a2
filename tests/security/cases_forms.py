"""The forms of a case: one half filled, one that nobody has taken on, one withdrawn, one that came in."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from accounts.enums import Role
from audit.actions import acting
from participation import actions
from participation.enums import FormSource
from participation.models import AskedForm, Consultation
from reviews.models import Review
from tests.factories import BY, form_in_use
from tests.security.world import TODAY, Kind, World

LAST_DAY = datetime.date(2025, 6, 30)
AT = datetime.datetime(2025, 6, 2, 9, tzinfo=datetime.UTC)


def make_forms(world: World, kind: Kind, booked: Review, recorded: Review, canary: Callable[[], str]) -> dict[str, Any]:
    """Ask for views before the booked review; of the recorded one a form came in. The officer has taken their own on.

    A restricted child's forms are taken on by the officer too, who must not reach them all the same.
    """
    is_mine = kind in (Kind.MINE, Kind.RESTRICTED)
    officer = world.user(Role.CONSULTATION_OFFICER if is_mine else f"second_{Role.CONSULTATION_OFFICER}")
    version = form_in_use()
    words = str(version.questions.get(key="words").pk)

    def ask(key: str) -> AskedForm:
        given = {"greeting": canary(), "expires_on": LAST_DAY, "by": BY, "today": TODAY}
        return actions.ask_form(review=booked, form=form_in_use(key).form, **given)

    withdrawn = ask("4-15")
    actions.withdraw_form(asked=withdrawn, why=canary(), by=BY)
    taken = actions.take_on(asked=ask("4-15"), by=officer)
    actions.keep_so_far(asked=taken, filled={words: canary()}, by=officer, today=TODAY)
    return {
        "asked_form": taken,
        "free_form": ask("16-17"),
        "consultation": came_in(recorded, officer, words, canary),
    }


def came_in(review: Review, officer: Any, words: str, canary: Callable[[], str]) -> Consultation:
    """Make the form that the child filled before a review that is over by now, with its correction."""
    version = form_in_use()
    with acting():
        asked = AskedForm.objects.create(
            review=review,
            form=version.form,
            form_version=version,
            greeting=canary(),
            asked_on=review.completed_on,
            expires_on=LAST_DAY,
            taken_on_by=officer,
        )
    safe = str(version.questions.get(key="safe").pk)
    found = actions.submit_form(
        asked=asked,
        filled={safe: ["Yes"], words: canary()},
        source=FormSource.FACE_TO_FACE,
        receipt=uuid.uuid5(uuid.NAMESPACE_OID, str(asked.pk)),
        by=officer,
        at=AT,
        today=TODAY,
        received_on=review.completed_on,
    )
    actions.add_correction(consultation=found, text=canary(), why=canary(), by=officer, today=TODAY)
    return found
