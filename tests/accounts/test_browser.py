"""The pages of accounts and office in a real browser: accessible at both widths, and signing in by keyboard alone."""

import datetime
import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import create_post, grant_role, manage_team
from accounts.enums import PostKind, Role
from accounts.models import User
from office.actions import add_holiday, request_job
from office.models import Job
from tests.factories import BY, make_team, make_user
from tests.servers import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
D = datetime.date
PASSWORD = "correct horse battery"


@pytest.fixture
def service(settings) -> dict[str, int]:
    """A small service with one of everything these pages show."""
    settings.IRO_TODAY = D(2025, 6, 2)
    iro, operational = make_user(Role.IRO, name="Wren Iro"), make_user(Role.OPERATIONAL_MANAGER, name="Lark Manager")
    team = make_team("Looked after 1")
    management = manage_team(team=team, manager=operational, from_on=D(2025, 1, 1), by=BY)
    post = create_post(
        kind=PostKind.IRO,
        holder=iro,
        fte=Decimal("0.8"),
        other_duties_fte=Decimal("0.2"),
        other_duties="Child protection conferences",
        from_on=D(2025, 1, 1),
        by=BY,
    )
    holiday = add_holiday(on=D(2025, 9, 8), name="Bank holiday for a day of mourning", source="London Gazette", by=BY)
    request_job(kind="office.housekeeping", payload={}, idempotency_key="failed", by=BY)
    Job.objects.filter(idempotency_key="failed").update(
        state="failed", attempts=3, error="It failed 3 times. Try again; if it fails again, tell someone."
    )
    Job.objects.filter(kind="reviews.recompute_due_dates").update(
        state="done",
        result={
            "checked": 149,
            "differences": [{"review": 7, "was": "2025-05-09", "now": "2025-05-07", "rule": "REV-1ST"}],
        },
    )
    return {
        "user": iro.pk,
        "grant": iro.role_grants.get().pk,
        "team": team.pk,
        "management": management.pk,
        "post": post.pk,
        "holiday": holiday.pk,
        "done": Job.objects.get(kind="reviews.recompute_due_dates").pk,
        "failed": Job.objects.get(idempotency_key="failed").pk,
    }


def enter(site: LiveSite, user: User) -> None:
    """Give the browser a session of somebody."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"]
    site.page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site.url}])


def look(site: LiveSite, name: str, *about: int) -> None:
    """Visit a page at both widths: accessible, and no wider than the window."""
    site.page.set_viewport_size({"width": 1280, "height": 900})
    site.visit(reverse(name, args=about))
    site.assert_accessible()
    picture(site, f"{name}-desktop")
    site.as_phone()
    site.assert_accessible()
    site.assert_fits()
    picture(site, f"{name}-phone")


def picture(site: LiveSite, name: str) -> None:
    """Keep a picture of the page where SCREENSHOTS names a folder."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        site.page.screenshot(path=str(Path(folder) / f"{name.replace(':', '-')}.png"), full_page=True)


def test_pages_of_everyone_are_accessible(live_site: LiveSite, service):
    for name in ("accounts:sign-in", "accounts:forgotten-password", "accounts:link-sent"):
        look(live_site, name)
    user = make_user(Role.IRO)
    grant_role(user=user, role=Role.SUPPORT_WORKER, by=BY, from_on=D(2025, 1, 1))
    enter(live_site, user)
    for name in ("accounts:my-account", "accounts:choose-role", "accounts:change-password"):
        look(live_site, name)


def test_pages_of_the_manager_are_accessible(live_site: LiveSite, service):
    enter(live_site, make_user(Role.MANAGER, name="Robin Manager"))
    for name, about in [
        ("accounts:staff", ""),
        ("accounts:person", "user"),
        ("accounts:change-details", "user"),
        ("accounts:grant-role", "user"),
        ("accounts:end-role", "grant"),
        ("accounts:posts", ""),
        ("accounts:create-post", ""),
        ("accounts:change-post", "post"),
        ("accounts:end-post", "post"),
        ("accounts:teams", ""),
        ("accounts:team", "team"),
        ("accounts:end-management", "management"),
        ("office:settings", ""),
        ("office:holidays", ""),
        ("office:add-holiday", ""),
        ("office:remove-holiday", "holiday"),
    ]:
        look(live_site, name, *([service[about]] if about else []))


def test_pages_of_the_administrator_are_accessible(live_site: LiveSite, service):
    enter(live_site, make_user(Role.SYSTEM_ADMINISTRATOR, name="Sandy Administrator"))
    for name, about in [
        ("accounts:person", "user"),
        ("accounts:create-account", ""),
        ("accounts:close-account", "user"),
        ("office:jobs", ""),
        ("office:job", "done"),
        ("office:job", "failed"),
    ]:
        look(live_site, name, *([service[about]] if about else []))


def test_signing_in_by_keyboard_alone_and_its_errors(live_site: LiveSite, service):
    user = make_user(Role.IRO, name="Kit Keys")
    page = live_site.visit("/account/?from=mail")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.focus("#id_username")
    page.keyboard.type(user.email)
    page.keyboard.press("Tab")
    page.keyboard.type("wrong password")
    page.keyboard.press("Enter")
    page.wait_for_selector(".govuk-error-summary")
    assert page.title().startswith("Error: Sign in")
    live_site.assert_accessible()
    picture(live_site, "sign-in-error")
    page.focus("#id_password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/?from=mail")
    assert "Kit Keys" in page.inner_text("footer")
    page.click("footer button")
    page.wait_for_url("**/account/sign-in/")


def test_page_of_a_job_follows_it_without_being_reloaded(live_site: LiveSite, service):
    user = make_user(Role.SYSTEM_ADMINISTRATOR)
    enter(live_site, user)
    job = request_job(kind="office.housekeeping", payload={}, idempotency_key="watched", by=BY)
    page = live_site.visit(reverse("office:job", args=[job.pk]))
    assert page.inner_text(".app-progress [role=status]") == "Waiting to start."
    live_site.assert_accessible()
    picture(live_site, "job-waiting")
    Job.objects.filter(pk=job.pk).update(state="running", progress=40, progress_note="Page 8 of 21")
    page.wait_for_selector("text=Page 8 of 21")
    Job.objects.filter(pk=job.pk).update(state="done", progress=100, result={"drafts": 3})
    page.wait_for_selector("text=Finished.")
    live_site.assert_accessible()
