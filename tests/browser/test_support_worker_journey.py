"""The support worker's day: a child comes into care, the first review is booked and moved, a record goes out."""

import datetime
import re

import pytest

from accounts.enums import Role
from tests.browser.walking import Walker

pytestmark = pytest.mark.browser
D = datetime.date


def test_child_comes_into_care_and_the_first_review_is_arranged(walker: Walker):
    # Given the support worker, whose day begins with what is to arrange
    walker.signs_in(Role.SUPPORT_WORKER).comes_to("Reviews to arrange").sees("99 reviews to arrange")
    assert walker.menu() == ["To arrange", "New notification", "Children", "Reports"]

    # When a notification is sent with half of it missing, then each gap is named and what was typed is kept
    walker.goes_to("New notification").comes_to("A child has come into care")
    walker.types("First name", "Tamsin").types("Last name", "Elderbrook").presses("Record the notification")
    walker.comes_to("A child has come into care").sees("There is a problem", "Enter the date of birth")

    # When the rest is filled in, then the child's page says by when the first review must be held
    walker.types("The authority's own id", "HX0300").dates("Date of birth", D(2007, 5, 4)).ticks("Female")
    walker.dates("Looked after since", D(2012, 1, 3)).chooses("Legal status", "Section 20, single period")
    walker.types("Mother's name", "Ash Elderbrook").ticks("The mother holds parental responsibility")
    walker.presses("Record the notification").comes_to("Tamsin Elderbrook")
    walker.is_told("Due 31 January 2012: 20 working days from 3 January 2012, when Tamsin became looked after")
    walker.does_not_see("Section 20")  # legal status is not the support worker's to read

    # When the day is booked while the chair is elsewhere, then the clash is said before anything is booked
    walker.follows("Book a date").comes_to("Book this review")
    walker.dates("Day", D(2012, 1, 4)).types("Time", "9:30").chooses("Who chairs?", "Saffron Fictional")
    walker.types("Where, if somewhere else?", "At the carer's home").presses("Book")
    walker.comes_to("Book this review").is_asked_to("Saffron Fictional already has Vale Saltwhistle at 9:30am that day")

    # When another time is chosen, then it is booked, and the dates that follow from it are said
    walker.types("Time", "14:00").presses("Book").comes_to("Reviews to arrange")
    walker.is_told("Booked for 4 January 2012").sees("99 reviews to arrange")
    walker.follows("Booked").comes_to("Booked reviews").sees("Tamsin Elderbrook", "2pm to 3:30pm")

    # When it is moved, then a reason is asked for, and the limit stays where it was
    walker.follows("Move Tamsin Elderbrook").comes_to("Move this review")
    walker.dates("Day", D(2012, 1, 24)).chooses("Who asked for a later day?", "The carer").presses("Move")
    walker.is_asked_to("Say why the review is moved")
    walker.types("Why is it moved?", "The carer is at work until then").presses("Move")
    walker.comes_to("Booked reviews").is_told("Booked for 24 January 2012").sees("Week of 23 January 2012")
    walker.follows("Tamsin Elderbrook").comes_to("Tamsin Elderbrook").sees("31 January 2012", "24 January 2012")


def test_moves_people_and_corrections_are_recorded_from_the_childs_page(walker: Walker):
    # Given a child found by the id in the search box of every page
    walker.signs_in(Role.SUPPORT_WORKER).searches_for("HX0070").comes_to("Search").sees("1 child found")
    walker.follows("Nettle Marrowby").comes_to("Nettle Marrowby")

    # When the child moves, then the new placement stands on the page
    walker.follows("Record a move or change").comes_to("Record a move or a change of status")
    walker.dates("On which day?", D(2012, 1, 3)).chooses("What changed?", "(P)")
    walker.chooses("New placement", "Residential school").types("New carer or home", "Thorncombe School")
    walker.presses("Record the change").comes_to("Nettle Marrowby").is_told("The change is recorded")
    walker.sees("Thorncombe School")

    # When the name is corrected, then the former one can still be found
    walker.follows("Correct name").comes_to("Correct this record")
    walker.types("Name the child goes by, if another", "Netty").types("Former names", "Nettle Rushlight")
    walker.presses("Save the corrections").is_told("The record is corrected.").sees("Netty", "Nettle Rushlight")

    # When a parent is added, then the people around the child include them
    walker.follows("People").comes_to("Nettle Marrowby")
    walker.follows("Add a person").comes_to("Record a person around the child")
    walker.types("Name", "Bran Rushlight").chooses("Who are they to the child?", "Father")
    walker.presses("Save").is_told("The person is recorded.")
    walker.follows("People").sees("Bran Rushlight")


def test_finished_record_is_sent_out(walker: Walker):
    # Given a record that an IRO has finished
    walker.signs_in(Role.SUPPORT_WORKER).follows("Records to send out").comes_to("Records to send out")
    waiting = walker.rows()
    assert waiting > 0
    walker.follows("Open and send out").comes_to(re.compile("Record of the review of .+"))

    # When it has gone out, then it no longer waits
    walker.presses("It was sent to all of them").comes_to("Records to send out").is_told(
        "The record is marked as sent out."
    )
    assert walker.rows() == waiting - 1
