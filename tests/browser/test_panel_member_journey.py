"""The panel member reads the published reports, and nothing else whatever the address."""

import re
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.enums import Role
from children.models import Child
from office.tasks import sweep_jobs
from tests.browser.walking import Walker

pytestmark = pytest.mark.browser
REPORT = "Annual report of the Independent Reviewing Officer service"
# What a panel member may open: the reports that were released, their own account, and signing in and out.
OWN = [
    "/",
    "/account/",
    "/account/confirm/",
    "/account/password/",
    "/account/password/forgotten/",
    "/account/password/link-sent/",
    "/account/password/set/MQ/set-password/",
    "/account/role/",
    "/account/second-factor/",
    "/account/second-factor/codes/",
    "/account/sign-in/",
    "/account/sign-in/code/",
    "/account/sign-in/elsewhere/",
    "/account/sign-in/elsewhere/back/",
    "/reports/",
    "/reports/1/files/1/",
    "/reports/published/1/",
    # Where a form that anybody filled by a link ends: they say nothing of anybody.
    "/voice/stopped/",
    "/voice/thanks/",
]
FILLED = {"key": "overdue", "form": "csv", "uidb64": "MQ", "token": "set-password"}


def every_address() -> list[str]:
    """Return every address of the site, with 1 for each number."""
    found = []

    def walk(patterns: list[URLPattern | URLResolver], before: str) -> None:
        for pattern in patterns:
            path = f"{before}{pattern.pattern}"
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, path)
            else:
                found.append("/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda name: FILLED.get(name[1], "1"), path))

    walk(get_resolver().url_patterns, "")
    return found


def test_panel_member_reads_the_released_report_and_nothing_else(walker: Walker, tmp_path: Path):
    # Given a panel member on a day when nothing was released: the page says so
    walker.signs_in(Role.PANEL_MEMBER).comes_to("Annual reports").sees("No report has been released yet.")
    assert walker.menu() == ["Reports"]
    assert walker.is_refused("/reports/1/") == 403
    walker.opens("/").signs_out()

    # And a director who approves and releases the report, whose PDF is made in the background
    walker.signs_in(Role.DIRECTOR).goes_to("Reports").follows(REPORT)
    walker.follows("Approve").comes_to("Approve the report").presses("Approve the report").is_told("frozen")
    walker.follows("Release to the panel").comes_to("Release the report to the panel")
    walker.presses("Release the report to the panel").is_told("The report was released to the panel.").signs_out()
    assert sweep_jobs() > 0

    # When the panel member looks again, then the report is there to read
    walker.signs_in(Role.PANEL_MEMBER).comes_to("Annual reports").sees(REPORT)
    walker.follows("Read it as a web page").comes_to(REPORT).sees("The year at a glance")
    assert walker.main.locator('a[href^="/child/"]').count() == 0

    # And to download
    with walker.page.expect_download() as download:
        walker.main.get_by_role("link", name="Download this report as a PDF").click()
    kept = tmp_path / "report.pdf"
    download.value.save_as(kept)
    assert kept.read_bytes().startswith(b"%PDF-")
    assert download.value.suggested_filename == "annual-report-2011-01-01-2011-12-31.pdf"

    # But every other address of the site is refused, though there is a child whose page it would be
    assert Child.objects.filter(pk=1).exists()
    addresses = every_address()
    statuses = {path: walker.page.request.get(walker.site.url + path).status for path in addresses}
    opened = [path for path, status in statuses.items() if status == 200]
    assert sorted(opened) == OWN
    assert {statuses[path] for path in addresses if path not in opened} <= {403, 404, 405}
    walker.opens("/").comes_to("Annual reports").signs_out()
