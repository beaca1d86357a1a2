"""On a tablet: an officer takes a child on and completes Stop, Look and Listen; the IRO reads it; a child’s page."""

import datetime
import re
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from reviews import actions as reviews
from reviews.facts import DecisionFacts
from reviews.models import Review
from tests.browser.walking import Walker, Words
from tests.factories import facts, make_child, make_user, open_review
from tests.servers import PHONE, LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
D = datetime.date
TODAY = D(2025, 4, 28)
TABLET = {"width": 820, "height": 1180}
# What a browser says that has a voice, and says each word at once; and one that has none.
HEARD = "window.heard = []; window.speechSynthesis.speak = (said) => { window.heard.push(said.text); said.onend(); };"
MUTE = "delete window.SpeechSynthesisUtterance;"


class AtATablet(Walker):
    """Somebody at a tablet. Whatever page is looked at is tried with axe at its width and at a phone's."""

    def comes_to(self, heading: Words) -> "AtATablet":
        """Stand on the page with this heading, and find it usable by everybody."""
        self.is_on(heading)
        for size in (PHONE, TABLET):
            self.page.set_viewport_size(size)  # type: ignore[arg-type] # a dictionary of the two sizes
            self.site.assert_fits()
            self.site.assert_accessible()
        return self

    def becomes(self, person: User) -> "AtATablet":
        """Hand the tablet to somebody who is signed in already."""
        client = Client()
        client.force_login(person, backend=project.AUTHENTICATION_BACKENDS[-1])
        name = project.SESSION_COOKIE_NAME
        cookie: Any = {"name": name, "value": client.cookies[name].value, "url": self.site.url}
        self.page.context.add_cookies([cookie])
        return self


@pytest.fixture(autouse=True)
def _day(settings: Any) -> None:
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro() -> User:
    return make_user(Role.IRO, "Ivy Rowan")


@pytest.fixture
def review(iro: User) -> Review:
    child = make_child(iro=iro, first_name="Asha", last_name="Reed", communication_needs="Makaton")
    return open_review(child)


@pytest.fixture
def walker(live_site: LiveSite) -> AtATablet:
    live_site.page.set_viewport_size(TABLET)  # type: ignore[arg-type] # a dictionary of the two sizes
    return AtATablet(live_site)


def takes_on(walker: Walker) -> None:
    """The officer finds the child on the list, takes them on, and begins."""
    walker.opens("/").comes_to("Views to seek in the next eight weeks").sees("Makaton", "Nobody yet")
    walker.follows(re.compile("^Take on")).comes_to("Take Asha on").presses("Take on")
    walker.is_told("You have taken Asha on.").sees("You").follows(re.compile("^Begin Stop, Look and Listen"))
    walker.comes_to("Begin Stop, Look and Listen").types("How does the child communicate?", "Makaton, nods for yes")
    walker.presses("Begin").comes_to("Stop, Look and Listen").sees("To plan")


def leads_the_strands(walker: Walker) -> None:
    """One strand is planned and done, one is done, one is not possible; one is put back and mended."""
    walker.follows("Plan it Observing the child").comes_to("Plan: observing the child")
    walker.dates("For when is it planned?", TODAY).presses("Save the plan").is_told("It is planned.")
    walker.follows("Record what was shown Observing the child").comes_to("Observing the child")
    walker.presses("Record it").is_asked_to("Enter the day it was", "Say where it was", "Say who was there",
                                            "Write what was seen, heard or shown",
                                            "Select how the child communicated")  # fmt: skip
    walker.dates("When was it?", TODAY).types("Where?", "At school").types("Who was there?", "Mr Ash")
    walker.types("What did you see and hear?", "Sat by the window and smiled.")
    walker.ticks("Signs").ticks("Eye pointing").presses("Record it").is_told("It is recorded.")
    walker.follows("Record what was shown One to one with the child").is_on("One to one with the child")
    walker.dates("When was it?", TODAY).types("Where?", "At school").types("Who was with the child?", "I was")
    walker.types("What did the child show you?", "Signed more at the swing.").ticks("Signs").presses("Record it")
    walker.follows("It is not possible Speaking with somebody who knows the child")
    walker.comes_to("Not possible: speaking with somebody who knows the child")
    walker.types("Why is it not possible?", "The key worker is away until May.")
    walker.presses("Record that it is not possible").sees("The key worker is away until May.")
    walker.follows("Put it back One to one with the child").comes_to("Put back: one to one with the child")
    walker.types("Why do you put it back?", "I left something out.").ticks("It stays, to be mended")
    walker.presses("Put it back").follows("Record what was shown One to one with the child")
    assert walker.labelled("What did the child show you?").input_value() == "Signed more at the swing."
    walker.dates("When was it?", TODAY).types("What did the child show you?", "Signed more at the swing, twice.")
    walker.presses("Record it").comes_to("Stop, Look and Listen")


def brings_together(walker: Walker) -> None:
    """What it comes to is written beside what was shown."""
    walker.follows("Bring it together for the review").comes_to("Bring it together for the review")
    walker.sees("Sat by the window and smiled.").types("What does the child seem to want?", "To go out more")
    walker.types("What do they like?", "The swing").types("What do they not like?", "Loud rooms")
    walker.types("What is not known?", "What nights are like").presses("Bring it together")
    walker.comes_to("Stop, Look and Listen").sees("Brought together for the review", "To go out more")


def test_officer_completes_stop_look_and_listen_and_the_iro_sees_it_before_the_review(
    walker: AtATablet, review: Review, iro: User
) -> None:
    walker.becomes(make_user(Role.CONSULTATION_OFFICER, "Olu Example"))
    takes_on(walker)
    leads_the_strands(walker)
    brings_together(walker)
    walker.becomes(iro).opens(reverse("child:review", args=[review.pk])).comes_to("First review of Asha Reed")
    walker.sees("To go out more", "What nights are like", "Olu Example, since 28 April 2025")
    walker.follows("Log the review").sees("To go out more", "Loud rooms")
    walker.opens(reverse("observing:page", args=[review.pk])).sees("Signed more at the swing, twice.")


def test_child_gets_a_page_that_is_read_aloud_and_fits_on_one_sheet(
    walker: AtATablet, review: Review, iro: User
) -> None:
    made = tuple(
        DecisionFacts(f"Contact {number} to be reinstated", "Jo Sorrel", D(2025, 6, 2)) for number in (1, 2, 3)
    )
    reviews.complete_review(review=review, facts=facts(iro, TODAY, decisions=made), by=iro, today=TODAY)
    walker.becomes(iro).opens(reverse("child:review", args=[review.pk]))
    walker.follows("A page the child can read").comes_to("What was decided at your review, Asha")
    walker.sees("This is not written for you yet.", "3 decisions are not yet written in plain words")
    walker.follows("Write it").comes_to("A page for Asha")
    walker.types("What shall the page begin with?", "Thank you for showing us what you like.")
    for number in (1, 2, 3):
        walker.types(f"Decision {number} in words the child would use", f"You will see Gran {number}.")
        walker.types(f"Who will do decision {number}?", "Jo, your social worker")
    walker.presses("Save and read it").comes_to("What was decided at your review, Asha").sees("Ready to be given")
    assert len(re.findall(rb"/Type\s*/Page\b", walker.page.pdf(format="A4"))) == 1
    walker.follows("The child got it").comes_to("Asha got the page").ticks("In person, and we read it together")
    walker.presses("Record it").is_told("It is recorded that the child got the page.")
    walker.page.add_init_script(HEARD)
    walker.page.reload()
    button = walker.main.get_by_role("button", name="Read it to me")
    button.click()
    heard = walker.page.evaluate("window.heard")
    assert heard[:3] == [
        "What was decided at your review, Asha",
        "Your review was on 28 April 2025.",
        "Thank you for showing us what you like.",
    ]
    assert "Jo, your social worker will do this by 2 June 2025." in heard
    assert button.inner_text() == "Read it to me"
    walker.page.add_init_script(MUTE)
    walker.page.reload()
    assert not walker.main.get_by_role("button", name="Read it to me").is_visible()
