"""A review held as a series of meetings, and one adjourned, in a real browser with the clock moved by the test."""

import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from children.models import Child
from reviews.models import Review
from tests.factories import make_child, make_user, open_review
from tests.servers import DESKTOP, PHONE, LiveSite

pytestmark = pytest.mark.browser
D = datetime.date
FIRST, SECOND, LONG_AFTER = D(2025, 4, 14), D(2025, 4, 28), D(2025, 5, 19)


@pytest.fixture
def child(settings: Any, live_site: LiveSite) -> Child:
    """Make a child whose first review is due by 7 May 2025."""
    settings.IRO_TODAY = FIRST
    iro = make_user(name="Iona Example", email="iona@example.org")
    return make_child(iro=iro, first_name="Asha", last_name="Reed", today=FIRST)


def sign_in(live_site: LiveSite) -> Page:
    page = live_site.visit("/")
    page.locator("[name=username]").fill("iona@example.org")
    page.locator("[type=password]").fill("correct horse battery")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My caseload")
    return page


def checked(live_site: LiveSite) -> None:
    live_site.assert_accessible()
    live_site.assert_fits()


def send(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["1280", "375"])
def test_series_of_meetings_counts_from_the_day_it_is_completed(
    window: dict[str, int], settings: Any, live_site: LiveSite, child: Child
) -> None:
    live_site.page.set_viewport_size(window)  # type: ignore[arg-type] # a dictionary of the two sizes
    page, review = sign_in(live_site), open_review(child)
    for today, who in ((FIRST, "Asha and her mother"), (SECOND, "The school")):
        settings.IRO_TODAY = today
        live_site.visit(f"/log-review/{review.pk}/meeting/")
        page.get_by_label("Who was there?").fill(who)
        checked(live_site)
        send(page, "Record the meeting")
        expect(page.locator("main")).to_contain_text(who)
    settings.IRO_TODAY = LONG_AFTER
    live_site.visit(f"/child/review/{review.pk}/")
    expect(page.locator("main")).to_contain_text("longer than 20 working days")
    checked(live_site)
    live_site.visit(f"/log-review/{review.pk}/")
    page.locator("[name=completed_when][value=today]").check()
    page.locator("[name=late_reason]").select_option("parent_unavailable")
    page.locator("[name=spoken_outcome][value=refused]").check()
    page.locator("[name=participation_code][value=PN1]").check()
    page.locator("[name=rights_told][value=told]").check()
    checked(live_site)
    send(page, "Complete the review")
    expect(page.get_by_role("heading", level=1)).to_have_text("The review is completed")
    done = Review.objects.get(pk=review.pk)
    assert (done.mode, done.held_on, done.completed_on) == ("series", FIRST, LONG_AFTER)
    assert open_review(child).due_on == D(2025, 8, 19)


def test_adjourned_review_says_by_when_it_is_completed(settings: Any, live_site: LiveSite, child: Child) -> None:
    page, review = sign_in(live_site), open_review(child)
    settings.IRO_TODAY = SECOND
    live_site.visit(f"/log-review/{review.pk}/adjourn/")
    page.locator("[name=adjourned_reason]").fill("The care plan was missing")
    checked(live_site)
    send(page, "Adjourn the review")
    live_site.visit(f"/child/review/{review.pk}/")
    expect(page.locator("main")).to_contain_text("Complete it by")
    expect(page.locator("main")).to_contain_text("28 May 2025")
    checked(live_site)
    assert page.request.get(f"{live_site.url}/log-review/{review.pk}/adjourn/").status == 403
    settings.IRO_TODAY = D(2025, 5, 20)
    live_site.visit(f"/log-review/{review.pk}/")
    page.locator("[name=completed_when][value=today]").check()
    page.locator("[name=spoken_outcome][value=refused]").check()
    page.locator("[name=participation_code][value=PN1]").check()
    page.locator("[name=rights_told][value=told]").check()
    send(page, "Complete the review")
    expect(page.get_by_role("heading", level=1)).to_have_text("The review is completed")
    live_site.visit(f"/child/review/{review.pk}/")
    expect(page.locator("main")).to_contain_text("Done on time")
