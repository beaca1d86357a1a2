"""Putting right what a form says: beside it, never in it."""

import datetime

from accounts.models import User
from audit.actions import action
from participation.models import Consultation, ConsultationCorrection, Question


@action("participation.add_correction")
def add_correction(
    *,
    consultation: Consultation,
    text: str,
    why: str,
    by: User,
    today: datetime.date,
    question: Question | None = None,
) -> ConsultationCorrection:
    """Add what is right about a form that came in. Raises ValidationError without what, or how it is known."""
    correction = ConsultationCorrection(
        consultation=consultation, question=question, text=text.strip(), why=why.strip(), on=today, by=by
    )
    correction.full_clean()
    correction.save(force_insert=True)
    return correction
