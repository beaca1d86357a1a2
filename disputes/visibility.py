"""What each role may reach of disputes, and of a child because of a dispute of one's own."""

import datetime

from django.db.models import Exists, OuterRef, Q

from accounts.enums import Role
from accounts.models import User
from accounts.visibility import Record, everything, nothing, register_bar, register_reach
from children.confidentiality import closed_through, opened_through
from children.models import IROAllocation
from children.visibility import BREAKS_GLASS, children_of_my_teams, of_children, whom_i_cover
from disputes.enums import DisputeStatus
from disputes.models import Dispute, ResolutionStage

# Who only replies reads a thread for this long after its end. Source: the access model, roles x capabilities.
READABLE_AFTER_END = datetime.timedelta(days=90)


def of_my_children(user: User) -> Q:
    """Reach the disputes about the children allocated to me now."""
    return Q(Exists(IROAllocation.objects.filter(child=OuterRef("child"), iro=user, until_on__isnull=True)))


def mine_and_open(user: User) -> Q:
    """Reach the open disputes that I raised, also when the child is no longer mine."""
    return Q(raised_by=user, status=DisputeStatus.OPEN)


def addressed_to_me(user: User) -> Q:
    """Reach the disputes of which a stage is addressed to me, until 90 days after their end."""
    addressed = Q(Exists(ResolutionStage.objects.filter(dispute=OuterRef("pk"), addressed_to=user)))
    still = Q(resolved_on__isnull=True)
    if user.acting_on is not None:
        still |= Q(resolved_on__gte=user.acting_on - READABLE_AFTER_END)
    return addressed & still


def child_of_my_open_dispute(user: User) -> Q:
    """Reach the children about whom a dispute of mine is open."""
    return Q(pk__in=Dispute.objects.filter(mine_and_open(user)).values("child"))


def child_of_my_teams_in_a_dispute_addressed_to_me(user: User) -> Q:
    """Reach the children of the teams I manage about whom a dispute is addressed to me."""
    return children_of_my_teams(user) & Q(pk__in=Dispute.objects.filter(addressed_to_me(user)).values("child"))


def register() -> None:
    """Tell the door who may come through it, and who may not."""
    register_bar(Record.DISPUTE, closed_through("child"))
    register_reach(Record.DISPUTE, opened_through("child"), *BREAKS_GLASS)
    register_reach(Record.CHILD, child_of_my_open_dispute, Role.IRO)
    register_reach(Record.CHILD, child_of_my_teams_in_a_dispute_addressed_to_me, Role.OPERATIONAL_MANAGER)
    register_reach(Record.DISPUTE, of_my_children, Role.IRO)
    register_reach(Record.DISPUTE, of_children(whom_i_cover), Role.IRO)
    register_reach(Record.DISPUTE, mine_and_open, Role.IRO)
    register_reach(Record.DISPUTE, everything, Role.MANAGER)
    register_reach(Record.DISPUTE, addressed_to_me, Role.OPERATIONAL_MANAGER, Role.DIRECTOR)
    register_reach(
        Record.DISPUTE,
        nothing,
        Role.SUPPORT_WORKER,
        Role.CONSULTATION_OFFICER,
        Role.SOCIAL_WORKER,
        Role.PANEL_MEMBER,
        Role.SYSTEM_ADMINISTRATOR,
    )
