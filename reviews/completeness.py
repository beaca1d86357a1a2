"""What the law needs to know before a review is completed, beside what `policies.problems` asks of days and the child.

Each answer is by field, as a sentence that says how to mend it. Source: regulations 36 and 45; timescales 4 and 5.3.
"""

import datetime

from dateutil.relativedelta import relativedelta

from accounts.models import User
from accounts.verdict import ALLOWED, Verdict, refused
from children.models import Child
from reviews.enums import NotInvitedReason, ReviewMode, RightsTold, SpokenOutcome
from reviews.facts import ParentFacts, ReviewFacts
from reviews.models import Review

# Placed with a foster carer for the long term: a relative or friend, or another carer. Source: the national return.
LONG_TERM_FOSTERING = ("U1", "U4")
SETTLED_FOR = relativedelta(months=12)
CONSULTED = (SpokenOutcome.SEEN, SpokenOutcome.OBSERVED, SpokenOutcome.REFUSED)


def further_problems(facts: ReviewFacts, review: Review) -> dict[str, str]:
    """Return what is missing of the chair, of rights, of the parents' views, and of a review without a meeting."""
    found = chair_problems(facts, review) | rights_problems(facts) | views_problems(facts.parents)
    if facts.mode == ReviewMode.PAPER:
        found |= paper_problems(facts, review)
    return found


def chair_problems(facts: ReviewFacts, review: Review) -> dict[str, str]:
    """Ask why somebody else than the child's IRO chaired (regulation 36(1)(a))."""
    iro = iro_on(review.child, facts.completed_on)
    if iro is None or iro == facts.chair or facts.cover_reason:
        return {}
    taken = review.bookings.current().filter(chair=facts.chair).exclude(taken_because="")
    return {} if taken.exists() else {"cover_reason": f"Say why {iro.full_name}, the child’s IRO, did not chair."}


def rights_problems(facts: ReviewFacts) -> dict[str, str]:
    """Ask whether the child was told of advocacy, complaints and orders (regulation 45)."""
    if not facts.rights_told:
        return {
            "rights_told": "Say whether the child was told of an advocate, of complaining and of applying to court."
        }
    if facts.rights_told == RightsTold.NOT_TOLD and not facts.rights_note.strip():
        return {"rights_note": "Say why the child was not told, and when they will be."}
    return {}


def views_problems(parents: tuple[ParentFacts, ...]) -> dict[str, str]:
    """Ask how the wishes and feelings of a parent who stayed away were heard (regulation 36(1)(c))."""
    if any(part.was_invited and part.attended is False and not part.views_route for part in parents):
        return {"parents": "Say how the views of each parent who stayed away were heard, or that they were not."}
    if any(lacks_plan(part) for part in parents):
        return {"parents": "Say how each parent who was not invited is to be heard, or why they cannot be."}
    return {}


def lacks_plan(part: ParentFacts) -> bool:
    """Say whether a parent was not invited and nothing says how they are to be heard. Of who has died nobody asks."""
    if part.was_invited or not part.not_invited_reason or part.not_invited_reason == NotInvitedReason.DIED:
        return False
    return not part.hearing_plan.strip()


def paper_problems(facts: ReviewFacts, review: Review) -> dict[str, str]:
    """Ask what a review without a meeting needs: where guidance allows one, and why the IRO is satisfied."""
    verdict = may_be_on_paper(review, facts.completed_on)
    if not verdict:
        return {"mode": verdict.reason}
    if facts.spoken_outcome and facts.spoken_outcome not in CONSULTED:
        return {
            "mode": "Without a meeting only where the child was asked: record the conversation with the child first."
        }
    if not facts.paper_reason.strip():
        return {"paper_reason": "Say why you are satisfied that no meeting was needed."}
    return {}


def may_be_on_paper(review: Review, on: datetime.date) -> Verdict:
    """Say whether a review may be held without a meeting: settled in long-term fostering, and met within a year."""
    since = settled_since(review.child, on)
    if since is None:
        return refused("Without a meeting only while the child is in a long-term foster placement.")
    if since > on - SETTLED_FOR:
        return refused(f"Without a meeting only after 12 months in the placement: the child came on {since:%d/%m/%Y}.")
    met = Review.objects.completed().filter(child=review.child_id, completed_on__gt=on - SETTLED_FOR)
    if not met.exclude(pk=review.pk).exclude(mode=ReviewMode.PAPER).exists():
        return refused("At least one review a year needs a meeting: none was held in the 12 months before.")
    return ALLOWED


def settled_since(child: Child, on: datetime.date) -> datetime.date | None:
    """Return since when a child has been in the long-term foster placement they are in on a day, or None.

    A new legal status begins a new episode within the same placement, which goes on.
    """
    since, place = None, None
    for episode in child.episodes.filter(started_on__lte=on).order_by("-started_on", "-pk"):
        if place is None:
            place = (episode.placement, episode.placed_with)
            if episode.placement not in LONG_TERM_FOSTERING:
                return None
        if (episode.placement, episode.placed_with) != place:
            break
        since = episode.started_on
    return since


def iro_on(child: Child, on: datetime.date) -> User | None:
    """Return the child's IRO on a day."""
    held = child.iro_allocations.filter(from_on__lte=on).exclude(until_on__lte=on).select_related("iro")
    found = held.order_by("-from_on", "-pk").first()
    return found.iro if found else None
