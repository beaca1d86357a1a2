"""The pages of reports: who opens them, what stands behind each number, and that nothing typed is lost."""

import datetime
import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from audit.actions import acting
from audit.models import AuditEvent
from office.authority import working_calendar
from office.models import Job
from reporting import actions
from reporting.models import AnnualReport, RenderedReport
from tests.factories import make_child, make_restriction, make_user
from tests.reporting.test_life import END, START, approved, demonstrate

pytestmark = pytest.mark.django_db
RESTRICTED_RECORD = "Restricted record"
ALL_ROLES = list(Role)
DRAFTERS = {Role.MANAGER}
APPROVERS = {Role.MANAGER, Role.DIRECTOR, Role.INFORMATION_GOVERNANCE}
READERS = APPROVERS | {Role.IRO}


@pytest.fixture
def manager():
    return make_user(Role.MANAGER)


@pytest.fixture
def report(manager) -> AnnualReport:
    return actions.start_report(from_on=START, until_on=END, by=manager)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def addresses(report: AnnualReport) -> dict[str, set[Role]]:
    """Return every page with an address of its own, and the roles that may open it."""
    period = f"?start={START}&end={END}"
    own = {
        name: reverse(f"reporting:{name}", args=[report.pk]) for name in ("report", "front-sheet", "approve", "reopen")
    }
    return {
        reverse("reporting:reports"): set(ALL_ROLES),
        reverse("reporting:start"): DRAFTERS,
        reverse("reporting:typed-figures"): DRAFTERS,
        reverse("reporting:figures"): READERS,
        reverse("reporting:download", args=["csv"]) + period: READERS,
        reverse("reporting:download", args=["json"]) + period: READERS,
        reverse("reporting:period-figure", args=["reviews.held"]) + period: READERS,
        own["report"]: READERS,
        own["front-sheet"]: DRAFTERS,
        own["approve"]: APPROVERS,
        own["reopen"]: APPROVERS,
        reverse("reporting:release", args=[report.pk]): APPROVERS,
        reverse("reporting:withdraw", args=[report.pk]): APPROVERS,
        reverse("reporting:section", args=[report.pk, "summary"]): DRAFTERS,
        reverse("reporting:figure", args=[report.pk, "children.looked_after_at_end"]): READERS,
    }


@pytest.mark.parametrize("role", ALL_ROLES)
def test_each_role_opens_exactly_its_pages(report, role):
    client = signed_in(make_user(role))
    opened = {address: client.get(address).status_code for address in addresses(report)}
    assert opened == {address: 200 if role in roles else 403 for address, roles in addresses(report).items()}


@pytest.mark.parametrize(("role", "lines", "restricted"), [(Role.MANAGER, 2, 1), (Role.IRO, 1, 0)])
def test_list_behind_a_number_shows_what_may_be_opened_and_to_the_manager_how_many_more(
    report, role, lines, restricted
):
    reader = make_user(role)
    mine, theirs = make_child(iro=reader if role == Role.IRO else None), make_child()
    make_restriction(theirs)
    page = signed_in(reader).get(reverse("reporting:figure", args=[report.pk, "children.looked_after_at_end"]))
    html = page.content.decode()
    assert f"{lines} child" in html
    assert html.count('<tr class="govuk-table__row">') == 1 + lines
    assert html.count(RESTRICTED_RECORD) == restricted
    assert mine.last_name in html
    assert theirs.last_name not in html
    assert theirs.local_id not in html


def test_reading_a_list_is_logged_for_the_children_it_shows_and_no_other(report):
    iro = make_user(Role.IRO)
    mine, _theirs = make_child(iro=iro), make_child()
    signed_in(iro).get(reverse("reporting:figure", args=[report.pk, "children.looked_after_at_end"]))
    event = AuditEvent.objects.filter(kind=AuditEvent.Kind.READ).get()
    assert (event.actor_id, event.child_ids) == (iro.pk, [mine.pk])


def test_each_cell_of_a_table_opens_its_own_list(report, manager):
    make_child(sex="F", ethnicity="WBRI")
    make_child(sex="M", ethnicity="WBRI")
    client = signed_in(manager)
    html = client.get(reverse("reporting:report", args=[report.pk])).content.decode()
    links = re.findall(
        r'<a [^>]*href="(/reports/\d+/figures/children.by_ethnicity_and_sex/\?part=[^"]+)"[^>]*>(\d+)<', html
    )
    assert {part.partition("part=")[2]: number for part, number in links} == {
        "WBRI.male": "1",
        "WBRI.female": "1",
        "WBRI.total": "2",
        "total.male": "1",
        "total.female": "1",
        "total.total": "2",
    }
    for address, number in links:
        body = client.get(address).content.decode()
        assert body.count('<tr class="govuk-table__row">') == int(number) + 1


@pytest.mark.parametrize(
    "key", ["children.nobody", "service.iro_fte", "disputes.pre_protocol", "children.by_placement"]
)
def test_figure_without_a_list_or_an_unknown_part_is_not_found(report, manager, key):
    address = reverse("reporting:figure", args=[report.pk, key])
    assert signed_in(manager).get(f"{address}?part=nowhere").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?start=2025-01-01",
        "?start=x&end=y",
        "?start=2025-02-01&end=2025-01-01",
        "?start=9999-01-01&end=9999-12-31",
    ],
)
def test_file_of_an_impossible_period_is_not_found(manager, query):
    assert signed_in(manager).get(reverse("reporting:download", args=["csv"]) + query).status_code == 404


def test_reversed_period_is_said_beside_the_field(manager):
    query = {"start": "2025-02-01", "end": "2025-01-01"}
    html = signed_in(manager).get(reverse("reporting:figures"), query).content.decode()
    assert "The last day of the period must not come before the first" in html


def test_period_in_years_that_no_record_is_of_is_said_beside_the_field(manager):
    query = {"start": "9999-01-01", "end": "9999-12-31"}
    html = signed_in(manager).get(reverse("reporting:figures"), query).content.decode()
    assert "The period must lie between 1900 and 2100" in html


def key_of(html: str) -> str:
    return re.search(r'name="form_key" value="([^"]+)"', html)[1]


def test_section_is_written_and_its_figures_are_filled_in(report, manager):
    make_child()
    client, address = signed_in(manager), reverse("reporting:section", args=[report.pk, "summary"])
    key = key_of(client.get(address).content.decode())
    text = "We look after {children.looked_after_at_end} child. <b>Bold</b>"
    answer = client.post(address, {"text": text, "version": "0", "form_key": key}, follow=True)
    assert "We look after 1 child. &lt;b&gt;Bold&lt;/b&gt;" in answer.content.decode()


def test_unknown_figure_is_said_beside_the_text_which_is_kept(report, manager):
    client, address = signed_in(manager), reverse("reporting:section", args=[report.pk, "summary"])
    key = key_of(client.get(address).content.decode())
    answer = client.post(address, {"text": "So {reviews.hold} it.", "version": "0", "form_key": key})
    assert answer.status_code == 422
    assert "There is no figure called {reviews.hold}." in answer.content.decode()
    assert "So {reviews.hold} it." in answer.content.decode()
    assert report.sections.count() == 0


def test_second_writer_sees_both_texts(report, manager):
    client, address = signed_in(manager), reverse("reporting:section", args=[report.pk, "summary"])
    key = key_of(client.get(address).content.decode())
    actions.write_section(report=report, key="summary", text="The first text.", seen_version=0, by=manager)
    answer = client.post(address, {"text": "The second text.", "version": "0", "form_key": key})
    assert answer.status_code == 409
    assert "The first text." in answer.content.decode()
    assert "The second text." in answer.content.decode()
    assert report.sections.get().text == "The first text."


def test_front_sheet_is_changed(report, manager):
    client, address = signed_in(manager), reverse("reporting:front-sheet", args=[report.pk])
    key = key_of(client.get(address).content.decode())
    sent = {"title": "Our year", "panel": "The panel", "is_exempt": "no", "meeting_on": "2025-09-01"}
    answer = client.post(address, sent | {"version": str(report.version), "form_key": key})
    assert answer.status_code == 302
    report.refresh_from_db()
    assert (report.title, report.meeting_on) == ("Our year", datetime.date(2025, 9, 1))


def test_missing_footnote_stops_the_approval_with_its_sentence(report, manager):
    make_child(ethnicity="")
    client, address = signed_in(manager), reverse("reporting:approve", args=[report.pk])
    key = key_of(client.get(address).content.decode())
    answer = client.post(address, {"version": str(report.version), "form_key": key})
    assert answer.status_code == 409
    assert "1 figure does not add up and has no footnote." in answer.content.decode()
    footnote = reverse("reporting:footnote", args=[report.pk, "children.by_ethnicity_and_sex"])
    key = key_of(client.get(footnote).content.decode())
    client.post(footnote, {"text": "Not yet asked.", "version": "0", "form_key": key})
    key = key_of(client.get(address).content.decode())
    assert client.post(address, {"version": str(report.version), "form_key": key}).status_code == 302
    report.refresh_from_db()
    assert report.status == AnnualReport.Status.APPROVED


def test_pdf_is_asked_for_once_and_its_progress_is_its_requesters(report, manager):
    client = signed_in(manager)
    sent = {"form_key": "4d9f0b7e-0000-4000-8000-000000000000"}
    first = client.post(reverse("reporting:ask-for-pdf", args=[report.pk]), sent)
    second = client.post(reverse("reporting:ask-for-pdf", args=[report.pk]), sent)
    assert first.url == second.url
    assert Job.objects.count() == 1
    assert "waiting (0%)" in client.get(first.url).content.decode()
    assert signed_in(make_user(Role.DIRECTOR)).get(first.url).status_code == 404


def keep(report: AnnualReport, *, is_released: bool) -> RenderedReport:
    with acting():
        row = RenderedReport(report=report, sha256="0" * 64, is_released=is_released)
        row.file.save("test.pdf", ContentFile(b"%PDF-test"))
    return row


def fetched(role: Role, kept: RenderedReport) -> int:
    response = signed_in(make_user(role)).get(reverse("reporting:file", args=[kept.report_id, kept.pk]))
    if response.streaming:
        assert b"".join(response.streaming_content)  # read to its end, as a browser does; the client then closes it
    return response.status_code


@pytest.mark.parametrize("role", ALL_ROLES)
def test_internal_pdf_is_for_readers_of_drafts(report, role):
    assert fetched(role, keep(report, is_released=False)) == (200 if role in READERS else 404)


@pytest.mark.parametrize("role", ALL_ROLES)
def test_released_report_is_for_everyone_until_it_is_withdrawn(report, manager, role):
    demonstrate()
    internal = keep(report, is_released=False)
    approved(report, manager)
    actions.release_report(report=report, seen_version=report.version, by=manager)
    kept = keep(report, is_released=True)
    client = signed_in(make_user(role))
    assert client.get(reverse("reporting:published", args=[report.pk])).status_code == 200
    assert fetched(role, kept) == 200
    assert fetched(role, internal) == (200 if role in READERS else 404)
    actions.withdraw_report(report=report, seen_version=report.version, by=manager)
    assert client.get(reverse("reporting:published", args=[report.pk])).status_code == 404
    assert fetched(role, kept) == 404


def test_panel_member_reads_the_published_page_without_a_way_to_any_record(report, manager):
    demonstrate()
    make_child()
    approved(report, manager)
    actions.release_report(report=report, seen_version=report.version, by=manager)
    panel = signed_in(make_user(Role.PANEL_MEMBER))
    html = panel.get(reverse("reporting:published", args=[report.pk])).content.decode()
    assert "Children looked after at the end" in html
    assert "/figures/" not in html
    assert "/children/" not in html


def test_newest_report_stands_beside_the_one_before(manager):
    demonstrate()
    for year in (2023, 2024):
        made = actions.start_report(from_on=datetime.date(year, 1, 1), until_on=datetime.date(year, 12, 31), by=manager)
        actions.write_section(report=made, key="summary", text=f"Of {year}.", seen_version=0, by=manager)
        actions.approve_report(report=made, seen_version=made.version, calendar=working_calendar(), by=manager)
        actions.release_report(report=made, seen_version=made.version, by=manager)
    html = signed_in(make_user(Role.PANEL_MEMBER)).get(reverse("reporting:reports")).content.decode()
    assert html.index("Of 2024.") < html.index("Of 2023.")
    assert "This year beside the year before" in html


def test_report_page_asks_as_much_for_one_child_as_for_three(report, manager, assert_same_queries):
    def children(number: int) -> None:
        for _ in range(number):
            make_child()

    assert_same_queries(children, reverse("reporting:report", args=[report.pk]), signed_in(manager))


def test_list_behind_a_number_asks_as_much_for_one_row_as_for_three(report, manager, assert_same_queries):
    def children(number: int) -> None:
        for _ in range(number):
            make_child()

    address = reverse("reporting:figure", args=[report.pk, "children.looked_after_at_end"])
    assert_same_queries(children, address, signed_in(manager))
