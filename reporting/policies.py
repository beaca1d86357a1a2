"""What a report's state allows. The reason is the sentence shown to the user."""

from collections.abc import Iterable

from accounts.verdict import ALLOWED, Verdict, refused
from reporting.models import AnnualReport
from reporting.reconcile import Discrepancy
from reporting.transitions import may_become

Status = AnnualReport.Status
NOT_IN_A_DEMONSTRATION = (
    "Reports cannot be released to the panel yet: small numbers could point to a child, and the control that hides "
    "them does not exist. Only a demonstration, whose children are made up, may be released."
)


def may_edit(report: AnnualReport) -> Verdict:
    """Say whether the report's texts, footnotes and front sheet may be changed."""
    if report.status == Status.DRAFT:
        return ALLOWED
    if report.status == Status.APPROVED:
        return refused("This report is approved. Take it back to draft to change it.")
    return refused(f"This report is {report.get_status_display().lower()} and can no longer be changed.")


def may_approve(report: AnnualReport, unexplained: Iterable[Discrepancy]) -> Verdict:
    """Say whether the report may be approved: a draft whose every warning has its footnote."""
    if not may_become(report.status, Status.APPROVED):
        return refused(f"Only a draft can be approved; this report is {report.get_status_display().lower()}.")
    missing = len(tuple(unexplained))
    if missing:
        figures = "1 figure does not add up and has" if missing == 1 else f"{missing} figures do not add up and have"
        return refused(f"{figures} no footnote. Write one for each before the report is approved.")
    return ALLOWED


def may_reopen(report: AnnualReport) -> Verdict:
    """Say whether an approved report may go back to draft."""
    if may_become(report.status, Status.DRAFT):
        return ALLOWED
    return refused("Only an approved report that was not yet released can go back to draft.")


def may_release(report: AnnualReport, *, is_demonstration: bool) -> Verdict:
    """Say whether the report may be released to the panel."""
    if not may_become(report.status, Status.RELEASED):
        return refused("Only an approved report can be released.")
    return ALLOWED if is_demonstration else refused(NOT_IN_A_DEMONSTRATION)


def may_withdraw(report: AnnualReport) -> Verdict:
    """Say whether the report may be withdrawn."""
    if may_become(report.status, Status.WITHDRAWN):
        return ALLOWED
    return refused("This report was withdrawn before.")
