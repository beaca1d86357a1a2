"""From the decisions sent to the record filed: a challenge and its answer, silence, the letter, each version read."""

import datetime
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from office import jobs
from reviews.models import RecordOfReview, RecordRecipient
from reviews.tasks import let_unchallenged_stand
from tests.browser.walking import Walker
from tests.factories import make_user
from tests.reviews.afterwards import FIRST_DAY_AFTER, SENT, After, completed_review
from tests.servers import LiveSite

pytestmark = pytest.mark.browser
D = datetime.date


def become(walker: Walker, person: User) -> Walker:
    """Sit down as somebody who is signed in already."""
    client = Client()
    client.force_login(person, backend=project.AUTHENTICATION_BACKENDS[-1])
    name = project.SESSION_COOKIE_NAME
    walker.site.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": walker.site.url}])
    return walker


def run_mail(today: D) -> None:
    """Do the work that waits in the background."""
    while (found := jobs.claim()) is not None:
        jobs.run(found, today)


@pytest.fixture
def after(live_site: LiveSite, settings: Any) -> After:
    """Complete a review with two decisions on the Monday before Easter; it is Wednesday."""
    settings.IRO_TODAY = SENT
    return completed_review(first_name="Asha", last_name="Reed", preferred_name="Ash")


def sends_and_challenges(walker: Walker, after: After) -> None:
    """The IRO sends the decisions and sees to whom; the manager challenges one of two."""
    # The IRO sends the decisions, and sees to whom
    become(walker, after.iro).opens(f"/log-review/{after.review.pk}/decisions/").comes_to("Send the decisions")
    walker.sees("Max Teasel (team manager)").presses("Record that they were sent")
    run_mail(SENT)
    walker.opens(reverse("child:review", args=[after.review.pk]))
    walker.sees("Sent to 2 people")

    # The manager finds on their first page what may still be challenged, and challenges one decision
    become(walker, after.manager).opens("/").comes_to("Addressed to me")
    walker.follows("2 decisions that you may still challenge").comes_to("Decisions that I may still challenge")
    walker.sees("25 April 2025").follows("Challenge").comes_to("Challenge decisions")
    walker.ticks("Do thing 1").types("What do you challenge, and why?", "There is no money for it.")
    walker.presses("Challenge").comes_to("Decisions that I may still challenge").sees("There is no money for it.")


def answers(walker: Walker, after: After) -> None:
    """The IRO answers in other words; both wordings stay."""
    become(walker, after.iro).opens("/").is_on("My caseload").follows("1 challenged decision to answer")
    walker.comes_to("Challenged decisions").follows("Answer").comes_to("Answer a challenge")
    walker.ticks("The decision stays, in other words")
    walker.types("The decision as it reads from now on", "Do thing 1 without money")
    walker.types("Why?", "It can be done for nothing.").presses("Answer")
    walker.comes_to("Decision").sees("Do thing 1 without money").sees("The decision as it was sent")


def silence_and_progress(walker: Walker, after: After, settings: Any) -> None:
    """The night makes the other final; the social worker says it is done, and the IRO that it is not quite."""
    # Nobody challenges the other: on the day after the limit the night makes it final
    settings.IRO_TODAY = FIRST_DAY_AFTER
    let_unchallenged_stand(jobs.Job(), lambda *_said: None)
    assert [after.decision(number).standing for number in (0, 1)] == ["final", "final"]
    become(walker, after.manager).opens("/after/challenge/").sees("No decision may be challenged now.")

    # The social worker says that it is done, and the IRO that it is not quite
    become(walker, after.social_worker).opens("/my-children/decisions/").follows("Do thing 2").comes_to("Decision")
    walker.sees("Nobody challenged it by 25/04/2025").follows("Report progress").comes_to("Report progress")
    walker.ticks("Yes").types("What has been done, and what is still to do?", "It was done on Tuesday.")
    walker.presses("Report").sees("It was done on Tuesday.")
    become(walker, after.iro).opens("/after/said-done/").comes_to("Said to be carried out").follows("Not yet")
    walker.comes_to("Not carried out yet").types("What is still missing?", "The letter to the school.")
    walker.presses("Say so").sees("The letter to the school.")


def writes_to_the_child(walker: Walker, after: After) -> None:
    """The record is finished, and the child gets a letter."""
    # The record is finished, and the child gets a letter
    walker.opens(f"/log-review/{after.review.pk}/record/").types("The record", "Ash lives happily with the Hollyhocks.")
    walker.presses("Finish the record").follows("Write to the child").comes_to("Letter to Ash")
    assert "Do thing 1 without money" in walker.labelled("The letter").input_value()
    walker.presses("Keep it and read it").comes_to("Letter to Ash").sees("Draft").goes_back()
    walker.presses("Finish the letter").is_on("Letter to Ash").sees("Finished")


def reads_and_sends(walker: Walker, after: After) -> None:
    """Each version is read before it is sent; the school gets the decisions only."""
    # Each version is read before it is sent
    walker.opens(f"/after/{after.review.pk}/recipients/").comes_to("Who gets the record").follows("Add somebody")
    walker.comes_to("Add somebody who gets it").types("Name", "Marsh Lane School").ticks("School")
    walker.ticks("The decisions only").presses("Add").sees("Marsh Lane School")
    support = make_user(Role.SUPPORT_WORKER)
    for recipient in RecordRecipient.objects.order_by("pk"):
        become(walker, support).opens(f"/after/recipient/{recipient.pk}/")
        walker.comes_to("Review of Ash on 14 April 2025").sees(f"This is all that {recipient.name} gets")
        if recipient.part == "school":
            walker.does_not_see("Hollyhock")
        walker.follows("Mark as sent").comes_to(f"Sent to {recipient.name}").ticks("By post").presses("Mark as sent")
    assert RecordOfReview.objects.get().distributed_on == FIRST_DAY_AFTER


def files(walker: Walker, after: After) -> None:
    """The record is copied into the template of the council, ticked as filed; the manager names a deputy."""
    # The record is copied into the council's template, and ticked as filed
    become(walker, after.iro).opens("/after/to-file/").comes_to("Records to file").follows("Asha Reed")
    walker.comes_to("Copy the record to the case system")
    assert "Ash lives happily" in walker.labelled("The record, in the template of the case system").input_value()
    walker.ticks("It was filed in the council’s case system").presses("It was filed")
    walker.comes_to("Records to file").sees("Every finished record is filed.")

    # The manager names somebody to stand in
    become(walker, after.manager).opens("/after/deputies/").comes_to("Who stands in for me").follows("Name somebody")
    walker.comes_to("Name who stands in for you")


def test_decisions_become_final_and_the_record_reaches_everyone(live_site: LiveSite, after: After, settings: Any):
    walker = Walker(live_site)
    sends_and_challenges(walker, after)
    answers(walker, after)
    silence_and_progress(walker, after, settings)
    writes_to_the_child(walker, after)
    reads_and_sends(walker, after)
    files(walker, after)


def test_template_of_the_case_system_is_usable(live_site: LiveSite):
    become(Walker(live_site), make_user(Role.MANAGER)).opens("/after/template/").comes_to("Template of the case system")
