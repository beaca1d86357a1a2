"""C14: which fields about a child each role sees anywhere on its pages, written by hand from the access model.

Not listed: nobody sees it on a page. What a role may see by the model and no page shows yet is not listed either.
"""

from accounts.enums import Role

IRO, MANAGER, SUPPORT = Role.IRO, Role.MANAGER, Role.SUPPORT_WORKER
OFFICER, WORKER, OPERATIONS = Role.CONSULTATION_OFFICER, Role.SOCIAL_WORKER, Role.OPERATIONAL_MANAGER
DIRECTOR, GOVERNANCE = Role.DIRECTOR, Role.INFORMATION_GOVERNANCE

SERVICE = frozenset({IRO, MANAGER})
# Child basics: own, all, all current, with a form due, own, own teams' in what was sent to them.
BASICS = SERVICE | {SUPPORT, OFFICER, WORKER, OPERATIONS}
# Where the child is, for those who go there or write there; the officer sees what a visit needs.
PLACE = SERVICE | {SUPPORT, OFFICER, WORKER}
CONTACTS = SERVICE | {SUPPORT, WORKER}
LEGAL = SERVICE | {WORKER}
# Who is invited, how they are reached and what they answered: who arranges the meeting.
ARRANGING = SERVICE | {SUPPORT}
SCHEDULE = SERVICE | {SUPPORT, OFFICER, WORKER}
# Outcome and narrative: own and all; the social worker and the operational manager once they were released.
OUTCOME = SERVICE | {WORKER, OPERATIONS}
# Why a review was late, or chaired by another: who arranges reviews too.
NOTES_ON_TIMING = OUTCOME | {SUPPORT}
# The record that the IRO has finished: the support worker sends it out.
RELEASED = OUTCOME | {SUPPORT}
# What was seen and heard of a child before a review: of the officers, whoever has taken the child on.
LISTENING = SERVICE | {OFFICER}
# What was said on a form that came in: own, all, and what the officer had taken on.
FORMS = SERVICE | {OFFICER}
THREAD = SERVICE | {OPERATIONS, DIRECTOR}

# What a child said that calls for action, and what was done: whoever must act.
ALERTED = SERVICE | {WORKER, OPERATIONS}

SEEN: dict[str, frozenset[Role]] = {
    "AlertAddition.text": ALERTED,
    "AlertClosing.cause_note": ALERTED,
    "AlertClosing.done": ALERTED,
    "AlertClosing.done_by": ALERTED,
    "AlertClosing.lado_why": ALERTED,
    "AlertClosing.section_47_why": ALERTED,
    "AlertSignal.words": ALERTED,
    "AlertStep.why": ALERTED,
    "Attendance.name": OUTCOME,
    "Attendance.part": OUTCOME,
    "Booking.moved_because": SERVICE | {SUPPORT},
    "Booking.place": SCHEDULE,
    "BreakGlass.explanation": frozenset({MANAGER, GOVERNANCE}),
    "CafcassReferral.outcome": SERVICE,
    "CafcassReferral.reason": SERVICE,
    "Child.communication_needs": BASICS,
    "Child.date_of_birth": BASICS,
    "Child.ethnicity": LEGAL,
    "Child.first_name": BASICS | {DIRECTOR},  # the thread that is addressed to the director says about whom it is
    "Child.former_names": BASICS,
    "Child.language": BASICS,
    "Child.last_name": BASICS | {DIRECTOR},
    "Child.local_id": BASICS | {GOVERNANCE},
    "Child.preferred_name": BASICS,
    "Child.pronouns": BASICS,
    "ChildsPage.opening": SERVICE,
    "ChildsPage.talk_to": SERVICE,
    "ChildsPageChange.why": SERVICE,
    "PlainWords.text": SERVICE,
    "PlainWords.who": SERVICE,
    "Conferring.note": SERVICE,  # the manager in the history
    "Conferring.with_whom": SERVICE,
    "AskedForm.so_far": frozenset({OFFICER}),  # whoever has taken the form on, until it is sent in
    "ConsultationCorrection.text": FORMS,
    "ConsultationCorrection.why": FORMS,
    "OwnWords.text": FORMS,
    "ContactWithChild.note": SERVICE,
    "ConversationAttempt.what_happened": frozenset({IRO}),
    "DecisionChallenge.answer_text": OUTCOME,
    "DecisionChallenge.text": OUTCOME,
    "DecisionChange.why": OUTCOME,
    "DecisionProgress.text": OUTCOME,
    "JointMeeting.shared_text": SERVICE,
    "LetterToChild.text": SERVICE | {SUPPORT},  # the support worker sends the finished one
    "RecordRecipient.left_out_because": SERVICE | {SUPPORT},
    "RecordRecipient.undone_because": SERVICE | {SUPPORT},
    "AskedForm.greeting": ARRANGING | {OFFICER},
    "AskedForm.withdrawn_because": ARRANGING | {OFFICER},
    "Decision.outcome": OUTCOME,
    "Decision.owner": RELEASED,
    "Decision.text": RELEASED,
    "Dispute.child_told_note": SERVICE,
    "Dispute.resolution": SERVICE,
    "Dispute.summary": THREAD,
    "DutyDone.who": CONTACTS,
    "Episode.host_authority": PLACE,
    "Episode.legal_status": LEGAL,
    "Episode.placed_with": PLACE,
    "Episode.placement": LEGAL,  # the kind of placement says that a child is in secure accommodation
    "Episode.placement_address": PLACE,
    "Filing.undone_because": SERVICE,
    "GoodPractice.text": SERVICE,
    "IROCover.reason": frozenset({MANAGER}),
    "Invitation.capacity": ARRANGING,
    "Invitation.email": ARRANGING,
    "Invitation.heard_note": ARRANGING,
    "Invitation.message": ARRANGING,
    "Invitation.name": ARRANGING,
    "Invitation.not_invited_note": ARRANGING,
    "Invitation.other_time": ARRANGING,
    "Invitation.phone": ARRANGING,
    "Invitation.undelivered_because": ARRANGING,
    "InvitationChange.why": ARRANGING,
    "InvitationSending.sent_to": ARRANGING,
    "IROAllocation.note": SERVICE,  # in the history
    "InvitationSending.site": SERVICE,
    "InvitationSending.why": ARRANGING,
    "MidpointCheck.earlier_reason": SERVICE,
    "MidpointCheck.note": SERVICE,
    "MonitoringChecklist.note": SERVICE,
    "Paper.state": OUTCOME,
    "PersonAroundChild.address": CONTACTS,
    "PersonAroundChild.email": CONTACTS,
    "PersonAroundChild.full_name": CONTACTS | {OFFICER, OPERATIONS},  # who holds parental responsibility
    "PersonAroundChild.how_to_reach": CONTACTS,
    "PersonAroundChild.language": CONTACTS,
    "PersonAroundChild.phone": CONTACTS,
    "PrivateConversation.in_confidence": frozenset({IRO}),
    "PrivateConversation.place": frozenset({IRO}),
    "RecordOfReview.text": RELEASED,
    "Reply.text": THREAD,
    "ResolutionStage.skip_reason": SERVICE,
    "Restriction.explanation": frozenset({MANAGER, GOVERNANCE}),
    "Review.cover_reason": NOTES_ON_TIMING,
    "Review.early_note": SERVICE | {SUPPORT},
    "Review.late_note": NOTES_ON_TIMING,
    "Review.not_taking_part_note": OUTCOME,
    "Review.participation_code": OUTCOME,
    "Review.rights_note": SERVICE,
    "Review.spoken_note": SERVICE,
    "Review.spoken_outcome": OUTCOME,
    "ReviewCorrection.why": OUTCOME,
    "SignificantEvent.earlier_reason": SERVICE,
    "SignificantEvent.what": CONTACTS,  # of the social worker, what they told themselves
    "SignificantEvent.wishes_note": SERVICE,
    "ListeningChange.why": LISTENING,
    "ListeningStrand.place": LISTENING,
    "ListeningStrand.planned_by": LISTENING,
    "ListeningStrand.reason": LISTENING,
    "ListeningStrand.shown": LISTENING,
    "ListeningStrand.who": LISTENING,
    "StopLookListen.dislikes": LISTENING,
    "StopLookListen.how_communicates": LISTENING,
    "StopLookListen.likes": LISTENING,
    "StopLookListen.not_known": LISTENING,
    "StopLookListen.wants": LISTENING,
    "TakenOn.given_back_because": frozenset({MANAGER, OFFICER}),
    "ReviewWishes.not_wanted": SERVICE | {SUPPORT},
    "ReviewWishes.place": SERVICE | {SUPPORT},
    "ReviewWishes.time": SERVICE | {SUPPORT},
    "ReviewWishes.wanted": SERVICE | {SUPPORT},
    "SecurePanel.decision": SERVICE,
    "SecurePanel.expected_members": SERVICE | {SUPPORT},  # who arranges the panel
    "SecurePanel.members": SERVICE,
    "SecurePanel.place": SCHEDULE,
    "SecurePanel.recommendation": SERVICE,
    "ReviewMeeting.note": OUTCOME,
    "OfferToMeet.note": SERVICE,
    "OfferToMeet.withdrawn_because": SERVICE,
    "OutcomeRelayed.by_whom": SERVICE,
    "OutcomeRelayed.note": SERVICE,
    "OutcomeRelayed.withdrawn_because": SERVICE,
    "ParentPart.hearing_plan": OUTCOME,
    "PlanningMeeting.agenda": SERVICE,
    "PlanningMeeting.place": ARRANGING,  # whoever arranges the meeting
    "PlanningMeeting.to_invite": ARRANGING,
    "PlanningMeeting.with_whom": SERVICE,
    "PlanningMeeting.withdrawn_because": SERVICE,
    "SocialWorkersAnswer.why": SERVICE | {WORKER},  # of the social worker, what they recorded themselves
    "StrategyTried.outcome": OUTCOME,
    "StrategyTried.tried_by": OUTCOME,
    "StrategyTried.withdrawn_because": SERVICE,
    "SupportQuestion.provider": SERVICE,
    "SupportQuestion.why": SERVICE,
}
# Read from the record, shown on no page of the world: the words of an allocation.
SHOWN_NOWHERE: frozenset[str] = frozenset()


def declared_for(role: str) -> set[str]:
    """Return the fields that a role sees."""
    return {name for name, roles in SEEN.items() if role in roles}
