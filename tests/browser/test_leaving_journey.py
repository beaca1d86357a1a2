"""What leaves the system: a list taken away with a reason, and one's reviews in one's own calendar."""

import re
from pathlib import Path

import pytest

from accounts.enums import Role
from children.models import Child
from desk.demonstration.sign_ins import PASSWORD
from office.spreadsheets import BYTE_ORDER_MARK
from office.tasks import sweep_jobs
from tests.browser.walking import Walker

pytestmark = pytest.mark.browser


def test_iro_takes_their_caseload_to_a_meeting(walker: Walker):
    # Given an IRO at their caseload
    walker.signs_in(Role.IRO).goes_to("My caseload").follows("Download this list")

    # When they have shown again who they are, then they read how long the list is and are asked why
    walker.is_on("Confirm that it is you").types("Your password", PASSWORD).presses("Continue")
    walker.comes_to("Download this list").sees("The file will hold 51 rows", "delete it when it has served")
    walker.presses("Make the file").comes_to("Download this list")
    walker.is_asked_to("Choose why you need this list", "Say what you will use the list for")

    # When they say why, then the file is made, and says whose it is
    walker.ticks("For a team meeting or supervision")
    walker.types("What will you use it for, and who will see it?", "The team meeting on Friday")
    walker.presses("Make the file").comes_to("Your download").sees("The file is being made")
    assert sweep_jobs() > 0
    walker.page.reload()
    walker.comes_to("Your download").sees("The file is ready.", "It holds 51 rows")
    with walker.page.expect_download() as download:
        walker.page.get_by_role("button", name="Download the file").click()
    text = Path(download.value.path()).read_text(encoding="utf-8").removeprefix(BYTE_ORDER_MARK)
    assert re.fullmatch(r"my-caseload-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)
    assert len(text.splitlines()) == 1 + 51 + 1
    assert "The team meeting on Friday" in text.splitlines()[-1]


def test_iro_reads_their_reviews_in_their_own_calendar(walker: Walker):
    # Given an IRO at their own account
    walker.signs_in(Role.IRO).follows("Your account", within=walker.page.locator("footer"))
    walker.follows("Your calendar feed").comes_to("Your calendar feed").sees("With a private address")

    # When they ask for an address and have shown again who they are, then it is shown this once
    walker.presses("Make an address").types("Your password", PASSWORD).presses("Continue")
    walker.is_on("Your calendar feed").presses("Make an address").comes_to("Your calendar feed")
    walker.sees("It is shown once and cannot be shown again.")
    address = walker.labelled("Address of your calendar feed").input_value()

    # And a calendar reads it without signing in: initials and ids, no name
    calendar = walker.page.request.get(address).text()
    assert "SUMMARY:Review: CT\\, HX0001" in calendar
    child = Child.objects.get(local_id="HX0001")
    assert [name for name in (child.first_name, child.called, child.last_name) if name in calendar] == []

    # When they stop it, then it is none
    walker.presses("Stop the feed").is_on("Your calendar feed").sees("With a private address")
    assert walker.page.request.get(address).status == 404
