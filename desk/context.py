"""What every page's frame needs: who is signed in, in which role, where they may go, which day is played."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from accounts.enums import Role
from accounts.permissions import Capability, may
from office import clock
from office.authority import authority


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the navigation."""

    text: str
    href: str
    current: bool


# Capability that opens it, text, address name. In the order shown.
ENTRIES: tuple[tuple[Capability, str, str], ...] = (
    (Capability.SEE_OWN_CASELOAD, "My caseload", "caseload:mine"),
    (Capability.SEE_SERVICE, "The service today", "service:today"),
    (Capability.ARRANGE_REVIEWS, "To arrange", "arranging:to-arrange"),
    (Capability.NOTIFY_CHILD, "New notification", "arranging:notify"),
    (Capability.SEE_CHILDREN, "Children", "child:list"),
    (Capability.MANAGE_STAFF, "Staff", "accounts:staff"),
    (Capability.MANAGE_ACCOUNTS, "Accounts", "accounts:staff"),
    (Capability.MANAGE_SETTINGS, "Settings", "office:settings"),
    (Capability.SEE_JOBS, "Jobs", "office:jobs"),
)


def navigation(request: HttpRequest) -> list[NavigationItem]:
    """Return the entries this person's role may open."""
    items = []
    for capability, text, name in ENTRIES:
        if may(request.user, capability):
            href = reverse(name)
            items.append(NavigationItem(text, href, current=request.path == href))
    return items


def page(request: HttpRequest) -> dict[str, object]:
    """Return the frame's context under `page`."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    role = Role(user.acting_role).label if signed_in and user.acting_role else ""
    settings_row = authority()
    return {
        "page": {
            "demonstration_day": clock.demonstration_day() if settings_row.is_demonstration else None,
            "is_demonstration": settings_row.is_demonstration,
            "authority": settings_row.name,
            "service": settings_row.service_name,
            "person": user.full_name if signed_in else "",
            "role": role,
            "roles_held": getattr(user, "roles_held", []),
            "navigation": navigation(request) if signed_in else [],
            "search": reverse("search:results") if signed_in and may(user, Capability.SEARCH) else "",
        },
    }
