"""The pages of safety alerts in a real browser: accessible at three widths, acknowledged and closed by keyboard."""

import re

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from participation.actions import alerts as actions
from participation.models import SafetyAlert
from tests.factories import TODAY
from tests.participation.forms import alert_about, child_with_everybody
from tests.participation.test_alerts import RECORDED
from tests.servers import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLET = {"width": 820, "height": 1180}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def enter(live_site: LiveSite, user) -> None:
    """Sign somebody in without the sign-in page."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = django_settings.SESSION_COOKIE_NAME
    live_site.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_site.url}])


@pytest.mark.parametrize("width", ["phone", "tablet", "desktop"])
def test_pages_are_accessible_and_fit(width, live_site):
    around, other = child_with_everybody(), child_with_everybody()
    now = timezone.now()
    waits, closed = alert_about(around.child, at=now), alert_about(other.child, at=now)
    actions.acknowledge_alert(alert=closed, by=other.iro, at=now)
    actions.close_alert(alert=closed, recorded=RECORDED, by=other.iro, at=now, today=TODAY)
    actions.add_to_alert(alert=closed, text="It was the neighbour", by=other.iro, at=now)
    if width == "phone":
        live_site.as_phone()
    elif width == "tablet":
        live_site.page.set_viewport_size(TABLET)
    enter(live_site, around.iro_manager)
    others = [reverse("office:duty"), reverse("service:list", args=["safety-alerts"])]
    addresses = ["", f"{waits.pk}/", f"{waits.pk}/acknowledge/", f"{closed.pk}/", f"{closed.pk}/add/"]
    for address in [*(f"/alerts/{each}" for each in addresses), *others]:
        live_site.visit(address)
        live_site.assert_accessible()
        live_site.assert_fits()
    enter(live_site, around.iro)
    live_site.visit("/caseload/")
    live_site.assert_accessible()
    live_site.assert_fits()


def test_iro_finds_it_first_acknowledges_it_and_cannot_close_it_without_saying_what_was_done(live_site):
    around = child_with_everybody()
    alert = alert_about(around.child, at=timezone.now())
    enter(live_site, around.iro)
    page = live_site.visit("/caseload/")
    page.get_by_role("link", name=str(around.child)).first.click()
    page.get_by_role("button", name="Acknowledge").click()
    page.get_by_role("button", name="I have it, and act on it").click()
    page.get_by_role("button", name="Record what was done and close").click()
    page.get_by_role("button", name="Record and close").click()
    expect(page).to_have_title(re.compile("^Error: "))
    live_site.assert_accessible()
    page.get_by_label("What was done?").fill("Spoke with the child")
    page.get_by_label("Where the child lives: another child or young person").check()
    page.get_by_role("group", name="Was a referral to the LADO considered?").get_by_label("Yes, and it was not").check()
    page.locator("#id_lado_not_needed_why").fill("No adult is concerned")
    group = page.get_by_role("group", name="Was an enquiry under section 47 considered?")
    group.get_by_label("Yes, and it was done").check()
    page.get_by_role("button", name="Record and close").click()
    expect(page.get_by_text("The alert is closed.")).to_be_visible()
    assert SafetyAlert.objects.get(pk=alert.pk).closing.done == "Spoke with the child"
