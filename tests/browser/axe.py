"""axe-core in a page that Playwright drives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SOURCE = Path(__file__).with_name("axe.min.js")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser, closed afterwards."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def violations(page: Page) -> list[str]:
    """Each violation of the page as shown now, with its rule, its sentence and its first places."""
    page.evaluate(SOURCE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS
    )
    return [
        f"{each['id']}: {each['help']} ({'; '.join(node['html'][:160] for node in each['nodes'][:3])})"
        for each in found["violations"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def dead_references(page: Page) -> list[str]:
    """Ids that a label, an error link or an ARIA attribute names but that no element has."""
    return page.evaluate(
        """() => [
            ...[...document.querySelectorAll("[aria-describedby],[aria-labelledby],[aria-controls]")].flatMap(element =>
                ["aria-describedby", "aria-labelledby", "aria-controls"].flatMap(name =>
                    (element.getAttribute(name) ?? "").split(/\\s+/).filter(Boolean))),
            ...[...document.querySelectorAll("label[for]")].map(label => label.htmlFor),
            ...[...document.querySelectorAll(".govuk-error-summary a")].map(link => link.hash.slice(1)),
        ].filter(id => !document.getElementById(id))"""
    )


def dead_summary_links(page: Page) -> list[str]:
    """Links of the error summary that lead to something other than a control one can type in or choose."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".govuk-error-summary a")].map(link => link.hash.slice(1))
            .filter(id => !document.getElementById(id)?.matches("input:not([type=hidden]), select, textarea"))"""
    )
