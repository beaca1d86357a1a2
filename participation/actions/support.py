"""Asking at a review about an advocate and an independent visitor. Source: Children Act 1989, sections 26A and 23ZB."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import take_turn
from participation.enums_advocacy import PROVIDED
from participation.models import SupportQuestion
from participation.policies_advocacy import may_ask_about_support, problems_of_answer
from reviews.models import Review


@dataclass(frozen=True)
class SupportFacts:
    """What was said about an advocate or an independent visitor: a `Support`, a `SupportAnswer`, and what it needs."""

    support: str
    answer: str
    was_told: bool | None = None
    provider: str = ""
    why: str = ""


@action("participation.record_support")
def record_support(
    *,
    review: Review,
    facts: SupportFacts,
    on: datetime.date,
    by: Actor,
    today: datetime.date,
    seen_version: int | None = None,
) -> SupportQuestion | None:
    """Record what came of the question at a review; it stands in the place of what was said before about the same.

    Returns None where it is what stands already. seen_version: of the review. Raises RefusedError for a review that
    ended without being held; ValidationError, by field, for a day to come, or what the answer needs.
    """
    insist(may_ask_about_support(review))
    if on > today:
        raise ValidationError({"asked_on": "The day you asked must be today or in the past."})
    missing = problems_of_answer(facts.answer, facts.why)
    if missing:
        raise ValidationError(missing)
    provider = facts.provider.strip() if facts.answer in PROVIDED else ""
    take_turn(review, seen_version=seen_version)
    standing = SupportQuestion.objects.filter(review=review, support=facts.support).last()
    # Who does not say so again has not taken back that the child was told.
    told = standing.was_told if facts.was_told is None and standing is not None else facts.was_told
    said = {"was_told": told, "answer": facts.answer, "provider": provider, "why": facts.why.strip()}
    if standing is not None and all(getattr(standing, name) == value for name, value in said.items()):
        return None
    person = by if isinstance(by, User) else None
    question = SupportQuestion(review=review, support=facts.support, asked_on=on, recorded_by=person, **said)
    question.full_clean(exclude=["recorded_by"])  # nobody, where the system records it
    question.save()
    return question
