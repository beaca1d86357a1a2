"""What everyone does: find a child by name however it is typed, change a password, set a forgotten one by a link."""

import re

import pytest
from django.core.mail import EmailMessage

from accounts.enums import Role
from desk.demonstration.sign_ins import PASSWORD
from office.tasks import sweep_jobs
from tests.browser.walking import Walker

pytestmark = pytest.mark.browser
NEW = "seven herons over the weir"


def test_child_is_found_however_the_name_is_typed(walker: Walker):
    # Given a child whose name is written with an accent
    walker.signs_in(Role.SUPPORT_WORKER).goes_to("Children").follows("Alder Appledross").follows("Correct name")
    walker.types("First name", "Siân").presses("Save the corrections").comes_to("Siân Appledross")

    # When somebody types it without, then it is found
    walker.searches_for("sian").comes_to("Search").sees("Siân Appledross")

    # And what nobody is called finds nothing, and the page says what to try
    walker.searches_for("zebedee").sees("No child found.", "try fewer letters")


def test_password_is_changed(walker: Walker):
    # Given somebody at their own account
    walker.signs_in(Role.DIRECTOR)
    walker.follows("Your account", within=walker.page.locator("footer")).comes_to("Your account")
    walker.follows("Change your password").comes_to("Change your password")

    # When the new one is too short, then what to mend stands beside the box
    walker.types("Your password now", PASSWORD).types("New password", "short").types("New password again", "short")
    walker.presses("Change password").comes_to("Change your password").sees("There is a problem")

    # When it is long enough, then it is changed, and only the new one signs in
    walker.types("Your password now", PASSWORD).types("New password", NEW).types("New password again", NEW)
    walker.presses("Change password").is_told("Your password is changed.").signs_out()
    walker.signs_in(Role.DIRECTOR).comes_to("Sign in").sees("There is a problem")
    walker.signs_in(Role.DIRECTOR, NEW).comes_to("Addressed to me")


def test_forgotten_password_is_set_by_the_link_in_the_mail(walker: Walker, mailoutbox: list[EmailMessage]):
    # Given somebody who has forgotten the password, at the sign-in page
    walker.opens("/account/sign-in/").comes_to("Sign in")
    walker.follows("I have no password, or forgot it").comes_to("Get a link to set your password")

    # When they give their address, then a link is mailed to it, which names no child
    walker.types("E-mail address", "panel@example.org").presses("Send the link").comes_to("Check your e-mail")
    sweep_jobs()
    (mail,) = mailoutbox
    assert mail.to == ["panel@example.org"]
    link = re.search(r"https?://[^/\s]+(/\S+)", str(mail.body))
    assert link is not None

    # And the link lets them choose a new one, with which they sign in
    walker.opens(link[1]).comes_to("Set your password")
    walker.types("New password", NEW).types("New password again", NEW).presses("Set password")
    walker.comes_to("Sign in").is_told("Your password is set. Sign in with it.")
    walker.signs_in(Role.PANEL_MEMBER, NEW).comes_to("Annual reports")
