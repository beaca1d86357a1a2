"""Reviews: their limits, bookings, who took part and how, decisions and record."""

from reviews.models.before import Conferring, ConversationAttempt, Postponement, PrivateConversation
from reviews.models.between import ContactWithChild, MidpointCheck, MidpointFinding, SignificantEvent
from reviews.models.childs_page import ChildsPage, ChildsPageChange, PlainWords
from reviews.models.clocks import ClockChange, ClockKind
from reviews.models.decided import DecisionChallenge, DecisionChange, DecisionProgress, DecisionsTold
from reviews.models.heard import OfferToMeet, OutcomeRelayed, PlanningMeeting
from reviews.models.histories import DeadlineFlag, DueDateChange, ReviewCorrection, ReviewStatusChange
from reviews.models.inviting import Invitation, InvitationChange, InvitationSending, PaperChase, ReplyLink
from reviews.models.lists import IssueType, Journey, Venue
from reviews.models.meeting import Attendance, Booking, Paper, ParentPart, ReviewMeeting, StrategyTried
from reviews.models.outcome import Decision, RecordOfReview
from reviews.models.panel import SecurePanel
from reviews.models.review import Review
from reviews.models.sending_out import Filing, LetterToChild, RecordRecipient
from reviews.models.together import JointMeeting
from reviews.models.wishes import ArrangingNeeds, ReviewWishes

__all__ = [
    "ArrangingNeeds",
    "Attendance",
    "Booking",
    "ChildsPage",
    "ChildsPageChange",
    "ClockChange",
    "ClockKind",
    "Conferring",
    "ContactWithChild",
    "ConversationAttempt",
    "DeadlineFlag",
    "Decision",
    "DecisionChallenge",
    "DecisionChange",
    "DecisionProgress",
    "DecisionsTold",
    "DueDateChange",
    "Filing",
    "Invitation",
    "InvitationChange",
    "InvitationSending",
    "IssueType",
    "JointMeeting",
    "Journey",
    "LetterToChild",
    "MidpointCheck",
    "MidpointFinding",
    "OfferToMeet",
    "OutcomeRelayed",
    "Paper",
    "PaperChase",
    "ParentPart",
    "PlainWords",
    "PlanningMeeting",
    "Postponement",
    "PrivateConversation",
    "RecordOfReview",
    "RecordRecipient",
    "ReplyLink",
    "Review",
    "ReviewCorrection",
    "ReviewMeeting",
    "ReviewStatusChange",
    "ReviewWishes",
    "SecurePanel",
    "SignificantEvent",
    "StrategyTried",
    "Venue",
]
