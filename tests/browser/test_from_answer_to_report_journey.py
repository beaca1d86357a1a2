"""At a tablet: a child of nine says that they are not safe; the IRO and the manager act; the report counts it."""

import datetime
import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.enums import Role
from children.actions import record_person
from office.tasks import sweep_jobs
from participation import actions
from participation.models import Consultation, ConsultationForm
from tests.browser.test_stop_look_listen_journey import TABLET, AtATablet
from tests.factories import BY, TODAY, make_user, open_review
from tests.letterbox import Letterbox, open_letterbox, sends_to
from tests.participation.forms import Around, child_with_everybody
from tests.servers import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
YEAR = (datetime.date(2025, 4, 1), datetime.date(2026, 3, 31))
MOTHER = "rowan@example.org"


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.IRO_TODAY = TODAY


@pytest.fixture
def walker(live_site: LiveSite) -> AtATablet:
    live_site.page.set_viewport_size(TABLET)  # type: ignore[arg-type] # a dictionary of the two sizes
    return AtATablet(live_site)


@pytest.fixture
def around() -> Around:
    """Make a child of nine with everybody around them, and the standard forms for their age and for parents."""
    around = child_with_everybody(first_name="Wrenna", date_of_birth=datetime.date(2016, 3, 1))
    record_person(
        child=around.child, relationship="mother", full_name="Rowan Thistledown", email=MOTHER,
        has_parental_responsibility=True, by=BY,
    )  # fmt: skip
    actions.add_standard_forms(by=BY)
    for form in ConsultationForm.objects.filter(key__in=("4-15", "parents")):
        actions.publish_version(version=form.versions.get(), by=BY, today=TODAY)
    return around


def asks_for_views(walker: AtATablet, whom: str) -> None:
    """Ask somebody with the form that is for them."""
    walker.follows("Ask for views").comes_to("Ask for views")
    walker.labelled(re.compile(whom)).check()
    walker.presses("Ask").is_told("Asked.")


def fills_with_a_break(walker: AtATablet, link: str) -> None:
    """The child opens the link, stops half way, comes back another day, and says that they are not safe."""
    walker.page.context.clear_cookies()
    walker.page.goto(link)
    walker.is_on("Hello W").follows("Start").is_on("Do you feel safe where you are living?")
    walker.presses("Leave this out")
    walker.page.get_by_role("radio").first.check()
    walker.presses("Stop for now").comes_to("Your answers are kept")
    walker.page.context.clear_cookies()
    walker.page.goto(link)
    walker.sees("You have answered 1 of").follows("Look at my answers").comes_to("Look at what you said")
    walker.follows("Change question 1").is_on("Do you feel safe where you are living?")
    walker.ticks("not at all").presses("Keep this").sees("not at all")
    walker.presses("Send my answers").comes_to("Thank you")
    expect(walker.page.get_by_text("0800 1111")).to_be_visible()


def is_closed_with_what_was_done(walker: AtATablet) -> None:
    """Nobody closes it by saying nothing; it is closed by what was done, the cause, and what was considered."""
    walker.follows("Record what was done and close").comes_to("Record what was done")
    walker.presses("Record and close").is_asked_to(
        "Say what was done",
        "Say what the cause was",
        "Say whether a referral to the LADO was considered",
        "Say whether an enquiry under section 47 was considered",
    )
    walker.types("What was done?", "Spoke with Wrenna at school; the other young person moves today.")
    walker.ticks("Where the child lives: another child or young person")
    walker.page.get_by_role("group", name="Was a referral to the LADO considered?").get_by_label(
        "Yes, and it was not"
    ).check()
    walker.page.locator("#id_lado_not_needed_why").fill("No adult is concerned")
    walker.page.get_by_role("group", name="Was an enquiry under section 47 considered?").get_by_label(
        "Yes, and it was done"
    ).check()
    walker.presses("Record and close").is_told("The alert is closed.")


def replies(walker: AtATablet, box: Letterbox) -> None:
    """The mother opens the link in her mail and answers."""
    (mail,) = [each for each in box.mails if each["To"] == MOTHER]
    body = mail.get_body(("plain",))
    assert body is not None
    (link,) = re.findall(r"https?://\S+/voice/\S+", body.get_content())
    walker.page.context.clear_cookies()
    walker.page.goto(link)
    walker.follows("Start")
    while walker.page.get_by_role("button", name="Next", exact=True).count():
        radio, words = walker.page.get_by_role("radio"), walker.page.get_by_role("textbox")
        if radio.count():
            radio.first.check()
        else:
            words.fill("Thank you for asking me.")
        walker.presses("Next")
    walker.comes_to("Look at what you said").presses("Send my answers").comes_to("Thank you")


def test_child_of_nine_is_heard_and_the_report_says_so(walker: AtATablet, around: Around, settings: Any):
    review = open_review(around.child)
    with open_letterbox() as box:
        sends_to(settings, box.port)

        # The IRO asks the child by a link, and the mother by e-mail
        walker.becomes(around.iro).opens(reverse("asking:review", args=[review.pk])).comes_to("Views for this review")
        asks_for_views(walker, "The child: Ages 4 to 15")
        asks_for_views(walker, "Rowan Thistledown, mother")
        walker.follows(re.compile("e-mail.*Rowan")).comes_to("Send the link by e-mail")
        walker.presses("Send").is_told("The e-mail is being sent.")
        walker.follows(re.compile("^Make the link")).comes_to("Link to the form")
        walker.presses("Make the link")
        link = walker.page.get_by_label("Link to the form").input_value()
        sweep_jobs()

        # The child stops half way, comes back and says "not at all"
        fills_with_a_break(walker, link)

        # Then the alert reaches the IRO and the team's manager, each by a mail that names nobody, and on their pages
        sweep_jobs()
        told = {str(each["To"]): each for each in box.mails if "not be safe" in str(each["Subject"])}
        assert {around.iro.email, around.manager.email} <= set(told)
        for person in (around.iro, around.manager):
            text = told[person.email].as_string()
            assert (around.child.last_name in text, "Wrenna" in text) == (False, False)
            walker.becomes(person).opens("/alerts/").comes_to("Safety alerts").sees(str(around.child))
        walker.becomes(around.iro).opens("/caseload/").sees("1 safety alert open, 1 not acknowledged")

        # When the IRO takes it on, then it cannot be closed without what was done
        walker.follows(str(around.child)).comes_to("Safety alert").sees("Not at all")
        walker.follows("Acknowledge").comes_to("Acknowledge this alert")
        walker.presses("I have it, and act on it").is_told("You have this alert.")
        is_closed_with_what_was_done(walker)

        # And the mother replies
        replies(walker, box)
    assert set(Consultation.objects.values_list("form__key", flat=True)) == {"4-15", "parents"}

    # Then the report of the year counts the form, and that it was followed up on the day it came
    walker.becomes(make_user(Role.MANAGER)).opens(reverse("reporting:figures"))
    walker.dates("First day of the period", YEAR[0]).dates("Last day of the period", YEAR[1])
    walker.presses("Show the figures")
    for figure in (
        "Forms with an answer that calls for action",
        "Forms whose safety answers were followed up",
        "Safety answers acted on the same working day",
    ):
        assert walker.row(figure).locator("td").first.inner_text() == "1", figure
