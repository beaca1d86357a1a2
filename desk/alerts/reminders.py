"""Safety alerts as what waits for somebody today: the first of everything."""

from collections.abc import Iterator

from accounts.models import User
from desk.deadlines import Deadlines
from desk.digest.sources import Item, Source
from desk.words import address
from office.duty.people import MAY_ACT
from participation.models import SafetyAlert


def alerts_open(user: User, _when: Deadlines) -> Iterator[Item]:
    """Yield the open safety alerts that somebody may see, the most pressing first."""
    found = SafetyAlert.objects.visible_to(user).open().most_pressing_first()
    for pk, child_id in found.values_list("pk", "child_id"):
        yield Item(pk, child_id, None, address("alerts:alert", pk))


SOURCES = (
    Source(
        "safety_alerts",
        MAY_ACT,
        "safety alert open",
        "safety alerts open",
        alerts_open,
        "alerts:list",
        is_duty=True,
    ),
)
