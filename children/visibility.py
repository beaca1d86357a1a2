"""What each role may reach of a child because of what stands in this app."""

from django.db.models import Exists, OuterRef, Q

from accounts.enums import Role
from accounts.models import User
from accounts.visibility import Record, everything, nothing, register_reach
from children.models import IROAllocation, PeriodOfCare


def whose_iro_i_am(user: User) -> Q:
    """Reach the children allocated to me now."""
    return Q(Exists(IROAllocation.objects.filter(child=OuterRef("pk"), iro=user, until_on__isnull=True)))


def in_care_now(_user: User) -> Q:
    """Reach the children whose period of care is open."""
    return Q(Exists(PeriodOfCare.objects.filter(child=OuterRef("pk"), ceased_on__isnull=True)))


def register() -> None:
    """Tell the door who may come through it."""
    register_reach(Record.CHILD, whose_iro_i_am, Role.IRO)
    register_reach(Record.CHILD, everything, Role.MANAGER)
    register_reach(Record.CHILD, in_care_now, Role.SUPPORT_WORKER)
    register_reach(
        Record.CHILD,
        nothing,
        Role.CONSULTATION_OFFICER,
        Role.SOCIAL_WORKER,
        Role.OPERATIONAL_MANAGER,
        Role.DIRECTOR,
        Role.PANEL_MEMBER,
        Role.SYSTEM_ADMINISTRATOR,
        Role.INFORMATION_GOVERNANCE,
    )
