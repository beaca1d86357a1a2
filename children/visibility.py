"""What each role may reach of a child because of what stands in this app, and what is closed to everybody."""

from django.db.models import Exists, OuterRef, Q

from accounts.enums import Role
from accounts.models import ManagerDeputy, TeamManagement, User
from accounts.visibility import Reach, Record, everything, nothing, register_bar, register_reach
from children.confidentiality import closed_to, opened_child
from children.models import Child, IROAllocation, PeriodOfCare, SocialWorkAllocation

BREAKS_GLASS = (Role.IRO, Role.MANAGER, Role.INFORMATION_GOVERNANCE)


def whose_iro_i_am(user: User) -> Q:
    """Reach the children allocated to me now."""
    return Q(Exists(IROAllocation.objects.filter(child=OuterRef("pk"), iro=user, until_on__isnull=True)))


def whom_i_cover(user: User) -> Q:
    """Reach the children of the IROs for whom I cover today: the one child named, or all of theirs."""
    if user.acting_on is None:
        return nothing(user)
    return Q(pk__in=IROAllocation.objects.answered_for_by(user, user.acting_on).values("child"))


def in_care_now(_user: User) -> Q:
    """Reach the children whose period of care is open."""
    return Q(Exists(PeriodOfCare.objects.filter(child=OuterRef("pk"), ceased_on__isnull=True)))


def whose_social_worker_i_am(user: User) -> Q:
    """Reach the children whose social worker I am now."""
    mine = SocialWorkAllocation.objects.filter(child=OuterRef("pk"), social_worker=user, until_on__isnull=True)
    return Q(Exists(mine))


def children_of_my_teams(user: User) -> Q:
    """Return the condition, over children, that a team answers for them which I manage today, or stand in for."""
    if user.acting_on is None:
        return nothing(user)
    standing_in_for = ManagerDeputy.objects.in_force(user.acting_on).filter(deputy=user).values("manager")
    managers = Q(manager=user) | Q(manager__in=standing_in_for)
    teams = TeamManagement.objects.in_force(user.acting_on).filter(managers).values("team")
    return Q(pk__in=SocialWorkAllocation.objects.filter(team__in=teams, until_on__isnull=True).values("child"))


def of_children(who: Reach) -> Reach:
    """Return the reach, for a record with a `child`, of the children that `who` describes."""

    def reach(user: User) -> Q:
        return Q(child__in=Child.objects.filter(who(user)).values("pk"))

    return reach


def register() -> None:
    """Tell the door who may come through it, and who may not."""
    register_bar(Record.CHILD, closed_to)
    register_reach(Record.CHILD, opened_child, *BREAKS_GLASS)
    register_reach(Record.CHILD, whose_iro_i_am, Role.IRO)
    register_reach(Record.CHILD, whom_i_cover, Role.IRO)
    register_reach(Record.CHILD, everything, Role.MANAGER)
    register_reach(Record.CHILD, in_care_now, Role.SUPPORT_WORKER)
    register_reach(Record.CHILD, whose_social_worker_i_am, Role.SOCIAL_WORKER)
    register_reach(
        Record.CHILD,
        nothing,
        Role.CONSULTATION_OFFICER,
        Role.OPERATIONAL_MANAGER,
        Role.DIRECTOR,
        Role.PANEL_MEMBER,
        Role.SYSTEM_ADMINISTRATOR,
    )
