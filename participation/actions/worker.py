"""What the social worker records before a review: how they see what the child is asked too."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.versions import change
from participation.enums import Subject
from participation.models import SocialWorkersAnswer, SocialWorkersView
from participation.policies import may_record_view
from reviews.models import Review

# By subject: the answer on the common scale, and a line why.
Seen = Mapping[str, tuple[str, str]]


@action("participation.record_workers_view")
def record_workers_view(
    *, review: Review, seen: Seen, by: User, today: datetime.date, seen_version: int | None = None
) -> SocialWorkersView:
    """Record how the social worker sees each subject; what was recorded before stays, and no longer counts.

    seen: every subject -> answer and why. seen_version: 0 where nothing had been recorded yet.
    Raises RefusedError once the review is over; ValidationError for a subject left out, or an answer without a why;
    ConflictError when somebody was first.
    """
    insist(may_record_view(review))
    if set(seen) != set(Subject.values):
        raise ValidationError("Answer about each subject.")
    view = SocialWorkersView.objects.filter(review=review).first()
    if view is None:
        view = SocialWorkersView.objects.create(review=review, on=today, by=by)
    else:
        change(view, seen_version=seen_version, on=today, by=by)
    for subject, (answer, why) in seen.items():
        row = SocialWorkersAnswer(
            view=view, edition=view.version, subject=subject, answer=answer, why=why.strip(), by=by
        )
        row.full_clean()
        row.save(force_insert=True)
    return view
