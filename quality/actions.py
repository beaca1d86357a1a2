"""What is recorded about the quality of the work, on the days it is told. `is_invented` is for demonstrations."""

import datetime
from collections.abc import Iterable

from accounts.models import User
from accounts.verdict import insist
from audit.actions import action
from audit.actors import Actor
from audit.versions import ConflictError
from children.models import Child
from quality import policies
from quality.models import AuditOfPractice, GoodPractice, MonitoringChecklist, ResourceConcern, ServiceActivity
from reviews.models import IssueType, Review


@action("quality.record_audit")
def record_audit(
    *,
    audited_on: datetime.date,
    subject: str,
    auditor: str,
    findings: str,
    by: Actor,
    cases: int = 1,
    is_multi_agency: bool = False,
    themes: Iterable[IssueType] = (),
    recommendation: str = "",
    is_invented: bool = False,
) -> AuditOfPractice:
    """Record an audit of practice over one case or several: what was found and recommended."""
    audit = AuditOfPractice.objects.create(
        audited_on=audited_on,
        subject=subject,
        auditor=auditor,
        findings=findings,
        cases=cases,
        is_multi_agency=is_multi_agency,
        recommendation=recommendation,
        is_invented=is_invented,
    )
    audit.themes.set(themes)
    return audit


@action("quality.complete_checklist")
def complete_checklist(
    *,
    review: Review,
    completed_on: datetime.date,
    completed_by: User,
    by: Actor,
    shortfalls: Iterable[IssueType] = (),
    note: str = "",
    is_invented: bool = False,
) -> MonitoringChecklist:
    """Record what the IRO ticked about the planning for the child after a review: once per completed review.

    Raises RefusedError.
    """
    insist(policies.may_be_checked(review, already=MonitoringChecklist.objects.filter(review=review).exists()))
    checklist = MonitoringChecklist.objects.create(
        review=review, completed_on=completed_on, completed_by=completed_by, note=note, is_invented=is_invented
    )
    checklist.shortfalls.set(shortfalls)
    return checklist


@action("quality.raise_resource_concern")
def raise_resource_concern(
    *,
    raised_on: datetime.date,
    raised_by: User,
    concern: str,
    by: Actor,
    is_invented: bool = False,
) -> ResourceConcern:
    """Record a want of resources that may put children's care at risk."""
    return ResourceConcern.objects.create(
        raised_on=raised_on, raised_by=raised_by, concern=concern, is_invented=is_invented
    )


@action("quality.close_resource_concern")
def close_resource_concern(
    *, concern: ResourceConcern, outcome: str, closed_on: datetime.date, by: Actor
) -> ResourceConcern:
    """Close a resource concern with what came of it. Raises RefusedError; ConflictError when someone else just did."""
    insist(policies.may_be_closed(concern))
    if not ResourceConcern.objects.filter(pk=concern.pk, closed_on__isnull=True).update(
        outcome=outcome, closed_on=closed_on
    ):
        raise ConflictError(ResourceConcern.objects.get(pk=concern.pk))
    concern.outcome, concern.closed_on = outcome, closed_on
    return concern


@action("quality.note_good_practice")
def note_good_practice(
    *,
    noted_on: datetime.date,
    noted_by: User,
    text: str,
    by: Actor,
    review: Review | None = None,
    child: Child | None = None,
    is_invented: bool = False,
) -> GoodPractice:
    """Note good work that others should hear of (a "golden nugget"); a review brings its child along."""
    if review is not None:
        child = review.child
    return GoodPractice.objects.create(
        noted_on=noted_on, noted_by=noted_by, text=text, review=review, child=child, is_invented=is_invented
    )


@action("quality.note_activity")
def note_activity(*, on: datetime.date, text: str, by: Actor, is_invented: bool = False) -> ServiceActivity:
    """Note something the service did beside reviews: a forum, training, a panel."""
    return ServiceActivity.objects.create(on=on, text=text, is_invented=is_invented)
