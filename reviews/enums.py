"""Words for reviews. Plain words for the participation codes are in `statute.codes`."""

from django.db import models


class ReviewKind(models.TextChoices):
    """Which regime a review belongs to; each has its own sequence."""

    LOOKED_AFTER = "looked_after", "Looked-after review"
    SHORT_BREAKS = "short_breaks", "Short-breaks review"
    ADOPTION = "adoption", "Adoption review"


class ReviewSequence(models.TextChoices):
    """Where a review stands in its sequence. Source: regulation 33."""

    FIRST = "first", "First review"
    SECOND = "second", "Second review"
    LATER = "later", "Later review"


class ReviewStatus(models.TextChoices):
    """Where a review is in its life. The allowed steps are in `transitions`."""

    TO_ARRANGE = "to_arrange", "To arrange"
    BOOKED = "booked", "Booked"
    IN_SERIES = "in_series", "Series of meetings under way"
    ADJOURNED = "adjourned", "Adjourned"
    COMPLETED = "completed", "Completed"
    ENDED = "ended", "Ended without being held"
    VOIDED = "voided", "Entered by mistake"


OPEN_STATUSES = (ReviewStatus.TO_ARRANGE, ReviewStatus.BOOKED, ReviewStatus.IN_SERIES, ReviewStatus.ADJOURNED)


class ReviewMode(models.TextChoices):
    """How a review was carried out."""

    MEETING = "meeting", "One meeting"
    SERIES = "series", "A series of meetings"
    PAPER = "paper", "Without a meeting"


class EarlyReason(models.TextChoices):
    """Why a review must come before its ordinary limit. Source: regulation 33(3), and the IRO's own request."""

    IRO_ASKED = "iro_asked", "The IRO asked for an earlier review"
    NOT_SAFEGUARDED = "not_safeguarded", "A visitor judged that the placement does not safeguard the child"
    REMAND_ENDS = "remand_ends", "Remand or police accommodation is to end"
    RELEASE = "release", "Release from custody"
    CARE_TO_CEASE = "care_to_cease", "Care is to cease and no parent takes over"
    PLAN_CHANGED = "plan_changed", "A significant change to the care plan"
    PLACEMENT_TO_END = "placement_to_end", "The placement is to end (regulation 14)"
    OTHER_PLACEMENT = "other_placement", "A move to supported or other accommodation (section 22D)"
    PLACE_WITH_PARENT = "place_with_parent", "The child is to be placed with a parent (regulation 17)"
    OTHER = "other", "Other"


class EndedReason(models.TextChoices):
    """What may end a review without holding it. Source: timescales 5.3."""

    LEFT_CARE = "left_care", "The child left care"
    TURNED_18 = "turned_18", "The young person turned 18"
    ADOPTED = "adopted", "The child was adopted"
    TRANSFERRED = "transferred", "Another authority took over"
    DIED = "died", "The child died"
    WITH_ADOPTION_REVIEW = "with_adoption_review", "Held together with an adoption review"
    PLACED_FOR_ADOPTION = "placed_for_adoption", "Placed for adoption: adoption reviews take its place"
    RETURNED = "returned", "No longer placed for adoption: looked-after reviews apply again"
    NO_LONGER_SHORT_BREAKS = "no_longer_short_breaks", "The short breaks became full looked-after status"
    OTHER = "other", "Another reason, agreed by the manager"


class SpokenOutcome(models.TextChoices):
    """The private conversation before the review. Source: regulation 36(1)(b), timescales 5.3."""

    SEEN = "seen", "Spoke with the child in private"
    REFUSED = "refused", "The child did not want to"
    NOT_APPROPRIATE = "not_appropriate", "Not appropriate for the child's age and understanding"
    OBSERVED = "observed", "Observed: the child is too young to speak"
    TRIED = "tried", "Tried, not achieved"


class NotTakingPartReason(models.TextChoices):
    """Why a child took no part (PN7, or absent)."""

    MISSING = "missing", "Missing"
    DECLINES = "declines", "Declines to take part"
    UNAVAILABLE = "unavailable", "Not available"
    DECLINES_PROFESSIONALS = "declines_professionals", "Declines contact with professionals"
    UNWELL = "unwell", "Unwell"
    CUSTODY = "custody", "In custody"
    OTHER = "other", "Other"


class Strategy(models.TextChoices):
    """What was tried so that a child is heard. Source: the 2011 report."""

    PHONE = "phone", "Phone"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    ADVOCATE = "advocate", "Advocate"
    INDEPENDENT_VISITOR = "independent_visitor", "Independent visitor"
    VENUE = "venue", "A different venue"
    TIME = "time", "A different time"
    WRITTEN = "written", "Views in writing"
    SEPARATE_MEETING = "separate_meeting", "A meeting apart from the review"
    CARER = "carer", "Through the carer or key worker"
    OTHER = "other", "Other"


class NotInvitedReason(models.TextChoices):
    """Why a parent was not invited."""

    CHILD_WISH = "child_wish", "The child did not want it"
    WHEREABOUTS_UNKNOWN = "whereabouts_unknown", "Whereabouts unknown"
    CONTACT_ENDED = "contact_ended", "Contact has ended"
    SERIOUS_CONCERN = "serious_concern", "Serious concern about safety"
    PLACED_FOR_ADOPTION = "placed_for_adoption", "The child is placed for adoption"
    DIED = "died", "The parent has died"
    ABROAD = "abroad", "Abroad and cannot be reached"
    OTHER = "other", "Other"
    NOT_STATED = "not_stated", "Not recorded"


class NotAttendingReason(models.TextChoices):
    """Why an invited parent did not attend."""

    UNWELL = "unwell", "Unwell"
    WORK = "work", "At work"
    DISENGAGED = "disengaged", "Does not engage"
    DISTANCE = "distance", "Too far away"
    CONFLICT = "conflict", "Conflict with others attending"
    CUSTODY = "custody", "In custody"
    NO_REPLY = "no_reply", "Gave no reply"
    OTHER = "other", "Other"
    NOT_STATED = "not_stated", "Not recorded"


class ViewsRoute(models.TextChoices):
    """How a parent's views were taken."""

    IN_PERSON = "in_person", "At the review"
    FORM = "form", "On a form"
    PHONE = "phone", "By phone"
    LETTER = "letter", "By letter or e-mail"
    MEETING = "meeting", "At a separate meeting with the IRO"
    SOCIAL_WORKER = "social_worker", "Through the social worker"
    NOT_HEARD = "not_heard", "Not heard"


class PaperKind(models.TextChoices):
    """Papers that should reach the IRO three working days before the review. Source: NIROMP list, item 5."""

    SOCIAL_WORK_REPORT = "social_work_report", "Social worker's report"
    CARE_PLAN = "care_plan", "Care plan"
    PEP = "pep", "Personal education plan"
    HEALTH_PLAN = "health_plan", "Health plan"
    PATHWAY_PLAN = "pathway_plan", "Pathway plan"


class PaperState(models.TextChoices):
    """Whether a paper came."""

    IN_TIME = "in_time", "Received in time"
    LATE = "late", "Received late"
    MISSING = "missing", "Not received"
    NOT_NEEDED = "not_needed", "Not needed"


class DecisionStatus(models.TextChoices):
    """Where a decision of the review is."""

    OPEN = "open", "Open"
    DONE = "done", "Carried out"
    CARRIED_OVER = "carried_over", "Carried over to the next review"
    NO_LONGER_NEEDED = "no_longer_needed", "No longer needed"


class LateReason(models.TextChoices):
    """Why a review was completed after its limit. The annual report must give these (Handbook 7.11)."""

    CHILD_MISSING = "child_missing", "The child was missing"
    CHILD_ASKED = "child_asked", "At the child's request"
    LATE_NOTICE = "late_notice", "The service was told late"
    IRO_ABSENT = "iro_absent", "The IRO was away"
    SOCIAL_WORKER_ABSENT = "social_worker_absent", "The social worker was away"
    PAPERS_MISSING = "papers_missing", "Papers were missing"
    PARENT_UNAVAILABLE = "parent_unavailable", "A parent could not come"
    ADMINISTRATIVE = "administrative", "An administrative mistake"
    OTHER = "other", "Other"


class RecordSource(models.TextChoices):
    """How a fact came to be known."""

    LOGGED = "logged", "Logged here"
    BROUGHT_IN = "brought_in", "Brought in from earlier records"


class InvitedAs(models.TextChoices):
    """In what part somebody is invited to a review."""

    CHILD = "child", "The child"
    PARENT = "parent", "Parent or holder of parental responsibility"
    AROUND = "around", "Someone around the child"
    SOCIAL_WORKER = "social_worker", "Social worker"
    TEAM_MANAGER = "team_manager", "Team manager"
    PROFESSIONAL = "professional", "Professional"


class InvitationStatus(models.TextChoices):
    """Where an invitation is. The allowed steps are in `transitions`."""

    TO_SEND = "to_send", "To send"
    SENT = "sent", "Sent, no answer yet"
    ACCEPTED = "accepted", "Will come"
    TENTATIVE = "tentative", "Perhaps"
    DECLINED = "declined", "Will not come"
    UNDELIVERED = "undelivered", "Did not arrive"
    WITHDRAWN = "withdrawn", "Withdrawn"
    NOT_INVITED = "not_invited", "Not invited"


ANSWERS = (InvitationStatus.ACCEPTED, InvitationStatus.TENTATIVE, InvitationStatus.DECLINED)
# Who has been told of the meeting: these hear when it moves or falls.
TOLD = (InvitationStatus.SENT, *ANSWERS)


class SendingKind(models.TextChoices):
    """What is sent to somebody who is invited."""

    INVITATION = "invitation", "Invitation"
    UPDATE = "update", "New day, time or place"
    WITHDRAWAL = "withdrawal", "The meeting will not take place"


class SendingMeans(models.TextChoices):
    """How it is sent."""

    EMAIL = "email", "E-mail"
    LETTER = "letter", "Letter"


class SendingState(models.TextChoices):
    """Whether it was sent."""

    WAITING = "waiting", "Waiting to be sent"
    SENT = "sent", "Sent"
    REFUSED = "refused", "Refused by the mail server"
    DROPPED = "dropped", "Not sent: no longer wanted"


class WishedBy(models.TextChoices):
    """Whose wishes about a review's time and place."""

    CHILD = "child", "The child"
    MOTHER = "mother", "The mother"
    FATHER = "father", "The father"
    CARER = "carer", "The carer"
    OTHER = "other", "Another person with parental responsibility"


class TogetherWay(models.TextChoices):
    """How the reviews of brothers and sisters are held together."""

    JOINTLY = "jointly", "All in one meeting"
    BACK_TO_BACK = "back_to_back", "One after the other"


class AttemptMade(models.TextChoices):
    """How the IRO tried to speak with the child."""

    VISIT = "visit", "A visit"
    CALL = "call", "A phone call"
    VIDEO = "video", "A video call"
    TEXT = "text", "A text message"
    EMAIL = "email", "An e-mail"
    LETTER = "letter", "A letter"
    THROUGH_ANOTHER = "through_another", "Through somebody whom the child trusts"


class ConferredBy(models.TextChoices):
    """How the social worker and the IRO conferred."""

    MEETING = "meeting", "In person"
    CALL = "call", "By phone"
    VIDEO = "video", "By video"
    EMAIL = "email", "By e-mail"


class AskedBy(models.TextChoices):
    """Who asked that a booked review be put off."""

    CHILD = "child", "The child"
    PARENT = "parent", "A parent"
    CARER = "carer", "The carer"
    SOCIAL_WORKER = "social_worker", "The social worker or their team"
    IRO = "iro", "The IRO or whoever chairs"
    SERVICE = "service", "The IRO service"
    SCHOOL = "school", "The school"
    OTHER = "other", "Somebody else"
    NOT_STATED = "not_stated", "Not said"


class RightsTold(models.TextChoices):
    """Whether the child was told of the right to an advocate, to complain and to apply for orders. Source: reg 45."""

    TOLD = "told", "Yes, told again at this review"
    TOO_YOUNG = "too_young", "No, too young to understand"
    NOT_TOLD = "not_told", "No, not yet"


class DecisionStanding(models.TextChoices):
    """Whether a decision of the review stands: it is proposed to the manager, who may challenge it in time."""

    PROPOSED = "proposed", "Not sent yet"
    SENT = "sent", "Sent, may still be challenged"
    CHALLENGED = "challenged", "Challenged, waits for the IRO’s answer"
    FINAL = "final", "Final"
    WITHDRAWN = "withdrawn", "Withdrawn after a challenge"


# Decisions that were sent out and are to be carried out; a challenged one is frozen until it is answered.
IN_FORCE = (DecisionStanding.SENT, DecisionStanding.FINAL)


class ChangeOf(models.TextChoices):
    """Which of a decision's two lives a step belongs to."""

    STANDING = "standing", "Whether it stands"
    CARRYING_OUT = "carrying_out", "Carrying it out"


class ChallengeAnswer(models.TextChoices):
    """What came of a challenge."""

    KEPT = "kept", "The decision stays as it is"
    REWORDED = "reworded", "The decision stays, in other words"
    WITHDRAWN = "withdrawn", "The decision is withdrawn"
    TAKEN_BACK = "taken_back", "The challenge was taken back"


class ProgressKind(models.TextChoices):
    """What is said of the carrying out of a decision."""

    PROGRESS = "progress", "Progress"
    SAID_DONE = "said_done", "Said to be carried out"
    NOT_YET = "not_yet", "Not yet, says the IRO"


class ToldAs(models.TextChoices):
    """In which part somebody is sent the decisions of a review."""

    MANAGER = "manager", "Team manager"
    DEPUTY = "deputy", "Deputy of the team manager"
    SOCIAL_WORKER = "social_worker", "Social worker"


class RecordVersion(models.TextChoices):
    """In which form somebody gets the record of a review."""

    FULL = "full", "The full record"
    WITHOUT_ADDRESS = "without_address", "The record without the address"
    DECISIONS = "decisions", "The decisions only"
    CHILD = "child", "The child’s version"


class RecipientPart(models.TextChoices):
    """Who gets the record of a review."""

    CHILD = "child", "The child"
    PARENT = "parent", "Parent or holder of parental responsibility"
    CARER = "carer", "Carer or home"
    SOCIAL_WORKER = "social_worker", "Social worker"
    SCHOOL = "school", "School"
    OTHER = "other", "Someone else"


class SentHow(models.TextChoices):
    """How a version of the record left."""

    BY_HAND = "by_hand", "Printed and given by hand"
    POST = "post", "By post"
    SECURE_MAIL = "secure_mail", "By secure e-mail, outside this service"
    TOGETHER = "together", "With the others"
