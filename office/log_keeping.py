"""The night's check of the log: that it is whole, where it ends, and who is told.

An anchor (where the chain of the log ends, and its hash) goes to a file and, by mail, to the information-governance
officers: copies outside the database, against which a log that was cut or made anew shows (docs/operations.md).
"""

import datetime
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from accounts.enums import Role
from accounts.models import User
from audit import anchors
from audit.actors import SystemJob
from audit.verifying import Outcome, verify
from office.actions import note_log_check
from office.authority import authority
from office.mailing import send_to

BY = SystemJob("check of the log")
SUNDAY = 6
WARNING = (
    "The log is not whole: {count} on the last check ({day:%-d %B %Y}). Somebody may have written to the database "
    "past this system. Keep it as it is, and have manage.py verify_audit run."
)


def check_log(day: datetime.date) -> Outcome:
    """Check what is new since the last anchor; on Sundays, and while something is amiss, everything.

    day: the real day. What was found is kept for the pages to show. A log that is whole gets an anchor, one that is
    not gets none. Raises AnchorFileError when the file of anchors was tampered with.
    """
    path = Path(settings.AUDIT_ANCHOR_FILE)
    known = anchors.read(path)
    everything = not known or day.weekday() == SUNDAY or authority().log_warning
    outcome = verify(known, since=None if everything else known[-1])
    count = len(outcome.faults) + outcome.untold
    said = "1 thing does not fit" if count == 1 else f"{count} things do not fit"
    note_log_check(warning=WARNING.format(count=said, day=day) if count else "", by=BY)
    if outcome.is_whole and (not known or known[-1].position != outcome.position):
        anchors.add(path, outcome.anchor())
    return outcome


def tell_officers(outcome: Outcome, today: datetime.date) -> int:
    """Send each information-governance officer the anchor, or that the log is not whole; return how many were told."""
    service = authority().service_name
    context = {"service": service, "anchor": outcome.anchor(), "faults": len(outcome.faults) + outcome.untold}
    text = render_to_string("emails/log_anchor.txt", context)
    subject = f"Anchor of the log: {service}" if outcome.is_whole else f"The log is NOT whole: {service}"
    officers = list(User.objects.active().with_role(Role.INFORMATION_GOVERNANCE, today))
    for officer in officers:
        send_to(officer, subject=subject, text=text)
    return len(officers)
