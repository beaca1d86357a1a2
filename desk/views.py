"""The front door: where each role starts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import signed_in
from accounts.enums import Role

# Role -> the page its day begins on. Somebody without a role is told whom to ask.
START_PAGES: dict[str, str] = {
    Role.IRO: "caseload:mine",
    Role.MANAGER: "service:today",
    Role.SUPPORT_WORKER: "arranging:to-arrange",
    Role.OPERATIONAL_MANAGER: "disputes:addressed-to-me",
    Role.DIRECTOR: "disputes:addressed-to-me",
    Role.CONSULTATION_OFFICER: "views_due:due",
    Role.SOCIAL_WORKER: "my_children:mine",
    Role.PANEL_MEMBER: "reporting:reports",
    Role.INFORMATION_GOVERNANCE: "looking:overview",
    Role.SYSTEM_ADMINISTRATOR: "accounts:staff",
}


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Go to where this person’s role begins its day; say whom to ask where there is no role."""
    start = START_PAGES.get(request.user.acting_role)
    return redirect(start) if start else render(request, "desk/home.html")
