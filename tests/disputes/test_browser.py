"""The disputes pages in a real browser: accessible at both widths, and an answer given by keyboard."""

import pytest
from django.conf import settings as django_settings
from django.test import Client

from disputes import actions
from disputes.enums import Stage
from disputes.models import Reply
from tests.disputes.conftest import TODAY
from tests.servers import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(live_site: LiveSite, user) -> None:
    """Sign somebody in without the sign-in page."""
    client = Client()
    client.force_login(user)
    name = django_settings.SESSION_COOKIE_NAME
    live_site.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_site.url}])


@pytest.mark.parametrize("narrow", [False, True], ids=["desktop", "phone"])
def test_pages_are_accessible_and_fit(narrow, live_site, today, raised, child, iro, manager, operational_manager):
    dispute = raised(Stage.STAGE_1)
    actions.reply(dispute=dispute, text="By Friday.", by=operational_manager, today=TODAY)
    actions.refer_to_cafcass(child=child, dispute=dispute, reason="No plan.", by=iro, today=TODAY)
    if narrow:
        live_site.as_phone()
    one = f"/disputes/{dispute.pk}/"
    visits = [
        (iro, ["/disputes/", "/disputes/raise/", f"/disputes/raise/{child.pk}/", one, f"{one}resolve/"]),
        (iro, [f"{one}withdraw/", f"{one}refer/", "/disputes/cafcass/", "/disputes/?status=withdrawn"]),
        (manager, [one, f"{one}escalate/"]),
        (operational_manager, ["/disputes/addressed-to-me/", one, f"{one}reply/"]),
    ]
    for user, addresses in visits:
        enter(live_site, user)
        for address in addresses:
            live_site.visit(address)
            live_site.assert_accessible()
            live_site.assert_fits()


def test_form_with_errors_is_accessible_and_reveals_who_must_reply(live_site, today, child, iro, operational_manager):
    enter(live_site, iro)
    page = live_site.visit(f"/disputes/raise/{child.pk}/")
    page.get_by_label("Stage 1: operational manager").check()
    assert page.get_by_label("Who must reply?").is_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Raise the concern").click()
    assert page.title().startswith("Error: ")
    live_site.assert_accessible()
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"


def test_operational_manager_answers_by_keyboard_alone(live_site, today, raised, operational_manager):
    raised(Stage.STAGE_1)
    enter(live_site, operational_manager)
    page = live_site.visit("/disputes/addressed-to-me/")
    page.get_by_role("link", name="Sam Marigold").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_label("Your reply").focus()
    page.keyboard.type("It is written.")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Reply.objects.get().text == "It is written."
    assert page.get_by_role("alert").inner_text().count("sent") == 1
