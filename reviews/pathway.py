"""Who is eligible for leaving care support, so that each review looks at their pathway plan (regulations 40 to 43)."""

import datetime

from children.enums import CareKind
from children.models import Child
from reviews.enums import ReviewKind
from reviews.models import Review
from statute.ages import birthday
from statute.plans import PATHWAY_AGE, eligible_from

SAY_WHETHER = (
    "Say whether the review looked at the pathway plan: this young person is entitled to leaving care support."
)


def eligible_since(child: Child) -> datetime.date | None:
    """Return the day on which a young person became eligible, by all their periods of care, or None."""
    spells = child.periods.filter(kind=CareKind.LOOKED_AFTER).values_list("became_looked_after_on", "ceased_on")
    return eligible_from(child.date_of_birth, list(spells))


def asks_for_pathway_plan(review: Review, on: datetime.date) -> bool:
    """Say whether a review completed on a day has to say if it looked at the pathway plan."""
    if review.kind != ReviewKind.LOOKED_AFTER or on < birthday(review.child.date_of_birth, PATHWAY_AGE):
        return False
    since = eligible_since(review.child)
    return since is not None and since <= on
