"""What touches reviews and disputes at once: a concern raised with one press about a decision that drifts."""

import datetime

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from disputes import actions as disputes
from disputes.enums import Stage
from disputes.models import Dispute
from reviews import actions as reviews
from reviews.models import IssueType, MidpointFinding
from reviews.policies_between import may_raise


@action("between.raise_concern")
def raise_concern(*, finding: MidpointFinding, to: User | None, by: User, today: datetime.date) -> Dispute:
    """Raise an informal concern about a decision that was found drifting half-way: once for each finding.

    to: whom it is addressed to, where somebody manages the child's team. Raises RefusedError the second time.
    """
    insist(may_raise(finding))
    decision = finding.decision
    dispute = disputes.raise_dispute(
        child=decision.review.child,
        review=decision.review,
        stage=Stage.PRE_PROTOCOL,
        issues=list(IssueType.objects.filter(is_current=True, name__icontains="decision")[:1]),
        summary=f"Drifting at the mid-point check, due by {decision.target_on:%d/%m/%Y}: {decision.text}",
        addressed_to=to,
        by=by,
        today=today,
    )
    reviews.note_concern(finding=finding, by=by, today=today)
    return dispute
