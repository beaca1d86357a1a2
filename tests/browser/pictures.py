"""Take the pictures of docs/pictures again: one screen per role, of the demonstration year. Run by bin/pictures."""

import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image

from accounts.enums import Role
from accounts.models import User
from audit.actors import SystemJob
from children.actions import restrict
from children.enums import GlassReason, RestrictionGround
from children.models import BreakGlass, Child
from desk.demonstration.sign_ins import ADDRESSES, DOMAIN, PASSWORD
from office import clock
from office.tasks import plan_nightly, sweep_jobs
from participation.models import SafetyAlert, StopLookListen
from reviews.enums import ReviewStatus
from reviews.models import Review
from reviews.models.childs_page import ChildsPage
from tests.browser.walking import Walker

pytestmark = pytest.mark.browser
FOLDER = Path(settings.BASE_DIR) / "docs" / "pictures"
COLOURS = 64
REPORT = "Annual report of the Independent Reviewing Officer service"


def keep(walker: Walker, name: str, height: int = 900, width: int = 1280) -> None:
    """Keep what is in the window as a picture of few colours."""
    walker.page.set_viewport_size({"width": width, "height": height})
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


def _stop(walker: Walker, name: str, path: str) -> None:
    """Go to an address, confirming the password where that is asked, and keep a picture of what is there."""
    if path:
        walker.page.goto(f"{walker.site.url}{path}")  # also where the answer is that there is no such page
    if walker.page.get_by_role("heading", name="Confirm that it is you").count():
        walker.types("Your password", PASSWORD).presses("Continue")
    keep(walker, f"walk-{name}")


def _walk(walker: Walker, role: Role, *stops: tuple[str, str]) -> None:
    """Sign in as a role and keep a picture of each stop: its name, and the address opened (empty: where one starts)."""
    walker.signs_in(role)
    for name, path in stops:
        _stop(walker, name, path)
    walker.opens("/").signs_out()


def _restrict(child: Child) -> None:
    """Close a child's record to all but its IRO and the manager."""
    listed = list(User.objects.filter(email__in=(f"{ADDRESSES[role]}@{DOMAIN}" for role in (Role.IRO, Role.MANAGER))))
    today = clock.today()
    restrict(
        child=child,
        ground=RestrictionGround.ADOPTION,
        explanation="The adopters live near by.",
        listed=listed,
        review_by=today + datetime.timedelta(days=60),
        by=SystemJob("pictures"),
        today=today,
    )


def test_take_the_pictures_of_the_walk_through(walker: Walker) -> None:
    FOLDER.mkdir(exist_ok=True)
    walker.opens("/account/sign-in/")
    keep(walker, "walk-sign-in", height=640)
    child = Child.objects.get(local_id="HX0001")
    others = Child.objects.current().exclude(iro_allocations__iro__email=f"{ADDRESSES[Role.IRO]}@{DOMAIN}").first()
    assert others is not None
    _restrict(child)
    _walk(
        walker,
        Role.IRO,
        ("iro-restricted", reverse("child:page", args=[child.pk])),
        ("iro-history", reverse("looking:history", args=[child.pk])),
        ("iro-anothers-child", reverse("child:page", args=[others.pk])),
        ("iro-chairing-today", reverse("cover:today")),
        ("iro-take-a-list", reverse("exchange:take-list", args=["my-caseload"])),
        ("iro-calendar", reverse("exchange:calendar")),
        ("iro-declare", reverse("confidential:declare")),
        ("iro-account", reverse("accounts:my-account")),
        ("iro-second-factor", reverse("accounts:set-up-second-factor")),
    )
    walker.signs_in(Role.IRO)
    _stop(walker, "iro-emergency", reverse("break_glass:open"))
    walker.types("Id of the child, or first and last name exactly as recorded", others.local_id)
    walker.ticks(GlassReason.CHILD_AT_RISK.label)
    walker.types("Explain it to whoever judges this", "The hospital rang, and the IRO cannot be reached.")
    walker.presses(re.compile("Open"))
    keep(walker, "walk-iro-emergency-opened")
    walker.opens("/").signs_out()
    _walk(
        walker,
        Role.MANAGER,
        ("manager-service", ""),
        ("manager-who-has-looked", reverse("looking:who", args=[others.pk])),
        ("manager-statement", reverse("looking:statement", args=[others.pk])),
        ("manager-confidential", reverse("confidential:kept")),
        ("manager-restrict", reverse("confidential:restrict")),
        ("manager-cover", reverse("cover:arrange")),
        ("manager-records-opened", reverse("break_glass:opened")),
        ("manager-judge", reverse("break_glass:judge", args=[BreakGlass.objects.get().pk])),
    )
    decisions = reverse("my_children:decisions")
    _walk(walker, Role.CONSULTATION_OFFICER, ("consultation-officer", ""))
    _walk(walker, Role.SOCIAL_WORKER, ("social-worker", ""), ("social-worker-decisions", decisions))
    _walk(walker, Role.OPERATIONAL_MANAGER, ("operational-manager-decisions", decisions))
    _walk(
        walker,
        Role.SYSTEM_ADMINISTRATOR,
        ("administrator-accounts", ""),
        ("administrator-no-child", reverse("child:page", args=[child.pk])),
    )
    _walk(
        walker,
        Role.INFORMATION_GOVERNANCE,
        ("governance-log", reverse("looking:overview")),
        ("governance-events", reverse("looking:events")),
        ("governance-one-child", reverse("looking:about", args=[others.pk])),
    )
    _walk(walker, Role.PANEL_MEMBER, ("panel-no-child", reverse("child:page", args=[child.pk])))


def _one_review() -> Review:
    """Return the review before which a child said that something is wrong."""
    return SafetyAlert.objects.get().review


def test_take_the_pictures_of_a_review_from_notice_to_decisions(walker: Walker) -> None:
    FOLDER.mkdir(exist_ok=True)
    review = _one_review()
    iro = review.child.iro_allocations.open().get().iro
    written = Review.objects.filter(chair=iro, status=ReviewStatus.COMPLETED, record__finished_on__isnull=False)
    done = written.filter(decisions__isnull=False).latest("completed_on")
    _walk(
        walker,
        Role.SUPPORT_WORKER,
        ("review-week", reverse("arranging:calendar")),
        ("review-book", reverse("arranging:move", args=[review.pk])),
        ("review-invited", reverse("inviting:review", args=[review.pk])),
        ("review-recipients", reverse("after_review:recipients", args=[done.pk])),
    )
    _walk(
        walker,
        Role.IRO,
        ("review-clocks", reverse("child:clocks", args=[review.child_id])),
        ("review-record", reverse("child:review", args=[done.pk])),
        ("review-decisions", reverse("child:decisions", args=[done.child_id])),
        ("review-between", reverse("between:mine")),
    )


def test_take_the_pictures_of_a_child_who_is_heard(walker: Walker) -> None:
    FOLDER.mkdir(exist_ok=True)
    review = _one_review()
    asked = review.asked_forms.get(person=None)
    listened, alert = StopLookListen.objects.get().review, SafetyAlert.objects.get()
    walker.signs_in(Role.MANAGER)
    for name, path in (
        ("voice-greeting", reverse("voice:preview", args=[asked.form_version_id])),
        ("voice-question", reverse("voice:preview-question", args=[asked.form_version_id, 1])),
    ):
        walker.page.goto(f"{walker.site.url}{path}")
        keep(walker, f"walk-{name}", width=820, height=1000)
    walker.opens("/").signs_out()
    _walk(
        walker,
        Role.IRO,
        ("voice-alert", reverse("alerts:alert", args=[alert.pk])),
        ("voice-side-by-side", reverse("side_by_side:compare", args=[review.pk])),
        ("voice-listening", reverse("observing:page", args=[listened.pk])),
        ("voice-themes", reverse("themes:table")),
        ("voice-childs-page", reverse("childs_page:read", args=[ChildsPage.objects.get().review_id])),
        ("voice-family", reverse("taking_part:voice", args=[review.child_id])),
    )
