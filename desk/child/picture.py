"""The picture on a child's page: care, placements, reviews, panels and limits beside each other over the years."""

import datetime
from collections.abc import Iterator

from django.utils.safestring import SafeString

from accounts.models import User
from children.enums import CareKind
from children.models import Child
from children.policies import PLACED_FOR_ADOPTION
from design import formats
from design.timeline import Bar, Lane, Mark, timeline
from desk.child.clocks import name_of_review
from desk.child.rows import Scope
from desk.words import placement_words
from reviews.enums import ReviewStatus
from reviews.models import Review


def picture_of(child: Child, user: User, scope: Scope, today: datetime.date) -> SafeString:
    """Return the picture of a child's care, as far as the person may see it. A fixed number of queries."""
    reviews = list(
        Review.objects.visible_to(user)
        .filter(child=child)
        .only("kind", "sequence", "status", "due_on", "completed_on", "child")
        .order_by("due_on")
    )
    lanes = [
        _care(child),
        *([_placements(child, scope)] if scope.address else []),
        *([_adoption(child)] if scope.legal_status else []),
        _stays(child),
        _reviews(reviews),
        _panels(child, scope),
    ]
    return timeline(lanes, sentence(child, reviews), today=today)


def sentence(child: Child, reviews: list[Review]) -> str:
    """Return what the picture says in a sentence."""
    done = [review for review in reviews if review.completed_on]
    words = f"Care of {child.called} over time: {formats.counted(len(done), 'review')} completed"
    coming = next((review for review in reviews if review.is_open and review.due_on), None)
    return f"{words}, the next due by {formats.day(coming.due_on)}." if coming else f"{words}, none to come."


def _until(day: datetime.date | None) -> str:
    return f"to {formats.day(day)}" if day else "until now"


def _care(child: Child) -> Lane:
    bars = [
        Bar(
            each.became_looked_after_on,
            each.ceased_on,
            f"{CareKind(each.kind).label} from {formats.day(each.became_looked_after_on)} {_until(each.ceased_on)}",
        )
        for each in child.periods.all()
    ]
    return Lane("Care", bars)


def _placements(child: Child, scope: Scope) -> Lane:
    bars = []
    for each in child.episodes.all():
        kind = placement_words(each.placement) if scope.legal_status else "Placement"
        words = f"{kind}{f', {each.placed_with}' if each.placed_with else ''}"
        bars.append(
            Bar(each.started_on, each.ended_on, f"{words}, from {formats.day(each.started_on)} {_until(each.ended_on)}")
        )
    return Lane("Placements", bars)


def _adoption(child: Child) -> Lane:
    bars = [
        Bar(
            each.granted_on,
            each.ended_on,
            f"Authority to place from {formats.day(each.granted_on)} {_until(each.ended_on)}",
        )
        for each in child.adoption_authorities.meant()
    ]
    marks = [
        Mark(each.started_on, f"Placed for adoption on {formats.day(each.started_on)}", "other")
        for each in child.episodes.filter(placement__in=PLACED_FOR_ADOPTION)
    ]
    return Lane("Adoption", bars, marks)


def _stays(child: Child) -> Lane:
    bars = [
        Bar(each.started_on, each.ended_on, f"Short break from {formats.day(each.started_on)} {_until(each.ended_on)}")
        for each in child.stays.all()
    ]
    return Lane("Short breaks", bars)


def _reviews(reviews: list[Review]) -> Lane:
    return Lane("Reviews", (), list(_review_marks(reviews)))


def _review_marks(reviews: list[Review]) -> Iterator[Mark]:
    for review in reviews:
        name = name_of_review(review).capitalize()
        if review.status == ReviewStatus.COMPLETED and review.completed_on:
            yield Mark(review.completed_on, f"{name} completed on {formats.day(review.completed_on)}")
        elif review.is_open and review.due_on:
            yield Mark(review.due_on, f"{name} due by {formats.day(review.due_on)}", "due")


def _panels(child: Child, scope: Scope) -> Lane:
    marks = [
        Mark(each.held_on, f"Panel on {formats.day(each.held_on)}")
        if each.held_on
        else Mark(each.due_on, f"Panel due by {formats.day(each.due_on)}", "due")
        for each in child.secure_panels.filter(lapsed_because="")
    ]
    return Lane("Panels" if scope.legal_status else "Extra panels", (), marks)
