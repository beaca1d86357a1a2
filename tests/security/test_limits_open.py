"""Every limit on every screen opens its working, and where it has moved, how it came to be that day."""

import datetime
from collections.abc import Iterator

import pytest
from django.db.models import Q
from lxml import html

from accounts.enums import Role
from design.formats import day
from design.templatetags.components import working
from disputes.models import ResolutionStage
from participation.models import ListeningStrand, StopLookListen, TakenOn
from reviews.models import Booking, MidpointCheck, Review, SecurePanel
from tests.security.observing import Asked

OK = 200
WHO = (Role.IRO, Role.SUPPORT_WORKER, Role.CONSULTATION_OFFICER, Role.MANAGER)
# What is chosen or typed, said with a picture, or told about a form that somebody else sent first, opens nothing.
NOT_A_LIMIT = "//details[contains(@class,'app-working')] | //select | //label | //svg | //title | //*[@hidden]"
# The log of what was written, value by value, and the frozen rows behind figures: both show what was, and why.
PAGES_OF_VALUES = ("looking:", "reporting:")


def limits() -> dict[datetime.date, str]:
    """Return the days of the open limits of the world, but those that are the day of something else too."""
    found = {
        **dict.fromkeys(Review.objects.open().filter(due_on__isnull=False).values_list("due_on", flat=True), "review"),
        **dict.fromkeys(MidpointCheck.objects.filter(done_on=None).values_list("due_on", flat=True), "check"),
        **dict.fromkeys(SecurePanel.objects.to_come().values_list("due_on", flat=True), "panel"),
        **dict.fromkeys(
            ResolutionStage.objects.filter(Q(reply_by__isnull=False)).values_list("reply_by", flat=True), "reply"
        ),
    }
    facts = {
        *Booking.objects.values_list("on", flat=True),
        *ResolutionStage.objects.values_list("entered_on", flat=True),
        *ResolutionStage.objects.values_list("ended_on", flat=True),
        *ListeningStrand.objects.values_list("planned_for", flat=True),
        *ListeningStrand.objects.values_list("done_on", flat=True),
        *StopLookListen.objects.values_list("together_on", flat=True),
        *TakenOn.objects.values_list("from_on", flat=True),
    }
    return {on: what for on, what in found.items() if on not in facts}


def bare(text: str, days: dict[str, str]) -> set[str]:
    """Return the limits that a page shows without their working."""
    tree = html.fromstring(text[text.index("<") :])
    main = next(iter(tree.xpath("//main")), tree)
    for part in main.xpath(NOT_A_LIMIT):
        if part.getparent() is not None:
            part.drop_tree()
    said = main.text_content()
    return {f"{what} {on}" for on, what in days.items() if on in said}


def shown_bare(who: str, asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield each page of somebody with a limit that it shows without its working."""
    days = {day(on): what for on, what in limits().items()}
    for seen in asked.shown_to(who):
        if seen.status == OK and "<main" in seen.text and not seen.page.startswith(PAGES_OF_VALUES):
            yield from ((seen.page, each) for each in bare(seen.text, days))


@pytest.mark.parametrize("who", WHO)
@pytest.mark.usefixtures("world")
def test_every_limit_on_every_page_opens_its_working(who, asked_by):
    assert sorted(set(shown_bare(str(who), asked_by(str(who))))) == []


def test_limit_that_is_shown_bare_is_found():
    on = datetime.date(2025, 6, 6)
    assert bare(f"<main><p>Due {day(on)}</p></main>", {day(on): "review"}) == {"review 6 June 2025"}
    assert bare(f"<main><p>{working(None)}{day(on)}</p></main>", {day(on): "review"}) == {"review 6 June 2025"}
