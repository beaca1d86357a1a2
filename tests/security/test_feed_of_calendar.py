"""C12: a calendar's address opens only what its owner is booked for, names nobody, and is none once it should be."""

import datetime
import re
import uuid
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from django.test import Client

from accounts.actions import deactivate_account
from accounts.enums import Role
from accounts.models import RoleGrant, User
from accounts.permissions import CAPABILITIES, Capability
from audit.actions import acting
from audit.models import AuditEvent
from children.models import Child, ConflictOfInterest, Episode, PersonAroundChild, Restriction
from exchange.actions.feeds import MOST_WRONG, STRETCH
from exchange.addresses import SECRET_BYTES, feed_at, hash_of, new_token
from exchange.feeds import calendar_of
from exchange.models import CalendarFeed, WrongAddress
from office import jobs
from office.actions import request_job
from reviews.actions import book_review
from reviews.models import Booking, Venue
from tests.clients import confirmed_client
from tests.factories import BY, make_child, make_user, open_review
from tests.guards.mail import private_words

TODAY = datetime.date(2025, 6, 2)
HERE = ZoneInfo("Europe/London")
VENUE = "Civic Centre, room 2"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.IRO_TODAY = TODAY


@pytest.fixture
def iro() -> User:
    return make_user(Role.IRO, "Ada Quill")


def make_address(person: User) -> str:
    """Make a feed by the page, and return the path that the page shows."""
    response = confirmed_client(person).post("/exchange/calendar/", {"form_key": uuid.uuid4()})
    (address,) = re.findall(r'value="http://testserver(/exchange/calendar/[^"]+\.ics)"', response.content.decode())
    return address


def venue(name: str = VENUE) -> Venue:
    with acting():
        return Venue.objects.get_or_create(name=name)[0]


def book(
    iro: User,
    on: datetime.date = datetime.date(2025, 6, 12),
    at: datetime.time = datetime.time(10),
    place: str = "",
    **child: object,
) -> Booking:
    """Make a child of an IRO's, whose review is booked with them."""
    review = open_review(make_child(iro=iro, became_looked_after_on=datetime.date(2025, 5, 12), **child))
    where = {"place": place} if place else {"venue": venue()}
    with acting():
        return Booking.objects.create(review=review, on=on, at=at, minutes=90, chair=iro, **where)


def read(address: str) -> icalendar.Calendar:
    response = Client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return icalendar.Calendar.from_ical(response.content)


def entries(address: str) -> list[str]:
    return [str(event["summary"]) for event in read(address).walk("VEVENT")]


# What it says -------------------------------------------------------------------------------------------------------
def test_c12_entry_says_initials_id_time_and_the_services_venue(iro):
    booking = book(iro, first_name="Persephone", last_name="Oak-Hall", preferred_name="Percy", local_id="L100")
    (event,) = read(make_address(iro)).walk("VEVENT")
    assert {name: str(event[name]) for name in ("summary", "location", "url", "class", "uid")} == {
        "summary": "Review: PO, L100",
        "location": VENUE,
        "url": f"http://testserver/child/review/{booking.review_id}/",
        "class": "CONFIDENTIAL",
        "uid": f"review-{booking.review_id}@iro-service",
    }
    assert set(event) == {"SUMMARY", "LOCATION", "URL", "CLASS", "UID", "DTSTAMP", "DTSTART", "DTEND"}


def test_c12_place_that_was_typed_is_never_told(iro):
    book(iro, place="Foster home, 12 Osier Row")
    (event,) = read(make_address(iro)).walk("VEVENT")
    assert str(event["location"]) == "See the booking"


@pytest.mark.parametrize(("placed_with", "address"), [("Willow House", ""), ("", "Willow House, 3 Mill Lane")])
def test_c12_venue_where_the_child_lives_is_not_told(iro, placed_with, address):
    booking = book(iro)
    with acting():
        Booking.objects.filter(pk=booking.pk).update(venue=venue("Willow House"))
        Episode.objects.filter(child=booking.review.child).update(placed_with=placed_with, placement_address=address)
    (event,) = read(make_address(iro)).walk("VEVENT")
    assert str(event["location"]) == "See the booking"


@pytest.mark.parametrize(
    ("on", "at", "offset"),
    [
        (datetime.date(2025, 10, 24), datetime.time(10), 1),  # the Friday before the clocks go back
        (datetime.date(2025, 10, 27), datetime.time(10), 0),  # the Monday after
        (datetime.date(2026, 3, 27), datetime.time(16, 30), 0),  # the Friday before they go forward
        (datetime.date(2026, 3, 30), datetime.time(16, 30), 1),  # the Monday after
    ],
)
def test_c12_time_is_the_clocks_on_the_wall_across_both_changes(iro, on, at, offset):
    book(iro, on=on, at=at)
    calendar = read(make_address(iro))
    (event,) = calendar.walk("VEVENT")
    begins, ends = event.decoded("dtstart"), event.decoded("dtend")
    assert begins == datetime.datetime.combine(on, at, HERE)
    assert begins.utcoffset() == datetime.timedelta(hours=offset)
    assert (ends - begins, event["dtstart"].params["TZID"]) == (datetime.timedelta(minutes=90), "Europe/London")


def test_c12_zone_of_the_file_says_the_same_as_the_systems(iro):
    """The file carries the zone's two rules; a program that knows nothing else comes to the same hours."""
    book(iro)
    (zone,) = read(make_address(iro)).walk("VTIMEZONE")
    written = zone.to_tz()
    for day in (datetime.date(2025, 1, 1) + datetime.timedelta(days=n) for n in range(2 * 365)):
        noon = datetime.datetime.combine(day, datetime.time(12))
        assert noon.replace(tzinfo=written).utcoffset() == noon.replace(tzinfo=HERE).utcoffset(), day


def names_in(content: bytes) -> list[str]:
    text = content.decode().replace("\r\n ", "")
    return [word for word in private_words() if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)]


def telling_child(iro: User, number: int) -> None:
    booking = book(iro, first_name=f"Persephone{number}", last_name=f"Quillfeather{number}", local_id=f"F{number:05}")
    with acting():
        PersonAroundChild.objects.create(
            child=booking.review.child, full_name=f"Demeter{number} Oldacre{number}", relationship="mother",
            phone="01632 960001", address=f"{number} Barley Lane\nZZ1 1ZZ",
        )  # fmt: skip
        Episode.objects.filter(child=booking.review.child).update(
            placed_with=f"Wickerwork {number}", placement_address=f"{number} Osier Row, ZZ9 9AA"
        )


def test_c12_feeds_name_nobody(iro):
    for number in range(5):
        telling_child(iro, number)
    for person in (iro, make_user(Role.SUPPORT_WORKER)):
        response = Client().get(make_address(person))
        assert len(icalendar.Calendar.from_ical(response.content).walk("VEVENT")) == 5
        assert names_in(response.content) == []


def test_c12_planted_name_is_found(iro):
    telling_child(iro, 1)
    booking = Booking.objects.select_related("review__child", "venue").get()
    booking.venue.name = "Home of Quillfeather1"
    content = calendar_of([booking], now=datetime.datetime.now(datetime.UTC), site="https://iro.example.org")
    assert names_in(content) == ["Quillfeather1"]


@pytest.mark.slow
def test_c12_1000_feeds_name_nobody():
    for number in range(1000):
        iro = make_user(Role.IRO, f"Chair {number}")
        telling_child(iro, number)
        token = new_token()
        with acting():
            CalendarFeed.objects.create(
                user=iro, grant=iro.role_grants.get(), finder=token.finder, secret_hash=hash_of(token.secret)
            )
        content = Client().get(f"/exchange/calendar/{token}.ics").content
        assert content.count(b"BEGIN:VEVENT") == 1
        # Each against its own child's words; all words against all feeds would be a million searches.
        text = content.decode().replace("\r\n ", "")
        telling = (
            f"Persephone{number}",
            f"Quillfeather{number}",
            "Demeter",
            "Oldacre",
            "Barley",
            "Osier",
            "Wickerwork",
        )
        assert [word for word in (*telling, "ZZ1", "ZZ9", "01632") if word in text] == []


# Whose bookings it holds --------------------------------------------------------------------------------------------
def test_c12_iro_has_their_own_and_a_support_worker_all(iro):
    other = make_user(Role.IRO)
    book(iro, local_id="MINE", first_name="A", last_name="B")
    book(other, local_id="THEIRS", first_name="C", last_name="D")
    assert entries(make_address(iro)) == ["Review: AB, MINE"]
    assert sorted(entries(make_address(make_user(Role.SUPPORT_WORKER)))) == ["Review: AB, MINE", "Review: CD, THEIRS"]


def test_c12_moved_booking_stands_once_and_cancelled_never(iro):
    booking = book(iro)
    address = make_address(iro)
    with acting():
        Booking.objects.filter(pk=booking.pk).update(is_current=False, moved_because="The room was taken")
    assert entries(address) == []


@pytest.mark.parametrize("why", ["restricted", "conflict"])
def test_c12_closed_child_leaves_the_feed_at_the_next_fetch(iro, why):
    booking = book(iro)
    book(iro, local_id="STAYS", first_name="C", last_name="D")
    address, child = make_address(iro), booking.review.child
    assert len(entries(address)) == 2
    with acting():
        if why == "restricted":
            Restriction.objects.create(child=child, ground="staff", set_on=TODAY, review_by=TODAY)
        else:
            ConflictOfInterest.objects.create(user=iro, child=child, nature="Aunt", declared_on=TODAY)
    assert entries(address) == ["Review: CD, STAYS"]


# Whom it answers ----------------------------------------------------------------------------------------------------
def status(address: str) -> int:
    return Client().get(address).status_code


def test_c12_token_is_long_random_and_kept_as_a_hash(iro):
    address = make_address(iro)
    token = address.removeprefix("/exchange/calendar/").removesuffix(".ics")
    feed = CalendarFeed.objects.get()
    secret = token.partition(".")[2]
    assert (SECRET_BYTES * 8, len(secret)) == (256, 43)
    assert feed.secret_hash == hash_of(secret)
    kept = str({field.name: getattr(feed, field.attname) for field in CalendarFeed._meta.fields})
    assert secret not in kept + str(list(AuditEvent.objects.values()))
    assert len({str(new_token()) for _ in range(1000)}) == 1000
    assert secret not in repr(new_token().__class__("finder", secret))


def test_c12_both_answers_compare_in_constant_time(iro, monkeypatch):
    """Whether there is such a feed or not, a secret of the same length is compared, by `hmac.compare_digest`."""
    compared = []
    monkeypatch.setattr("hmac.compare_digest", lambda a, b: compared.append((len(a), len(b))) or a == b)
    token = make_address(iro).removeprefix("/exchange/calendar/").removesuffix(".ics")
    finder = token.partition(".")[0]
    compared.clear()
    assert [feed_at(each) is not None for each in (token, f"{finder}.wrong", "nobody.wrong", "", ".", finder)] == [
        True, False, False, False, False, False,
    ]  # fmt: skip
    assert set(compared) == {(64, 64)}


def test_c12_address_is_shown_once(iro):
    client = confirmed_client(iro)
    key = {"form_key": uuid.uuid4()}
    assert b".ics" in client.post("/exchange/calendar/", key).content
    again = client.post("/exchange/calendar/", key)
    assert (again.status_code, again.url, CalendarFeed.objects.count()) == (302, "/exchange/calendar/", 1)
    assert b".ics" not in client.get("/exchange/calendar/").content


def test_c12_making_one_asks_for_the_password_again(iro):
    client = Client()
    client.force_login(iro, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/exchange/calendar/", {"form_key": uuid.uuid4()})
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/account/confirm/")
    assert not CalendarFeed.objects.exists()


def test_c12_new_address_ends_the_old(iro):
    old = make_address(iro)
    new = make_address(iro)
    assert (status(old), status(new)) == (404, 200)


def test_c12_stopped_feed_is_none(iro):
    address, client = make_address(iro), confirmed_client(iro)
    assert client.get("/exchange/calendar/stop/").status_code == 405
    assert client.post("/exchange/calendar/stop/").status_code == 302
    assert (status(address), CalendarFeed.objects.get().ended_at is None) == (404, False)


@pytest.mark.parametrize("how", ["account", "role", "flag", "another grant"])
def test_c12_feed_dies_with_its_owners_account_and_role_for_good(iro, how):
    book(iro)
    address = make_address(iro)
    assert status(address) == 200
    with acting():
        if how == "account":
            deactivate_account(user=iro, by=BY, today=TODAY)
        elif how == "flag":
            User.objects.filter(pk=iro.pk).update(is_active=False)
        else:
            RoleGrant.objects.filter(user=iro).update(until_on=TODAY - datetime.timedelta(days=1))
        if how == "another grant":
            RoleGrant.objects.create(user=iro, role=Role.IRO, from_on=TODAY)
    assert status(address) == 404


def test_c12_role_of_the_feed_decides_whatever_else_its_owner_is(iro):
    """Who is IRO and support worker has in an IRO's feed an IRO's bookings only."""
    with acting():
        RoleGrant.objects.create(user=iro, role=Role.SUPPORT_WORKER, from_on=TODAY)
    book(make_user(Role.IRO))
    assert entries(make_address(iro)) == []


def test_c12_two_roles_have_a_feed_and_nobody_elses_page_makes_one():
    owners = {role for role in Role if Capability.HAVE_CALENDAR_FEED in CAPABILITIES[role]}
    assert owners == {Role.IRO, Role.SUPPORT_WORKER}
    for role in set(Role) - owners:
        client = confirmed_client(make_user(role))
        assert client.post("/exchange/calendar/", {"form_key": uuid.uuid4()}).status_code == 403
        assert b"Your calendar feed" not in client.get("/account/").content
    assert not CalendarFeed.objects.exists()


def test_c12_own_account_leads_to_the_feed(iro):
    assert b'href="/exchange/calendar/"' in confirmed_client(iro).get("/account/").content


def test_c12_reading_is_logged_under_its_owner(iro):
    bookings = [book(iro), book(iro)]
    address = make_address(iro)
    read(address)
    event = AuditEvent.objects.get(verb="exchange:feed")
    assert (event.kind, event.actor_id, event.acting_role, event.row_count) == ("read", iro.pk, Role.IRO, 2)
    assert event.child_ids == sorted(booking.review.child_id for booking in bookings)


def test_c12_feed_is_kept_by_nobody_on_the_way(iro):
    response = Client().get(make_address(iro))
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert not response.cookies


def test_c12_feed_asks_as_many_queries_for_three_bookings_as_for_one(iro, assert_same_queries):
    address = make_address(iro)
    assert_same_queries(lambda number: [book(iro) for _ in range(number)], address, Client())


# Guessing -----------------------------------------------------------------------------------------------------------
def guess(number: int, asked_from: str = "198.51.100.7") -> int:
    return Client(REMOTE_ADDR=asked_from).get(f"/exchange/calendar/{new_token()}.ics").status_code


def test_c12_guesses_are_counted_and_then_told_of_nothing(iro):
    address = make_address(iro)
    assert {guess(number) for number in range(MOST_WRONG + 5)} == {404}
    assert WrongAddress.objects.get().number == MOST_WRONG
    assert Client(REMOTE_ADDR="198.51.100.7").get(address).status_code == 404
    assert Client(REMOTE_ADDR="198.51.100.8").get(address).status_code == 200
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + STRETCH):
        assert Client(REMOTE_ADDR="198.51.100.7").get(address).status_code == 200


def test_c12_right_finder_with_a_wrong_secret_is_a_guess(iro):
    address = make_address(iro)
    finder = address.removeprefix("/exchange/calendar/").partition(".")[0]
    assert status(f"/exchange/calendar/{finder}.{'x' * 43}.ics") == 404
    assert WrongAddress.objects.get().number == 1


def test_c12_calendar_that_still_asks_for_an_ended_feed_bars_nobody(iro):
    old, new = make_address(iro), make_address(iro)
    assert {status(old) for _ in range(MOST_WRONG + 1)} == {404}
    assert status(new) == 200


def test_c12_every_way_of_being_none_is_answered_alike(iro):
    old = make_address(iro)
    make_address(iro)
    answers = [Client().get(path) for path in (old, "/exchange/calendar/a.b.ics", "/exchange/calendar/x.ics")]
    assert len({(each.status_code, each.content, tuple(sorted(each.headers))) for each in answers}) == 1


def test_c12_counts_of_wrong_addresses_are_forgotten_at_night(iro):
    guess(1)
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + STRETCH):
        request_job(kind="exchange.clear_lists", payload={}, idempotency_key="tonight", by=BY)
        jobs.run(jobs.claim(), TODAY)
    assert not WrongAddress.objects.exists()


@pytest.mark.slow
def test_c12_10000_guesses_are_404_and_throttled(iro):
    make_address(iro)
    began = datetime.datetime(2025, 6, 2, 9, tzinfo=datetime.UTC)
    with time_machine.travel(began, tick=False):
        assert {guess(number) for number in range(10_000)} == {404}
    assert WrongAddress.objects.get().number == MOST_WRONG


def test_c12_booking_by_the_page_reaches_the_feed(iro):
    """From the action that books to the calendar, without a row made by hand."""
    child = make_child(iro=iro, became_looked_after_on=datetime.date(2025, 5, 26), first_name="A", last_name="B")
    address = make_address(iro)
    book_review(
        review=open_review(child), on=datetime.date(2025, 6, 10), at=datetime.time(14), minutes=60, venue=venue(),
        place="", chair=iro, seen_version=open_review(child).version, by=iro, today=TODAY,
    )  # fmt: skip
    assert entries(address) == [f"Review: AB, {Child.objects.get().local_id}"]
