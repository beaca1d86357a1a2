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
from reviews.models import Booking, MidpointCheck, Review, SecurePanel
from tests.security.observing import Asked
from tests.security.world import World

WHO = (Role.IRO, Role.SUPPORT_WORKER, Role.MANAGER, Role.OPERATIONAL_MANAGER, Role.SOCIAL_WORKER)
# What is chosen or typed, said with a picture, or told about a form that somebody else sent first, opens nothing.
NOT_A_LIMIT = "//details[contains(@class,'app-working')] | //select | //label | //svg | //title | //*[@hidden]"
# Where a limit stands within a sentence that says what became of it.
TOLD_IN_A_SENTENCE: dict[str, str] = {}


def limits(world: World) -> dict[datetime.date, str]:
    """Return the days of the world's open limits, but those that are the day of something else too."""
    found = {
        **dict.fromkeys(Review.objects.open().filter(due_on__isnull=False).values_list("due_on", flat=True), "review"),
        **dict.fromkeys(MidpointCheck.objects.filter(done_on=None).values_list("due_on", flat=True), "check"),
        **dict.fromkeys(SecurePanel.objects.to_come().values_list("due_on", flat=True), "panel"),
        **dict.fromkeys(
            ResolutionStage.objects.filter(Q(reply_by__isnull=False)).values_list("reply_by", flat=True), "reply"
        ),
    }
    booked = set(Booking.objects.values_list("on", flat=True))
    return {on: what for on, what in found.items() if on not in booked}


def bare(text: str, days: dict[str, str]) -> set[str]:
    """Return the limits that a page shows without their working."""
    tree = html.fromstring(text[text.index("<") :])
    main = next(iter(tree.xpath("//main")), tree)
    for part in main.xpath(NOT_A_LIMIT):
        part.drop_tree() if part.getparent() is not None else None
    said = main.text_content()
    return {f"{what} {on}" for on, what in days.items() if on in said}


def shown_bare(world: World, who: str, asked: Asked) -> Iterator[tuple[str, str]]:
    days = {day(on): what for on, what in limits(world).items()}
    for seen in asked.shown_to(who):
        if seen.status == 200 and "<main" in seen.text:
            yield from ((seen.page, each) for each in bare(seen.text, days))


@pytest.mark.parametrize("who", WHO)
def test_every_limit_on_every_page_opens_its_working(world, who, asked_by):
    assert sorted(set(shown_bare(world, str(who), asked_by(str(who))))) == []


def test_limit_that_is_shown_bare_is_found():
    on = datetime.date(2025, 6, 6)
    assert bare(f"<main><p>Due {day(on)}</p></main>", {day(on): "review"}) == {"review 6 June 2025"}
    assert bare(f"<main><p>{working(None)}{day(on)}</p></main>", {day(on): "review"}) == {"review 6 June 2025"}
