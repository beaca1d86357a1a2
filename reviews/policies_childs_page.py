"""What the state of a review, its decisions and the child's page allows. Knows no person."""

from accounts.verdict import ALLOWED, Verdict, refused
from design.formats import counted
from reviews.enums import DecisionStanding, ReviewStatus
from reviews.enums_childs_page import PageStatus
from reviews.models import Decision, Review
from reviews.models.childs_page import ChildsPage
from reviews.policies_afterwards import NOT_COMPLETED
from reviews.transitions_childs_page import page_may_become


def decisions_for_the_child(review: Review) -> list[Decision]:
    """Return the decisions that the child's page tells of, with their plain words: all that were not withdrawn."""
    standing = review.decisions.exclude(standing=DecisionStanding.WITHDRAWN)
    return list(standing.select_related("plain_words").order_by("target_on", "pk"))


def has_plain_words(decision: Decision) -> bool:
    """Say whether a decision is written in plain words that are still right."""
    written = getattr(decision, "plain_words", None)
    return written is not None and written.of_text == decision.text


def may_write_page(page: ChildsPage) -> Verdict:
    """Say whether the child's page can be written: after the review, until the child has it."""
    if page.review.status != ReviewStatus.COMPLETED:
        return refused(NOT_COMPLETED)
    if page.status == PageStatus.GIVEN:
        return refused("The child has this page. Take it back first, to write it again.")
    return ALLOWED


def may_give_page(page: ChildsPage) -> Verdict:
    """Say whether the page can be given to the child: each decision has its plain words, and none is challenged."""
    verdict = may_write_page(page)
    if not verdict:
        return verdict
    decisions = decisions_for_the_child(page.review)
    missing = [each for each in decisions if not has_plain_words(each)]
    if missing:
        number, verb = counted(len(missing), "decision"), "is" if len(missing) == 1 else "are"
        return refused(f"{number} {verb} not yet written in plain words.")
    if any(each.standing == DecisionStanding.CHALLENGED for each in decisions):
        return refused("A decision is challenged. Give the page once the challenge is answered.")
    return ALLOWED if page_may_become(page.status, PageStatus.GIVEN) else refused("The child has this page.")


def may_take_page_back(page: ChildsPage) -> Verdict:
    """Say whether a page that was given can be taken back, to be written again."""
    if page.review.status != ReviewStatus.COMPLETED:
        return refused(NOT_COMPLETED)
    if not page_may_become(page.status, PageStatus.BEING_WRITTEN):
        return refused("This page was not given to the child yet.")
    return ALLOWED
