"""C08: a restricted child is nowhere for anyone not on its list, a child in conflict nowhere for the one in conflict.

Every page, every search box and filter is found by discovery: a page added later is walked too. Totals count the child.
"""

import itertools
import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from accounts.enums import Role
from accounts.permissions import may_any
from children.actions import declare_conflict
from children.confidentiality import ANOTHER_CHILD, RESTRICTED_RECORD
from children.looking_up import NOT_ONESELF
from children.models import Child, Restriction
from desk.service.dashboard import dashboard
from desk.service.figures import FIGURES, moment
from exchange.lists import LISTS
from iro_service.access_exceptions import Answer
from iro_service.access_matrix import answer_to, pages
from office.authority import authority, working_calendar
from tests.security.addresses import address_of
from tests.security.answers import ask, body_of
from tests.security.observing import Asked, Observed
from tests.security.test_access_oracle import OF_THE_ANSWER
from tests.security.world import TODAY, Kind, World, canaries_in

OUTSIDERS = [*map(str, Role), "second_social_worker", "second_information_governance"]
LISTED = ("second_iro", "second_manager")
# Who keeps the lists sees on their pages the id of a record, why it is restricted and who may open it. Who reads the
# log sees ids there. Nobody sees either anywhere else.
KEEPERS = {str(Role.MANAGER), str(Role.INFORMATION_GOVERNANCE), "second_information_governance"}
PAGES_OF_KEEPERS = ("confidential:", "looking:")
THE_LOG = "/access-log/"
TEXT_INPUTS = "//form[not(@method) or translate(@method,'GET','get')='get']"
OPENED = 200
NOBODYS = "Qzrestricted9999x"


def opened(
    world: World, who: str, kinds: tuple[Kind, ...], asked: Asked | None = None
) -> Iterator[tuple[str, str, str]]:
    """Yield every page that somebody opens, about these kinds of child: its name, its address, and what it says.

    asked: what they were answered already; None where a fault was planted, or for somebody nobody else asks as.
    """
    client, role = world.client(who), who.removeprefix("second_")
    for page in pages():
        for kind in set(page.kinds) & {*kinds, None}:
            if answer_to(role, page, kind) not in {Answer.REFUSED, Answer.SIGN_IN} or kind == Kind.RESTRICTED:
                address = address_of(page, world, kind)
                headers, text = answered(client, address) if asked is None else told(asked.cells[page.name, kind])
                yield page.name, address, " ".join(f"{name}: {value}" for name, value in headers.items()) + text


def told(seen: Observed) -> tuple[dict[str, str], str]:
    """Return the headers and the text of what was answered already."""
    return seen.headers, seen.text


def answered(client: Client, address: str) -> tuple[dict[str, str], str]:
    """Ask, and return the headers and the text of the answer."""
    response = ask(client, address)
    return dict(response.headers), body_of(response).decode(errors="replace")


def asked_already(who: str, asked_by: Callable[[str], Asked]) -> Asked | None:
    """Return what somebody was answered, if others ask as them too."""
    return asked_by(who) if who in map(str, Role) else None


def ids_of(world: World, kind: Kind) -> set[str]:
    """Return the ids of both children of a kind, and why their records are restricted where they are."""
    both = (world.cases[kind].child, world.cases[kind].other)
    why = Restriction.objects.in_force().filter(child__in=both).values_list("explanation", flat=True)
    return {child.local_id for child in both} | {word for text in why for word in canaries_in(text)}


def told_of(
    world: World, who: str, kind: Kind, kinds: tuple[Kind, ...], asked: Asked | None = None
) -> dict[str, set[str]]:
    """Return, by address, what somebody is told of a kind of child, but for ids where lists are kept."""
    found = {}
    for name, address, text in opened(world, who, kinds, asked):
        told = set(world.canaries_of(kind).findall(text))
        if who in KEEPERS and name.startswith(PAGES_OF_KEEPERS):
            told -= ids_of(world, kind)
        if told:
            found[address] = told
    return found


# Pages ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", OUTSIDERS)
def test_c08_no_page_tells_of_a_restricted_child_to_anyone_not_on_its_list(world, who, asked_by):
    asked = asked_already(who, asked_by)
    assert told_of(world, who, Kind.RESTRICTED, (Kind.RESTRICTED, Kind.MINE), asked) == {}


def test_c08_who_is_on_the_list_is_told(world):
    assert all(told_of(world, who, Kind.RESTRICTED, (Kind.RESTRICTED,)) for who in LISTED)


def test_c08_page_that_tells_is_found(world, monkeypatch):
    monkeypatch.setattr("children.querysets.ChildQuerySet.visible_to", lambda self, _user: self)
    assert told_of(world, str(Role.IRO), Kind.RESTRICTED, (Kind.RESTRICTED,))


# Search boxes and filters --------------------------------------------------------------------------------------------
def boxes(world: World, who: str, asked: Asked | None = None) -> dict[str, set[str]]:
    """Return every box in which somebody may type to find something: the address it is sent to, and its names."""
    found: dict[str, set[str]] = {}
    for _name, address, text in opened(world, who, (Kind.MINE,), asked):
        if "<form" not in text:
            continue
        tree = html.fromstring(text[text.index("<") :])
        for form in tree.xpath(TEXT_INPUTS):
            names = set(form.xpath(".//input[@type='search' or @type='text' or not(@type)]/@name"))
            if names:
                found.setdefault(form.get("action") or address.partition("?")[0], set()).update(names)
    return found


def terms_of(child: Child) -> dict[str, str]:
    """Return what somebody would type to find a child, each with something alike that nobody is called."""
    born = child.date_of_birth
    names = (child.first_name, child.last_name, child.preferred_name, child.former_names, child.local_id)
    return dict.fromkeys(names, NOBODYS) | {
        f"{child.first_name} {child.last_name}": f"{NOBODYS} {NOBODYS}",
        child.last_name[:14]: NOBODYS[:14],
        child.last_name[-6:]: NOBODYS[-6:],
        f"{child.first_name[0]}{child.last_name[0]}": "Xx",
        f"{born:%d/%m/%Y}": "31/12/1899",
        f"{born:%Y-%m-%d}": "1899-12-31",
        str(born.year): "1899",
        str(child.pk): "9" * len(str(child.pk)),
    }


def said(client, address: str, name: str, term: str) -> str:
    """Return what a page says to a search, without the term itself and what differs between any two answers."""
    # Who investigates is led from an id in the log to what the log holds of it.
    response = client.get(address, {name: term}, follow=address.startswith(THE_LOG))
    assert response.status_code in {OPENED, 404}, (address, term, response.status_code)
    text = OF_THE_ANSWER.sub(b"", body_of(response)).decode()
    # As typed, in an attribute, and in an address.
    for form in (term, term.replace("/", "%2F"), term.replace(" ", "+")):
        text = text.replace(form, "TERM")
    return text


def finds_nobody(world: World, who: str, terms: dict[str, str], asked: Asked | None) -> None:
    """Type terms into every box that somebody has, each beside one that nobody is called; no answer may differ."""
    client, ids = world.client(who), ids_of(world, Kind.RESTRICTED)
    for address, names in boxes(world, who, asked).items():
        for name, (term, nobodys) in itertools.product(sorted(names), terms.items()):
            hidden, absent = said(client, address, name, term), said(client, address, name, nobodys)
            told = set(world.canaries_of(Kind.RESTRICTED).findall(hidden))
            # The log has ids, and grows with every question asked of it.
            if address.startswith(THE_LOG):
                assert told <= ids, (address, name, term)
            else:
                assert (told, hidden) == (set(), absent), (address, name, term)


@pytest.mark.parametrize("who", ["iro", "manager", "support_worker", "operational_manager"])
def test_c08_no_box_finds_a_restricted_child_by_name_or_id(world, who, asked_by):
    child = world.cases[Kind.RESTRICTED].child
    finds_nobody(world, who, {child.last_name[:14]: NOBODYS[:14], child.local_id: NOBODYS}, asked_by(who))


@pytest.mark.slow
@pytest.mark.parametrize("who", OUTSIDERS)
def test_c08_no_box_finds_a_restricted_child_by_anything(world, who, asked_by):
    finds_nobody(world, who, terms_of(world.cases[Kind.RESTRICTED].child), asked_already(who, asked_by))


def test_c08_boxes_are_found_and_find_the_child_for_who_is_on_its_list(world):
    found = boxes(world, "second_manager")
    child = world.cases[Kind.RESTRICTED].child
    client = world.client("second_manager")
    finding = {
        address
        for address, names in found.items()
        for name in names
        if child.first_name in said(client, address, name, child.last_name)
    }
    assert {reverse("search:results"), reverse("child:list"), reverse("disputes:list")} <= finding


@pytest.mark.parametrize(("who", "address"), [("iro", "search:results"), ("support_worker", "child:list")])
def test_c08_nobody_looks_themselves_up(world, who, address):
    user, client = world.user(who), world.client(who)
    page = client.get(reverse(address), {"q": user.full_name}).content.decode()
    assert NOT_ONESELF in page
    officer = world.client("information_governance").get(reverse("confidential:reads")).content.decode()
    assert user.full_name in officer
    assert "Looked up their own name" in officer


# Totals ----------------------------------------------------------------------------------------------------
def test_c08_totals_include_the_child_for_everyone_alike(world):
    pages_of = {who: world.client(who).get(reverse("service:today")).content.decode() for who in ("manager", LISTED[1])}
    figures = {who: re.findall(r'app-figure__value">([^<]+)<', page) for who, page in pages_of.items()}
    # The last figures are of what each of them keeps and has read.
    assert figures["manager"][:9] == figures["second_manager"][:9]
    now = moment(TODAY, working_calendar(), authority())
    restricted = world.cases[Kind.RESTRICTED]
    assert dashboard(now).figures["children"] == Child.objects.in_care_on(TODAY).count()
    assert Child.objects.in_care_on(TODAY).filter(pk=restricted.child.pk).exists()


@pytest.mark.parametrize("key", list(FIGURES))
def test_c08_list_behind_a_total_has_as_many_lines_and_no_name(world, key):
    address = reverse("service:list", args=[key])
    hidden, full = (world.client(who).get(address).content.decode() for who in ("manager", "second_manager"))
    assert not world.canaries_of(Kind.RESTRICTED).search(hidden)
    assert hidden.count("<tr") == full.count("<tr")
    names = {f"{child}" for child in (world.cases[Kind.RESTRICTED].child, world.cases[Kind.RESTRICTED].other)}
    assert hidden.count(RESTRICTED_RECORD) >= sum(name in full for name in names)
    assert RESTRICTED_RECORD not in full


# Messages ----------------------------------------------------------------------------------------------------
def notification(child: Child, **more: str) -> dict[str, str]:
    """Return a notification of a child of the same name and birthday."""
    return {
        "local_id": "N1",
        "first_name": child.first_name,
        "last_name": child.last_name,
        "date_of_birth": child.date_of_birth.isoformat(),
    } | more


@pytest.mark.parametrize("who", ["support_worker", "manager"])
def test_c08_duplicate_check_keeps_a_restricted_child_to_itself(world, who):
    address, case = reverse("arranging:notify"), world.cases[Kind.RESTRICTED]
    page = world.client(who).post(address, notification(case.child)).content.decode()
    assert canaries_in(page) == {case.child.first_name, case.child.last_name}, "what was typed, and nothing else"
    assert "Look at" not in page
    page = world.client(who).post(address, notification(world.cases[Kind.MINE].child)).content.decode()
    assert "Look at" in page, "another child’s record is named"


def test_c08_id_that_is_taken_is_answered_alike_whoever_may_see_the_record(world):
    client, said_of = world.client("support_worker"), {}
    for kind in (Kind.RESTRICTED, Kind.MINE, Kind.ARCHIVED):
        child = world.cases[kind].child
        sent = notification(child, first_name="Someone", last_name="Else", local_id=child.local_id)
        tree = html.fromstring(client.post(reverse("arranging:notify"), sent).content)
        said_of[kind] = tree.xpath("//a[@href='#id_local_id']/text()")
    assert said_of[Kind.RESTRICTED] == said_of[Kind.MINE] == said_of[Kind.ARCHIVED]
    assert len(said_of[Kind.MINE]) == 1


def test_c08_clash_of_two_bookings_names_only_whom_one_may_see(world):
    booking = world.cases[Kind.RESTRICTED].booked.bookings.get(is_current=True)
    review = world.cases[Kind.COLLEAGUES].to_arrange
    sent = {
        "on": booking.on.isoformat(),
        "at": f"{booking.at:%H:%M}",
        "minutes": "60",
        "place": "Here",
        "chair": str(booking.chair_id),
        "version": str(review.version),
        "form_key": "0d2f5b0e-6c1c-4f3e-9d2c-000000000001",
    }
    page = world.client("support_worker").post(reverse("arranging:book", args=[review.pk]), sent).content.decode()
    assert "already has another review" in page
    assert not world.canaries_of(Kind.RESTRICTED).search(page)


def test_c08_brother_or_sister_out_of_sight_is_another_child(world):
    page = world.client("iro").get(reverse("child:page", args=[world.cases[Kind.MINE].child.pk])).content.decode()
    hidden = [kind for kind in Kind if kind != Kind.MINE]
    assert page.count(ANOTHER_CHILD) == len(hidden)
    assert all(not world.canaries_of(kind).search(page) for kind in hidden)


@pytest.mark.parametrize("who", ["iro", "manager", "support_worker"])
def test_c08_lists_taken_away_hold_no_restricted_child(world, who):
    user = world.user(who)
    user.act_as(who, on=TODAY, at=user.acting_at)
    for name, listed in LISTS.items():
        if may_any(user, *listed.needs) and not listed.path:
            sheet = listed.sheet(user, {}, TODAY)
            cells = " ".join(str(cell) for row in sheet.rows for cell in row.cells)
            assert not world.canaries_of(Kind.RESTRICTED).search(cells), name


# People ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "who", ["iro", "manager", "support_worker", "social_worker", "operational_manager", "director"]
)
def test_c08_nothing_tells_somebody_of_children_they_are_in_conflict_with(world, who):
    user, case = world.user(who), world.cases[Kind.MINE]
    client = world.client(who)
    for child in (case.child, case.other):
        declare_conflict(user=user, about=child.local_id, relation="friend", by=user, today=TODAY)
    told = told_of(world, who, Kind.MINE, (Kind.MINE,))
    # What they typed themselves stays theirs to read.
    theirs = told.pop(reverse("confidential:mine"), set())
    if who == Role.MANAGER:
        theirs |= told.pop(reverse("confidential:register"), set())
    assert theirs <= ids_of(world, Kind.MINE)
    # Whoever holds the link to a form is the child, or was given it by them: it opens that form whoever is signed in.
    left_out = ("/search/", reverse("voice:greeting", args=["x"])[: -len("x/")])
    assert {address: words for address, words in told.items() if not address.startswith(left_out)} == {}
    assert client.get(reverse("child:page", args=[case.child.pk])).status_code in {403, 404}


def test_c08_conflict_ends_access_at_the_next_request_of_a_running_session(world):
    client, case = world.client("iro"), world.cases[Kind.MINE]
    address = reverse("child:page", args=[case.child.pk])
    assert client.get(address).status_code == OPENED
    sent = {
        "about": case.child.local_id,
        "relation": "neighbour",
        "form_key": "0d2f5b0e-6c1c-4f3e-9d2c-000000000002",
    }
    assert client.post(reverse("confidential:declare"), sent).status_code == 302
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("about", ["Qzmine", "T-no-record", "The family next door"])
def test_c08_declaring_tells_nobody_whether_there_is_a_record(world, about):
    """The page after declaring says the same for a child's id as for words that mean nobody."""
    client, child = world.client("social_worker"), world.cases[Kind.OTHER_TEAMS].child
    pages_after = []
    for typed in (child.local_id, about):
        sent = {"about": typed, "relation": "friend", "form_key": f"0d2f5b0e-6c1c-4f3e-9d2c-0000000{len(typed):05}"}
        response = client.post(reverse("confidential:declare"), sent, follow=True)
        text = OF_THE_ANSWER.sub(b"", body_of(response)).decode()
        pages_after.append(re.findall(r'<div class="govuk-notification-banner__content">(.*?)</div>', text, re.DOTALL))
        assert response.redirect_chain == [(reverse("confidential:mine"), 302)]
    assert pages_after[0] == pages_after[1]
