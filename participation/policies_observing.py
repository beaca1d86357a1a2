"""What the state of a review, a strand and the whole allows of Stop, Look and Listen. Knows the record, no person."""

from accounts.verdict import ALLOWED, Verdict, refused
from design.formats import within_sentence
from participation.enums_observing import StrandStatus, WholeStatus
from participation.models.observing import ListeningStrand, StopLookListen, TakenOn
from participation.transitions_observing import SETTLED, is_back, strand_may_become, whole_may_become
from reviews.models import Review

OVER = "This review is over: nothing more is sought for it."
TOGETHER = "This was brought together for the review. Open it again first."


def may_seek_views(review: Review) -> Verdict:
    """Say whether the child's views may still be sought for a review."""
    return ALLOWED if review.is_open else refused(OVER)


def may_take_on(review: Review, standing: TakenOn | None) -> Verdict:
    """Say whether somebody may take on to seek the child's views: nobody else does. standing: who does now."""
    if standing is not None:
        return refused(f"{standing.officer} has taken this on.")
    return may_seek_views(review)


def may_give_back(taken: TakenOn) -> Verdict:
    """Say whether what was taken on may be given back."""
    if taken.until_on is not None:
        return refused("This was given back already.")
    return may_seek_views(taken.review)


def may_begin(review: Review) -> Verdict:
    """Say whether Stop, Look and Listen may begin before a review: once."""
    if hasattr(review, "stop_look_listen"):
        return refused("Stop, Look and Listen has begun for this review.")
    return may_seek_views(review)


def may_step_strand(strand: ListeningStrand, following: StrandStatus) -> Verdict:
    """Say whether a strand may take a step of its table, forward."""
    whole = strand.consultation
    if not whole.is_open:
        return may_seek_views(whole.review) & refused(TOGETHER)
    if not strand_may_become(strand.status, following) or is_back(strand.status, following):
        return refused(f"This is recorded as {within_sentence(strand.get_status_display())}. Put it back first.")
    return may_seek_views(whole.review)


def may_put_back(strand: ListeningStrand) -> Verdict:
    """Say whether a strand that was settled by mistake may be put back."""
    whole = strand.consultation
    if not whole.is_open:
        return may_seek_views(whole.review) & refused(TOGETHER)
    if strand.status not in SETTLED:
        return refused("There is nothing to put back: this is still to be done.")
    return may_seek_views(whole.review)


def may_bring_together(whole: StopLookListen) -> Verdict:
    """Say whether it can be brought together: each strand is done, or said to be not possible."""
    if not whole_may_become(whole.status, WholeStatus.BROUGHT_TOGETHER):
        return refused("This was brought together already.")
    unsettled = [strand for strand in whole.strands.all() if strand.status not in SETTLED]
    if unsettled:
        named = ", ".join(within_sentence(each.get_kind_display()) for each in unsettled)
        return may_seek_views(whole.review) & refused(
            f"First say that it was done, or why it is not possible: {named}."
        )
    return may_seek_views(whole.review)


def may_open_again(whole: StopLookListen) -> Verdict:
    """Say whether what was brought together may be opened again."""
    if not whole_may_become(whole.status, WholeStatus.OPEN):
        return refused("This is still under way.")
    return may_seek_views(whole.review)
