"""The page that a child can read, from the record of the review alone: so that it can be shown here, or by a link."""

import datetime
from dataclasses import dataclass

from children.models import IROAllocation
from design.formats import day, weekday
from reviews.enums import DecisionStatus
from reviews.models import Booking, ChildsPage, Decision, Review
from reviews.policies_childs_page import decisions_for_the_child, has_plain_words

NOT_WRITTEN = "This is not written for you yet."
OVER = (DecisionStatus.DONE, DecisionStatus.NO_LONGER_NEEDED)


@dataclass(frozen=True, slots=True)
class Line:
    """One decision as the child reads it. who is empty where nobody will do it, or nobody has written who yet."""

    text: str
    who: str
    by: str
    became: str  # what came of it since, or nothing yet
    is_written: bool
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class PageShown:
    """What the template needs, and nothing else: the name the child goes by is all it says about who they are."""

    called: str
    on: str
    opening: str
    lines: tuple[Line, ...]
    iro: str
    talk_to: str
    following: str
    is_ready: bool


def page_of(review: Review, today: datetime.date) -> PageShown:
    """Return the page of one completed review, as it reads on a day: five queries. review: with its child."""
    page = ChildsPage.objects.filter(review=review).first() or ChildsPage(review=review)
    lines = tuple(_line(decision) for decision in decisions_for_the_child(review))
    allocated = IROAllocation.objects.open().filter(child=review.child_id).select_related("iro").first()
    iro = allocated.iro if allocated else review.chair
    who = iro.full_name if iro else "your Independent Reviewing Officer"
    return PageShown(
        called=review.child.called,
        on=day(review.completed_on),
        opening=page.opening,
        lines=lines,
        iro=who,
        talk_to=page.talk_to,
        following=_following(review, who, today),
        is_ready=all(line.is_written for line in lines),
    )


def _line(decision: Decision) -> Line:
    by, is_done = day(decision.target_on), decision.status == DecisionStatus.DONE
    if not has_plain_words(decision):
        return Line(NOT_WRITTEN, "", by, "", is_written=False)
    written = decision.plain_words
    # What was done, or is not needed any more, nobody will do.
    who = "" if decision.status in OVER else written.who
    return Line(written.text, who, by, _became(decision), is_written=True, is_done=is_done)


def _became(decision: Decision) -> str:
    """Return what came of a decision since, in words for the child."""
    return {
        DecisionStatus.DONE: f"This was done on {day(decision.closed_on)}.",
        DecisionStatus.NO_LONGER_NEEDED: "This is not needed any more.",
        DecisionStatus.CARRIED_OVER: "This is not done yet. It was talked about again at your next review.",
    }.get(DecisionStatus(decision.status), "")


def _following(review: Review, iro: str, today: datetime.date) -> str:
    """Return when the next review is: on the day that is booked, else by when it must be; of a past day, what to do."""
    # nosemgrep: record-past-the-door - of the same child, and no more of it than the day
    following = Review.objects.open().filter(child=review.child_id, kind=review.kind).order_by("due_on", "pk").first()
    if following is None:
        return ""
    booked: datetime.date | None = (
        Booking.objects.current().filter(review=following).values_list("on", flat=True).first()
    )
    if booked and booked < today:
        return f"Your next review was planned for {weekday(booked)}. If it did not happen, ask {iro} when it will be."
    if booked:
        return f"Your next review is on {weekday(booked)}."
    if following.due_on and following.due_on < today:
        return f"Your next review is late. It was due by {day(following.due_on)}. Ask {iro} when it will be."
    if following.due_on:
        return f"Your next review will be on {day(following.due_on)} or before. You will be told the day."
    return ""


def words_on(shown: PageShown) -> str:
    """Return the words that somebody wrote for this page, to say how hard they are to read."""
    return "\n".join([shown.opening, *(line.text for line in shown.lines if line.is_written)])
