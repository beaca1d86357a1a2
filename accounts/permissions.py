"""What each role may do: one table of capabilities. What a record's state allows is a policy's business."""

from enum import StrEnum

from accounts.enums import Role
from accounts.models import User
from accounts.verdict import ALLOWED, Verdict, refused


class Capability(StrEnum):
    """Something a person may do, as a phrase that completes "may ..."."""

    SEE_OWN_CASELOAD = "see a caseload of their own"
    SEE_CHILDREN = "open children's records"
    SEE_LEGAL_STATUS = "see legal status"
    SEE_PLACEMENT_ADDRESS = "see where a child is placed"
    SEE_REVIEW_OUTCOME = "read what a review found"
    NOTIFY_CHILD = "record that a child came into care, moved or left"
    ARRANGE_REVIEWS = "book, move and distribute reviews"
    CANCEL_REVIEWS = "end a review without holding it"
    LOG_REVIEWS = "log a review"
    CORRECT_REVIEWS = "correct or void a review that was logged"
    ALLOCATE = "allocate children to IROs"
    SEE_SERVICE = "see the dashboard of the service"
    RAISE_DISPUTES = "raise a concern under the resolution protocol"
    ESCALATE_TO_STAGE_2 = "take a dispute to stage 2 and beyond"
    REPLY_TO_DISPUTES = "reply to a dispute addressed to them"
    SEE_DISPUTES = "read disputes"
    RECORD_QUALITY = "record audits, resource concerns and good practice"
    DRAFT_REPORTS = "draft the annual report"
    READ_REPORT_DRAFTS = "read the draft of the annual report"
    APPROVE_REPORTS = "approve the annual report"
    READ_PUBLISHED_REPORTS = "read published reports"
    MANAGE_STAFF = "manage staff, posts and teams"
    MANAGE_ACCOUNTS = "manage accounts"
    MANAGE_SETTINGS = "change the authority's settings"
    SEE_JOBS = "see the system's jobs"
    SEARCH = "search"


_C = Capability
EVERYBODY = frozenset({_C.READ_PUBLISHED_REPORTS})
CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.IRO: EVERYBODY
    | {
        _C.SEE_OWN_CASELOAD,
        _C.SEE_CHILDREN,
        _C.SEE_LEGAL_STATUS,
        _C.SEE_PLACEMENT_ADDRESS,
        _C.SEE_REVIEW_OUTCOME,
        _C.ARRANGE_REVIEWS,
        _C.LOG_REVIEWS,
        _C.RAISE_DISPUTES,
        _C.SEE_DISPUTES,
        _C.RECORD_QUALITY,
        _C.READ_REPORT_DRAFTS,
        _C.SEARCH,
    },
    Role.MANAGER: EVERYBODY
    | {
        _C.SEE_CHILDREN,
        _C.SEE_LEGAL_STATUS,
        _C.SEE_PLACEMENT_ADDRESS,
        _C.SEE_REVIEW_OUTCOME,
        _C.NOTIFY_CHILD,
        _C.ARRANGE_REVIEWS,
        _C.CANCEL_REVIEWS,
        _C.CORRECT_REVIEWS,
        _C.ALLOCATE,
        _C.SEE_SERVICE,
        _C.RAISE_DISPUTES,
        _C.ESCALATE_TO_STAGE_2,
        _C.REPLY_TO_DISPUTES,
        _C.SEE_DISPUTES,
        _C.RECORD_QUALITY,
        _C.DRAFT_REPORTS,
        _C.READ_REPORT_DRAFTS,
        _C.APPROVE_REPORTS,
        _C.MANAGE_STAFF,
        _C.MANAGE_SETTINGS,
        _C.SEARCH,
    },
    Role.SUPPORT_WORKER: EVERYBODY
    | {_C.SEE_CHILDREN, _C.SEE_PLACEMENT_ADDRESS, _C.NOTIFY_CHILD, _C.ARRANGE_REVIEWS, _C.SEARCH},
    Role.CONSULTATION_OFFICER: EVERYBODY,
    Role.SOCIAL_WORKER: EVERYBODY,
    Role.OPERATIONAL_MANAGER: EVERYBODY | {_C.REPLY_TO_DISPUTES, _C.SEE_DISPUTES, _C.SEARCH},
    Role.DIRECTOR: EVERYBODY | {_C.REPLY_TO_DISPUTES, _C.SEE_DISPUTES, _C.APPROVE_REPORTS, _C.READ_REPORT_DRAFTS},
    Role.PANEL_MEMBER: EVERYBODY,
    Role.SYSTEM_ADMINISTRATOR: EVERYBODY | {_C.MANAGE_ACCOUNTS, _C.SEE_JOBS, _C.MANAGE_SETTINGS},
    Role.INFORMATION_GOVERNANCE: EVERYBODY | {_C.APPROVE_REPORTS},
}


def may(user: User, capability: Capability) -> Verdict:
    """Say whether the role in which this person now acts may do something."""
    if not user.acting_role:
        return refused("Your account has no role here. Ask the IRO manager for one.")
    role = Role(user.acting_role)
    if capability in CAPABILITIES[role]:
        return ALLOWED
    return refused(f"As {role.label} you may not {capability.value}.")


def may_any(user: User, *capabilities: Capability) -> Verdict:
    """Say whether the person may do at least one of several things; the refusal is the first one's."""
    verdicts = [may(user, capability) for capability in capabilities]
    return next((verdict for verdict in verdicts if verdict), verdicts[0])
