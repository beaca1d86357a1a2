"""The nightly look at the log for unusual access."""

import datetime
from typing import Any

from accounts.enums import Role
from accounts.models import User
from audit.actors import SystemJob
from desk.looking.actions import note_concerns
from desk.looking.misuse import suspicions
from office import clock, jobs
from office.authority import authority
from office.mailing import send_to
from office.models import Job

LOOKS_BACK = datetime.timedelta(days=30)


@jobs.job("looking.find_unusual_access", label="Look for unusual access", nightly=True)
def find_unusual_access(_job: Job, progress: jobs.Progress) -> dict[str, Any]:
    """Look at the last thirty days of the log, keep what is unusual, and tell the information-governance officers."""
    # The log is dated by the real day, whatever day a demonstration plays.
    today = clock.real_today()
    found = suspicions(today - LOOKS_BACK, today)
    progress(80, f"{len(found)} patterns")
    new = note_concerns(found=found, by=SystemJob("unusual access"))
    if new:
        tell_officers(new, clock.today())
    return {"found": len(found), "new": new}


def tell_officers(new: int, today: datetime.date) -> None:
    """Tell each information-governance officer how much there is to look into, and nothing of whom."""
    service = authority().service_name
    for officer in User.objects.active().with_role(Role.INFORMATION_GOVERNANCE, today):
        send_to(
            officer,
            subject=f"Unusual access to look into: {service}",
            text=f"New patterns of unusual access: {new}. Sign in and open “Unusual access” to look into them.",
        )
