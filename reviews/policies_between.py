"""What the state of a check, an event or a contact allows. Knows the record, never the person."""

from typing import Any

from accounts.verdict import ALLOWED, Verdict, refused
from reviews.models import MidpointCheck, MidpointFinding, SignificantEvent


def may_check(check: MidpointCheck) -> Verdict:
    """Say whether the check half-way is still to be made."""
    if check.done_on:
        return refused(f"This check was made on {check.done_on:%d/%m/%Y}.")
    if check.has_lapsed:
        return refused("The review was held, or is no longer due: there is nothing to check.")
    return ALLOWED


def may_raise(finding: MidpointFinding) -> Verdict:
    """Say whether a concern can be raised from the check about a decision: once."""
    return refused("A concern about this decision was raised already.") if finding.concern_on else ALLOWED


def may_answer(event: SignificantEvent) -> Verdict:
    """Say whether an event still waits for the IRO's answer."""
    if event.withdrawn_on:
        return refused("This was recorded by mistake, and taken back.")
    return refused("This was answered already.") if event.answered_on else ALLOWED


def may_withdraw(record: Any) -> Verdict:
    """Say whether what was recorded can be taken back as a mistake: once, and no event that was answered."""
    if record.withdrawn_on:
        return refused("This was taken back already.")
    if getattr(record, "answered_on", None):
        return refused("The IRO has answered this, so it is no longer taken back.")
    return ALLOWED
