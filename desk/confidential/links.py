"""What the child's page and the dashboard say of restricted records and conflicts of interest."""

import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.models import User
from accounts.permissions import Capability, may
from children.models import Child, ConflictOfInterest, Restriction
from design import components
from desk.confidential.rows import kept_by, reads_between, requests_to_answer

WEEK = datetime.timedelta(days=7)


def banner_of(child: Child) -> list[str]:
    """Return what stands above a restricted record: that it is, and how many people may open it."""
    on_list = Count("listed", filter=Q(listed__removed_on__isnull=True))
    number = Restriction.objects.in_force().filter(child=child).annotate(n=on_list).values_list("n", flat=True).first()
    if number is None:
        return []
    may_open = "one person may open it" if number == 1 else f"{number} people may open it"
    return [f"This record is restricted: {may_open}. Tell nobody else what it holds"]


def ways_from(child: Child, user: User, *, is_restricted: bool) -> list[tuple[str, str]]:
    """Return what somebody may do about who sees a child's record."""
    ways = []
    if not is_restricted and may(user, Capability.RESTRICT_RECORDS):
        ways.append(("Restrict this record", f"{reverse('confidential:restrict')}?child={child.pk}"))
    elif not is_restricted and may(user, Capability.ASK_TO_RESTRICT):
        ways.append(("Ask for this record to be restricted", reverse("confidential:ask", args=[child.pk])))
    if may(user, Capability.DECLARE_CONFLICT):
        ways.append(("Declare a conflict of interest", f"{reverse('confidential:declare')}?child={child.pk}"))
    return ways


def strip(user: User, today: datetime.date) -> list[SafeString]:
    """Return the keeper's figures: what waits to be looked at, answered or found, and how often records were read."""
    kept = kept_by(user, today)
    overdue = sum(row.restriction.review_by < today for row in kept)
    lacking = sum(bool(row.attention) for row in kept)
    now = timezone.now()
    read = sum(row.times for row in reads_between(user, now - WEEK, now))
    to_find = ConflictOfInterest.objects.to_find().exclude(user=user).count()
    page = {name: reverse(f"confidential:{name}") for name in ("kept", "requests", "register", "reads")}
    return [
        components.figure(overdue, "restrictions to look at again", page["kept"], colour="red" if overdue else ""),
        components.figure(lacking, "lists that lack somebody", page["kept"], colour="red" if lacking else ""),
        _waiting(len(requests_to_answer(user)), "requests to restrict a record", page["requests"]),
        _waiting(to_find, "conflicts of interest to place", page["register"]),
        components.figure(read, "readings of restricted records", page["reads"], note="in the last 7 days"),
    ]


def _waiting(number: int, label: str, href: str) -> SafeString:
    return components.figure(number, label, href, colour="yellow" if number else "")
