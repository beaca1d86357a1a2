"""The life of a safety alert as data."""

from typing import Final

from participation.enums_alerts import AlertStatus

# Back to where it was: an honest mistake. Back to raised from anywhere: the child said more.
ALERTS: Final[dict[AlertStatus, tuple[AlertStatus, ...]]] = {
    AlertStatus.RAISED: (AlertStatus.ACKNOWLEDGED,),
    AlertStatus.ACKNOWLEDGED: (AlertStatus.RAISED, AlertStatus.CLOSED),
    AlertStatus.CLOSED: (AlertStatus.RAISED, AlertStatus.ACKNOWLEDGED),
}


def may_become(status: str, wanted: AlertStatus) -> bool:
    """Say whether the table leads from a status to another."""
    return wanted in ALERTS[AlertStatus(status)]
