"""The system administrator: accounts, settings and work in the background, and no child anywhere."""

import datetime
import re

import pytest

from accounts.enums import Role
from children.models import Child
from office.tasks import plan_nightly, sweep_jobs
from tests.browser.walking import Walker

pytestmark = pytest.mark.browser


def test_administrator_keeps_accounts_and_jobs_and_meets_no_child(walker: Walker):
    # Given the administrator, whose day begins with the accounts
    walker.signs_in(Role.SYSTEM_ADMINISTRATOR).comes_to("Staff")
    assert walker.menu() == ["Accounts", "Reports", "Settings", "Jobs"]

    # When an account is made for somebody who has one, then that is said; for a new address, it is made
    walker.follows("New account").comes_to("New account")
    walker.types("Full name", "Fern Newcomer").types("E-mail address", "iro@example.org").presses("Make the account")
    walker.comes_to("New account").sees("There is a problem")
    walker.types("E-mail address", "fern.newcomer@example.org").presses("Make the account")
    walker.comes_to("Staff").is_told("The account is made")
    walker.types("Name or e-mail address", "Newcomer").presses("Show").sees("1 person")
    walker.follows("Fern Newcomer").comes_to("Fern Newcomer")

    # When the night's work has run, then each job says what came out of it
    plan_nightly()
    assert sweep_jobs() > 0
    walker.goes_to("Jobs").comes_to("Work in the background").sees("Compute every open limit again")
    walker.follows("Compute every open limit again").comes_to("Compute every open limit again").sees("What came out")

    # When a bank holiday is about to be added, then what it would move is shown first
    walker.goes_to("Settings").follows("Bank holidays").comes_to("Bank holidays")
    walker.follows(re.compile("^Add")).comes_to("Add a bank holiday")
    walker.ticks("A day has become a bank holiday").dates("Which day?", datetime.date(2012, 1, 20))
    walker.types("Name of the day", "Bank holiday for a day of mourning")
    walker.types("Where was this announced?", "London Gazette").presses("Continue")
    walker.comes_to("Add this day?")

    # And no page of a child opens, though there are children
    child = Child.objects.order_by("pk").first()
    assert child is not None
    paths = (f"/child/{child.pk}/", "/child/", "/search/?q=marrowby", "/service/", "/disputes/", "/caseload/")
    assert {path: walker.is_refused(path) for path in paths} == dict.fromkeys(paths, 403)
    walker.does_not_see(child.last_name)
