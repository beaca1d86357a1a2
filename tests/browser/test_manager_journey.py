"""The IRO manager's day: where is a child at risk of a late review, who has no IRO, what was logged by mistake."""

import re

import pytest

from accounts.enums import Role
from desk.service.figures import FIGURES
from tests.browser.walking import Walker
from tests.desk.test_frame import MENUS

pytestmark = pytest.mark.browser


def test_every_number_opens_its_list_and_the_child_without_an_iro_gets_one(walker: Walker):
    # Given the manager, whose day begins with the service as it stands
    walker.signs_in(Role.MANAGER).comes_to("The service today")
    assert walker.menu() == MENUS[Role.MANAGER]
    links = walker.main.locator(".app-figure a[href^='/service/list/']")
    numbers = [int(words.split()[0]) for words in links.all_inner_texts()]
    addresses = [link.get_attribute("href") for link in links.all()]
    assert len(numbers) == len(addresses) == 12

    # When each number is opened, then its list says the same number and has as many rows, fifty to a page
    for number, address in zip(numbers, addresses, strict=True):
        assert address is not None
        walker.opens(address)
        said = FIGURES[address.rstrip("/").split("/")[-1]].label
        caption = walker.main.locator("caption").inner_text() if number else "0"
        assert (said, int(caption.split()[0]), walker.rows()) == (said, number, min(number, 50))

    # When the one child without an IRO is allocated, then the reason is asked for
    walker.opens("/service/list/unallocated/").comes_to("Children without an IRO")
    walker.follows("Allocate Idris Foxhollow").comes_to("Allocate Idris Foxhollow")
    walker.ticks(re.compile("Saffron Fictional")).presses("Allocate").is_asked_to("Choose the reason")
    walker.ticks("Became looked after").presses("Allocate")

    # And then nobody waits any longer, and the page says so rather than standing empty
    walker.comes_to("Children without an IRO").is_told("Idris Foxhollow has an IRO.").sees("None today.")
    walker.goes_to("The service today")
    assert walker.main.locator(".app-figure a", has_text="children without an IRO").first.inner_text().split()[0] == "0"


def test_review_logged_by_mistake_is_corrected_and_then_voided_with_its_history(walker: Walker):
    # Given a review that an IRO has logged
    walker.signs_in(Role.MANAGER).goes_to("Children").comes_to("Children").follows("Alder Appledross")
    walker.comes_to("Alder Appledross").follows("Reviews").comes_to("Alder Appledross")
    walker.follows("Later review", within=walker.row("Done on time")).comes_to("Later review of Alder Appledross")

    # When it is corrected without a reason, then one is asked for; with it, what stood before stays on the page
    walker.follows("Correct this review").comes_to("Correct this review")
    walker.presses("Correct the review").is_asked_to("Say why this is corrected")
    walker.chooses("Who chaired it?", "Saffron Fictional").types("Why is this corrected?", "Saffron covered that day")
    walker.presses("Correct the review").is_told("The review is corrected.")
    walker.comes_to("Later review of Alder Appledross").sees("Saffron covered that day")

    # When it is voided, then it stays readable with the reason
    walker.follows("Void it").comes_to("Void this review")
    walker.types("Why was it entered by mistake?", "It was another child's review").presses("Void the review")
    walker.is_told("The review is voided.").comes_to(re.compile("Alder Appledross"))
    walker.sees("It was another child's review")


def test_staff_posts_and_settings_are_within_reach(walker: Walker):
    # Given the manager at the list of staff
    walker.signs_in(Role.MANAGER).goes_to("Staff").comes_to("Staff")

    # When somebody's share of full time changes, then the post says so
    walker.follows("Posts").comes_to("Posts").follows("Change", exact=False).comes_to("Change a post")
    walker.types("Share of full time", "0.8").presses("Change the post").is_told("The post is changed.")
    walker.comes_to("Posts").goes_back().follows("Teams").comes_to("Teams")

    # When a setting is left without a number, then the page says which and changes nothing; with one, it is saved
    walker.goes_to("Settings").comes_to("Settings")
    box = "Show a review as due soon, this many working days before its limit"
    walker.types(box, "").presses("Save").comes_to("Settings").sees("There is a problem")
    walker.types(box, "15").presses("Save").is_told("The settings are saved.")
    walker.goes_to("The service today").sees("in the next 15 working days")
