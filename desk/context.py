"""What every page's frame needs: who is signed in, in which role, where they may go, which day is played."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from accounts.enums import Role
from accounts.permissions import Capability, may, may_in_role
from exchange.lists import download_of
from office import clock
from office.authority import authority


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the navigation."""

    text: str
    href: str
    current: bool
    is_within: bool = False  # the page is one below the entry's own


@dataclass(frozen=True)
class Entry:
    """A place one may go: what opens it, what it is called, its address, and who has a better way there."""

    capability: Capability
    text: str
    name: str
    unless: Capability | None = None


C = Capability
# In the order shown. `unless`: these reach it from "To arrange", "Disputes" or the service today, so that their menu
# stays one line.
ENTRIES: tuple[Entry, ...] = (
    Entry(C.SEE_OWN_CASELOAD, "My caseload", "caseload:mine"),
    Entry(C.SEE_ALERTS, "Safety alerts", "alerts:list", unless=C.SEE_SERVICE),
    Entry(C.SEE_BETWEEN, "Between reviews", "between:mine"),
    Entry(C.SEE_SERVICE, "The service today", "service:today"),
    Entry(C.ARRANGE_REVIEWS, "To arrange", "arranging:to-arrange"),
    Entry(C.NOTIFY_CHILD, "New notification", "arranging:notify", unless=C.SEE_SERVICE),
    Entry(C.SEE_MY_CHILDREN, "My children's reviews", "my_children:mine"),
    Entry(C.SEE_VIEWS_DUE, "Views to seek", "views_due:due"),
    Entry(C.FILL_FORMS, "Forms to fill", "filling:due"),
    Entry(C.REPLY_TO_DISPUTES, "Addressed to me", "disputes:addressed-to-me", unless=C.RAISE_DISPUTES),
    Entry(C.CHALLENGE_DECISIONS, "Decisions to challenge", "after_review:to-challenge"),
    Entry(C.SEE_DECISIONS, "Decisions to carry out", "my_children:decisions", unless=C.SEE_REVIEW_OUTCOME),
    Entry(C.CODE_WORDS, "Themes", "themes:table"),
    Entry(C.SEE_CHILDREN, "Children", "child:list", unless=C.SEE_ACCESS_STATISTICS),
    Entry(C.SEE_REVIEW_OUTCOME, "Parents who stay away", "taking_part:stayed-away"),
    Entry(C.RAISE_DISPUTES, "Disputes", "disputes:list"),
    Entry(C.RECORD_QUALITY, "Quality", "quality:list"),
    Entry(C.KEEP_FORMS, "Forms", "participation:forms"),
    Entry(C.RESTRICT_RECORDS, "Confidential", "confidential:kept"),
    Entry(C.JUDGE_BROKEN_GLASS, "Records opened", "break_glass:opened", unless=C.SEE_SERVICE),
    Entry(C.SEE_MISUSE_REPORT, "Unusual access", "looking:unusual"),
    Entry(C.SEE_ACCESS_LOG, "Access log", "looking:overview", unless=C.SEE_SERVICE),
    Entry(C.MANAGE_ACCOUNTS, "Accounts", "accounts:staff"),
    Entry(C.READ_PUBLISHED_REPORTS, "Reports", "reporting:reports"),
    Entry(C.MANAGE_STAFF, "Staff", "accounts:staff"),
    Entry(C.MANAGE_SETTINGS, "Settings", "office:settings"),
    Entry(C.SEE_JOBS, "Jobs", "office:jobs"),
)


def navigation(request: HttpRequest) -> list[NavigationItem]:
    """Return the entries this person's role may open; the one whose part of the site this page is in is current."""
    open_to = [
        (entry.text, reverse(entry.name))
        for entry in ENTRIES
        if may_in_role(request.user, entry.capability)
        and not (entry.unless and may_in_role(request.user, entry.unless))
    ]
    here = max((href for _, href in open_to if request.path.startswith(href)), key=len, default="")
    return [NavigationItem(text, href, href == here, href != request.path) for text, href in open_to]


# Who is told on every page when the log is not whole: who answers for it, and who looks after the machine.
WARNED = frozenset({Role.INFORMATION_GOVERNANCE, Role.SYSTEM_ADMINISTRATOR})
# The frame of a page about which nothing is known: no authority, nobody signed in.
BARE_PAGE: dict[str, object] = {
    "demonstration_day": None,
    "is_demonstration": False,
    "authority": "",
    "service": "",
    "person": "",
    "role": "",
    "roles_held": [],
    "navigation": [],
    "search": "",
    "log_warning": "",
}


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
            "log_warning": settings_row.log_warning if signed_in and user.acting_role in WARNED else "",
            "glass": getattr(request, "glass", None),
            "search": reverse("search:results") if signed_in and may_in_role(user, Capability.SEARCH) else "",
            "download": download_of(request),
            "waiting": reverse("digest:today") if signed_in and may(user, Capability.HAVE_REMINDERS) else "",
            "time": reverse("office:time") if signed_in and may_in_role(user, Capability.KEEP_OWN_TIME) else "",
            "calendar": reverse("exchange:calendar") if signed_in and may(user, Capability.HAVE_CALENDAR_FEED) else "",
        },
    }
