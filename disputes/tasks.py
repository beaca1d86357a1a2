"""The nightly work on disputes: the limits of the formal process computed again."""

from typing import Any

from audit.actors import SystemJob
from audit.versions import ConflictError
from disputes.actions import recompute_limit
from disputes.limits import recomputed
from disputes.models import Dispute
from office import jobs
from office.authority import working_calendar
from office.calendar_effects import change_behind
from office.models import Job


@jobs.job(
    "disputes.recompute_limits",
    label="Compute the limits of open disputes again",
    nightly=True,
    when_calendar_changes=True,
)
def recompute_limits(job: Job, progress: jobs.Progress) -> dict[str, Any]:
    """Compute every open formal dispute's limit again, mend those that differ, and report them by id."""
    by, found = SystemJob("nightly recomputation"), list(recomputed(Dispute.objects.all(), working_calendar()))
    why = change_behind(job, "The nightly recomputation found another day").why
    differed = [each for each in found if each.differs]
    progress(50, f"{len(found)} disputes")
    for each in found:
        if each.differs or each.is_reworded:
            _mend(each.dispute, why, by)
    return {
        "checked": len(found),
        "differed": len(differed),
        "differences": [
            {
                "dispute": each.dispute.pk,
                "was": each.dispute.resolve_by.isoformat() if each.dispute.resolve_by else None,
                "now": each.fresh.on.isoformat() if each.fresh else None,
                "rule": each.fresh.rule if each.fresh else "",
            }
            for each in differed
        ],
        "reworded": sum(1 for each in found if each.is_reworded),
        "not computed": [each.dispute.pk for each in found if each.fresh is None],
    }


def _mend(dispute: Dispute, why: str, by: SystemJob) -> None:
    try:
        # Another object: the report still needs what was stored.
        recompute_limit(dispute=Dispute.objects.get(pk=dispute.pk), by=by, why=why)
    except ConflictError:
        # Somebody is at this dispute right now; the next night looks again.
        return
