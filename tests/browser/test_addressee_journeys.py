"""Those outside the IRO service to whom a challenge is addressed: the operational manager, and the director."""

import datetime

import pytest

from accounts.enums import Role
from tests.browser.walking import Walker
from tests.desk.test_frame import MENUS

pytestmark = pytest.mark.browser


def test_operational_manager_replies_to_what_is_addressed_to_them(walker: Walker):
    # Given an operational manager, whose day begins with what waits for their reply
    walker.signs_in(Role.OPERATIONAL_MANAGER).comes_to("Addressed to me").sees("1 dispute waits for your reply.")
    assert walker.menu() == MENUS[Role.OPERATIONAL_MANAGER]

    # When they open it, then they read the question and by when to answer, and nothing else about the child
    walker.follows("Saffron Brambledown").comes_to("Dispute about Saffron Brambledown").sees("10 January 2012")
    child = walker.main.locator('a[href^="/child/"]')
    assert child.count() == 0

    # When they answer with nothing, then they are asked for the answer; with one, it stands in the history
    walker.presses("Send").sees("There is a problem")
    walker.types("Your reply", "The plan is written and will be shared on 9 January.").presses("Send")
    walker.comes_to("Dispute about Saffron Brambledown").sees("The plan is written and will be shared on 9 January.")
    walker.goes_back().comes_to("Addressed to me").does_not_see("1 dispute waits for your reply.")


def test_director_approves_the_annual_report_for_release(walker: Walker):
    # Given the director, to whom nothing is addressed today: the page says what would stand there
    walker.signs_in(Role.DIRECTOR).comes_to("Addressed to me").sees("Nothing is addressed to you.")

    # When they read the draft, then figures that do not add up are explained on it
    walker.goes_to("Reports").comes_to("Annual reports").sees("No report has been released yet.")
    walker.follows("Annual report of the Independent Reviewing Officer service")
    walker.comes_to("Annual report of the Independent Reviewing Officer service").sees("149 for 150 children")

    # When they approve it, then it is approved, and its figures are frozen
    walker.follows("Approve").presses("Approve the report")
    walker.is_on("Annual report of the Independent Reviewing Officer service").sees("Approved")


def test_manager_takes_a_challenge_to_the_director_who_finds_it(walker: Walker):
    # Given a dispute at stage 1, which the manager takes further
    walker.signs_in(Role.MANAGER).goes_to("Disputes").comes_to("Disputes")
    walker.follows("Saffron Brambledown").follows("Take to the next stage")
    walker.comes_to("Take to the next stage").ticks("Divisional director").dates("When?", datetime.date(2012, 1, 3))
    walker.chooses("Who must reply?", "Magnolia Ashgrove").presses("Take to this stage")
    walker.is_asked_to("Say why stage 2 is left out")
    walker.types("Why is stage 2 left out?", "The service manager is away until February")
    walker.presses("Take to this stage").comes_to("Dispute about Saffron Brambledown").signs_out()

    # When the director signs in, then it waits for them
    walker.signs_in(Role.DIRECTOR).comes_to("Addressed to me").sees("1 dispute waits for your reply.")
