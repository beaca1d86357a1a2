"""An emergency: an IRO opens a record, reads, ends it; the officer judges. And cover, arranged and taken on the day."""

import datetime
import os
import re
from pathlib import Path

import pytest

from accounts.enums import Role
from desk.demonstration.sign_ins import PASSWORD
from tests.browser.walking import Walker

pytestmark = pytest.mark.browser
D = datetime.date


def look(walker: Walker, name: str) -> None:
    """Take both pictures of a page, where a folder for them is named."""
    folder = os.environ.get("PICTURES_IN")
    if folder:
        for width in (1280, 375):
            walker.page.set_viewport_size({"width": width, "height": 900})
            walker.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)
        walker.page.set_viewport_size({"width": 1280, "height": 900})


def test_record_is_opened_in_an_emergency_read_ended_and_judged(walker: Walker):
    # Given an IRO who searches for a child of a colleague, and finds nobody
    walker.signs_in(Role.IRO).comes_to("My caseload")
    walker.searches_for("Idris Foxhollow").sees("No child found.")
    look(walker, "search")

    # When they open the record in an emergency, then they show first who they are
    walker.follows("Open one record to read it").comes_to("Confirm that it is you")
    walker.types("Your password", PASSWORD).presses("Continue").comes_to("Open a record in an emergency")
    look(walker, "open")
    walker.presses("Open the record").is_asked_to(
        "Enter the whole id, or the first and last name",
        "Choose the reason",
        "Explain why you need to see this record",
    )
    # And a part of a name opens nothing
    who = "Id of the child, or first and last name exactly as recorded"
    walker.types(who, "Idris Foxhol").ticks("A court, the police or Cafcass need an answer now")
    walker.types("Explain it to whoever judges this", "The court asks this morning where he lives.")
    walker.presses("Open the record").is_asked_to("No record can be opened with this.")
    look(walker, "not-opened")

    # When the name is exact, then the record opens to be read, under a banner
    walker.types(who, "Idris Foxhollow").presses("Open the record").comes_to("Idris Foxhollow")
    walker.is_told("The record is open, to read, until")
    banner = walker.page.get_by_role("region", name="Record opened in an emergency")
    assert re.search(r"It closes at \S+m\. Every page you open is recorded\.", banner.inner_text()) is not None
    look(walker, "record")
    walker.follows("People", exact=True).comes_to("Idris Foxhollow")

    # And when it is ended, then it is not there
    path = walker.page.url.removeprefix(walker.site.url)
    walker.presses("End it now", within=banner).comes_to("My caseload").is_told("The record is closed again.")
    assert walker.is_refused(path) == 404
    walker.opens("/").signs_out()

    # Then the officer's day begins with it
    walker.signs_in(Role.INFORMATION_GOVERNANCE).opens("/emergency/opened/")
    walker.comes_to("Records opened in an emergency").sees("Waits for a verdict", "A court, the police or Cafcass")
    look(walker, "opened")
    walker.main.locator("tbody th a").first.click()
    walker.comes_to("Why this record was opened").sees("The court asks this morning where he lives.", "2 pages opened")
    look(walker, "judge")
    walker.ticks("Not justified").presses("Give the verdict").is_asked_to("Say what was wrong, and what happens now.")
    walker.ticks("Justified").presses("Give the verdict").comes_to("Records opened in an emergency")
    walker.is_told("Your verdict is recorded.").sees("Justified")


def test_manager_arranges_cover_and_the_colleague_finds_the_children_on_their_caseload(walker: Walker):
    # Given the manager, who learns that an IRO is on leave
    walker.signs_in(Role.MANAGER).comes_to("The service today")
    look(walker, "today")
    walker.follows("Cover for IROs").comes_to("Cover for IROs").follows("Arrange cover").comes_to("Arrange cover")
    look(walker, "arrange")
    away = walker.labelled("Who is away?").locator("option").nth(1).inner_text()
    walker.chooses("Who is away?", away)
    options = walker.labelled("Who covers for them?").locator("option").all_inner_texts()[1:]
    walker.chooses("Who covers for them?", next(name for name in options if name != away))
    walker.dates("Last day", D(2012, 1, 13)).types("Why is cover needed?", "Leave")
    walker.presses("Arrange cover").comes_to("Cover for IROs").is_told("Cover is arranged.").sees("Now", away)
    look(walker, "cover")


def test_iro_looks_for_a_colleagues_review_of_today(walker: Walker):
    walker.signs_in(Role.IRO).follows("Chair a colleague’s review today").comes_to("Colleagues’ reviews today")
    look(walker, "chair-today")
    # Who the children are is not said: initials, and the authority's id
    cells = walker.main.locator("tbody td[data-label=Child]").all_inner_texts()
    assert [re.fullmatch(r"[A-Z]{2} HX\d{4}", cell) is not None for cell in cells] == [True, True]
