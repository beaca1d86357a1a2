"""The support worker's board: three siblings booked together, and several reviews at once, with every clash before."""

import datetime
import re

import pytest

from accounts.enums import Role
from tests.browser.walking import Walker

pytestmark = pytest.mark.browser
D = datetime.date
FAMILY = (("Tamsin", D(2007, 5, 4)), ("Merrin", D(2004, 6, 5)), ("Jory", D(2002, 7, 6)))


def comes_into_care(walker: Walker, number: int, name: str, born: datetime.date) -> None:
    """Record a notification of one of a family; those who came before are brothers and sisters."""
    walker.goes_to("New notification").is_on("A child has come into care")
    walker.types("The authority's own id", f"HX03{number:02}").types("First name", name)
    walker.types("Last name", "Elderbrook").dates("Date of birth", born).ticks("Female")
    walker.dates("Looked after since", D(2012, 1, 3)).chooses("Legal status", "Section 20, single period")
    walker.presses("Record the notification")
    if number:
        for sibling, _born in FAMILY[:number]:
            walker.ticks(re.compile(rf"{sibling} Elderbrook"))
        walker.presses("Record the notification")
    walker.is_on(f"{name} Elderbrook")


def test_three_siblings_are_booked_together_and_stay_together(walker: Walker):
    # Given three brothers and sisters who came into care today
    walker.signs_in(Role.SUPPORT_WORKER)
    for number, (name, born) in enumerate(FAMILY):
        comes_into_care(walker, number, name, born)

    # When the first is to be booked, then the others are offered with it
    walker.follows("Book a date").comes_to("Book this review").sees("Merrin Elderbrook", "Jory Elderbrook")
    walker.follows("Book it together with brothers and sisters").comes_to("Book 3 reviews")

    # When one day, time, place and chair are said once, then every row has them
    filling = walker.main.get_by_role("search").or_(walker.main.locator("form.app-filters"))
    for box, number in (("Day", "24"), ("Month", "1"), ("Year", "2012")):
        filling.first.get_by_label(box, exact=True).last.fill(number)
    filling.first.get_by_label("From").fill("9:30")
    filling.first.get_by_label("Venue").select_option(label="Civic Centre, family room")
    filling.first.get_by_label("Who chairs?").select_option(label="Saffron Fictional")
    filling.first.get_by_label("Held together?").select_option(label="All in one meeting")
    walker.presses("Fill the rows").comes_to("Book 3 reviews")
    walker.presses("Book them all").comes_to("Booked reviews").is_told("3 reviews booked. Booked for 24 January 2012")
    walker.sees("Tamsin Elderbrook", "Merrin Elderbrook", "Jory Elderbrook")

    # When one of them moves, then somebody says whether the others go with it
    walker.follows("Move Merrin Elderbrook").comes_to("Move this review").types("Time", "15:45")
    walker.types("Why is it moved?", "The carer is at work until then").presses("Move")
    walker.is_asked_to("Say what becomes of the reviews that are held together with this one")
    walker.ticks("Yes, they stay together").presses("Move").comes_to("Booked reviews")
    assert walker.main.get_by_role("rowheader", name="3:45pm to 4:45pm").count() == 3


def test_several_are_booked_at_once_or_not_at_all(walker: Walker):
    # Given the board, and two reviews ticked on it
    walker.signs_in(Role.SUPPORT_WORKER).is_on("Reviews to arrange")
    for number in (0, 1):
        walker.main.get_by_role("checkbox").nth(number).check()
    walker.presses("Book those chosen").comes_to("Book 2 reviews")

    # When a row is left without a place, then that is said, and nothing is booked
    walker.presses("Book them all").comes_to("Book 2 reviews")
    assert walker.main.locator(".govuk-error-summary__list li").count() == 6

    # When both are at once with one chair, then the clash of the set is said before anything is booked
    for row in walker.main.locator("form.app-form .app-row").all():
        for box, number in (("Day", "12"), ("Month", "1"), ("Year", "2012")):
            row.get_by_label(box, exact=True).last.fill(number)
        row.get_by_label("Time").fill("14:00")
        row.get_by_label("Where, if somewhere else?").fill("At the carer's home")
        row.get_by_label("Who chairs?").select_option(label="Saffron Fictional")
    walker.presses("Book them all").comes_to("Book 2 reviews").sees("Saffron Fictional already has")

    # When that is accepted knowingly, then both are booked
    walker.ticks("Book them all the same").presses("Book them all").comes_to("Booked reviews")
    walker.is_told("2 reviews booked")
    walker.follows("Month").comes_to("Month of booked reviews").sees("January 2012")


def test_leave_and_venues_are_kept_where_a_booking_is_held_against_them(walker: Walker):
    # Given an IRO's leave, entered by the support worker
    walker.signs_in(Role.SUPPORT_WORKER).opens("/office/time/people/").comes_to("Working time and leave")
    walker.follows("Saffron Fictional").comes_to("Working time of Saffron Fictional")
    walker.follows("Enter leave").comes_to("Enter leave")
    walker.dates("First day away", D(2012, 1, 12)).dates("Last day away", D(2012, 1, 13)).ticks("Annual leave")
    walker.presses("Enter leave").comes_to("Working time of Saffron Fictional").is_told("The leave is entered.")

    # And a venue with little room
    walker.goes_to("To arrange").follows("Venues").comes_to("Venues").follows("Add a venue").comes_to("Add a venue")
    walker.types("Name of the venue", "Small room").types("Room for how many people?", "3").presses("Add the venue")
    walker.comes_to("Venues").is_told("The venue is added.")

    # When a review is booked there with many people, then both are said before it happens
    walker.goes_to("To arrange").follows("Book a day").is_on("Book this review")
    walker.follows("Record wishes").comes_to("Wishes about reviews").ticks("The child").types("Where?", "In a cafe")
    walker.presses("Record").is_told("The wishes are recorded.").goes_back()
    walker.goes_to("To arrange").follows("Book a day").comes_to("Book this review").sees("Where: In a cafe")
    walker.follows("Record what the meeting needs").comes_to("What this meeting needs")
    walker.types("How many people are expected?", "8").presses("Save").is_on("Book this review")
    walker.dates("Day", D(2012, 1, 12)).types("Time", "16:00").chooses("Who chairs?", "Saffron Fictional")
    walker.chooses("Venue", "Small room").presses("Book").comes_to("Book this review")
    walker.sees("Saffron Fictional is away that day", "Small room has room for 3 people, and 8 are expected")
    walker.opens("/arranging/booked/?week=2012-01-12").comes_to("Booked reviews").sees("Away")
