"""One child, from the notice on a Friday before Easter to the second review: everybody whose turn it is, day by day."""

import datetime
import re
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import reverse

from accounts.actions import create_post, manage_team
from accounts.enums import PostKind, Role
from accounts.models import User
from audit.actions import acting
from children.models import Child
from desk.inviting.tasks import ask_to_empty_outbox
from office.tasks import plan_nightly, sweep_jobs
from reviews.models import RecordRecipient, Review, Venue
from tests.browser.walking import Walker
from tests.factories import BY, make_team, make_user
from tests.letterbox import Letterbox, open_letterbox, sends_to
from tests.servers import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
D = datetime.date
# Easter Sunday is 20 April 2025. The children's team tells the service on the Friday nine days before.
NOTICE, FIRST_LIMIT = D(2025, 4, 11), D(2025, 5, 14)
SPOKEN, OPENED, COMPLETED = D(2025, 5, 9), D(2025, 5, 12), D(2025, 5, 20)
# Five working days after the decisions were sent on the day of the review, over the bank holiday of 26 May.
LAST_TO_CHALLENGE, FINAL = D(2025, 5, 28), D(2025, 5, 29)
SECOND_LIMIT, MID_POINT = D(2025, 8, 20), D(2025, 7, 5)
EARLIER, SECOND_HELD = D(2025, 7, 18), D(2025, 7, 17)


class Story:
    """The people, the child, the browser, the letterbox and the day."""

    def __init__(self, walker: Walker, settings: Any, box: Letterbox) -> None:
        """Make those who work with the child, on the day of the notice."""
        self.walker, self.settings, self.box = walker, settings, box
        settings.IRO_TODAY = NOTICE
        self.support = make_user(Role.SUPPORT_WORKER, "Sorrel Arranger", email="sorrel@example.org")
        self.manager = make_user(Role.MANAGER, "Maple Overseer", email="maple@example.org")
        self.iro = make_user(Role.IRO, "Iris Reviewer", email="iris@example.org")
        self.worker = make_user(Role.SOCIAL_WORKER, "Willow Worker", email="willow@example.org")
        self.operations = make_user(Role.OPERATIONAL_MANAGER, "Olive Operations", email="olive@example.org")
        manage_team(team=make_team("North team"), manager=self.operations, from_on=D(2025, 1, 1), by=BY)
        create_post(kind=PostKind.IRO, fte=Decimal(1), holder=self.iro, from_on=D(2024, 1, 1), by=BY)
        with acting():
            Venue.objects.create(name="Civic Centre, room 2")

    @property
    def child(self) -> Child:
        """Return the child as the records now have them."""
        return Child.objects.get(local_id="HX0300")

    @property
    def review(self) -> Review:
        """Return the open review."""
        return self.child.reviews.open().get()

    def as_(self, person: User) -> Walker:
        """Sit down as somebody who is signed in already."""
        client = Client()
        client.force_login(person, backend=project.AUTHENTICATION_BACKENDS[-1])
        cookie = {"name": project.SESSION_COOKIE_NAME, "url": self.walker.site.url}
        value = client.cookies[project.SESSION_COOKIE_NAME].value
        self.walker.site.page.context.add_cookies([{**cookie, "value": value}])
        return self.walker

    def day(self, on: datetime.date) -> None:
        """Move the clock of the demonstration; the night does its work, and mail goes out."""
        self.settings.IRO_TODAY = on
        plan_nightly()
        self.background()

    def background(self) -> None:
        """Do what waits in the background."""
        ask_to_empty_outbox()
        sweep_jobs()


def test_review_walks_from_the_first_notice_to_the_second_review(live_site: LiveSite, settings: Any) -> None:
    with open_letterbox() as box:
        sends_to(settings, box.port)
        story = Story(Walker(live_site), settings, box)
        _notice(story)
        _allocation(story)
        _booking(story)
        _invitations_and_replies(story)
        _private_conversation(story)
        _adjournment(story)
        _completion(story)
        _challenge(story)
        _record(story)
        _distribution(story)
        _mid_point_and_bring_forward(story)
        _second_review(story)


def _notice(story: Story) -> None:
    # Given a Friday before Easter: a child has come into care, and the limit passes over the holidays
    walker = story.as_(story.support).opens("/arranging/notification/").is_on("A child has come into care")
    walker.types("First name", "Tamsin").types("Last name", "Elderbrook").types("The authority's own id", "HX0300")
    walker.dates("Date of birth", D(2013, 5, 4)).ticks("Female").dates("Looked after since", NOTICE)
    walker.chooses("Legal status", "Section 20, single period")
    walker.types("Mother's name", "Ash Elderbrook").ticks("The mother holds parental responsibility")
    walker.page.locator("[name=team]").select_option(label="North team")
    walker.page.locator("[name=social_worker]").select_option(label="Willow Worker")
    walker.presses("Record the notification").is_on("Tamsin Elderbrook")
    walker.is_told("Due 14 May 2025: 20 working days from 11 April 2025, when Tamsin became looked after")
    walker.is_told("18 April, 21 April and 5 May do not count")
    assert story.review.due_on == FIRST_LIMIT


def _allocation(story: Story) -> None:
    # When the manager names an IRO, then the child is theirs
    walker = story.as_(story.manager).opens("/service/list/unallocated/").follows("Allocate Tamsin Elderbrook")
    walker.ticks(re.compile("Iris Reviewer")).ticks("Became looked after").presses("Allocate")
    walker.is_told("Tamsin Elderbrook has an IRO.")


def _booking(story: Story) -> None:
    # When the first review is booked two days before its limit, then the dates that come before it are said
    walker = story.as_(story.support).opens("/").is_on("Reviews to arrange").sees("14 May 2025")
    walker.opens(reverse("arranging:book", args=[story.review.pk])).is_on("Book this review")
    walker.dates("Day", OPENED).types("Time", "16:00").chooses("Who chairs?", "Iris Reviewer")
    walker.chooses("Venue", "Civic Centre, room 2").presses("Book").is_told("Booked for 12 May 2025")


def _invitations_and_replies(story: Story) -> None:
    # When those around the child are invited, then the mother, who has no address yet, is given one and written to
    pk = story.review.pk
    walker = story.as_(story.support).opens(reverse("inviting:review", args=[pk]))
    walker.follows(re.compile("Change the e-mail address.*Ash Elderbrook")).types("E-mail address", "ash@example.net")
    walker.presses(re.compile("Save|Change|Record"))
    walker.opens(reverse("inviting:send", args=[pk])).presses("Send")
    story.background()
    (mail,) = [message for message in story.box.mails if message["To"] == "ash@example.net"]
    (link,) = re.findall(r"https?://\S+/inviting/reply/\S+", mail.get_body(("plain",)).get_content())

    # Then she answers by the link alone, without an account, and the support worker sees it
    walker.page.context.clear_cookies()
    walker.page.goto(link)
    walker.is_on("A meeting").does_not_see("Tamsin").ticks("Yes").presses("Send my answer").sees("Will come")
    walker = story.as_(story.support).opens(reverse("inviting:review", args=[pk]))
    assert "Will come" in walker.row("Ash Elderbrook").inner_text()


def _private_conversation(story: Story) -> None:
    # When the IRO speaks with the child alone before the meeting, then it is recorded before the review
    story.day(SPOKEN)
    walker = story.as_(story.iro).opens(reverse("log_review:speak", args=[story.review.pk]))
    walker.ticks(re.compile("^Spoke with the child")).dates("When?", SPOKEN)
    walker.presses("Record the conversation").is_told("The conversation is recorded.")


def _adjournment(story: Story) -> None:
    # When the meeting is opened in time and adjourned, then it has until 20 working days later, and once only
    story.day(OPENED)
    review = story.review
    walker = story.as_(story.iro).opens(reverse("log_review:adjourn", args=[review.pk]))
    walker.types("Why?", "The school was not there").presses("Adjourn the review").is_told("The review is adjourned")
    walker.opens(reverse("child:clocks", args=[story.child.pk])).sees("Complete the adjourned review", "10 June 2025")
    assert walker.is_refused(reverse("log_review:adjourn", args=[review.pk])) == 403


def _completion(story: Story) -> None:
    # When the meeting is resumed and everything is said, then the review is completed and the next one is due
    story.day(COMPLETED)
    review = story.review
    walker = story.as_(story.iro).opens(reverse("log_review:form", args=[review.pk]))
    walker.presses("Complete the review")
    walker.sees("There is a problem")
    walker.page.locator("[name=completed_when][value=today]").check()
    walker.page.locator("[name=participation_code]").first.check()
    walker.page.locator("[name=rights_told]").first.check()
    walker.page.locator("[name$=was_invited][value=yes]").first.check()
    walker.page.locator("[name$=attended][value=yes]").first.check()
    for number, (text, owner) in enumerate((("Find a new school", "Willow Worker"), ("See Gran weekly", "Ash"))):
        row = f"decisions-{number}"
        if number:
            walker.main.get_by_role("button", name="Add another decision").click()
        walker.page.locator(f"[name={row}-text]").fill(text)
        walker.page.locator(f"[name={row}-owner]").fill(owner)
        for part, words in (("day", "30"), ("month", "6"), ("year", "2025")):
            walker.page.locator(f"[name={row}-target_on_{part}]").fill(words)
    walker.presses("Complete the review")
    walker.is_on("The review is completed").sees("20 August 2025")
    done = Review.objects.get(pk=review.pk)
    assert (done.completed_on, story.review.due_on) == (COMPLETED, SECOND_LIMIT)


def _challenge(story: Story) -> None:
    # When the decisions are sent, then the operational manager challenges one in time, and the IRO answers
    done = story.child.reviews.completed().get()
    walker = story.as_(story.iro).opens(reverse("log_review:decisions", args=[done.pk]))
    walker.sees("Olive Operations").presses("Record that they were sent")
    story.background()
    walker = story.as_(story.operations).opens("/after/challenge/").sees("28 May 2025").follows("Challenge")
    walker.ticks("See Gran weekly").types("What do you challenge, and why?", "There is no car on weekdays.")
    walker.presses("Challenge").sees("There is no car on weekdays.")
    walker = story.as_(story.iro).opens("/after/challenged/").follows("Answer")
    walker.ticks("The decision stays, in other words")
    walker.types("The decision as it reads from now on", "See Gran each weekend")
    walker.types("Why?", "Weekends work for everybody.").presses("Answer").sees("See Gran each weekend")

    # When nobody says anything about the other by the last day, then it is final by itself the day after
    story.day(LAST_TO_CHALLENGE)
    assert done.decisions.get(text="Find a new school").standing != "final"
    story.day(FINAL)
    assert set(done.decisions.values_list("standing", flat=True)) == {"final"}


def _record(story: Story) -> None:
    # When the record is written, then it is finished within its 15 working days
    done = story.child.reviews.completed().get()
    walker = story.as_(story.iro).opens(reverse("log_review:record", args=[done.pk]))
    walker.types("The record", "Tamsin is well and wants to see more of Gran.").presses("Finish the record")
    assert (done.record.finished_on, done.record.full_due_on) == (FINAL, D(2025, 6, 11))


def _distribution(story: Story) -> None:
    # When each reader's version was read and sent, then the record is distributed
    done = story.child.reviews.completed().get()
    walker = story.as_(story.support).opens(reverse("after_review:recipients", args=[done.pk]))
    walker.is_on("Who gets the record")
    for recipient in RecordRecipient.objects.order_by("pk"):
        walker.opens(reverse("after_review:preview", args=[recipient.pk])).follows("Mark as sent")
        walker.ticks("By post").presses("Mark as sent")
    done.record.refresh_from_db()
    assert done.record.distributed_on == FINAL


def _mid_point_and_bring_forward(story: Story) -> None:
    # When half the time has passed, then the check is among what is to be done; what drifts brings the review forward
    story.day(MID_POINT)
    walker = story.as_(story.iro).opens("/caseload/").follows("Check for Tamsin Elderbrook").is_on("Mid-point check")
    for group in walker.main.get_by_role("group").all():
        drifting = group.get_by_label("Drifting", exact=True)
        if drifting.count() == 1:
            drifting.check()
    walker.page.locator("[name=spoke_with_child][value=yes]").check()
    walker.page.locator("[name=earlier][value=yes]").check()
    walker.dates("By which day?", EARLIER).types("Why?", "No school has been found").presses("Save the check")
    assert (story.review.due_on, story.review.due_rule) == (EARLIER, "REV-EARLY-IRO")
    walker.opens(reverse("child:clocks", args=[story.child.pk])).sees("18 July 2025", "20 August 2025 became")


def _second_review(story: Story) -> None:
    # When the second review is booked, held and completed before that day, then the next is at most six months off
    story.day(SECOND_HELD)
    review = story.review
    walker = story.as_(story.iro).opens(reverse("log_review:speak", args=[review.pk]))
    walker.ticks(re.compile("^Spoke with the child")).dates("When?", SECOND_HELD).presses("Record the conversation")
    walker.opens(reverse("log_review:form", args=[review.pk])).sees("Find a new school", "See Gran each weekend")
    walker.page.locator("[name=completed_when][value=today]").check()
    walker.page.locator("[name=participation_code]").first.check()
    walker.page.locator("[name=rights_told]").first.check()
    walker.page.locator("[name$=was_invited][value=yes]").first.check()
    walker.page.locator("[name$=attended][value=yes]").first.check()
    for box in walker.page.locator("[name^=last-][name$=what][value=done]").all():
        box.check()
    walker.presses("Complete the review").is_on("The review is completed").sees("17 January 2026")
    assert (story.review.sequence, story.review.due_on) == ("later", D(2026, 1, 17))
    assert Review.objects.get(pk=review.pk).sequence == "second"
