"""Reviews of other kinds, walked through: short breaks that become full, the way to adoption, a secure panel.

The world is small and the test moves its clock: the day is `IRO_TODAY`, as in the demonstration.
"""

import datetime

import pytest
from django.conf import settings as django_settings
from django.test import Client

from accounts.enums import Role
from reviews import actions as reviews
from tests.browser.walking import Walker
from tests.factories import facts, make_child, make_user, open_review
from tests.servers import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
D = datetime.date
BEGAN = D(2024, 6, 3)


@pytest.fixture
def walker(live_site: LiveSite, settings) -> Walker:
    """Sit somebody down at a browser, on a day that the test moves."""
    settings.IRO_TODAY = BEGAN
    return Walker(live_site)


def comes_in(walker: Walker, user) -> Walker:
    """Let somebody take their place at the browser."""
    client = Client()
    client.force_login(user, backend=django_settings.AUTHENTICATION_BACKENDS[-1])
    name = django_settings.SESSION_COOKIE_NAME
    walker.page.context.clear_cookies()
    walker.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": walker.site.url}])
    return walker


def stays(walker: Walker, child, first: D, nights: int) -> Walker:
    """Let the support worker record a stay of so many nights, as many as were intended."""
    walker.opens(f"/care/child/{child.pk}/stay/").is_on("Record a short break")
    walker.dates("On which day did the stay begin?", first)
    walker.dates("On which day did the child go home?", first + datetime.timedelta(days=nights))
    walker.types("With whom, or where?", "Kestrel View").types("How many nights were intended?", str(nights))
    walker.ticks("Yes")
    return walker.presses("Record the stay")


def completes(child, on: D, iro, today: D, **more) -> None:
    """Complete the open review of a child, as the form that logs one does."""
    reviews.complete_review(review=open_review(child), facts=facts(iro, on, **more), by=iro, today=today)


def test_short_breaks_become_full_looked_after_status(walker: Walker, settings):
    # Given a child with short breaks, whose first review is due in three months
    iro, support, manager = make_user(), make_user(Role.SUPPORT_WORKER), make_user(Role.MANAGER)
    child = make_child(iro=iro, became_looked_after_on=BEGAN, legal_status="V4", today=BEGAN, last_name="Marigold")
    page, clocks = f"/child/{child.pk}/", f"/child/{child.pk}/clocks/"
    comes_in(walker, support).opens(page).comes_to(str(child)).sees("First review (short-breaks review)", "0 of 75")

    # When stays are recorded, then their nights are added up
    settings.IRO_TODAY = D(2025, 3, 31)
    walker.follows("Record a short break").comes_to("Record a short break").presses("Record the stay")
    walker.comes_to("Record a short break").sees("Enter how many nights were intended")
    for first in (D(2024, 9, 2), D(2024, 11, 4), D(2025, 1, 6)):
        stays(walker, child, first, 15).is_told("The stay is recorded.")
    walker.comes_to(f"Short breaks of {child}").sees("45 of 75", "3 stays")
    walker.opens(page).does_not_see("nights of short breaks are used")

    # When sixty are used, then the support worker, the IRO and the manager are warned
    stays(walker, child, D(2025, 3, 3), 15)
    for user in (support, iro, manager):
        comes_in(walker, user).opens(page).sees("60 of 75 nights of short breaks are used in the 12 months to 31 March")
        walker.opens(clocks).sees("60 of 75 nights")
        walker.opens("/care/short-breaks/").comes_to("Short breaks").sees("Sam Marigold", "60 of 75 nights")

    # When the seventy-sixth night comes, then the child is looked after in full from that day
    settings.IRO_TODAY = D(2025, 5, 22)
    stays(comes_in(walker, support), child, D(2025, 5, 5), 17).comes_to(str(child))
    walker.is_told("From 20 May 2025 this child is looked after in full.")
    walker.sees("Complete the first review", "18 June 2025")
    assert open_review(child).due_rule == "SB-TO-FULL"

    # And the short-breaks review has ended, and says why
    walker.follows("Reviews").comes_to(str(child)).follows("First review (short-breaks review)")
    walker.sees("The short breaks became full looked-after status", "more than 75 nights fall in one period")
    comes_in(walker, iro).opens(page).comes_to(str(child)).sees("Looked after since 20 May 2025")


def test_way_to_adoption_and_back(walker: Walker, settings):
    # Given a baby looked after, whose first and second review were held
    iro, support = make_user(), make_user(Role.SUPPORT_WORKER)
    child = make_child(iro=iro, became_looked_after_on=BEGAN, today=BEGAN, date_of_birth=D(2024, 5, 20))
    baby = {"participation_code": "PN0", "spoken_outcome": "observed", "spoken_on": None}
    completes(child, D(2024, 6, 24), iro, D(2024, 6, 24), **baby)
    completes(child, D(2024, 9, 2), iro, D(2024, 9, 2), **baby)
    page, clocks = f"/child/{child.pk}/", f"/child/{child.pk}/clocks/"

    # When authority to place is recorded, then the earlier of two limits governs, and the page says both
    settings.IRO_TODAY = D(2024, 10, 7)
    comes_in(walker, support).opens(page).comes_to(str(child)).follows("Record authority to place for adoption")
    walker.comes_to("Record authority to place for adoption").presses("Record the authority")
    walker.is_asked_to("Say what gives the authority to place", "Enter the day from which the child may be placed")
    walker.ticks("A placement order").dates("From which day?", D(2024, 10, 4)).presses("Record the authority")
    walker.comes_to(str(child)).is_told("The next is the looked-after review, due by 4 January 2025.")
    comes_in(walker, iro).opens(clocks).sees("4 January 2025", "the other being 2 March 2025 (REV-SUBS)")

    # When the child is placed, then an adoption review takes the place of the ordinary one, within four weeks
    settings.IRO_TODAY = D(2024, 11, 18)
    comes_in(walker, support).opens(page).follows("Record a placement for adoption")
    walker.comes_to("Record a placement for adoption")
    walker.dates("On which day was the child placed?", D(2024, 11, 18)).ticks("With other adopters")
    walker.types("The adopters", "Ash and Bo Foxhollow").presses("Record the placement").comes_to(str(child))
    walker.is_told("The next is the adoption review, due by 16 December 2024.")
    walker.follows("Reviews").sees("First review (adoption review)", "Ended without being held")

    # When the first is held, then the second is due within three months of it
    completes(child, D(2024, 12, 12), iro, D(2024, 12, 12), **baby)
    settings.IRO_TODAY = D(2024, 12, 13)
    comes_in(walker, iro).opens(clocks).comes_to(str(child)).sees("Complete the second adoption review")
    walker.sees("12 March 2025")

    # When the child comes back, then ordinary reviews apply again, and one falls between four and six weeks after
    settings.IRO_TODAY = D(2025, 2, 3)
    comes_in(walker, support).opens(page).follows("Record a return from adopters")
    walker.comes_to("Record a return from adopters").dates("On which day did the child return?", D(2025, 2, 3))
    walker.chooses("Where is the child now?", "(U6)").presses("Record the return").comes_to(str(child))
    walker.is_told("The next is the looked-after review, due by 17 March 2025.")
    comes_in(walker, iro).opens(clocks).sees("not before 3 March 2025")
    walker.opens(page).comes_to(str(child)).sees("Over time", "A placement order, since 4 October 2024")


def test_secure_panel_sits_beside_the_ordinary_reviews(walker: Walker, settings):
    # Given a young person who is moved into secure accommodation
    iro, support = make_user(), make_user(Role.SUPPORT_WORKER)
    child = make_child(iro=iro, became_looked_after_on=BEGAN, today=BEGAN, date_of_birth=D(2010, 2, 1))
    ordinary = open_review(child).due_on
    settings.IRO_TODAY = D(2024, 6, 10)
    comes_in(walker, support).opens(f"/arranging/child/{child.pk}/change/")
    walker.dates("On which day?", D(2024, 6, 10)).chooses("What changed?", "(P)").chooses("New placement", "(K1)")
    walker.presses("Record the change")

    # When the support worker arranges the extra panel, then two people are too few, and three are enough
    walker.opens(f"/child/{child.pk}/clocks/").sees("Extra panel needed").does_not_see("secure", "Secure")
    walker.follows("Extra panel needed").comes_to("Arrange the extra panel")
    walker.dates("On which day does the panel sit?", D(2024, 7, 4)).types("Where?", "Town hall")
    walker.types("Member 1", "Ada Quill").chooses("Standing of member 1", "Independent")
    walker.types("Member 2", "Cllr Birch").chooses("Standing of member 2", "Councillor or officer")
    walker.presses("Arrange the panel").comes_to("Arrange the extra panel")
    walker.is_asked_to("A panel needs at least 3 people.")
    walker.types("Member 3", "Cllr Reed").chooses("Standing of member 3", "Councillor or officer")
    walker.presses("Arrange the panel").comes_to(str(child)).is_told("The panel is arranged.")
    walker.sees("Thursday 4 July 2024, Town hall")

    # When it has sat, then the IRO records what it recommends, and the next is due within three months
    settings.IRO_TODAY = D(2024, 7, 5)
    comes_in(walker, iro).opens(f"/child/{child.pk}/clocks/").follows("Hold the panel on secure accommodation")
    walker.comes_to("Panel on secure accommodation").sees("Due", "10 July 2024").follows("Record the panel")
    walker.comes_to("Record a panel on secure accommodation").dates("On which day did the panel sit?", D(2024, 7, 4))
    walker.ticks("Yes").types("What does the panel recommend? (optional)", "That the placement goes on")
    walker.presses("Record the panel").comes_to("Panel on secure accommodation").is_told("The panel is recorded.")
    walker.sees("Ada Quill, Cllr Birch, Cllr Reed", "That the placement goes on")

    # When the authority has decided, then that is recorded with who was told
    walker.follows("Record what was decided and who was told").comes_to("What the authority decided")
    walker.types("What did the authority decide?", "The placement goes on")
    walker.dates("On which day?", D(2024, 7, 5)).types("Who of those consulted was told of the outcome?", "The child")
    walker.dates("When were they told?", D(2024, 7, 5)).presses("Record it")
    walker.comes_to("Panel on secure accommodation").sees(
        "5 July 2024: The placement goes on", "5 July 2024: The child"
    )

    # And the ordinary review stands where it stood
    walker.goes_back().comes_to(str(child)).sees("4 October 2024", "1 panel")
    assert open_review(child).due_on == ordinary
