"""Take the pictures of docs/pictures again: one screen per role, of the demonstration year. Run by bin/pictures."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from accounts.enums import Role
from office.tasks import plan_nightly, sweep_jobs
from tests.browser.walking import Walker

pytestmark = pytest.mark.browser
FOLDER = Path(settings.BASE_DIR) / "docs" / "pictures"
COLOURS = 64
REPORT = "Annual report of the Independent Reviewing Officer service"


def keep(walker: Walker, name: str, height: int = 900) -> None:
    """Keep what is in the window as a picture of few colours."""
    walker.page.set_viewport_size({"width": 1280, "height": height})
    path = FOLDER / f"{name}.png"
    walker.page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def test_take_the_pictures(walker: Walker) -> None:
    FOLDER.mkdir(exist_ok=True)
    keep(walker.signs_in(Role.IRO).is_on("My caseload"), "iro-caseload")
    keep(walker.follows("Log the review").is_on(re.compile("Log the review of .+")), "iro-log-a-review", height=1400)
    walker.opens("/").signs_out()
    keep(walker.signs_in(Role.SUPPORT_WORKER).is_on("Reviews to arrange"), "support-worker")
    walker.signs_out()
    keep(walker.signs_in(Role.MANAGER).is_on("The service today"), "manager", height=1060)
    walker.signs_out()
    keep(walker.signs_in(Role.OPERATIONAL_MANAGER).follows("Saffron Brambledown"), "operational-manager")
    walker.opens("/").signs_out()
    keep(walker.signs_in(Role.DIRECTOR).goes_to("Reports").follows(REPORT), "director")
    walker.follows("Approve").presses("Approve the report")
    walker.follows("Release to the panel").presses("Release the report to the panel").signs_out()
    plan_nightly()
    sweep_jobs()
    keep(walker.signs_in(Role.PANEL_MEMBER).is_on("Annual reports"), "panel-member")
    walker.signs_out()
    keep(walker.signs_in(Role.SYSTEM_ADMINISTRATOR).goes_to("Jobs"), "system-administrator", height=700)
