"""The page that a child can read: written, given, taken back to be written again."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import change
from reviews.actions.steps import person
from reviews.enums_childs_page import GivenBy, PageStatus
from reviews.models import Decision, Review
from reviews.models.childs_page import ChildsPage, ChildsPageChange, PlainWords
from reviews.policies_childs_page import (
    decisions_for_the_child,
    may_give_page,
    may_take_page_back,
    may_write_page,
)

# Of a decision: what it says in plain words, and who will do it. Two empty texts: not written yet.
Plain = tuple[str, str]


@action("reviews.write_childs_page")
def write_childs_page(
    *,
    review: Review,
    words: Mapping[Decision, Plain],
    by: Actor,
    opening: str = "",
    talk_to: str = "",
    seen_version: int | None = None,
) -> ChildsPage:
    """Keep what is written of the page so far. words: of decisions of this review.

    Raises RefusedError once the child has the page; ValidationError for half a line, or a decision of another review;
    ConflictError when somebody wrote it meanwhile.
    """
    page, made = ChildsPage.objects.get_or_create(review=review)
    insist(may_write_page(page))
    known = {decision.pk: decision for decision in decisions_for_the_child(review)}
    if strange := [decision for decision in words if decision.pk not in known]:
        raise ValidationError(f"This review did not decide so: {strange[0]}")
    change(page, seen_version=None if made else seen_version, opening=opening.strip(), talk_to=talk_to.strip())
    for decision, (text, who) in words.items():
        _write(known[decision.pk], text.strip(), who.strip())
    return page


@action("reviews.give_childs_page")
def give_childs_page(
    *, page: ChildsPage, on: datetime.date, how: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> ChildsPage:
    """Record that the child got the page. how: a `GivenBy`.

    Raises RefusedError while a decision has no plain words; ValidationError, by field, for a day that cannot be.
    """
    insist(may_give_page(page))
    if on > today:
        raise ValidationError({"on": "The day must be today or in the past."})
    if on < page.review.day_completed:
        raise ValidationError({"on": "The day must not come before the review was completed."})
    if how not in GivenBy.values:
        raise ValidationError({"how": "Say how the child got the page."})
    return _step(page, PageStatus.GIVEN, by=by, on=today, seen_version=seen_version, given_on=on, given_by=how)


@action("reviews.take_childs_page_back")
def take_childs_page_back(
    *, page: ChildsPage, why: str, by: Actor, today: datetime.date, seen_version: int | None = None
) -> ChildsPage:
    """Take the page back, to write it again: it was not given after all, or is no longer right."""
    insist(may_take_page_back(page))
    if not why.strip():
        raise ValidationError({"why": "Say why the page is written again."})
    facts: dict[str, Any] = {"given_on": None, "given_by": ""}
    return _step(page, PageStatus.BEING_WRITTEN, by=by, on=today, why=why.strip(), seen_version=seen_version, **facts)


def _write(decision: Decision, text: str, who: str) -> None:
    standing = getattr(decision, "plain_words", None)
    if not text:
        # Whoever does it is filled in beforehand: alone it says nothing. What was written before is taken away.
        if standing is not None:
            standing.delete()
        return
    if not who:
        raise ValidationError({f"who_{decision.pk}": "Say who will do it."})
    PlainWords.objects.update_or_create(
        decision=decision, defaults={"text": text, "who": who, "of_text": decision.text}
    )


def _step(
    page: ChildsPage,
    following: PageStatus,
    *,
    by: Actor,
    on: datetime.date,
    seen_version: int | None,
    why: str = "",
    **facts: Any,
) -> ChildsPage:
    was = page.status
    change(page, seen_version=seen_version, status=following, **facts)
    ChildsPageChange.objects.create(page=page, was=was, became=following, why=why, on=on, by=person(by))
    return page
