"""Who has looked at a child's record, the log by ids alone, and what each role may read of it."""

import datetime
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Home
from audit.actions import ACTIONS, acting, record_event
from audit.models import AuditEvent
from children.actions import correct_child, record_person, register_child
from children.models import AccessConcern, Child, ConflictOfInterest
from desk.looking.actions import note_concerns
from desk.looking.patterns import Pattern, Suspicion
from desk.looking.words import ACTS, PAGES, SIGN_IN, words_of
from iro_service.access_matrix import pages
from office import clock
from tests.factories import BY, make_child, make_user

pytestmark = pytest.mark.django_db
D = datetime.date
Kind = AuditEvent.Kind


@pytest.fixture
def iro():
    return make_user(name="Iona Example")


@pytest.fixture
def child(iro):
    return make_child(iro=iro, first_name="Siân", last_name="Reed", local_id="C77")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def look(by, child, verb="child:page", kind=Kind.READ, **more):
    return record_event(kind=kind, verb=verb, by=by, child_ids=[child.pk], **more)


def sent():
    """Return the key that a form is sent with, once."""
    return {"form_key": uuid.uuid4()}


def text_of(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_page_says_who_looked_when_and_how(iro, child):
    worker = make_user(Role.SOCIAL_WORKER, name="Jo Worker")
    look(worker, child, verb="child:decisions")
    look(worker, child, verb="reviews.book", kind=Kind.WRITE)
    look(make_user(name="Somebody Else"), make_child())
    page = signed_in(iro).get(reverse("looking:who", args=[child.pk]))
    rows = [" ".join(str(cell) for cell in row) for row in page.context["table"].rows]
    mine = [row for row in rows if "Jo Worker" in row]
    assert [("Booked a review" in row, "Yes" in row) for row in mine] == [(True, True), (False, False)]
    assert not any("Somebody Else" in row for row in rows)


def test_looking_at_who_has_looked_is_itself_noted(iro, child):
    signed_in(iro).get(reverse("looking:who", args=[child.pk]))
    last = AuditEvent.objects.filter(kind=Kind.READ).latest("pk")
    assert (last.verb, last.child_ids, last.actor_id) == ("looking:who", [child.pk], iro.pk)


def test_log_is_narrowed_by_person_kind_and_day(iro, child):
    worker = make_user(Role.SOCIAL_WORKER, name="Jo Worker")
    look(worker, child)
    look(make_user(name="Ann Other"), child, kind=Kind.WRITE, verb="children.correct")
    client, address = signed_in(iro), reverse("looking:who", args=[child.pk])
    today = clock.real_today()
    tomorrow = today + datetime.timedelta(days=1)
    ask = [
        ({"who": "jo work"}, 1),
        ({"who": "nobody at all"}, 0),
        ({"kind": "write", "who": "Ann"}, 1),
        ({"first_day": today.day, "first_month": today.month, "first_year": today.year, "who": "Jo"}, 1),
        ({"first_day": tomorrow.day, "first_month": tomorrow.month, "first_year": tomorrow.year}, 0),
    ]
    assert [len(client.get(address, query).context["table"].rows) for query, _ in ask] == [count for _, count in ask]


def test_statement_counts_each_person_once(iro, child):
    worker = make_user(Role.SOCIAL_WORKER, name="Jo Worker")
    for _ in range(3):
        look(worker, child)
    look(worker, child, verb="children.correct", kind=Kind.WRITE)
    look(worker, child, kind=Kind.REFUSED)
    rows = signed_in(iro).get(reverse("looking:statement", args=[child.pk])).context["table"].rows
    assert [row[:4] for row in rows if row[0] == "Jo Worker"] == [["Jo Worker", "Social worker", 3, 1]]


def test_making_the_record_is_the_first_event_of_it(iro):
    child = register_child(
        local_id="N1", first_name="A", last_name="B", sex="F", date_of_birth=D(2015, 1, 1), ethnicity="WBRI", by=BY
    )
    assert "Made the child&#x27;s record" in text_of(signed_in(make_user(Role.MANAGER)), "looking:who", child.pk)


@pytest.mark.parametrize(
    ("role", "who", "about", "log", "unusual"),
    [
        (Role.IRO, 404, 403, 403, 403),
        (Role.MANAGER, 200, 403, 200, 403),
        (Role.INFORMATION_GOVERNANCE, 403, 200, 200, 200),
        (Role.SUPPORT_WORKER, 403, 403, 403, 403),
        (Role.SYSTEM_ADMINISTRATOR, 403, 403, 403, 403),
        (Role.DIRECTOR, 403, 403, 403, 403),
    ],
)
def test_each_role_reads_its_part_of_the_log(role, who, about, log, unusual, child):
    client = signed_in(make_user(role))
    got = [
        client.get(reverse(name, args=args)).status_code
        for name, args in (
            ("looking:who", [child.pk]),
            ("looking:about", [child.pk]),
            ("looking:events", []),
            ("looking:unusual", []),
        )
    ]
    assert got == [who, about, log, unusual]


def test_officer_sees_ids_and_never_names(child, iro):
    look(iro, child)
    client = signed_in(make_user(Role.INFORMATION_GOVERNANCE))
    for text in (text_of(client, "looking:events"), text_of(client, "looking:about", child.pk)):
        assert ("C77" in text, "Reed" in text, "Iona Example" in text) == (True, False, True)


def test_officer_finds_a_child_by_whole_id_alone(child):
    client = signed_in(make_user(Role.INFORMATION_GOVERNANCE))
    found = client.get(reverse("looking:overview"), {"local_id": "c77"})
    missed = client.get(reverse("looking:overview"), {"local_id": "Reed"})
    assert found.headers["Location"] == reverse("looking:about", args=[child.pk])
    assert "There is no record with this id" in missed.content.decode()


def test_manager_reads_the_events_of_the_service_alone(child):
    look(make_user(name="Iona Example"), child)
    look(make_user(Role.DIRECTOR, name="Dee Rector"), child)
    text = text_of(signed_in(make_user(Role.MANAGER)), "looking:events")
    assert ("Iona Example" in text, "Dee Rector" in text) == (True, False)


def test_manager_is_not_told_the_id_of_a_record_closed_to_them(child):
    with acting():
        ConflictOfInterest.objects.create(
            user=(manager := make_user(Role.MANAGER)), child=child, nature="An aunt", declared_on=D(2025, 1, 1)
        )
    look(make_user(name="Iona Example"), child)
    text = text_of(signed_in(manager), "looking:events")
    assert ("C77" in text, "Restricted record" in text, "Iona Example" in text) == (False, True, True)


def test_every_page_and_act_about_a_child_has_words():
    named = {page.name for page in pages()}
    assert {verb for verb in PAGES if verb not in named} == set()
    assert {verb for verb in ACTS if verb not in ACTIONS} == SIGN_IN
    assert words_of("quality:good-practice") == "Good practice (quality)"


@pytest.mark.parametrize("name", ["looking:events", "looking:unusual", "looking:overview"])
def test_lists_ask_the_same_queries_for_one_row_and_three(name, assert_same_queries):
    def make(number):
        for _ in range(number):
            child, reader = make_child(), make_user()
            look(reader, child)
            note_concerns(found=[suspicion(reader, child)], by=BY)

    client = signed_in(make_user(Role.INFORMATION_GOVERNANCE))
    assert_same_queries(make, reverse(name), client)


def test_who_has_looked_asks_the_same_queries_for_one_row_and_three(iro, child, assert_same_queries):
    def make(number):
        for _ in range(number):
            look(make_user(), child)

    for name in ("looking:who", "looking:statement"):
        assert_same_queries(make, reverse(name, args=[child.pk]), signed_in(iro))


def test_history_tells_what_each_field_was_and_became(iro, child):
    manager = make_user(Role.MANAGER, name="Mo Manager")
    correct_child(child=child, seen_version=child.version, preferred_name="Sunny", by=manager)
    correct_child(child=child, seen_version=Child.objects.get().version, preferred_name="Sun", by=manager)
    with acting():
        Child.objects.filter(pk=child.pk).update(pronouns="they")
    rows = signed_in(iro).get(reverse("looking:history", args=[child.pk])).context["table"].rows
    told = [(str(row[1]), str(row[3])) for row in rows[:3]]
    expected = [
        ("Not attributed", "Pronouns: they"),
        ("Mo Manager", "Preferred name: Sunny became Sun"),
        ("Mo Manager", "Preferred name: Sunny"),
    ]
    found = [(who in row[0], what in row[1]) for (who, what), row in zip(expected, told, strict=True)]
    assert found == [(True, True)] * 3


def test_history_of_a_child_asks_the_same_queries_for_one_row_and_three(iro, child, assert_same_queries):
    def make(number):
        for _ in range(number):
            record_person(child=child, full_name="Ann Reed", relationship="mother", by=iro)

    assert_same_queries(make, reverse("looking:history", args=[child.pk]), signed_in(iro))


# Unusual access ------------------------------------------------------------------------------------------------------
BEGAN, ENDED = D(2025, 5, 1), D(2025, 5, 20)


def suspicion(reader, child, *, last=ENDED, looks=5):
    return Suspicion(Pattern.REPEAT_LOOK, reader.pk, child.pk, BEGAN, last, looks)


def test_concern_grows_while_it_waits_and_comes_back_only_for_later_looks(iro, child):
    officer = make_user(Role.INFORMATION_GOVERNANCE)
    assert note_concerns(found=[suspicion(iro, child)], by=BY) == 1
    assert note_concerns(found=[suspicion(iro, child, last=D(2025, 5, 22), looks=7)], by=BY) == 0
    concern = AccessConcern.objects.get()
    assert (concern.last_on, concern.looks) == (D(2025, 5, 22), 7)
    post = {
        "verdict": "explained",
        "note": "Covered for a colleague",
        "version": concern.version,
        "form_key": uuid.uuid4(),
    }
    assert signed_in(officer).post(reverse("looking:judge", args=[concern.pk]), post).status_code == 302
    assert note_concerns(found=[suspicion(iro, child, last=D(2025, 5, 22))], by=BY) == 0
    assert note_concerns(found=[suspicion(iro, child, last=D(2025, 5, 23))], by=BY) == 1


def test_pattern_leads_to_its_events(iro, child):
    note_concerns(found=[suspicion(iro, child)], by=BY)
    client = signed_in(make_user(Role.INFORMATION_GOVERNANCE))
    page = client.get(reverse("looking:judge", args=[AccessConcern.objects.get().pk]))
    listed = client.get(page.context["events"])
    assert listed.context["filters"].cleaned_data == {
        "who": iro.email,
        "kind": "",
        "first": D(2025, 5, 1),
        "last": D(2025, 5, 20),
    }


def test_nobody_judges_their_own_access(child):
    officer = make_user(Role.INFORMATION_GOVERNANCE)
    note_concerns(found=[suspicion(officer, child)], by=BY)
    concern = AccessConcern.objects.get()
    post = {"verdict": "explained", "note": "It was nothing", "version": concern.version} | sent()
    client, address = signed_in(officer), reverse("looking:judge", args=[concern.pk])
    assert (client.get(address).status_code, client.post(address, post).status_code) == (403, 403)
    assert AccessConcern.objects.get().verdict == ""


def test_judged_concern_is_read_and_not_judged_again(iro, child):
    note_concerns(found=[suspicion(iro, child)], by=BY)
    concern = AccessConcern.objects.get()
    client, address = signed_in(make_user(Role.INFORMATION_GOVERNANCE)), reverse("looking:judge", args=[concern.pk])
    post = {
        "verdict": "taken_further",
        "note": "With the head of service",
        "version": concern.version,
        "form_key": uuid.uuid4(),
    }
    client.post(address, post)
    text = client.get(address).content.decode()
    assert ("Taken further" in text, "With the head of service" in text, '<form method="post" class' in text) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("street", "postcode", "status"), [("Elm Road", "ha1 2xy", 302), ("", "", 302), ("Elm Road", "HA1", 422)]
)
def test_somebody_says_where_they_live(street, postcode, status, iro):
    response = signed_in(iro).post(
        reverse("looking:home"), {"street": street, "postcode": postcode, "version": 0} | sent()
    )
    assert response.status_code == status
    kept = [] if status == 422 else [(street, postcode.upper())]
    assert list(Home.objects.values_list("street", "postcode")) == kept
