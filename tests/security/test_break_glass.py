"""C09: somebody opens one record outside what they may see. Fourteen rules, each by its own name."""

import datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.access import rule_of
from accounts.enums import Role
from accounts.permissions import CAPABILITIES, Capability
from audit.actions import acting
from audit.models import AuditEvent
from children.models import BreakGlass, ConflictOfInterest
from children.visibility import BREAKS_GLASS
from desk.break_glass.views import NOT_OPENED
from desk.break_glass.window import child_named_by
from iro_service.access_matrix import pages
from office.models import Draft, Job
from tests.guards.queries import assert_same_queries
from tests.security.addresses import OF_CASES
from tests.security.glass import BECAUSE, KEY, NOW, OPEN, ask, broken, confirmed, page, run_jobs, words_of
from tests.security.world import TODAY, Kind

JUDGES = {"manager", "second_manager", "information_governance", "second_information_governance"}
READ = ("child:page", "child:reviews", "child:decisions", "child:people", "child:challenge", "child:clocks")
# What an IRO, the manager and the officer who opened a record may read of it: the officer no more than the basics.
ROLES = [("iro", Kind.COLLEAGUES), ("manager", Kind.RESTRICTED), ("information_governance", Kind.MINE)]


@pytest.fixture(autouse=True)
def morning(time_machine):
    """Let it be nine o'clock (UTC) on the world's day."""
    time_machine.move_to(NOW, tick=False)


def opened(world, name="iro", kind=Kind.COLLEAGUES):
    """Let somebody open the record of a kind of child; return their client, the child and the opening."""
    child = world.cases[kind].child
    client = confirmed(world, name)
    response = ask(client, child.local_id)
    assert (response.status_code, response["Location"]) == (302, page(child)), response.content.decode()
    return client, child, BreakGlass.objects.filter(user=world.user(name)).latest("pk")


@pytest.mark.parametrize(("name", "kind"), ROLES)
def test_c09_record_opens_to_each_who_may(world, name, kind):
    client, child, opening = opened(world, name, kind)
    response = client.get(page(child))
    assert (response.status_code, str(child) in response.content.decode()) == (200, True)
    assert (opening.child, opening.acting_role, opening.explanation) == (child, world.user(name).acting_role, BECAUSE)


# 1 and 2: exactly one record, and no oracle
@pytest.mark.parametrize("part", ["first name", "last name", "almost the whole name", "almost the id", "%", "_"])
def test_c09_rule_01_part_of_a_name_or_id_opens_nothing(world, part):
    child = world.cases[Kind.COLLEAGUES].child
    words = {
        "first name": child.first_name,
        "last name": child.last_name,
        "almost the whole name": f"{child.first_name} {child.last_name}"[:-1],
        "almost the id": child.local_id[:-1],
    }
    response = ask(confirmed(world, "iro"), words.get(part, part))
    assert (response.status_code, BreakGlass.objects.filter(opened_at=NOW).count()) == (422, 0)


@pytest.mark.parametrize("how", ["id", "name", "name in capitals"])
def test_c09_rule_01_exact_id_or_exact_name_opens_it(world, how):
    child = world.cases[Kind.COLLEAGUES].child
    name = f"{child.first_name} {child.last_name}"
    words = {"id": child.local_id.lower(), "name": name, "name in capitals": f"  {name.upper()} "}[how]
    assert ask(confirmed(world, "iro"), words)["Location"] == page(child)


def test_c09_rule_01_page_suggests_nothing(world):
    client = confirmed(world, "iro")
    text = client.get(reverse(OPEN), {"who": "Qz"}).content.decode()
    assert ("<datalist" in text, 'autocomplete="off"' in text, "Qz" in text) == (False, True, False)


def test_c09_rule_01_wrong_tries_are_logged_and_counted(world):
    client = confirmed(world, "iro")
    statuses = [ask(client, f"nobody {n}", n).status_code for n in range(7)]
    tries = AuditEvent.objects.filter(verb=OPEN, kind="search", actor_id=world.user("iro").pk)
    assert (statuses, tries.count(), set(tries.values_list("row_count", flat=True))) == ([422] * 5 + [409] * 2, 5, {0})
    assert ask(client, world.cases[Kind.COLLEAGUES].child.local_id, 9).status_code == 409


def test_c09_rule_02_unknown_forbidden_and_ambiguous_are_answered_alike(world):
    forbidden, twin = world.cases[Kind.COLLEAGUES].child, world.cases[Kind.OTHER_TEAMS].child
    with acting():
        ConflictOfInterest.objects.create(
            user=world.user("iro"), child=forbidden, nature="Neighbours", declared_on=TODAY
        )
        other = world.cases[Kind.OTHER_TEAMS].other
        for name in ("first_name", "last_name", "search_name"):
            setattr(other, name, getattr(twin, name))
        other.save()
    asked = ("X99999", forbidden.local_id, f"{twin.first_name} {twin.last_name}")
    bodies = {words_of(ask(confirmed(world, "iro"), who)).replace(who, "").replace("&#x27;", "'") for who in asked}
    assert (len(bodies), NOT_OPENED in bodies.pop()) == (1, True)


# 3 and 4: who one is, and why
def test_c09_rule_03_password_is_asked_for_before_the_form_and_again_when_it_is_sent_late(world, time_machine):
    client, child = world.client("iro"), world.cases[Kind.COLLEAGUES].child
    confirm = f"{reverse('accounts:confirm')}?next="
    assert client.get(reverse(OPEN))["Location"].startswith(confirm)
    assert (ask(client, child.local_id)["Location"].startswith(confirm), BreakGlass.objects.count()) == (True, 1)
    client = confirmed(world, "iro")
    assert client.get(reverse(OPEN)).status_code == 200
    time_machine.shift(datetime.timedelta(minutes=6))
    late = ask(client, child.local_id)
    kept = Draft.objects.get(user=world.user("iro"), key="break_glass.open").fields
    assert (late["Location"].startswith(confirm), kept["explanation"]) == (True, [BECAUSE])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": ""}, "Choose the reason"),
        ({"reason": "curious"}, "Choose one of the answers"),
        ({"explanation": ""}, "Explain why you need to see this record"),
        ({"explanation": "x" * 19}, "Explain why in at least 20 characters"),
        ({"explanation": f"x{' ' * 30}"}, "Explain why in at least 20 characters"),
    ],
)
def test_c09_rule_04_reason_from_the_list_and_twenty_characters(world, typed, sentence):
    child = world.cases[Kind.COLLEAGUES].child
    response = ask(confirmed(world, "iro"), child.local_id, **typed)
    assert (response.status_code, BreakGlass.objects.filter(opened_at=NOW).count()) == (422, 0)
    if typed.get("reason") != "curious":
        assert sentence in words_of(response)


def test_c09_rule_04_database_insists_on_the_explanation(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        broken(world.user("iro"), world.cases[Kind.MINE].child, role=Role.IRO, explanation="x" * 19)


# 5: one child
def test_c09_rule_05_one_child_only(world):
    client, child, _opening = opened(world)
    case = world.cases[Kind.COLLEAGUES]
    closed = [case.other, world.cases[Kind.OTHER_TEAMS].child, world.cases[Kind.RESTRICTED].child]
    assert [client.get(page(each)).status_code for each in (child, *closed)] == [200, 404, 404, 404]
    assert client.get(reverse("child:review", args=[case.recorded.pk])).status_code == 200
    assert client.get(reverse("child:review", args=[case.unlogged.pk])).status_code == 404
    # They are brothers and sisters of one family: neither leads to the other.
    assert world.cases[Kind.OTHER_TEAMS].child.local_id not in client.get(page(child)).content.decode()


def test_c09_rule_05_second_record_waits_until_the_first_is_ended(world):
    client, _child, opening = opened(world)
    other = world.cases[Kind.OTHER_TEAMS].child
    assert ask(client, other.local_id, 2).status_code == 409
    client.post(reverse("break_glass:end", args=[opening.pk]))
    assert ask(client, other.local_id, 3)["Location"] == page(other)


@pytest.mark.parametrize(
    "name", ["child:list", "search:results", "caseload:mine", "disputes:list", "arranging:to-arrange"]
)
def test_c09_rule_05_lists_and_search_do_not_hold_it(world, name):
    client, child, _opening = opened(world)
    query = {"q": child.last_name} if name in ("child:list", "search:results") else {}
    response = client.get(reverse(name), query)
    found = world.canaries_of(Kind.COLLEAGUES).findall(
        response.content.decode().replace(f'value="{child.last_name}"', "")
    )
    assert (response.status_code, found) == (200, [])


# 6: read-only
@pytest.mark.parametrize("name", sorted(OF_CASES))
@pytest.mark.parametrize("who", ["iro", "manager"])
def test_c09_rule_06_nothing_is_changed_through_it(world, name, who):
    kind = Kind.COLLEAGUES if who == "iro" else Kind.RESTRICTED
    case = world.cases[kind]
    world_page = next(each for each in pages() if each.name == name)
    kwargs = OF_CASES[name](case)
    child = case.child if child_named_by(name, rule_of(world_page.view).record, kwargs) == case.child.pk else case.other
    broken(world.user(who), child, role=world.user(who).acting_role)
    client = world.client(who)
    response = client.post(reverse(name, kwargs=kwargs), {})
    rule = rule_of(world_page.view)
    sentence = "You opened this record to read it." in words_of(response)
    assert (response.status_code, sentence) == (403, True), rule


def test_c09_rule_06_pages_offer_nothing_to_do(world):
    client, child, _opening = opened(world, "manager", Kind.RESTRICTED)
    for name in READ:
        text = client.get(reverse(name, args=[child.pk])).content.decode()
        main = text[text.index("<main") :]
        offers = ("Correct", "Reallocate", "Book a date", "Add a", "Raise a concern")
        assert [words for words in offers if words in main] == [], name


def test_c09_rule_06_form_pages_are_refused(world):
    client, child, _opening = opened(world, "manager", Kind.RESTRICTED)
    response = client.get(reverse("service:allocate", args=[child.pk]))
    assert (response.status_code, "You opened this record to read it." in words_of(response)) == (403, True)


# 7: two hours
def test_c09_rule_07_closes_after_two_hours(world, time_machine):
    client, child, _opening = opened(world)
    statuses = []
    for seconds in (0, 2 * 3600 - 1, 1):
        # Whoever is at work does not time out.
        time_machine.shift(seconds)
        session = client.session
        session["seen_at"] = (NOW + datetime.timedelta(days=1)).timestamp()
        session.save()
        statuses.append(client.get(page(child)).status_code)
    assert statuses == [200, 200, 404]


def test_c09_rule_07_can_be_ended_now_by_its_reader_and_by_a_judge(world):
    client, child, opening = opened(world)
    assert client.post(reverse("break_glass:end", args=[opening.pk])).status_code == 302
    assert client.get(page(child)).status_code == 404
    again = broken(world.user("iro"), child, role=Role.IRO)
    assert client.get(page(child)).status_code == 200
    world.client("manager").post(reverse("break_glass:end-for-them", args=[again.pk]))
    assert client.get(page(child)).status_code == 404


def test_c09_rule_07_nobody_ends_anothers_without_the_right(world):
    _client, _child, opening = opened(world)
    assert world.client("second_iro").post(reverse("break_glass:end", args=[opening.pk])).status_code == 404


def test_c09_rule_07_ends_with_the_role_it_was_opened_in(world):
    client, child, _opening = opened(world)
    user = world.user("iro")
    with acting():
        user.role_grants.create(role=Role.SUPPORT_WORKER, from_on=datetime.date(2025, 1, 1))
        user.role_grants.filter(role=Role.IRO).update(until_on=datetime.date(2025, 6, 1))
    # As support worker the child is in reach by that role, and no longer through the glass.
    client.get(page(child))
    assert AuditEvent.objects.filter(actor_id=user.pk, verb="child:page").latest("pk").break_glass_id is None


# 8: banner
@pytest.mark.parametrize(("name", "kind"), ROLES)
def test_c09_rule_08_every_page_says_how_long_and_how_to_end_it(world, name, kind):
    client, child, opening = opened(world, name, kind)
    for route in READ:
        response = client.get(reverse(route, args=[child.pk]))
        if response.status_code == 403:
            assert name == "information_governance"
        text = response.content.decode()
        assert "It closes at noon." in words_of(response), route
        assert (reverse("break_glass:end", args=[opening.pk]) in text, "End it now" in text) == (True, True), route


def test_c09_rule_08_no_other_page_wears_it(world):
    client, _child, _opening = opened(world)
    assert "It closes at" not in words_of(client.get(page(world.cases[Kind.MINE].child)))


# 9: two others are told at once
@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        (
            "iro",
            Kind.COLLEAGUES,
            {"manager", "second_manager", "information_governance", "second_information_governance"},
        ),
        ("manager", Kind.RESTRICTED, {"second_manager", "information_governance", "second_information_governance"}),
        ("information_governance", Kind.MINE, {"manager", "second_manager", "second_information_governance"}),
    ],
)
def test_c09_rule_09_those_who_judge_are_told_at_once_and_never_the_reader(world, name, kind, told):
    opened(world, name, kind)
    assert {world_user(world, job.payload["reader"]) for job in Job.objects.filter(kind="desk.tell")} == told
    run_jobs()
    assert sorted(message.to[0] for message in mail.outbox) == sorted(world.user(each).email for each in told)
    assert all("break-glass" not in message.body and "/emergency/opened/" in message.body for message in mail.outbox)


def world_user(world, pk):
    return next(name for name, user in world.users.items() if user.pk == pk)


def test_c09_rule_09_start_pages_show_it(world):
    opened(world)
    start = words_of(world.client("manager").get(reverse("home"), follow=True))
    officer = words_of(world.client("information_governance").get(reverse("home"), follow=True))
    assert "2 records opened in an emergency: say whether it was justified" in start
    assert "2 records opened in an emergency that wait for a verdict" in officer


def test_c09_rule_09_refused_where_there_are_not_two_to_tell(world):
    child = world.cases[Kind.COLLEAGUES].child
    with acting():
        for name in ("manager", "second_manager", "second_information_governance"):
            world.user(name).role_grants.update(until_on=datetime.date(2025, 6, 1))
    response = ask(confirmed(world, "iro"), child.local_id)
    assert (response.status_code, "Two people must be told at once" in words_of(response)) == (409, True)
    assert (BreakGlass.objects.filter(opened_at=NOW).count(), Job.objects.filter(kind="desk.tell").count()) == (0, 0)


def test_c09_rule_09_who_knows_the_child_privately_is_not_told_and_does_not_judge(world):
    child = world.cases[Kind.COLLEAGUES].child
    with acting():
        ConflictOfInterest.objects.create(user=world.user("manager"), child=child, nature="Aunt", declared_on=TODAY)
    _client, _child, opening = opened(world)
    told = {job.payload["reader"] for job in Job.objects.filter(kind="desk.tell")}
    assert world.user("manager").pk not in told
    assert world.client("manager").get(reverse("break_glass:judge", args=[opening.pk])).status_code == 404


# 10: the verdict
def judge(client, opening, **typed):
    data = {"verdict": "justified", "note": "", "version": opening.version, "form_key": KEY.format(77)}
    return client.post(reverse("break_glass:judge", args=[opening.pk]), data | typed)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("iro", 403),
        ("manager", 302),
        ("second_manager", 302),
        ("information_governance", 302),
        ("support_worker", 403),
        ("director", 403),
        ("system_administrator", 403),
    ],
)
def test_c09_rule_10_somebody_else_judges_it_within_three_working_days(world, name, status):
    _client, _child, opening = opened(world)
    # Monday 2 June: the third working day is Thursday.
    assert opening.verdict_due_on == datetime.date(2025, 6, 5)
    assert judge(world.client(name), opening).status_code == status
    opening.refresh_from_db()
    assert (opening.verdict, opening.verdict_by_id) == (
        ("justified", world.user(name).pk) if status == 302 else ("", None)
    )


def test_c09_rule_10_nobody_judges_their_own(world):
    client, _child, opening = opened(world, "manager", Kind.RESTRICTED)
    response = judge(client, opening)
    assert (response.status_code, "Nobody judges their own opening" in words_of(response)) == (409, True)
    with pytest.raises(IntegrityError), transaction.atomic(), acting():
        BreakGlass.objects.filter(pk=opening.pk).update(verdict_by=opening.user)


def test_c09_rule_10_not_justified_says_what_was_wrong(world):
    _client, _child, opening = opened(world)
    manager = world.client("manager")
    assert "Say what was wrong" in words_of(judge(manager, opening, verdict="not_justified"))
    assert judge(manager, opening, verdict="not_justified", note="She looked for a friend.").status_code == 302


def test_c09_rule_10_second_verdict_is_refused_and_shows_the_first(world):
    _client, _child, opening = opened(world)
    judge(world.client("manager"), opening)
    second = judge(world.client("second_manager"), opening, verdict="not_justified", note="No.")
    assert (second.status_code, "How it stands now Verdict Justified" in words_of(second)) == (409, True)
    opening.refresh_from_db()
    assert (opening.verdict, opening.verdict_by) == ("justified", world.user("manager"))


def test_c09_rule_10_page_shows_what_was_opened_and_no_name_to_who_may_not_see_it(world):
    client, child, opening = opened(world, "information_governance", Kind.RESTRICTED)
    client.get(page(child))
    client.get(reverse("child:people", args=[child.pk]))
    address = reverse("break_glass:judge", args=[opening.pk])
    seen = {
        name: world.client(name).get(address) for name in ("manager", "second_manager", "second_information_governance")
    }
    for name, response in seen.items():
        words = words_of(response)
        assert ("Overview" in words, "People" in words, "2 pages opened" in words) == (True, True, True), name
    assert ("Restricted record" in words_of(seen["manager"]), child.local_id in words_of(seen["manager"])) == (
        True,
        False,
    )
    assert str(child) in words_of(seen["second_manager"])
    officer = words_of(seen["second_information_governance"])
    assert (str(child) in officer, child.local_id in officer) == (False, True)


def test_c09_rule_10_overdue_verdicts_are_shown(world, settings):
    opened(world)
    settings.IRO_TODAY = datetime.date(2025, 6, 6)
    assert "(2 overdue)" in words_of(world.client("manager").get(reverse("service:today")))
    assert words_of(world.client("manager").get(reverse("break_glass:opened"))).count("Overdue") == 2


# 11: unreviewed use blocks the next
@pytest.mark.parametrize(("day", "is_open"), [(datetime.date(2025, 6, 5), True), (datetime.date(2025, 6, 6), False)])
def test_c09_rule_11_unjudged_use_past_its_day_blocks_the_next(world, settings, day, is_open):
    client, _child, opening = opened(world)
    with acting():
        BreakGlass.objects.exclude(pk=opening.pk).update(verdict="justified", verdict_on=TODAY)
    client.post(reverse("break_glass:end", args=[opening.pk]))
    settings.IRO_TODAY = day
    other = world.cases[Kind.OTHER_TEAMS].child
    assert ask(client, other.local_id, 5).status_code == (302 if is_open else 409)
    if not is_open:
        assert "Nobody has judged the record you opened on 2 June 2025" in words_of(client.get(reverse(OPEN)))
        opening.refresh_from_db()
        judge(world.client("manager"), opening)
        assert ask(client, other.local_id, 6).status_code == 302


def test_c09_rule_11_anothers_use_blocks_nobody(world, settings):
    opened(world)
    settings.IRO_TODAY = datetime.date(2025, 6, 6)
    child = world.cases[Kind.OTHER_TEAMS].child
    assert ask(confirmed(world, "manager"), world.cases[Kind.RESTRICTED].child.local_id).status_code == 302
    assert child is not None


# 12: conflict
@pytest.mark.parametrize("through", ["child", "siblings"])
def test_c09_rule_12_never_where_one_knows_the_child_privately(world, through):
    client, child, _opening = opened(world)
    about = {"child": child} if through == "child" else {"siblings": child.siblings}
    with acting():
        ConflictOfInterest.objects.create(user=world.user("iro"), nature="Cousins", declared_on=TODAY, **about)
    # Declared while the record is open, it closes at once.
    assert client.get(page(child)).status_code == 404
    with acting():
        BreakGlass.objects.all().delete()
    assert NOT_OPENED in words_of(ask(client, child.local_id, 4)).replace("&#x27;", "'")


# 13: never for the others
def test_c09_rule_13_three_roles_may_and_seven_never(world):
    assert [role for role in Role if Capability.BREAK_GLASS in CAPABILITIES[role]] == sorted(
        BREAKS_GLASS, key=list(Role).index
    )
    child = world.cases[Kind.OTHER_TEAMS].child
    answers = {}
    for role in Role:
        if role in BREAKS_GLASS:
            continue
        client = confirmed(world, role)
        answers[role] = (client.get(reverse(OPEN)).status_code, ask(client, child.local_id).status_code)
    assert (set(answers.values()), len(answers)) == ({(403, 403)}, 7)


@pytest.mark.parametrize("role", [role for role in Role if role not in BREAKS_GLASS])
def test_c09_rule_13_a_row_alone_opens_nothing_to_them(world, role):
    child = world.cases[Kind.RESTRICTED].child
    broken(world.user(role), child, role=role)
    assert world.client(role).get(page(child)).status_code in (403, 404)


# 14: the log
@pytest.mark.parametrize(("name", "kind"), ROLES)
def test_c09_rule_14_every_page_is_logged_with_the_opening(world, name, kind):
    client, child, opening = opened(world, name, kind)
    statuses = {route: client.get(reverse(route, args=[child.pk])).status_code for route in READ}
    client.post(reverse("service:allocate", args=[child.pk]), {})
    logged = AuditEvent.objects.filter(break_glass_id=opening.pk, actor_id=world.user(name).pk)
    shown = {event.verb for event in logged if event.kind == "read"}
    turned_away = {event.verb for event in logged if event.kind == "refused"}
    assert shown == {route for route, status in statuses.items() if status == 200}
    assert turned_away == {route for route, status in statuses.items() if status == 403} | {"service:allocate"}
    assert all(child.pk in event.child_ids for event in logged if event.kind == "read")


def test_c09_rule_14_pages_of_other_children_are_logged_without(world):
    client, _child, _opening = opened(world)
    client.get(page(world.cases[Kind.MINE].child))
    assert AuditEvent.objects.filter(actor_id=world.user("iro").pk, kind="read").latest("pk").break_glass_id is None


def test_c09_rule_14_opening_ending_and_judging_are_logged(world):
    client, child, opening = opened(world)
    client.post(reverse("break_glass:end", args=[opening.pk]))
    judge(world.client("manager"), BreakGlass.objects.get(pk=opening.pk))
    logged = AuditEvent.objects.filter(subject_type="children.breakglass", subject_id=opening.pk)
    verbs = list(logged.filter(kind="write").order_by("pk").values_list("verb", flat=True))
    assert verbs == [
        "children.break_glass",
        "break_glass.open",
        "children.end_broken_glass",
        "children.judge_broken_glass",
    ]
    assert {tuple(each) for each in logged.values_list("child_ids", flat=True)} == {(child.pk,)}


# Around it
def test_c09_record_in_reach_is_not_broken_open(world):
    child = world.cases[Kind.MINE].child
    response = confirmed(world, "iro").post(
        reverse(OPEN),
        {"who": child.local_id, "reason": "other", "explanation": BECAUSE, "form_key": KEY.format(1)},
        follow=True,
    )
    assert "You may open this record already. Here it is." in words_of(response)
    assert BreakGlass.objects.filter(opened_at=NOW).count() == 0


def test_c09_officer_reads_who_the_child_is_and_no_more(world):
    client, child, _opening = opened(world, "information_governance", Kind.MINE)
    statuses = {name: client.get(reverse(name, args=[child.pk])).status_code for name in READ}
    assert statuses == dict.fromkeys(READ, 403) | {"child:page": 200, "child:reviews": 200}


def test_c09_double_click_opens_once_and_tells_once(world):
    child = world.cases[Kind.COLLEAGUES].child
    client = confirmed(world, "iro")
    answers = [ask(client, child.local_id, 8)["Location"] for _ in range(3)]
    assert (set(answers), BreakGlass.objects.filter(opened_at=NOW).count()) == ({page(child)}, 1)
    assert Job.objects.filter(kind="desk.tell").count() == 4


@pytest.mark.parametrize("name", sorted(OF_CASES))
def test_c09_address_of_every_page_about_a_child_leads_to_the_child(world, name):
    found = next(each for each in pages() if each.name == name)
    for kind in Kind:
        case = world.cases[kind]
        child = child_named_by(name, rule_of(found.view).record, OF_CASES[name](case))
        assert child in (case.child.pk, case.other.pk), f"{name} needs a line in window.NAMED_OTHERWISE"


def test_c09_list_asks_the_same_queries_for_one_row_and_three(world):
    with acting():
        BreakGlass.objects.all().delete()
    children = iter([case.child for case in world.cases.values()])

    def make(number):
        for _ in range(number):
            broken(world.user("iro"), next(children), role=Role.IRO)

    assert_same_queries(make, reverse("break_glass:opened"), world.client("manager"))
