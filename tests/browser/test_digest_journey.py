"""What is mine today, without any mail, and what of it comes by mail."""

import pytest

from accounts.enums import Role
from tests.browser.walking import Walker

pytestmark = pytest.mark.browser


def test_support_worker_sees_what_waits_and_chooses_what_comes_by_mail(walker: Walker):
    # Given a support worker at their own account
    walker.signs_in(Role.SUPPORT_WORKER)
    walker.follows("Your account", within=walker.page.locator("footer")).comes_to("Your account")

    # When they ask what is theirs today, then it stands there by name, each with the day and the way to do it
    walker.follows("What is mine today").comes_to("What is mine today").sees("due soon without a date")

    # When they choose what comes by mail, then a duty stays on, and the rest comes as often as they like
    walker.follows("Choose what comes by mail").comes_to("Your reminders by mail")
    walker.sees("The law asks for this, so it cannot be turned off.")
    walker.chooses("Extra panels needed soon", "Not by mail").presses("Save")
    walker.comes_to("Your account").is_told("Your reminders are saved.")
    walker.follows("Your reminders by mail").comes_to("Your reminders by mail")
    assert walker.labelled("Extra panels needed soon").input_value() == "off"

    # And dates that moved have a page of their own
    walker.opens("/today/").follows("Dates that have changed").comes_to("Dates that have changed")
