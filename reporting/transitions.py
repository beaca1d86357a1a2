"""The steps of a report's life."""

from reporting.models import AnnualReport

Status = AnnualReport.Status

STEPS: dict[Status, tuple[Status, ...]] = {
    Status.DRAFT: (Status.APPROVED, Status.WITHDRAWN),
    Status.APPROVED: (Status.DRAFT, Status.RELEASED, Status.WITHDRAWN),
    Status.RELEASED: (Status.WITHDRAWN,),
    Status.WITHDRAWN: (),
}


def may_become(was: str, becomes: Status) -> bool:
    """Say whether a report may go from one status to another."""
    return becomes in STEPS[Status(was)]
