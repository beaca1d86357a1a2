"""Between two reviews in a real browser: the check half-way, a move that brings the review forward, a contact; axe."""

import datetime

import pytest
from playwright.sync_api import Page, expect

from accounts.enums import Role
from accounts.models import User
from children.actions import record_duty
from children.models import Child
from reviews import actions as reviews
from reviews.facts import DecisionFacts
from tests.factories import BY, facts, make_child, make_user, open_review
from tests.servers import DESKTOP, PHONE, LiveSite

pytestmark = pytest.mark.browser
D = datetime.date
TODAY, HELD = D(2025, 6, 16), D(2025, 5, 2)


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro(live_site: LiveSite) -> User:
    return make_user(name="Iona Example", email="iona@example.org")


@pytest.fixture
def child(iro: User) -> Child:
    """Make a child whose first review left a decision that is late, whose check half-way is due tomorrow."""
    child = make_child(iro=iro, first_name="Asha", last_name="Reed", today=TODAY)
    decided = (DecisionFacts("Find a new school", "Jo Worker", D(2025, 5, 23)),)
    reviews.complete_review(review=open_review(child), facts=facts(iro, HELD, decisions=decided), by=iro, today=HELD)
    return child


def sign_in(live_site: LiveSite, email: str) -> Page:
    live_site.page.context.clear_cookies()
    page = live_site.visit("/")
    page.locator("[name=username]").fill(email)
    page.locator("[type=password]").fill("correct horse battery")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()
    return page


def press(page: Page, name: str, heading: str) -> None:
    """Press a button and wait for the page that it leads to."""
    page.get_by_role("button", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_iro_checks_half_way_and_raises_a_concern_about_what_drifts(live_site: LiveSite, child: Child) -> None:
    page = sign_in(live_site, "iona@example.org")
    page.locator("#this-week").locator("..").get_by_role("link", name="Check for Asha Reed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mid-point check")
    page.get_by_role("group", name="Find a new school").get_by_label("Drifting").check()
    page.locator("[name=spoke_with_child][value=yes]").check()
    page.locator("[name=earlier][value=no]").check()
    page.get_by_label("Why not?").fill("The school answers this week")
    press(page, "Save the check", "Mid-point check")
    expect(page.locator("main")).to_contain_text("The school answers this week")
    page.get_by_role("button", name="Raise a concern").click()
    expect(page.locator("main")).to_contain_text(
        "Drifting at the mid-point check, due by 23/05/2025: Find a new school"
    )
    live_site.visit("/caseload/")
    expect(page.locator("main")).to_contain_text("Checked half-way 16 June 2025")


def test_move_is_recorded_the_iro_is_told_and_asks_for_an_earlier_review(live_site: LiveSite, child: Child) -> None:
    make_user(Role.SUPPORT_WORKER, "Sunny Support", email="sunny@example.org")
    page = sign_in(live_site, "sunny@example.org")
    live_site.visit(f"/arranging/child/{child.pk}/change/")
    page.locator("[name=reason_new]").select_option("P")
    page.locator("[name=placement]").select_option("K2")
    for box, words in (("0", "12"), ("1", "6"), ("2", "2025")):
        page.locator(f"#id_on_{box}").fill(words)
    press(page, "Record the change", "Asha Reed")
    sign_in(live_site, "iona@example.org")
    expect(page.locator("main")).to_contain_text("Told to me: 1 event to answer")
    page.get_by_role("link", name="Answer for Asha Reed").click()
    expect(page.locator("main")).to_contain_text("The child moved to another placement and carer.")
    page.locator("[name=wishes_known][value=yes]").check()
    page.locator("[name=earlier][value=yes]").check()
    for box, words in (("0", "30"), ("1", "6"), ("2", "2025")):
        page.locator(f"#id_review_by_{box}").fill(words)
    page.get_by_label("Why?", exact=True).fill("The move breaks the plan")
    press(page, "Save the answer", "Asha Reed")
    assert open_review(child).due_on == D(2025, 6, 30)
    live_site.visit(f"/between/child/{child.pk}/contacts/keep/")
    page.get_by_label("Phone or video call").check()
    page.locator("[name=child_asked][value=yes]").check()
    page.get_by_label("Note").fill("Settling in")
    press(page, "Keep the contact", "Asha Reed")
    live_site.visit(f"/child/{child.pk}/")
    expect(page.locator("main")).to_contain_text("16 June 2025")


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["1280", "375"])
def test_every_page_is_accessible_and_fits(
    window: dict[str, int], live_site: LiveSite, child: Child, iro: User
) -> None:
    event = reviews.tell_of_event(
        child=child, kind="placement_to_end", on=TODAY, what="The carers gave notice", by=BY, today=TODAY
    )
    contact = reviews.keep_contact(
        child=child, channel="call", on=TODAY, child_asked=True, note="x", by=iro, today=TODAY
    )
    record_duty(child=child, kind="visit", outcome="seen", done_on=D(2025, 4, 10), by=BY, today=TODAY)
    check = open_review(child).midpoint
    live_site.page.set_viewport_size(window)  # type: ignore[arg-type] # a dictionary of the two sizes
    sign_in(live_site, "iona@example.org")
    paths = [
        "/caseload/",
        *(f"/between/?show={key}" for key in ("events", "mid-points", "late", "drifting", "not-spoken-to")),
        f"/between/mid-point/{check.pk}/",
        f"/between/event/{event.pk}/",
        f"/between/contact/{contact.pk}/mistake/",
        *(f"/between/child/{child.pk}/{part}/" for part in ("events", "tell", "contacts", "contacts/keep")),
        f"/between/child/{child.pk}/visits-and-plans/",
    ]
    for path in paths:
        live_site.visit(path)
        for details in live_site.page.locator("details").all():
            details.evaluate("element => { element.open = true; }")
        live_site.assert_accessible()
        live_site.assert_fits()
    decision = child.reviews.completed().get().decisions.get()
    made = reviews.check_midpoint(
        check=check,
        findings={decision: "drifting"},
        spoke_with_child=True,
        considered=reviews.Considered("Not needed"),
        by=iro,
        today=TODAY,
    )
    live_site.visit(f"/between/mid-point/{made.pk}/made/")
    live_site.assert_accessible()
    make_user(Role.MANAGER, "Max Manager", email="max@example.org")
    sign_in(live_site, "max@example.org")
    for path in (
        "/between/service/",
        "/between/service/events/",
        f"/between/child/{child.pk}/visits-and-plans/record/",
    ):
        live_site.visit(path)
        live_site.assert_accessible()
        live_site.assert_fits()
