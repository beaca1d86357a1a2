"""Signing in with a second factor in a real browser: by keyboard alone, at both widths, and no way back afterwards."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from tests.accounts.test_browser import enter, look, picture
from tests.factories import make_user
from tests.security.provider import CLIENT_ID, CLIENT_SECRET, running_provider
from tests.security.signing_in import PASSWORD, App, app_for, give_password
from tests.servers import LiveSite

ACCOUNT = re.compile(r"^[^?]+/account/$")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def at_both_widths(site: LiveSite, name: str) -> None:
    """Look at the page as it is: accessible, and no wider than the window."""
    site.page.set_viewport_size({"width": 1280, "height": 900})
    site.assert_accessible()
    picture(site, f"{name}-desktop")
    site.as_phone()
    site.assert_accessible()
    site.assert_fits()
    picture(site, f"{name}-phone")
    site.page.set_viewport_size({"width": 1280, "height": 900})


def test_c26_second_factor_is_set_up_by_keyboard_alone(live_site: LiveSite, settings):
    settings.SECOND_FACTOR = True
    user = make_user(Role.IRO, name="Kit Keys")
    page = live_site.visit("/account/")
    page.focus("#id_username")
    page.keyboard.type(user.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/second-factor/**")
    at_both_widths(live_site, "set-up")
    page.focus("summary")
    page.keyboard.press("Enter")
    secret = page.inner_text("details .govuk-body >> nth=1").replace(" ", "")
    at_both_widths(live_site, "set-up-key")
    page.focus("#id_code")
    page.keyboard.type("123456")
    page.keyboard.press("Enter")
    page.wait_for_selector(".govuk-error-summary")
    at_both_widths(live_site, "set-up-error")
    page.focus("#id_code")
    page.keyboard.type(App(secret, []).code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/second-factor/codes/**")
    assert len(page.query_selector_all("code")) == 10
    at_both_widths(live_site, "recovery-codes")
    page.click("text=I have kept them")
    page.wait_for_url(ACCOUNT)
    assert "Kit Keys" in page.inner_text("footer")
    at_both_widths(live_site, "my-account")


def test_c26_code_is_given_by_keyboard_alone(live_site: LiveSite, settings):
    settings.SECOND_FACTOR = True
    user = make_user(Role.MANAGER, name="Kit Keys")
    app = app_for(user)
    page = live_site.visit("/account/")
    page.fill("#id_username", user.email)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/sign-in/code/")
    at_both_widths(live_site, "code")
    page.focus("#id_code")
    page.keyboard.type("123456")
    page.keyboard.press("Enter")
    page.wait_for_selector(".govuk-error-summary")
    at_both_widths(live_site, "code-error")
    page.focus("#id_code")
    page.keyboard.type(app.code())
    page.keyboard.press("Enter")
    page.wait_for_url(ACCOUNT)
    page.click("text=Set up another authenticator app")
    page.wait_for_url("**/account/confirm/**")
    at_both_widths(live_site, "confirm")
    page.fill("#id_password", "wrong")
    page.fill("#id_code", "123456")
    page.keyboard.press("Enter")
    page.wait_for_selector(".govuk-error-summary")
    at_both_widths(live_site, "confirm-error")


def test_c24_back_button_after_signing_out_shows_the_sign_in_page(live_site: LiveSite, settings):
    user = make_user(Role.IRO, name="Kit Keys")
    page = live_site.visit("/account/")
    page.fill("#id_username", user.email)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(ACCOUNT)
    assert user.email in page.content()
    page.click("footer button")
    page.wait_for_url("**/account/sign-in/")
    for _ in range(2):
        page.go_back()
        page.wait_for_url("**/account/sign-in/**")
        assert page.inner_text("h1") == "Sign in"
        assert "Kit Keys" not in page.content()


def test_own_sessions_and_the_administrators_pages(live_site: LiveSite, settings):
    user = make_user(Role.IRO, name="Kit Keys")
    enter(live_site, user)
    for agent in ("Mozilla/5.0 (iPhone) Safari/604.1", "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"):
        give_password(Client(headers={"user-agent": agent}), user.email)
    app_for(user)
    look(live_site, "accounts:my-account")
    administrator = make_user(Role.SYSTEM_ADMINISTRATOR, name="Sandy Administrator")
    enter(live_site, administrator)
    look(live_site, "accounts:person", user.pk)
    page = live_site.visit(reverse("accounts:reset-second-factor", args=[user.pk]))
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/second-factor/reset/")
    at_both_widths(live_site, "reset")


def test_single_sign_on_from_the_button_to_the_refusal_and_in(live_site: LiveSite, settings):
    with running_provider() as provider:
        settings.SINGLE_SIGN_ON = {
            "server": provider.url,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "name": "Harbour Council",
            "verified_domains": set(),
            "second_factor": set(),
        }
        live_site.page.context.unroute("**/*")
        user = make_user(Role.IRO, name="Kit Keys")
        page = live_site.visit("/account/sign-in/?next=/account/")
        at_both_widths(live_site, "sign-in-elsewhere")
        provider.claims = {"email": "nobody@example.org", "email_verified": True}
        page.click("text=Sign in with Harbour Council")
        page.wait_for_selector("text=You are not signed in")
        at_both_widths(live_site, "refused")
        provider.claims = {"email": user.email, "email_verified": True}
        page.click("text=Go to sign-in")
        page.click("text=Sign in with Harbour Council")
        page.wait_for_selector("footer >> text=Kit Keys")
