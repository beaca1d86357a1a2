"""What the state of a safety alert allows. Knows the record, never the person."""

import datetime

from accounts.verdict import ALLOWED, Verdict, refused
from participation.enums_alerts import AlertStatus
from participation.models import SafetyAlert

NOT_YET = refused("Nobody has acknowledged this alert yet. Acknowledge it first.")
CLOSED = refused("This alert is closed, and locked. What is to be corrected is added to it.")


def may_acknowledge(alert: SafetyAlert) -> Verdict:
    """Say whether the alert still waits for somebody to acknowledge it."""
    if alert.status == AlertStatus.RAISED:
        return ALLOWED
    return refused("This alert was acknowledged already.") if alert.status == AlertStatus.ACKNOWLEDGED else CLOSED


def may_take_back(alert: SafetyAlert) -> Verdict:
    """Say whether the acknowledgement can be taken back as a mistake: only while the alert is open."""
    if alert.status == AlertStatus.ACKNOWLEDGED:
        return ALLOWED
    return NOT_YET if alert.status == AlertStatus.RAISED else CLOSED


def may_close(alert: SafetyAlert) -> Verdict:
    """Say whether the alert can be closed: somebody has acknowledged it, and nobody has closed it."""
    return may_take_back(alert)


def may_reopen(alert: SafetyAlert) -> Verdict:
    """Say whether the alert can be opened again."""
    return ALLOWED if alert.status == AlertStatus.CLOSED else refused("This alert is open.")


def may_add(alert: SafetyAlert) -> Verdict:
    """Say whether a correction can be added: to an alert that is closed."""
    if alert.status == AlertStatus.CLOSED:
        return ALLOWED
    return refused("This alert is open: what was done is recorded when it is closed.")


def may_have_acted_on(on: datetime.date, *, not_before: datetime.date, today: datetime.date) -> Verdict:
    """Say whether something can have been done about an alert on a day."""
    if on > today:
        return refused("The date must be today or in the past.")
    if on < not_before:
        return refused("The date must not be before the day the form came.")
    return ALLOWED
