"""What each role may reach of consultation forms."""

from django.db.models import Exists, OuterRef, Q

from accounts.enums import Role
from accounts.models import User
from accounts.visibility import Record, everything, nothing, register_bar, register_reach
from children.confidentiality import closed_through, opened_through
from children.models import IROAllocation
from children.visibility import BREAKS_GLASS, of_children, whom_i_cover
from participation.models import AskedForm


def of_my_children(user: User) -> Q:
    """Reach the forms of the children allocated to me now."""
    return Q(Exists(IROAllocation.objects.filter(child=OuterRef("child"), iro=user, until_on__isnull=True)))


def taken_on_by_me(user: User) -> Q:
    """Reach the forms that I had taken on when they were sent in, whoever filled them in the end."""
    return Q(pk__in=AskedForm.objects.filter(taken_on_by=user, consultation__isnull=False).values("consultation"))


def register() -> None:
    """Tell the door who may come through it, and who may not."""
    register_bar(Record.CONSULTATION, closed_through("child"))
    register_reach(Record.CONSULTATION, opened_through("child"), *BREAKS_GLASS)
    register_reach(Record.CONSULTATION, of_my_children, Role.IRO)
    register_reach(Record.CONSULTATION, of_children(whom_i_cover), Role.IRO)
    register_reach(Record.CONSULTATION, everything, Role.MANAGER)
    register_reach(Record.CONSULTATION, taken_on_by_me, Role.CONSULTATION_OFFICER)
    register_reach(
        Record.CONSULTATION,
        nothing,
        Role.SUPPORT_WORKER,
        Role.SOCIAL_WORKER,
        Role.OPERATIONAL_MANAGER,
        Role.DIRECTOR,
        Role.PANEL_MEMBER,
        Role.SYSTEM_ADMINISTRATOR,
    )
