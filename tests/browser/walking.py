"""Somebody walks through the site: words for a browser, so that a journey reads as a story."""

import datetime
import re

from playwright.sync_api import Locator, expect

from accounts.enums import Role
from desk.demonstration.sign_ins import ADDRESSES, DOMAIN, PASSWORD
from tests.servers import DESKTOP, LiveSite

Words = str | re.Pattern[str]


class Walker:
    """One person at one browser. Whatever page is looked at is tried with axe at the width of a desk and of a phone."""

    def __init__(self, site: LiveSite) -> None:
        """Sit down at a browser that looks at the site."""
        self.site = site
        self.page = site.page
        self.main = self.page.locator("main")

    # Ways to a page
    def signs_in(self, role: Role, password: str = PASSWORD) -> "Walker":
        """Sign in as the demonstration's person of a role, and come to where their day begins."""
        return self.signs_in_with(f"{ADDRESSES[role]}@{DOMAIN}", password)

    def signs_in_with(self, address: str, password: str) -> "Walker":
        """Sign in with an address and a password."""
        self.site.visit("/account/sign-in/")
        self.types("E-mail address", address)
        self.types("Password", password)
        return self.presses("Sign in")

    def signs_out(self) -> "Walker":
        """Sign out, with the button in the foot of every page."""
        return self.presses("Sign out", within=self.page.locator("footer"))

    def opens(self, path: str) -> "Walker":
        """Type an address of the site."""
        self.site.visit(path)
        return self

    def goes_to(self, entry: str) -> "Walker":
        """Choose an entry of the menu."""
        return self.follows(entry, within=self.page.get_by_role("navigation", name="Menu"))

    def follows(self, words: Words, *, within: Locator | None = None, exact: bool = False) -> "Walker":
        """Follow the first link with these words (and those that only a screen reader says)."""
        place = within or self.main
        link = place.get_by_role("link", name=words, exact=exact)
        like_a_button = place.get_by_role("button", name=words, exact=exact).and_(place.locator("a"))
        with self.page.expect_navigation():
            link.or_(like_a_button).first.click()
        return self

    def goes_back(self) -> "Walker":
        """Follow the link back that stands above the heading."""
        with self.page.expect_navigation():
            self.page.locator(".govuk-back-link").click()
        return self

    def searches_for(self, words: str) -> "Walker":
        """Use the search box in the head of every page."""
        head = self.page.locator("header")
        head.get_by_label("Name or id of a child").fill(words)
        return self.presses("Search", within=head)

    def presses(self, words: Words, *, within: Locator | None = None) -> "Walker":
        """Press a button and wait for the page that follows."""
        with self.page.expect_navigation():
            (within or self.main).get_by_role("button", name=words, exact=isinstance(words, str)).click()
        return self

    # Answers to a form
    def labelled(self, label: Words) -> Locator:
        """Return the control on show with this label, whether or not the label adds that it is optional."""
        whole = re.compile(rf"^{re.escape(label)}(\s*\(optional\))?$") if isinstance(label, str) else label
        return self.main.get_by_label(whole).filter(visible=True)

    def types(self, label: Words, text: str) -> "Walker":
        """Write into a box."""
        self.labelled(label).fill(text)
        return self

    def dates(self, question: Words, day: datetime.date) -> "Walker":
        """Write a day into its three boxes."""
        group = self.main.get_by_role("group", name=question)
        for name, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            group.get_by_label(name).fill(str(number))
        return self

    def chooses(self, label: Words, choice: Words) -> "Walker":
        """Choose from a list by the words of the choice (or a part of them)."""
        box = self.labelled(label)
        option = box.locator("option", has_text=choice).first
        box.select_option(value=option.get_attribute("value"))
        return self

    def ticks(self, label: Words) -> "Walker":
        """Tick a box, or choose one of several."""
        self.labelled(label).check()
        return self

    # What stands on the page
    def comes_to(self, heading: Words) -> "Walker":
        """Stand on the page with this heading, and find it usable: by everybody, at both widths."""
        self.is_on(heading)
        self.site.assert_accessible()
        self.site.assert_fits()
        self.site.as_phone()
        self.site.assert_accessible()
        self.site.assert_fits()
        self.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type] # a dictionary of the two sizes
        return self

    def is_on(self, heading: Words) -> "Walker":
        """Stand on the page with this heading, which was looked at before."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        return self

    def sees(self, *words: Words) -> "Walker":
        """Read these words on the page."""
        for each in words:
            expect(self.main).to_contain_text(each)
        return self

    def does_not_see(self, *words: Words) -> "Walker":
        """Find none of these words anywhere on the page."""
        for each in words:
            expect(self.page.locator("body")).not_to_contain_text(each)
        return self

    def is_told(self, words: Words) -> "Walker":
        """Read in the banner what has happened."""
        expect(self.main.get_by_role("alert")).to_contain_text(words)
        return self

    def is_asked_to(self, *words: str) -> "Walker":
        """Read above a form, in the summary of errors, what to mend, and nothing else."""
        summary = self.main.locator(".govuk-error-summary__list li")
        expect(summary).to_have_text([re.compile(re.escape(each)) for each in words])
        return self

    def menu(self) -> list[str]:
        """Return the entries of the menu."""
        return self.page.get_by_role("navigation", name="Menu").get_by_role("link").all_inner_texts()

    def row(self, words: str) -> Locator:
        """Return the first row of a table that holds these words."""
        return self.main.locator("tbody tr").filter(has_text=words).first

    def rows(self) -> int:
        """Return how many rows the page's tables have."""
        return self.main.locator("tbody tr").count()

    def is_refused(self, path: str) -> int:
        """Type an address and return the status with which it was refused."""
        response = self.page.goto(self.site.url + path)
        assert response is not None
        return response.status
