"""Somebody is invited: the support worker sends it, a mail server takes it, the reader answers by the link in it."""

import datetime
import re

import pytest
from django.urls import reverse

from accounts.enums import Role
from desk.inviting.tasks import ask_to_empty_outbox
from office.tasks import sweep_jobs
from reviews.models import Invitation
from tests.desk.inviting.test_inviting import TODAY, booked
from tests.factories import make_user
from tests.letterbox import open_letterbox, sends_to
from tests.servers import DESKTOP, PHONE, LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _day(settings):
    settings.IRO_TODAY = TODAY


def look(site: LiveSite) -> None:
    """Look at the page as it is at a desk and on a phone: it fits, and axe finds nothing."""
    for size in (DESKTOP, PHONE):
        site.page.set_viewport_size(size)
        site.assert_fits()
        site.assert_accessible()
    site.page.set_viewport_size(DESKTOP)


def sign_in(site: LiveSite) -> None:
    worker = make_user(Role.SUPPORT_WORKER)
    page = site.visit("/account/sign-in/")
    page.get_by_label("E-mail address").fill(worker.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()


def test_mother_is_invited_answers_by_the_link_and_is_shown_as_coming(live_site: LiveSite, settings):
    # Given a booked review, and a mail server that knows the mother and not the carer
    review = booked()
    with open_letterbox() as box:
        sends_to(settings, box.port)
        box.refuses.add("bryony@example.org")
        sign_in(live_site)
        page = live_site.visit(reverse("inviting:review", args=[review.pk]))
        look(live_site)

        # When the support worker sends the invitations, then the mail server is given one for each
        with page.expect_navigation():
            page.get_by_role("button", name="Send by e-mail").click()
        look(live_site)
        page.get_by_role("button", name="Send", exact=True).click()
        page.get_by_text("The invitations are being sent").wait_for()
        ask_to_empty_outbox()
        sweep_jobs()
        mail = next(message for message in box.mails if message["To"] == "rowan@example.org")
        assert "bryony@example.org" not in box.readers

    # When the mother opens the link, on whatever she has, then it says a meeting and names nobody
    text = mail.get_body(("plain",)).get_content()
    (link,) = re.findall(r"https?://\S+/inviting/reply/\S+", text)
    page.context.clear_cookies()
    page.goto(link)
    page.get_by_role("heading", name="A meeting").wait_for()
    body = page.locator("body").inner_text()
    assert [word for word in (*str(review.child).split(), "Rowan") if re.search(rf"\b{word}\b", body)] == []
    look(live_site)

    # When she answers with the keyboard alone, then her answer is there, and can be changed
    page.get_by_label("Perhaps").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Send my answer").press("Enter")
    page.get_by_text("We have your answer: Perhaps").wait_for()
    page.get_by_label("Yes").check()
    page.get_by_label("Is there anything else that we should know?").fill("I will be ten minutes late")
    page.get_by_role("button", name="Change my answer").click()
    page.get_by_text("We have your answer: Will come").wait_for()
    look(live_site)

    # Then the support worker sees it, and what did not arrive
    assert Invitation.objects.get(review=review, part="parent").message == "I will be ten minutes late"
    sign_in(live_site)
    page = live_site.visit(reverse("inviting:review", args=[review.pk]))
    page.get_by_text("“I will be ten minutes late”").wait_for()
    look(live_site)
    for name in ("inviting:list", "inviting:papers", "inviting:undelivered"):
        live_site.visit(reverse(name))
        look(live_site)
    page.get_by_role("rowheader", name="Bryony Marsh").wait_for()
    page.get_by_role("link", name=re.compile("Print the letter")).click()
    page.get_by_role("region", name="Letter to Bryony Marsh").wait_for()
    look(live_site)
    page.emulate_media(media="print")
    assert page.get_by_role("link", name="Then record that they were posted").is_hidden()
    assert datetime.date(2025, 6, 24).strftime("%d %B") in page.locator(".app-letter").inner_text()
