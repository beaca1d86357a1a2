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
    SEE_RELEASED_REVIEWS = "read what a review found once its record is distributed"
    SEE_DECISIONS = "read the decisions of reviews"
    SEE_SCHEDULE = "see when a child's review is"
    SEE_CONTACTS = "see the people around a child and how to reach them"
    SEE_MY_CHILDREN = "see the children they work with"
    SEE_VIEWS_DUE = "see whose views are to be sought"
    ASK_FOR_VIEWS = "ask for views before a review"
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
    ASK_TO_RESTRICT = "ask for a record to be restricted"
    RESTRICT_RECORDS = "restrict a record and keep its list"
    DECLARE_CONFLICT = "declare a conflict of interest"
    KEEP_CONFLICT_REGISTER = "keep the register of conflicts of interest"
    BREAK_GLASS = "open a record outside what they may see"
    JUDGE_BROKEN_GLASS = "judge why a record was opened"
    TAKE_THE_CHAIR = "chair a colleague's review on the day"
    SEE_WHO_LOOKED = "see who has looked at a child's record"
    SEE_HISTORY = "see what was changed in a child's record"
    SEE_ACCESS_LOG = "read the access log"
    SEE_MISUSE_REPORT = "read the report on unusual access"
    SEE_ACCESS_STATISTICS = "see statistics of access"
    EXPORT_LISTS = "download lists"
    CHALLENGE_DECISIONS = "challenge decisions sent to their teams"
    NAME_A_DEPUTY = "name who stands in for them"
    REPORT_PROGRESS = "report how far decisions have come"
    HAVE_CALENDAR_FEED = "have a calendar feed of their own"
    HAVE_REMINDERS = "be reminded of what waits for them"
    SEE_BETWEEN = "see what needs them between reviews"
    TELL_EVENTS = "tell the IRO of a significant event"
    SEE_EVENTS = "see the significant events of a child"
    SEE_CONTACTS_WITH_CHILD = "read how the IRO and a child were in touch"
    KEEP_CONTACTS_WITH_CHILD = "keep how they and a child were in touch"
    SEE_DUTIES = "see visits, assessments and plans"
    RECORD_DUTIES = "record visits, assessments and plans"
    KEEP_OWN_TIME = "keep their own working pattern and leave"
    KEEP_TIME_OF_ALL = "keep everybody's working pattern and leave"
    ENTER_LEAVE_OF_IROS = "enter the leave of an IRO"
    KEEP_VENUES = "keep the list of venues"
    SEEK_VIEWS = "seek a child's views before a review"
    READ_SOUGHT_VIEWS = "read what was seen and heard of a child before a review"
    KEEP_FORMS = "keep the forms that ask for views"
    FILL_FORMS = "fill forms with those who were asked"
    READ_FORMS = "read what was said on forms"
    CORRECT_FORMS = "add what is right beside a form"
    SEE_ALERTS = "see safety alerts"
    ACT_ON_ALERTS = "act on safety alerts"
    RECORD_OWN_VIEW = "record before a review how they see a child’s life"
    COMPARE_VIEWS = "see what a child said beside what the social worker recorded"
    CODE_WORDS = "code what children and parents wrote"
    KEEP_THEMES = "keep the list of themes"


_C = Capability
EVERYBODY = frozenset({_C.READ_PUBLISHED_REPORTS})
CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.IRO: EVERYBODY
    | {
        _C.SEE_ALERTS,
        _C.ACT_ON_ALERTS,
        _C.HAVE_REMINDERS,
        _C.SEE_OWN_CASELOAD,
        _C.ASK_FOR_VIEWS,
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
        _C.ASK_TO_RESTRICT,
        _C.DECLARE_CONFLICT,
        _C.BREAK_GLASS,
        _C.TAKE_THE_CHAIR,
        _C.SEE_WHO_LOOKED,
        _C.SEE_HISTORY,
        _C.EXPORT_LISTS,
        _C.HAVE_CALENDAR_FEED,
        _C.KEEP_OWN_TIME,
        _C.SEE_DECISIONS,
        _C.SEE_SCHEDULE,
        _C.SEE_CONTACTS,
        _C.SEE_BETWEEN,
        _C.TELL_EVENTS,
        _C.SEE_EVENTS,
        _C.SEE_CONTACTS_WITH_CHILD,
        _C.KEEP_CONTACTS_WITH_CHILD,
        _C.SEE_DUTIES,
        _C.SEEK_VIEWS,
        _C.READ_SOUGHT_VIEWS,
        _C.READ_FORMS,
        _C.COMPARE_VIEWS,
        _C.CODE_WORDS,
    },
    Role.MANAGER: EVERYBODY
    | {
        _C.SEE_ALERTS,
        _C.ACT_ON_ALERTS,
        _C.HAVE_REMINDERS,
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
        _C.ASK_FOR_VIEWS,
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
        _C.RESTRICT_RECORDS,
        _C.DECLARE_CONFLICT,
        _C.KEEP_CONFLICT_REGISTER,
        _C.BREAK_GLASS,
        _C.JUDGE_BROKEN_GLASS,
        _C.SEE_WHO_LOOKED,
        _C.SEE_HISTORY,
        _C.SEE_ACCESS_LOG,
        _C.EXPORT_LISTS,
        _C.KEEP_OWN_TIME,
        _C.KEEP_TIME_OF_ALL,
        _C.KEEP_VENUES,
        _C.KEEP_FORMS,
        _C.READ_FORMS,
        _C.CORRECT_FORMS,
        _C.SEE_DECISIONS,
        _C.SEE_SCHEDULE,
        _C.SEE_CONTACTS,
        _C.TELL_EVENTS,
        _C.SEE_EVENTS,
        _C.SEE_CONTACTS_WITH_CHILD,
        _C.SEE_DUTIES,
        _C.RECORD_DUTIES,
        _C.READ_SOUGHT_VIEWS,
        _C.COMPARE_VIEWS,
        _C.CODE_WORDS,
        _C.KEEP_THEMES,
    },
    Role.SUPPORT_WORKER: EVERYBODY
    | {
        _C.HAVE_REMINDERS,
        _C.SEE_CHILDREN,
        _C.SEE_PLACEMENT_ADDRESS,
        _C.NOTIFY_CHILD,
        _C.ARRANGE_REVIEWS,
        _C.SEARCH,
        _C.DECLARE_CONFLICT,
        _C.EXPORT_LISTS,
        _C.HAVE_CALENDAR_FEED,
        _C.KEEP_OWN_TIME,
        _C.ENTER_LEAVE_OF_IROS,
        _C.ASK_FOR_VIEWS,
        _C.KEEP_VENUES,
        _C.SEE_SCHEDULE,
        _C.SEE_CONTACTS,
        _C.TELL_EVENTS,
        _C.SEE_EVENTS,
        _C.SEE_DUTIES,
        _C.RECORD_DUTIES,
    },
    Role.CONSULTATION_OFFICER: EVERYBODY
    | {
        _C.HAVE_REMINDERS,
        _C.DECLARE_CONFLICT,
        _C.SEE_CHILDREN,
        _C.SEE_PLACEMENT_ADDRESS,
        _C.SEE_SCHEDULE,
        _C.SEE_VIEWS_DUE,
        _C.SEEK_VIEWS,
        _C.READ_SOUGHT_VIEWS,
        _C.FILL_FORMS,
        _C.READ_FORMS,
        _C.CORRECT_FORMS,
        _C.ASK_FOR_VIEWS,
        _C.CODE_WORDS,
    },
    Role.SOCIAL_WORKER: EVERYBODY
    | {
        _C.SEE_ALERTS,
        _C.ACT_ON_ALERTS,
        _C.HAVE_REMINDERS,
        _C.DECLARE_CONFLICT,
        _C.SEE_CHILDREN,
        _C.SEE_LEGAL_STATUS,
        _C.SEE_PLACEMENT_ADDRESS,
        _C.SEE_CONTACTS,
        _C.SEE_RELEASED_REVIEWS,
        _C.SEE_DECISIONS,
        _C.SEE_SCHEDULE,
        _C.SEE_MY_CHILDREN,
        _C.TELL_EVENTS,
        _C.SEE_DUTIES,
        _C.RECORD_DUTIES,
        _C.REPORT_PROGRESS,
        _C.RECORD_OWN_VIEW,
    },
    Role.OPERATIONAL_MANAGER: EVERYBODY
    | {
        _C.SEE_ALERTS,
        _C.ACT_ON_ALERTS,
        _C.HAVE_REMINDERS,
        _C.REPLY_TO_DISPUTES,
        _C.SEE_DISPUTES,
        _C.SEARCH,
        _C.DECLARE_CONFLICT,
        _C.SEE_CHILDREN,
        _C.SEE_RELEASED_REVIEWS,
        _C.SEE_DECISIONS,
        _C.CHALLENGE_DECISIONS,
        _C.NAME_A_DEPUTY,
    },
    Role.DIRECTOR: EVERYBODY
    | {
        _C.HAVE_REMINDERS,
        _C.REPLY_TO_DISPUTES,
        _C.SEE_DISPUTES,
        _C.APPROVE_REPORTS,
        _C.READ_REPORT_DRAFTS,
        _C.DECLARE_CONFLICT,
    },
    Role.PANEL_MEMBER: EVERYBODY,
    Role.SYSTEM_ADMINISTRATOR: EVERYBODY | {_C.MANAGE_ACCOUNTS, _C.SEE_JOBS, _C.MANAGE_SETTINGS},
    Role.INFORMATION_GOVERNANCE: EVERYBODY
    | {
        _C.HAVE_REMINDERS,
        _C.APPROVE_REPORTS,
        _C.DECLARE_CONFLICT,
        _C.RESTRICT_RECORDS,
        _C.BREAK_GLASS,
        _C.JUDGE_BROKEN_GLASS,
        _C.SEE_ACCESS_LOG,
        _C.SEE_MISUSE_REPORT,
        _C.SEE_ACCESS_STATISTICS,
        # They reach no child until they break the glass, to look into how a record was used: then who the child is.
        _C.SEE_CHILDREN,
    },
}


# What staff who work here through an agency never do, whatever their role.
NOT_FOR_AGENCY = frozenset({_C.EXPORT_LISTS})


# What somebody may do with a record that they opened by breaking the glass: read it, as far as their role reads.
READ_THROUGH_GLASS = frozenset(
    {
        _C.SEE_CHILDREN,
        _C.SEE_LEGAL_STATUS,
        _C.SEE_PLACEMENT_ADDRESS,
        _C.SEE_CONTACTS,
        _C.SEE_SCHEDULE,
        _C.SEE_REVIEW_OUTCOME,
        _C.SEE_RELEASED_REVIEWS,
        _C.SEE_DECISIONS,
        _C.SEE_DISPUTES,
        _C.SEE_WHO_LOOKED,
        _C.SEE_HISTORY,
        _C.SEE_ALERTS,
    }
)
ONLY_TO_READ = "You opened this record to read it."


def may(user: User, capability: Capability) -> Verdict:
    """Say whether the role in which this person now acts may do something, on the page that they are on.

    On a page of a record that they opened by breaking the glass they only read.
    """
    if user.break_glass_id is not None and capability not in READ_THROUGH_GLASS:
        return refused(ONLY_TO_READ)
    return may_in_role(user, capability)


def may_in_role(user: User, capability: Capability) -> Verdict:
    """Say whether the role in which this person now acts may do something, whichever page they are on."""
    if not user.acting_role:
        return refused("Your account has no role here. Ask the IRO manager for one.")
    role = Role(user.acting_role)
    if user.is_agency and capability in NOT_FOR_AGENCY:
        return refused(f"Agency staff may not {capability.value}.")
    if capability in CAPABILITIES[role]:
        return ALLOWED
    return refused(f"As {role.label} you may not {capability.value}.")


def may_any(user: User, *capabilities: Capability) -> Verdict:
    """Say whether the person may do at least one of several things; the refusal is the first one's."""
    verdicts = [may(user, capability) for capability in capabilities]
    return next((verdict for verdict in verdicts if verdict), verdicts[0])
