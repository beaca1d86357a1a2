"""The gallery in a real browser: accessible, as wide as its window, with error links that land, and working script."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, Route

from tests.servers import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.design.urls")]

NARROWEST = {"width": 320, "height": 800}

DEAD_REFERENCES = """() => [
    ...[...document.querySelectorAll("[aria-describedby],[aria-labelledby],[aria-controls]")].flatMap(element =>
        ["aria-describedby", "aria-labelledby", "aria-controls"].flatMap(name =>
            (element.getAttribute(name) ?? "").split(/\\s+/).filter(Boolean))),
    ...[...document.querySelectorAll("label[for]")].map(label => label.htmlFor),
].filter(id => !document.getElementById(id))"""

LINKS_THAT_DO_NOT_LAND = """() => [...document.querySelectorAll(".govuk-error-summary a")]
    .map(link => link.hash.slice(1))
    .filter(id => !document.getElementById(id)?.matches("input:not([type=hidden]), select, textarea"))"""


def send(page: Page) -> None:
    """Send the gallery's form as it is."""
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue").click()


@pytest.mark.parametrize("wrong", [False, True], ids=["empty", "with-errors"])
@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_gallery_is_accessible_and_fits(live_site: LiveSite, narrow: bool, wrong: bool) -> None:
    if narrow:
        live_site.page.set_viewport_size(NARROWEST)  # type: ignore[arg-type] # a dictionary of the two sizes
    page = live_site.visit("/gallery/")
    if wrong:
        send(page)
    live_site.assert_accessible()
    live_site.assert_fits()
    assert page.evaluate(DEAD_REFERENCES) == []


PALE = """() => {
    const words = document.createElement("p");
    words.className = "planted";
    words.style.color = "#dddddd";
    words.textContent = "Too pale to be read";
    document.querySelector("main").append(words);
}"""


def test_words_too_pale_are_found_on_a_page_that_was_looked_at_before(live_site: LiveSite) -> None:
    page = live_site.visit("/gallery/")
    live_site.assert_accessible()
    page.evaluate(PALE)
    with pytest.raises(AssertionError, match="color-contrast"):
        live_site.assert_accessible()


def test_error_summary_takes_the_focus_and_every_link_lands_on_a_control(live_site: LiveSite) -> None:
    page = live_site.visit("/gallery/")
    send(page)
    links = page.locator(".govuk-error-summary a")
    assert page.title() == "Error: Components – IRO service"
    assert links.count() == 8
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert page.evaluate(LINKS_THAT_DO_NOT_LAND) == []
    for index in range(links.count()):
        target = links.nth(index).evaluate("link => link.hash.slice(1)")
        links.nth(index).click()
        assert page.evaluate("document.activeElement.id") == target


def test_answer_reveals_its_questions(live_site: LiveSite) -> None:
    page = live_site.visit("/gallery/")
    assert not page.get_by_label("Why not?").is_visible()
    page.get_by_role("radio", name="No", exact=True).check()
    assert page.get_by_label("Why not?").is_visible()
    page.get_by_role("radio", name="Yes", exact=True).check()
    assert not page.get_by_label("Why not?").is_visible()


def test_rows_are_added_and_removed_on_the_page(live_site: LiveSite) -> None:
    page = live_site.visit("/gallery/")
    page.get_by_role("button", name="Add another decision").click()
    assert page.locator("[data-row] legend").filter(visible=True).all_inner_texts()[0] == "Decision 1"
    assert page.evaluate("document.activeElement.id") == "id_decisions-1-text"
    page.keyboard.type("Asha moves school")
    page.get_by_role("button", name="Remove decision 1").click()
    assert page.locator("#id_decisions-0-text").is_hidden()
    send(page)
    assert page.locator("#id_decisions-0-text").is_hidden()
    assert page.locator("#id_decisions-1-text").input_value() == "Asha moves school"


def test_select_all_selects_every_row(live_site: LiveSite) -> None:
    page = live_site.visit("/gallery/")
    page.get_by_role("checkbox", name="Select all").check()
    assert page.locator("tbody input.app-select:checked").count() == 3
    page.get_by_role("checkbox", name="Select Ben Example").uncheck()
    assert page.get_by_role("checkbox", name="Select all").evaluate("box => box.indeterminate") is True


def test_form_is_sent_once_when_pressed_twice(live_site: LiveSite) -> None:
    page = live_site.visit("/gallery/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue").evaluate("button => { button.click(); button.click(); }")
    assert len(sent) == 1


def test_page_works_without_script(live_site: LiveSite) -> None:
    context = live_site.page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr] # it has one
    page = context.new_page()
    page.goto(f"{live_site.url}/gallery/")
    assert page.get_by_label("Why not?").is_visible()
    page.get_by_role("button", name="Add another decision").click()
    page.locator("#id_decisions-1-text").wait_for()  # the page that follows may take a moment
    assert page.locator(".govuk-error-summary").count() == 0
    context.close()


def test_typing_is_kept_as_a_draft(live_site: LiveSite) -> None:
    page = live_site.page
    kept: list[str] = []

    def keep(route: Route) -> None:
        kept.append(route.request.post_data or "")
        route.fulfill(status=204)

    page.clock.install(time=datetime.datetime(2026, 5, 7, 10, 42, tzinfo=ZoneInfo("Europe/London")))
    page.route("**/gallery/draft/", keep)
    live_site.visit("/gallery/")
    page.clock.run_for(6_000)
    assert kept == []
    page.get_by_label("Venue").fill("Town hall")
    page.clock.run_for(6_000)
    page.get_by_text("Saved as a draft at 10:42").wait_for()
    page.clock.run_for(6_000)
    assert len(kept) == 1
    assert "Town hall" in kept[0]
    assert "csrfmiddlewaretoken" in kept[0]


def test_draft_that_cannot_be_kept_is_said_and_tried_again(live_site: LiveSite) -> None:
    page = live_site.page
    tries: list[str] = []

    def refuse(route: Route) -> None:
        tries.append(route.request.url)
        route.fulfill(status=403)

    page.clock.install()
    page.route("**/gallery/draft/", refuse)
    live_site.visit("/gallery/")
    page.get_by_label("Venue").fill("Town hall")
    page.clock.run_for(6_000)
    page.get_by_text("The draft could not be saved.").wait_for()
    page.clock.run_for(6_000)
    page.wait_for_function("true")
    assert len(tries) >= 2


def test_progress_asks_again_until_finished(live_site: LiveSite) -> None:
    page = live_site.page
    page.clock.install()
    page.route(
        "**/gallery/progress/",
        lambda route: route.fulfill(
            content_type="text/html",
            body='<div class="app-progress" data-progress-url="/gallery/progress/"><p>Row 900</p></div>',
        ),
    )
    live_site.visit("/gallery/")
    page.clock.run_for(2_500)
    page.get_by_text("Row 900").wait_for()


def test_print_leaves_out_what_surrounds_the_page(live_site: LiveSite) -> None:
    page = live_site.visit("/gallery/")
    page.emulate_media(media="print")
    for selector in (
        ".govuk-back-link",
        ".app-tabs",
        ".app-filters",
        ".govuk-pagination",
        "button >> nth=0",
        ".app-select >> nth=0",
    ):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.locator("table").first.is_visible()
    content = page.locator("table a").first.evaluate("link => getComputedStyle(link, '::after').content")
    assert content == "none"
