"""What a person may do with a dispute, where more than the role matters. What its state allows, policies say."""

from accounts.models import User
from accounts.permissions import Capability, may
from accounts.verdict import ALLOWED, Verdict, refused
from children.answering import answers_for
from disputes.enums import STAGE_ORDER, Stage
from disputes.models import Dispute, ResolutionStage
from disputes.transitions import later_stages

MANAGER_STAGES = (Stage.STAGE_2, Stage.DIRECTOR)
OTHERS_STAGE = "This stage is addressed to someone else. Only they and the child’s IRO may write here."


def is_own(user: User, dispute: Dispute) -> bool:
    """Say whether somebody raised this dispute, or answers for the child now: as the IRO, or covering for the IRO."""
    return dispute.raised_by_id == user.pk or answers_for(user, dispute.child_id, user.acting_on)


def stages_open_to(user: User, stage: str | None) -> tuple[Stage, ...]:
    """Return the later stages to which this person may take a dispute that is at `stage` (None: about to be raised).

    An IRO goes as far as stage 1; stage 2 and beyond are the IRO manager's.
    """
    if may(user, Capability.ESCALATE_TO_STAGE_2):
        last = STAGE_ORDER[-1]
    elif may(user, Capability.RAISE_DISPUTES):
        last = Stage.STAGE_1
    else:
        return ()
    return tuple(each for each in later_stages(stage) if STAGE_ORDER.index(each) <= STAGE_ORDER.index(last))


def may_escalate(user: User, dispute: Dispute) -> Verdict:
    """Say whether this person may take the dispute to any later stage."""
    if may(user, Capability.ESCALATE_TO_STAGE_2):
        return ALLOWED
    own = may(user, Capability.RAISE_DISPUTES) & _own_or_refused(user, dispute)
    if not own:
        return own
    if stages_open_to(user, dispute.stage):
        return ALLOWED
    return refused("The IRO manager takes a dispute to stage 2 and beyond. Ask them to.")


def may_reply(user: User, dispute: Dispute, running: ResolutionStage | None) -> Verdict:
    """Say whether this person may write in the thread of the running stage.

    Its addressee may; so may whoever raised the dispute or is the child's IRO, and from stage 2 the IRO manager.
    """
    replier, raiser = may(user, Capability.REPLY_TO_DISPUTES), may(user, Capability.RAISE_DISPUTES)
    if replier and running is not None and running.addressed_to_id == user.pk:
        return ALLOWED
    if raiser and is_own(user, dispute):
        return ALLOWED
    if replier and may(user, Capability.ESCALATE_TO_STAGE_2) and dispute.stage in MANAGER_STAGES:
        return ALLOWED
    return refused(OTHERS_STAGE) if replier or raiser else replier


def is_answer(user: User, dispute: Dispute) -> bool:
    """Say whether what this person writes answers the dispute, rather than adding to what was asked."""
    return bool(may(user, Capability.REPLY_TO_DISPUTES)) and dispute.raised_by_id != user.pk


def may_close(user: User, dispute: Dispute) -> Verdict:
    """Say whether this person may resolve, withdraw or open again the dispute: the child's IRO, or the IRO manager."""
    if may(user, Capability.ESCALATE_TO_STAGE_2):
        return ALLOWED
    return may(user, Capability.RAISE_DISPUTES) & _own_or_refused(user, dispute)


def may_refer(user: User) -> Verdict:
    """Say whether this person may record a referral to Cafcass, at any time (CA 1989 s.25B(3))."""
    return may(user, Capability.RAISE_DISPUTES)


def _own_or_refused(user: User, dispute: Dispute) -> Verdict:
    return ALLOWED if is_own(user, dispute) else refused("Only whoever raised this dispute, or the child’s IRO, may.")
