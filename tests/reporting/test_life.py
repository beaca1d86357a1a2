"""A report's life: drafted, explained, approved, released, withdrawn; who is refused, and why."""

import datetime
import itertools
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from accounts.enums import Role
from accounts.verdict import RefusedError
from audit.actions import acting
from audit.versions import ConflictError
from office.authority import authority, working_calendar
from office.jobs import claim, run
from office.models import Job
from reporting import actions, policies
from reporting.assembly import statistics_of
from reporting.models import AnnualReport, TypedFigure
from reporting.reconcile import Discrepancy
from reporting.transitions import STEPS
from tests.factories import TODAY, make_child, make_user

pytestmark = pytest.mark.django_db
Status = AnnualReport.Status
START, END = datetime.date(2025, 4, 1), datetime.date(2025, 6, 30)


@pytest.fixture
def manager():
    return make_user(Role.MANAGER)


@pytest.fixture
def report(manager) -> AnnualReport:
    return actions.start_report(from_on=START, until_on=END, by=manager)


def approved(report, manager) -> AnnualReport:
    return actions.approve_report(report=report, seen_version=report.version, calendar=working_calendar(), by=manager)


def demonstrate() -> None:
    row = authority()
    row.is_demonstration = True
    with acting():
        row.save()


@pytest.mark.parametrize(("was", "becomes"), list(itertools.product(Status, Status)))
def test_policy_allows_exactly_the_steps_of_the_table(was, becomes):
    report = AnnualReport(status=was)
    verdicts = {
        Status.APPROVED: policies.may_approve(report, []),
        Status.DRAFT: policies.may_reopen(report),
        Status.RELEASED: policies.may_release(report, is_demonstration=True),
        Status.WITHDRAWN: policies.may_withdraw(report),
    }
    assert bool(verdicts[becomes]) == (becomes in STEPS[was])
    assert bool(verdicts[becomes]) or verdicts[becomes].reason.endswith(".")


@pytest.mark.parametrize(("status", "allowed"), [(s, s == Status.DRAFT) for s in Status])
def test_only_a_draft_is_edited(status, allowed):
    assert bool(policies.may_edit(AnnualReport(status=status))) == allowed


def test_report_is_not_approved_while_a_warning_has_no_footnote():
    verdict = policies.may_approve(AnnualReport(), [Discrepancy("a.b", "Does not add up.")])
    assert not verdict
    assert verdict.reason == (
        "1 figure does not add up and has no footnote. Write one for each before the report is approved."
    )


def test_footnote_lets_the_report_be_approved(report, manager):
    make_child(became_looked_after_on=datetime.date(2025, 4, 5), ethnicity="")
    with pytest.raises(RefusedError):
        approved(report, manager)
    actions.write_footnote(
        report=report, warning_key="children.by_ethnicity_and_sex", text="Not yet asked.", by=manager
    )
    assert approved(report, manager).status == Status.APPROVED


def test_approved_figures_stay_when_records_change(report, manager):
    make_child(became_looked_after_on=datetime.date(2025, 4, 5))
    approved(report, manager)
    make_child(became_looked_after_on=datetime.date(2025, 4, 6))
    frozen = statistics_of(report, calendar=working_calendar())
    assert frozen["children.looked_after_at_end"].value == 1
    actions.reopen_report(report=report, seen_version=report.version, by=manager)
    assert statistics_of(report, calendar=working_calendar())["children.looked_after_at_end"].value == 2


def test_release_is_refused_outside_a_demonstration(report, manager):
    approved(report, manager)
    with pytest.raises(RefusedError) as refused:
        actions.release_report(report=report, seen_version=report.version, by=manager)
    assert str(refused.value) == policies.NOT_IN_A_DEMONSTRATION
    report.refresh_from_db()
    assert report.status == Status.APPROVED


def test_release_in_a_demonstration_makes_the_panels_pdf(report, manager):
    demonstrate()
    approved(report, manager)
    actions.release_report(report=report, seen_version=report.version, by=manager)
    run(claim(), TODAY)
    job = Job.objects.get()
    assert (job.state, job.error) == (Job.State.DONE, "")
    kept = report.rendered.get()
    assert kept.is_released
    with default_storage.open(kept.file.name) as file:
        assert file.read(5) == b"%PDF-"


def test_pdf_job_that_runs_twice_keeps_one_file(report, manager):
    first = actions.keep_pdf(report=report, content=b"%PDF-1", job_id=7, by=manager)
    second = actions.keep_pdf(report=report, content=b"%PDF-2", job_id=7, by=manager)
    assert first == second
    assert report.rendered.count() == 1


def test_second_writer_of_a_section_is_told(report, manager):
    actions.write_section(report=report, key="summary", text="Mine.", seen_version=0, by=manager)
    with pytest.raises(ConflictError) as conflict:
        actions.write_section(report=report, key="summary", text="Also mine.", seen_version=0, by=manager)
    assert conflict.value.current.text == "Mine."
    assert report.sections.get(key="summary").text == "Mine."


def test_text_of_an_approved_report_is_not_changed(report, manager):
    approved(report, manager)
    with pytest.raises(RefusedError, match="This report is approved"):
        actions.write_section(report=report, key="summary", text="Late.", seen_version=0, by=manager)


def test_second_report_of_a_period_is_refused_and_a_withdrawn_one_is_none(report, manager):
    with pytest.raises(ValidationError):
        actions.start_report(from_on=START, until_on=END, by=manager)
    actions.withdraw_report(report=report, seen_version=report.version, by=manager)
    assert actions.start_report(from_on=START, until_on=END, by=manager).status == Status.DRAFT


def test_reversed_period_is_refused(manager):
    with pytest.raises(ValidationError, match="must not come before"):
        actions.start_report(from_on=END, until_on=START, by=manager)


def test_typing_a_figure_again_corrects_it(manager):
    facts = {
        "key": "disputes.previous.stage_1",
        "from_on": START,
        "until_on": END,
        "source": "The report",
        "by": manager,
    }
    actions.type_figure(value=Decimal(17), **facts)
    with pytest.raises(ConflictError):
        actions.type_figure(value=Decimal(19), **facts)
    actions.type_figure(value=Decimal(18), seen_version=1, **facts)
    assert [row.value for row in TypedFigure.objects.all()] == [Decimal(18)]
