"""C07 and C11: what may be taken away is exactly what the page shows, by whom it may, with a reason, and it is logged.

Every list that is registered is found here by itself: whoever registers one adds how it is narrowed in the world.
"""

import csv
import datetime
import io
import re
import uuid
from html import unescape
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.actions import deactivate_account
from accounts.enums import Role
from accounts.models import RoleGrant, User
from accounts.permissions import CAPABILITIES, Capability
from audit.actions import acting
from audit.models import AuditEvent
from children.models import Child, ConflictOfInterest, IROAllocation, Restriction
from desk.service.figures import FIGURES
from disputes.models import Dispute
from exchange import lists, policies
from exchange.lists import LISTS, ListExport, Sheet, register
from exchange.models import TakenList
from office import jobs
from office.authority import working_calendar
from office.models import Job
from office.spreadsheets import BYTE_ORDER_MARK
from participation.actions import alerts
from participation.enums_alerts import AlertStatus
from participation.models import SafetyAlert
from reporting.facts import Period
from reporting.statistics import annual_statistics
from reviews.models import Booking
from tests.clients import confirmed, confirmed_client
from tests.factories import make_child, make_user
from tests.participation.test_alerts import RECORDED
from tests.security.world import TODAY, Kind, World, canaries_in

YEAR = {"start": "2024-04-01", "end": "2025-03-31"}
# How each list is narrowed in the world.
NARROWED: dict[str, list[dict[str, str]]] = {
    "my-caseload": [{}, {"show": "unbooked"}, {"show": "due", "sort": "name"}],
    "to-arrange": [{}],
    "booked": [{"week": "2025-06-02"}],
    "records-to-send": [{}],
    "service": [{"key": key} for key in FIGURES],
    "children": [{}, {"care": "all"}, {"q": "Qzmine"}],
    "disputes": [{}, {"status": "open"}],
    "referrals": [{}],
    "figure-of-period": [{"key": "reviews.held", **YEAR}],
    "figure-of-report": [{"pk": "draft", "key": "reviews.held"}],
}
WHY = {"reason": "meeting", "explanation": "For the team meeting on Friday"}
# Which roles may take which list, as the access model has it: the IRO their own, the manager all, the support worker
# the schedule. The director's summary is the file of figures, which names nobody.
TAKERS = {
    Role.IRO: {
        "my-caseload", "to-arrange", "booked", "records-to-send", "children", "disputes", "referrals",
        "figure-of-period", "figure-of-report",
    },
    Role.MANAGER: set(NARROWED) - {"my-caseload"},
    Role.SUPPORT_WORKER: {"to-arrange", "booked", "records-to-send"},
}  # fmt: skip


def params_of(name: str, world: World) -> list[dict[str, str]]:
    ids = {"draft": str(world.service.ids["draft"])}
    return [{key: ids.get(value, value) for key, value in each.items()} for each in NARROWED[name]]


def take(client, listing: ListExport, params: dict[str, str], **why: str):
    return client.post(listing.download_address(params), WHY | {"form_key": uuid.uuid4()} | why)


def made(client, response) -> tuple[list[list[str]], str]:
    """Have the file made, fetch it, and return its rows without head and foot, and its name."""
    assert response.status_code == 302, response.content.decode()[:2000]
    work = work_off()
    assert (work.state, work.error) == ("done", "")
    answer = client.get(f"{response.url}file/")
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode()
    rows = list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))
    assert rows[-1][0].startswith("CONFIDENTIAL")
    return rows[1:-1], answer["Content-Disposition"]


def work_off() -> Job:
    """Do everything that waits, and return the last job, which was asked for last."""
    done = None
    while (work := jobs.claim()) is not None:
        jobs.run(work, TODAY)
        done = work
    assert done is not None
    done.refresh_from_db()
    return done


def words_of(html: str) -> str:
    return " ".join(unescape(strip_tags(html)).split())


def become_agency_staff(person: User) -> None:
    RoleGrant.objects.filter(user=person).update(until_on=TODAY.replace(month=12))
    User.objects.filter(pk=person.pk).update(is_agency=True)


def shown(client, listing: ListExport, params: dict[str, str]) -> list[str]:
    """Return what each row of the page's tables says, through all its pages, without rows of restricted records."""
    rows: list[str] = []
    for page in range(1, 20):
        joint = "&" if "?" in listing.address(params) else "?"
        response = client.get(f"{listing.address(params)}{joint}page={page}")
        assert response.status_code == 200
        html = response.content.decode()
        if listing.name == "my-caseload":  # above its children stands what is to do
            html = html[html.index('id="my-children-table"') :] if "my-children-table" in html else ""
        if listing.name == "to-arrange":  # the panels to arrange are a list of their own
            html = html.partition('aria-label="Reviews to choose from"')[2].partition("</form>")[0]
        if listing.name == "booked":  # above its days stands the week as a calendar
            html = re.sub(r'<table(?:(?!</table>).)*id="week"(?:(?!</table>).)*</table>', "", html, flags=re.DOTALL)
        for body in re.findall(r"<tbody.*?</tbody>", html, re.DOTALL):
            rows += [words_of(row) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]
        if f"page={page + 1}" not in html:
            break
    return [row for row in rows if not row.startswith("Restricted record")]


def test_c07_every_list_is_tried_here():
    assert set(NARROWED) == set(LISTS)


def test_c07_list_that_is_not_tried_is_found():
    planted = ListExport("planted", "planted", lambda *_: Sheet("", (), ()), lambda *_: set(), needs=())
    register(planted)
    try:
        assert set(LISTS) - set(NARROWED) == {"planted"}
        with pytest.raises(ValueError, match="two lists"):
            register(planted)
    finally:
        del LISTS["planted"], lists._of_page["planted"]


@pytest.mark.parametrize(("role", "name"), [(role, name) for role in TAKERS for name in sorted(TAKERS[role])])
def test_c07_file_holds_exactly_what_the_page_shows(world, role, name):
    listing, client, sizes = LISTS[name], confirmed(world.client(role)), []
    children = list(Child.objects.all())
    names = {f"{first} {child.last_name}": child.pk for child in children for first in (child.first_name, child.called)}
    ids = {child.local_id for child in children}
    for params in params_of(name, world):
        page = shown(client, listing, params)
        sizes.append(len(page))
        if not page:
            assert b"nothing on this list" in client.get(listing.download_address(params)).content
            continue
        asked = client.get(listing.download_address(params))
        assert f"<strong>{len(page)} row{'s' if len(page) > 1 else ''}</strong>" in asked.content.decode()
        rows, file_name = made(client, take(client, listing, params))
        assert len(rows) == len(page)
        # Row by row: each names the same child, and nothing stands in the file but what stands on the page, and the id.
        assert [names[row[0]] for row in rows] == [next(names[name] for name in names if name in text) for text in page]
        assert canaries_in(str(rows)) <= canaries_in(str(page)) | ids
        assert re.fullmatch(r'attachment; filename="[a-z0-9][a-z0-9-]*\.csv"', file_name)
        event = AuditEvent.objects.filter(kind="export", verb="exchange:file").latest("pk")
        assert (event.row_count, event.actor_id, event.acting_role) == (len(rows), world.user(role).pk, role)
        assert set(event.child_ids) == {names[row[0]] for row in rows}
    assert any(sizes), "nothing to be seen"


@pytest.mark.parametrize("role", Role)
def test_c07_nobody_else_takes_it(world, role):
    client, before = confirmed(world.client(role)), TakenList.objects.count()
    for name in set(NARROWED) - TAKERS.get(role, set()):
        listing, params = LISTS[name], params_of(name, world)[0]
        for answer in (client.get(listing.download_address(params)), take(client, listing, params)):
            assert (name, answer.status_code, canaries_in(answer.content)) == (name, 403, set())
        page = client.get(listing.address(params))
        assert b"Download this list" not in page.content
    assert TakenList.objects.count() == before


@pytest.mark.parametrize("name", NARROWED)
def test_c07_page_leads_to_its_download(world, name):
    role = next(role for role in TAKERS if name in TAKERS[role])
    client, listing = world.client(role), LISTS[name]
    # An empty list has nothing to take away.
    params = next(each for each in params_of(name, world) if shown(client, listing, each))
    page = client.get(listing.address(params)).content.decode()
    assert listing.download_address(params).replace("&", "&amp;") in page


@pytest.mark.parametrize("name", NARROWED)
def test_c07_password_is_asked_again(world, name):
    role = next(role for role in TAKERS if name in TAKERS[role])
    client, listing, before = world.client(role), LISTS[name], TakenList.objects.count()
    params = params_of(name, world)[0]
    for answer in (client.get(listing.download_address(params)), take(client, listing, params)):
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/account/confirm/")
    assert TakenList.objects.count() == before


@pytest.mark.parametrize(
    "why",
    [{"reason": ""}, {"explanation": ""}, {"explanation": "short"}, {"reason": "because"}, {"explanation": " " * 30}],
)
def test_c07_reason_is_needed(world, why):
    client, before = confirmed(world.client(Role.IRO)), TakenList.objects.count()
    assert take(client, LISTS["my-caseload"], {}, **why).status_code == 422
    assert TakenList.objects.count() == before


def test_c07_reason_is_on_the_file_and_in_the_record(world):
    client = confirmed(world.client(Role.IRO))
    response = take(client, LISTS["my-caseload"], {})
    work_off()
    text = b"".join(client.get(f"{response.url}file/").streaming_content).decode()
    foot = text.splitlines()[-1]
    for words in ("CONFIDENTIAL", "First Independent Reviewing Officer", "For a team meeting", WHY["explanation"]):
        assert words in foot
    kept = TakenList.objects.latest("pk")
    assert (kept.reason, kept.explanation, kept.requested_by) == (*WHY.values(), world.user(Role.IRO))


@pytest.mark.parametrize(("rows", "said"), [(0, "nothing"), (1, ""), (500, ""), (501, "501 rows"), (12_000, "12,000")])
def test_c07_cap(rows, said):
    assert said in policies.may_ask(rows).reason
    assert bool(policies.may_ask(rows)) is (1 <= rows <= 500)


@pytest.mark.django_db
def test_c07_list_over_the_cap_is_refused_with_a_way_to_narrow_it():
    manager = make_user(Role.MANAGER)
    with acting():
        Child.objects.bulk_create(
            Child(local_id=f"C{n}", first_name="Ann", last_name=f"Fern{n}", search_name=f"ann fern{n}", sex="F",
                  date_of_birth="2012-03-04")
            for n in range(501)
        )  # fmt: skip
    client = confirmed_client(manager)
    address = LISTS["children"].download_address({"care": "all"})
    page = client.get(address)
    assert b"This list has 501 rows" in page.content
    assert b"Narrow the list first" in page.content
    assert b"This list has 501 rows" in take(client, LISTS["children"], {"care": "all"}).content
    assert take(client, LISTS["children"], {"care": "all", "q": "fern500"}).status_code == 302
    assert TakenList.objects.values_list("asked_for", flat=True).get() == [Child.objects.get(local_id="C500").pk]


def test_c07_agency_staff_take_nothing(world):
    with acting():
        for role in TAKERS:
            become_agency_staff(world.user(role))
    for role, names in TAKERS.items():
        client = confirmed(world.client(role))
        for name in names:
            params = params_of(name, world)[0]
            assert client.get(LISTS[name].download_address(params)).status_code == 403
            assert b"Download this list" not in client.get(LISTS[name].address(params)).content


def test_c07_right_to_take_lists_is_of_three_roles():
    takers = {role for role, capabilities in CAPABILITIES.items() if Capability.EXPORT_LISTS in capabilities}
    assert takers == set(TAKERS)


def test_c07_nobody_else_sees_or_fetches_the_file(world):
    client = confirmed(world.client(Role.IRO))
    address = take(client, LISTS["my-caseload"], {}).url
    work_off()
    for who in ("second_iro", Role.MANAGER, Role.SUPPORT_WORKER):
        for path in (address, f"{address}file/"):
            assert world.client(who).get(path).status_code == 404
    for path in (address, f"{address}file/"):
        assert world.client().get(path).status_code == 302


def test_c07_file_cannot_be_guessed_and_is_read_by_the_service_alone(world):
    client = confirmed(world.client(Role.IRO))
    take(client, LISTS["my-caseload"], {})
    work_off()
    kept = TakenList.objects.latest("pk")
    assert re.fullmatch(r"lists/[\w-]{43}", kept.file.name)
    assert oct(Path(kept.file.path).stat().st_mode)[-3:] == "600"


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.MANAGER])
@pytest.mark.parametrize("form", ["csv", "json"])
def test_c07_file_of_figures_names_nobody_and_is_logged(world, role, form):
    """What a director may take: counts without names."""
    answer = world.client(role).get(f"/reports/figures/file/{form}/", YEAR)
    assert (answer.status_code, canaries_in(answer.content)) == (200, set())
    event = AuditEvent.objects.latest("pk")
    assert (event.kind, event.verb, event.child_ids) == ("export", "reporting:download", [])
    period = Period(*(datetime.date.fromisoformat(day) for day in YEAR.values()))
    figures = annual_statistics(period, calendar=working_calendar()).figures
    assert (event.row_count, event.actor_id) == (len(figures), world.user(role).pk)


# C11: the right is gone when the worker comes to it -----------------------------------------------------------------
def take_right_away(world: World, how: str) -> None:
    iro = world.user(Role.IRO)
    with acting():
        if how == "role":
            RoleGrant.objects.filter(user=iro).update(until_on=TODAY.replace(day=1))
        elif how == "agency":
            become_agency_staff(iro)
        elif how == "caseload":
            IROAllocation.objects.filter(iro=iro).update(until_on=TODAY, iro=world.user("second_iro"))
    if how == "account":
        deactivate_account(user=iro, by=world.user(Role.SYSTEM_ADMINISTRATOR), today=TODAY)


@pytest.mark.parametrize("how", ["role", "agency", "account"])
def test_c11_list_whose_taker_lost_the_right_is_refused_and_logged(world, how):
    client = confirmed(world.client(Role.IRO))
    take(client, LISTS["my-caseload"], {})
    take_right_away(world, how)
    work, kept = work_off(), TakenList.objects.latest("pk")
    assert (work.state, kept.made_at, kept.file.name) == ("failed", None, "")
    refusal = AuditEvent.objects.latest("pk")
    assert (refusal.kind, refusal.verb, refusal.actor_id) == ("refused", "office.refuse_job", world.user(Role.IRO).pk)
    assert not AuditEvent.objects.filter(kind="export", subject_id=kept.pk).exists()


@pytest.mark.parametrize("how", ["role", "agency", "account", "conflict", "restricted", "caseload"])
def test_c11_file_is_not_given_out_once_the_right_is_gone(world, how):
    client = confirmed(world.client(Role.IRO))
    address = take(client, LISTS["my-caseload"], {}).url
    work_off()
    child = world.cases[Kind.MINE].child
    if how == "conflict":
        declare_conflict(world, child)
    elif how == "restricted":
        restrict(world, child)
    elif how == "caseload":
        other = world.user("second_iro")
        close_alerts(child, by=other)
        with acting():
            IROAllocation.objects.filter(child=child).update(iro=other)
            child.reviews.filter(chair__isnull=False).update(chair=other)
            Booking.objects.filter(review__child=child).update(chair=other)
            Dispute.objects.filter(child=child).update(raised_by=other)
    else:
        take_right_away(world, how)
    answer = client.get(f"{address}file/")
    assert answer.status_code in {302, 403, 404}
    assert canaries_in(b"".join(answer)) == set()


def close_alerts(child: Child, by: User) -> None:
    """Close what stands open: whoever was told of an open alert reaches the child."""
    now = timezone.now()
    for alert in SafetyAlert.objects.filter(child=child).open():
        if alert.status == AlertStatus.RAISED:
            alerts.acknowledge_alert(alert=alert, by=by, at=now)
        alerts.close_alert(alert=alert, recorded=RECORDED, by=by, at=now, today=TODAY)


def declare_conflict(world: World, child: Child) -> None:
    with acting():
        ConflictOfInterest.objects.create(user=world.user(Role.IRO), child=child, nature="Aunt", declared_on=TODAY)


def restrict(world: World, child: Child) -> None:
    with acting():
        Restriction.objects.create(child=child, ground="staff", set_on=TODAY, review_by=TODAY)


@pytest.mark.parametrize("close", [declare_conflict, restrict])
def test_c11_child_closed_meanwhile_is_not_in_the_file(world, close):
    client, child = confirmed(world.client(Role.IRO)), world.cases[Kind.MINE].child
    response = take(client, LISTS["my-caseload"], {})
    kept = TakenList.objects.latest("pk")
    assert child.pk in kept.asked_for
    close(world, child)
    rows, _name = made(client, response)
    kept.refresh_from_db()
    assert sorted(kept.held) == sorted(set(kept.asked_for) - {child.pk})
    assert child.local_id not in {row[1] for row in rows}


def test_c11_child_who_came_meanwhile_is_not_in_the_file(world):
    client, iro = confirmed(world.client(Role.IRO)), world.user(Role.IRO)
    response = take(client, LISTS["my-caseload"], {})
    late = make_child(iro=iro)
    rows, _name = made(client, response)
    assert late.local_id not in {row[1] for row in rows}
    assert len(rows) == len(TakenList.objects.latest("pk").asked_for)


def test_c11_every_child_gone_leaves_no_file(world):
    client = confirmed(world.client(Role.IRO))
    take(client, LISTS["my-caseload"], {})
    with acting():
        for child_id in TakenList.objects.latest("pk").asked_for:
            declare_conflict(world, Child.objects.get(pk=child_id))
    assert (work_off().state, TakenList.objects.latest("pk").file.name) == ("failed", "")


def test_c11_annual_report_whose_requester_lost_the_right_is_refused_and_logged(world):
    client, manager = world.client(Role.MANAGER), world.user(Role.MANAGER)
    client.post(f"/reports/{world.service.ids['draft']}/pdf/")
    with acting():
        RoleGrant.objects.filter(user=manager).update(until_on=TODAY.replace(day=1))
    work = work_off()
    refusal = AuditEvent.objects.latest("pk")
    assert work.state == "failed"
    assert (refusal.kind, refusal.verb, refusal.actor_id) == ("refused", "office.refuse_job", manager.pk)
    assert (refusal.subject_type, refusal.subject_id) == ("office.job", work.pk)


@pytest.mark.parametrize("kind", sorted(kind.name for kind in jobs.KINDS.values() if kind.needs))
@pytest.mark.parametrize("how", ["role", "account"])
def test_c11_every_kind_of_job_that_needs_a_right_is_refused_without_it(world, kind, how):
    role = next(role for role in Role if CAPABILITIES[role] & set(jobs.KINDS[kind].needs))
    person = world.user(role)
    with acting():
        work = Job.objects.create(
            kind=kind, idempotency_key="c11", requested_by=person, requested_role=role, payload={}
        )
        if how == "role":
            RoleGrant.objects.filter(user=person).update(until_on=TODAY.replace(day=1))
        else:
            User.objects.filter(pk=person.pk).update(is_active=False)
    assert work == work_off()
    work.refresh_from_db()
    assert (work.state, work.error) == ("failed", "Whoever asked for this may no longer do so.")
    assert AuditEvent.objects.filter(kind="refused", subject_id=work.pk, actor_id=person.pk).count() == 1
