"""An IRO's working day in a real browser: from sign-in to the next due date by keyboard alone; axe on every page."""

import datetime
import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from audit.actions import acting
from children.models import Child, PersonAroundChild
from reviews import actions as reviews
from reviews.facts import DecisionFacts
from reviews.models import Review
from tests.factories import facts, make_child, make_user, open_review
from tests.servers import DESKTOP, PHONE, LiveSite

pytestmark = pytest.mark.browser
D = datetime.date
TODAY = D(2025, 4, 28)
MOST_STEPS = 200


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro(live_site: LiveSite) -> User:
    return make_user(name="Iona Example", email="iona@example.org")


@pytest.fixture
def child(iro: User) -> Child:
    """Make a child whose first review left a decision, and whose second is open."""
    child = make_child(iro=iro, first_name="Asha", last_name="Reed", communication_needs="Uses pictures")
    decision = DecisionFacts(text="Find a new school", owner="Jo Worker", target_on=D(2025, 5, 30))
    reviews.complete_review(
        review=open_review(child), facts=facts(iro, D(2025, 4, 22), decisions=(decision,)), by=iro, today=TODAY
    )
    with acting():
        PersonAroundChild.objects.create(child=child, full_name="Ann Reed", relationship="mother")
    return child


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element that fits the selector has the focus, as somebody without a mouse would."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
    pytest.fail(f"{selector} cannot be reached with the Tab key")


def follow(page: Page, selector: str, heading: str) -> None:
    """Reach a link or button with the Tab key, press Enter, and wait for the page that it leads to."""
    tab_to(page, selector)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.wait_for_load_state()


def sign_in(live_site: LiveSite) -> Page:
    page = live_site.visit("/")
    tab_to(page, "[name=username]")
    page.keyboard.type("iona@example.org")
    tab_to(page, "[type=password]")
    page.keyboard.type("correct horse battery")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My caseload")
    page.wait_for_load_state()
    return page


def test_review_is_logged_by_keyboard_alone(live_site: LiveSite, child: Child) -> None:
    review = open_review(child)
    page = sign_in(live_site)
    follow(page, f"a[href='/child/{child.pk}/']", "Asha Reed")
    follow(page, f"a[href='/log-review/{review.pk}/']", "Log the review of Asha Reed")
    tab_to(page, "[name=completed_when]")
    page.keyboard.press("Space")
    tab_to(page, "[name=spoken_outcome]")
    page.keyboard.press("Space")
    for box, words in (("0", "25"), ("1", "4"), ("2", "2025")):
        tab_to(page, f"#id_spoken_on_{box}")
        page.keyboard.type(words)
    tab_to(page, "[name=participation_code]")
    page.keyboard.press("Space")
    tab_to(page, "[name=rights_told]")
    page.keyboard.press("Space")
    tab_to(page, "[name$=was_invited]")
    page.keyboard.press("Space")
    tab_to(page, "[name$=attended]")
    page.keyboard.press("Space")
    tab_to(page, "[name^=last-][name$=what]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "[name=decisions-0-text]")
    page.keyboard.type("Arrange a visit to Gran")
    tab_to(page, "[name=decisions-0-owner]")
    page.keyboard.type("Jo Worker")
    for part in ("day", "month", "year"):
        tab_to(page, f"[name=decisions-0-target_on_{part}]")
        page.keyboard.type({"day": "30", "month": "May", "year": "2025"}[part])
    expect(page.locator("[data-outlook]")).to_contain_text("28 October 2025")
    follow(page, "button[value=complete]", "The review is completed")
    expect(page.locator("main")).to_contain_text("28 October 2025")
    assert Review.objects.get(pk=review.pk).status == "completed"
    assert open_review(child).due_on == D(2025, 10, 28)


def test_due_date_follows_the_day_as_it_is_typed(live_site: LiveSite, child: Child) -> None:
    page = sign_in(live_site)
    live_site.visit(f"/log-review/{open_review(child).pk}/")
    expect(page.get_by_role("button", name="Show the next due date")).to_have_count(0)
    page.get_by_label("Another day").check()
    for part, words in (("Day", "24"), ("Month", "4"), ("Year", "2025")):
        page.locator("#id_completed_on_0, #id_completed_on_1, #id_completed_on_2").nth(
            ("Day", "Month", "Year").index(part)
        ).fill(words)
    expect(page.locator("[data-outlook]")).to_contain_text("24 October 2025")


def test_draft_comes_back_after_the_session_ended(live_site: LiveSite, child: Child) -> None:
    page = sign_in(live_site)
    live_site.visit(f"/log-review/{open_review(child).pk}/")
    page.locator("[name=decisions-0-text]").fill("Half a decision")
    expect(page.locator("[data-draft-status]")).to_have_text(re.compile("Saved as a draft"), timeout=20_000)
    page.context.clear_cookies()
    sign_in(live_site)
    live_site.visit(f"/log-review/{open_review(child).pk}/")
    expect(page.locator("[name=decisions-0-text]")).to_have_value("Half a decision")


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["1280", "375"])
def test_every_page_is_accessible_and_fits(window: dict[str, int], live_site: LiveSite, child: Child) -> None:
    live_site.page.set_viewport_size(window)  # type: ignore[arg-type] # a dictionary of the two sizes
    page = sign_in(live_site)
    review, done = open_review(child), child.reviews.completed().get()
    paths = [
        "/caseload/",
        "/child/",
        "/search/?q=asha",
        "/search/?q=",
        *(f"/child/{child.pk}/{part}" for part in ("", "reviews/", "decisions/", "people/", "challenge/", "clocks/")),
        f"/child/review/{done.pk}/",
        *(f"/log-review/{review.pk}/{part}" for part in ("", "speak/", "earlier/", "adjourn/", "meeting/")),
        *(f"/log-review/{done.pk}/{part}" for part in ("done/", "decisions/", "record/")),
        f"/log-review/decision/{done.decisions.get().pk}/",
    ]
    for path in paths:
        live_site.visit(path)
        for details in page.locator("details").all():
            details.evaluate("element => { element.open = true; }")
        live_site.assert_accessible()
        live_site.assert_fits()
    live_site.visit(f"/log-review/{review.pk}/")
    page.get_by_label("The child did not come and sent no views.").check()
    page.locator("[name$=was_invited][value=yes]").check()
    page.locator("[name$=attended][value=no]").check()
    page.locator("[name^=last-][value=carry]").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Complete the review").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    live_site.assert_accessible()
    live_site.assert_fits()
