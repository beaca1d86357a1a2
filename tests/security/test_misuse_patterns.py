"""Unusual access is found in the log of a month, and ordinary work is not taken for it (C20)."""

import datetime
import random

import pytest
from django.core import mail
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Home
from audit.actions import acting
from audit.models import AuditEvent
from children.actions import change_episode
from children.models import AccessConcern, PersonAroundChild
from desk.looking.known import area_of, streets_of, surname_of
from desk.looking.misuse import suspicions
from desk.looking.patterns import MANY_RECORDS, Look, Looked, Pattern, Reader, found_in
from desk.looking.tasks import find_unusual_access
from office.models import Job
from tests.factories import BY, make_child, make_user

D = datetime.date
FIRST, LAST = D(2025, 5, 1), D(2025, 5, 30)
IROS, CHILDREN = 8, 64
SURNAMES = ("Ash", "Beech", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel", "Juniper", "Larch")


def at(day, hour, minute=0):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute)))


def look(actor, child, moment, *, kind=AuditEvent.Kind.READ):
    with acting():
        AuditEvent.objects.create(
            kind=kind, verb="child:page", actor_id=actor.pk, acting_role="iro", child_ids=[child.pk], at=moment
        )


def working_days():
    days = (FIRST + datetime.timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    return [day for day in days if day.weekday() < 5 and day not in (D(2025, 5, 5), D(2025, 5, 26))]


@pytest.fixture
def month():
    """A month of ordinary work: IROs at their own children, in hours; a support worker who books reviews for all."""
    chance = random.Random(2025)
    iros = [make_user(name=f"Iona {SURNAMES[number]}") for number in range(IROS)]
    children = [
        make_child(iro=iros[number % IROS], last_name=f"{SURNAMES[-1 - number % 2]}-{number}")
        for number in range(CHILDREN)
    ]
    support = make_user(Role.SUPPORT_WORKER, name="Sid Larch")
    with acting():
        Home.objects.create(user=support, street="Elm Road", postcode="HA1 2XY")
    pairs = set()
    for day in working_days():
        for number, iro in enumerate(iros):
            for child in chance.sample(children[number::IROS], 3):
                look(iro, child, at(day, chance.randint(8, 18), chance.randint(0, 59)))
                pairs.add((iro.pk, child.pk))
        for child in chance.sample(children, 4):
            moment = at(day, chance.randint(9, 16), chance.randint(0, 50))
            look(support, child, moment)
            look(support, child, moment + datetime.timedelta(minutes=2), kind=AuditEvent.Kind.WRITE)
            pairs.add((support.pk, child.pk))
    return iros, children, pairs


@pytest.mark.django_db
def test_c20_each_pattern_of_a_snooper_is_flagged_and_an_ordinary_month_is_not(month):
    _iros, children, pairs = month
    ordinary = suspicions(FIRST, LAST)
    assert len(ordinary) / len(pairs) < 0.02

    day = working_days()[3]
    kin = make_user(name="Ann Gorse")
    with acting():
        PersonAroundChild.objects.create(child=children[1], full_name="Pat Gorse", relationship="mother")
    neighbour, local = make_user(name="Nat Nobody"), make_user(name="Lou Else")
    with acting():
        Home.objects.create(user=neighbour, street="Rowan Close", postcode="")
        Home.objects.create(user=local, street="", postcode="HA3 7AB")
    for child, address in ((children[2], "14 Rowan Close, Harrow"), (children[3], "3 Oak Lane, Harrow HA3 7ZZ")):
        change_episode(
            child=child,
            on=D(2025, 4, 20),
            reason_new="P",
            legal_status="V2",
            placement="U6",
            provider="PR1",
            reason_placement_change="CARPL",
            placement_address=address,
            by=BY,
            today=D(2025, 4, 20),
        )
    owl, rusher, admirer = (make_user(name=name) for name in ("Olly Owl", "Ros Rusher", "Ada Mirer"))
    look(kin, children[1], at(day, 10))
    look(neighbour, children[2], at(day, 10))
    look(local, children[3], at(day, 10))
    look(owl, children[4], at(day, 23, 30))
    for number in range(MANY_RECORDS):
        look(rusher, children[number], at(day, 11, number % 10))
    for each in working_days()[:4]:
        look(admirer, children[6], at(each, 12))
    expected = {
        (Pattern.SAME_SURNAME, kin.pk, children[1].pk),
        (Pattern.SAME_STREET, neighbour.pk, children[2].pk),
        (Pattern.OWN_AREA, local.pk, children[3].pk),
        (Pattern.OUT_OF_HOURS, owl.pk, children[4].pk),
        (Pattern.MANY_IN_A_ROW, rusher.pk, None),
        (Pattern.REPEAT_LOOK, admirer.pk, children[6].pk),
    }
    found = {(each.pattern, each.actor_id, each.child_id) for each in suspicions(FIRST, LAST)}
    assert found - {(each.pattern, each.actor_id, each.child_id) for each in ordinary} == expected


@pytest.mark.django_db
def test_c20_the_officer_is_told_how_much_there_is_and_nothing_of_whom():
    officer, reader, child = make_user(Role.INFORMATION_GOVERNANCE), make_user(), make_child(iro=make_user())
    now = timezone.now()
    for days in (1, 2, 3, 4):
        look(reader, child, (now - datetime.timedelta(days=days)).replace(hour=2))
    result = find_unusual_access(Job(), lambda *_: None)
    assert result["new"] == AccessConcern.objects.count() > 0
    assert [(message.to, str(child) in message.body) for message in mail.outbox] == [([officer.email], False)]
    assert find_unusual_access(Job(), lambda *_: None)["new"] == 0


HOURS = (
    (D(2025, 6, 2), 6, True),  # Monday, before seven
    (D(2025, 6, 2), 7, False),
    (D(2025, 6, 2), 19, False),
    (D(2025, 6, 2), 20, True),
    (D(2025, 6, 7), 12, True),  # Saturday
)


@pytest.mark.parametrize(("day", "hour", "flagged"), HOURS)
@pytest.mark.parametrize(("is_own", "changed"), [(False, False), (True, False), (False, True)])
def test_out_of_hours_is_anothers_child_without_work(day, hour, flagged, is_own, changed):
    looks = [Look(1, 2, at(day, hour), is_own=is_own, changed=changed)]
    found = found_in(looks, readers={}, children={}, is_working_day=lambda each: each.weekday() < 5)
    assert bool(found) == (flagged and not is_own and not changed)


@pytest.mark.parametrize(
    ("reader", "child", "changed", "pattern"),
    [
        (Reader("gorse"), Looked(frozenset({"gorse"})), True, Pattern.SAME_SURNAME),
        (Reader("gorse", "elm road"), Looked(frozenset(), frozenset({"elm road"})), True, Pattern.SAME_STREET),
        (Reader("gorse", "", "HA1 2"), Looked(areas=frozenset({"HA1 2"})), False, Pattern.OWN_AREA),
        (Reader("gorse", "", "HA1 2"), Looked(areas=frozenset({"HA1 2"})), True, None),
        (Reader(), Looked(frozenset({""}), frozenset({""}), frozenset({""})), False, None),
    ],
)
def test_kin_and_neighbours_are_noticed(reader, child, changed, pattern):
    looks = [Look(1, 2, at(D(2025, 6, 2), 10), changed=changed)]
    found = found_in(looks, readers={1: reader}, children={2: child}, is_working_day=lambda _: True)
    assert [each.pattern for each in found] == ([pattern] if pattern else [])


@pytest.mark.parametrize(("records", "flagged"), [(MANY_RECORDS - 1, 0), (MANY_RECORDS, 1)])
def test_many_records_within_minutes_are_noticed_even_of_ones_own(records, flagged):
    looks = [Look(1, number, at(D(2025, 6, 2), 10, number % 10), is_own=True) for number in range(records)]
    assert len(found_in(looks, readers={}, children={}, is_working_day=lambda _: True)) == flagged


def test_addresses_and_names_are_read_apart():
    assert (surname_of("Ann van Gorse"), area_of("12 Elm Road, ha1 2xy"), area_of("HA1")) == ("gorse", "HA1 2", "")
    assert list(streets_of("Flat 2, 14 Élm Road, Harrow, HA1 2XY")) == ["flat 2", "elm road", "harrow"]
