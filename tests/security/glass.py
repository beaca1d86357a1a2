"""Breaking the glass in tests: words for what somebody does."""

import datetime
import re

from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.actions import acting
from children.enums import GlassReason
from children.models import BreakGlass, Child
from office import jobs
from office.jobs import claim
from tests.security.world import PASSWORD, TODAY, World

NOW = datetime.datetime(2025, 6, 2, 9, 0, tzinfo=datetime.UTC)
OPEN = "break_glass:open"
BECAUSE = "The police ask where this child lives, and the IRO cannot be reached"
KEY = "0d2f5b0e-6c1c-4f3e-9d2c-0000000000{:02}"


def confirmed(world: World, name: str) -> Client:
    """Return a client in which somebody is signed in and has just shown again who they are."""
    client = world.client(name)
    response = client.post(reverse("accounts:confirm"), {"password": PASSWORD})
    assert response.status_code == 302, response.content.decode()
    return client


def ask(client: Client, who: str, number: int = 1, **more: str):
    """Ask for a record by an id or a name."""
    data = {"who": who, "reason": "court_or_police", "explanation": BECAUSE, "form_key": KEY.format(number)}
    return client.post(reverse(OPEN), data | more)


def broken(user: User, child: Child, *, role: str, at: datetime.datetime = NOW, **more: object) -> BreakGlass:
    """Make an opening of a record, which runs for two hours from a moment."""
    facts = {
        "child": child,
        "user": user,
        "acting_role": role,
        "reason": GlassReason.COURT_OR_POLICE,
        "explanation": BECAUSE,
        "opened_at": at,
        "closes_at": at + datetime.timedelta(hours=2),
        "verdict_due_on": datetime.date(2025, 6, 5),
    }
    with acting():
        return BreakGlass.objects.create(**(facts | more))


def page(child: Child) -> str:
    """Return the address of a child's first page."""
    return reverse("child:page", args=[child.pk])


def words_of(response) -> str:
    """Return a page's text, its spaces made one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def run_jobs() -> None:
    """Run every job that waits."""
    while (found := claim()) is not None:
        jobs.run(found, TODAY)
