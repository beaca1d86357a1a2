"""The frame of every page: where each role starts, and what its menu offers."""

import pytest
from django.test import Client

from accounts.enums import Role
from desk.context import ENTRIES
from tests.factories import make_user

pytestmark = pytest.mark.django_db
MENUS = {
    Role.IRO: [
        "My caseload",
        "Safety alerts",
        "Between reviews",
        "To arrange",
        "Themes",
        "Children",
        "Parents who stay away",
        "Disputes",
        "Quality",
        "Reports",
    ],
    Role.MANAGER: [
        "The service today",
        "To arrange",
        "Themes",
        "Children",
        "Parents who stay away",
        "Disputes",
        "Quality",
        "Forms",
        "Confidential",
        "Reports",
        "Staff",
        "Settings",
    ],
    Role.SUPPORT_WORKER: ["To arrange", "New notification", "Children", "Reports"],
    Role.CONSULTATION_OFFICER: ["Views to seek", "Forms to fill", "Themes", "Children", "Reports"],
    Role.SOCIAL_WORKER: ["Safety alerts", "My children's reviews", "Decisions to carry out", "Children", "Reports"],
    Role.OPERATIONAL_MANAGER: [
        "Safety alerts",
        "Addressed to me",
        "Decisions to challenge",
        "Decisions to carry out",
        "Children",
        "Reports",
    ],
    Role.DIRECTOR: ["Addressed to me", "Reports"],
    Role.PANEL_MEMBER: ["Reports"],
    Role.SYSTEM_ADMINISTRATOR: ["Accounts", "Reports", "Settings", "Jobs"],
    Role.INFORMATION_GOVERNANCE: ["Confidential", "Records opened", "Unusual access", "Access log", "Reports"],
}


def signed_in(role):
    client = Client()
    client.force_login(make_user(role))
    return client


def menu(client):
    page = client.get("/", follow=True)
    assert page.status_code == 200
    return page.context["page"]["navigation"]


@pytest.mark.parametrize("role", Role)
def test_each_role_has_its_menu_and_every_entry_opens(role):
    client = signed_in(role)
    entries = menu(client)
    assert [entry.text for entry in entries] == MENUS[role]
    assert {entry.href: client.get(entry.href).status_code for entry in entries} == {
        entry.href: 200 for entry in entries
    }


def test_every_entry_is_in_somebodys_menu():
    assert {entry.text for entry in ENTRIES} == {text for menu in MENUS.values() for text in menu}


def test_the_entry_of_this_part_of_the_site_is_current_and_only_that():
    client = signed_in(Role.SUPPORT_WORKER)
    here = client.get("/arranging/notification/").context["page"]["navigation"]
    assert [(entry.text, entry.is_within) for entry in here if entry.current] == [("New notification", False)]
    here = client.get("/arranging/booked/").context["page"]["navigation"]
    assert [(entry.text, entry.is_within) for entry in here if entry.current] == [("To arrange", True)]


def test_somebody_without_a_role_is_told_whom_to_ask():
    client = signed_in("")
    assert "Ask the IRO manager to give you one." in client.get("/").content.decode()
