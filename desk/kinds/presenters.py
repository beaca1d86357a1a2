"""What a child's page says about adoption and short breaks, and what may be recorded next."""

import datetime

from django.urls import reverse

from children.enums import CareKind
from children.models import Child, PeriodOfCare
from children.policies import PLACED_FOR_ADOPTION
from design import formats
from design.components import Fact
from desk.kinds.nights import Nights, nights_by_child, nights_words


def running_nights(child: Child, today: datetime.date) -> Nights | None:
    """Return the nights of short breaks used in the series that runs, or None."""
    return nights_by_child([child.pk], today).get(child.pk)


def warning_of(nights: Nights | None) -> list[str]:
    """Return the warning that a series of short breaks is near its limit, if it is (from day 60)."""
    return [nights.sentence] if nights is not None and nights.is_near else []


def short_break_facts(child: Child, nights: Nights | None, today: datetime.date, *, notifies: bool) -> list[Fact]:
    """Return how many nights are used, with the way to the stays and to recording one."""
    listed = reverse("kinds:stays", args=[child.pk])
    more = [("Record a stay", reverse("kinds:record-stay", args=[child.pk]))] if notifies else []
    return [Fact("Nights in 12 months", nights_words(nights, today), href=listed, action="See the stays", extra=more)]


def adoption_facts(child: Child, *, sees_ground: bool) -> list[Fact]:
    """Return where the child stands on the way to adoption; nothing for who is not on it."""
    held = child.adoption_authorities.meant().order_by("-granted_on").first()
    placed = child.episodes.filter(placement__in=PLACED_FOR_ADOPTION).order_by("-started_on").first()
    if not sees_ground or (held is None and placed is None):
        return []
    facts = []
    if held:
        since = f"{held.get_ground_display()}, since {formats.day(held.granted_on)}"
        ended = (
            f"; ended {formats.day(held.ended_on)}: {held.get_ended_reason_display().lower()}" if held.ended_on else ""
        )
        facts.append(Fact("Authority to place", f"{since}{ended}"))
    if placed:
        until = f" until {formats.day(placed.ended_on)}" if placed.ended_on else ""
        facts.append(Fact("Placed for adoption", f"From {formats.day(placed.started_on)}{until}"))
    return facts


def ways_of(child: Child, period: PeriodOfCare | None) -> list[tuple[str, str]]:
    """Return what may be recorded about short breaks or adoption as the child stands, for who records it."""
    if period is None or period.ceased_on is not None:
        return []
    if period.kind == CareKind.SHORT_BREAKS:
        return [("Record a short break", reverse("kinds:record-stay", args=[child.pk]))]
    if child.episodes.open().filter(placement__in=PLACED_FOR_ADOPTION).exists():
        return [
            ("Record a return from adopters", reverse("kinds:returned", args=[child.pk])),
            ("Record an adoption order", reverse("arranging:leaving", args=[child.pk])),
        ]
    if child.adoption_authorities.standing().exists():
        return [
            ("Record a placement for adoption", reverse("kinds:placed", args=[child.pk])),
            ("Record that authority to place ended", reverse("kinds:end-authority", args=[child.pk])),
        ]
    return [("Record authority to place for adoption", reverse("kinds:authority", args=[child.pk]))]
