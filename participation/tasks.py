"""The nightly work on forms: those asked before a review that will not be held are withdrawn. Safety alerts."""

from typing import Any

from django.db.models import QuerySet

from audit.actors import SystemJob
from audit.versions import ConflictError
from office import jobs
from office.models import Job
from participation.actions import withdraw_form
from participation.models import AskedForm
from participation.policies import OVER
from participation.tasks_alerts import escalate, tell_of_alert, watch_alerts
from reviews.enums import ReviewStatus

# Named so that every process knows the kinds of job of safety alerts.
__all__ = ["asked_in_vain", "escalate", "tell_of_alert", "watch_alerts", "why_withdrawn", "withdraw_forms"]

BATCH = 50
DIED = "The child has died"
WHY = {
    ReviewStatus.ENDED: "The review will not be held",
    ReviewStatus.VOIDED: "The review was entered by mistake",
}


@jobs.job("participation.withdraw_forms", label="Withdraw forms of reviews that will not be held", nightly=True)
def withdraw_forms(_job: Job, progress: jobs.Progress) -> dict[str, Any]:
    """Withdraw each open form of a review that was ended or voided, or of a child who died; links end with it.

    From the moment of the ending nobody can fill them: `may_fill` refuses. This makes them say so.
    """
    waiting, withdrawn = list(asked_in_vain()), 0
    for number, asked in enumerate(waiting):
        if number % BATCH == 0:
            progress(100 * number // len(waiting), f"{number} of {len(waiting)} forms")
        try:
            withdraw_form(asked=asked, why=why_withdrawn(asked), by=SystemJob("forms asked in vain"))
        except ConflictError:
            # Somebody is at it right now; the next night looks again.
            continue
        withdrawn += 1
    return {"withdrawn": withdrawn}


def asked_in_vain() -> QuerySet[Any]:
    """Return the forms that are still asked before a review that will not be held, or of a child who died."""
    still = AskedForm.objects.unanswered().select_related("review__child")
    return (still.filter(review__status__in=OVER) | still.filter(review__child__died_on__isnull=False)).order_by("pk")


def why_withdrawn(asked: AskedForm) -> str:
    """Return the reason that the form keeps."""
    return DIED if asked.review.child.died_on else WHY[ReviewStatus(asked.review.status)]
