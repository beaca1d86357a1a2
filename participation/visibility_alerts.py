"""What each role may reach of safety alerts, and of a child because of an alert that somebody was told of."""

from django.db.models import Exists, OuterRef, Q

from accounts.enums import Role
from accounts.models import User
from accounts.visibility import Record, everything, nothing, register_bar, register_reach
from children.confidentiality import closed_through, opened_through
from children.models import IROAllocation
from children.visibility import (
    BREAKS_GLASS,
    children_of_my_teams,
    of_children,
    whom_i_cover,
    whose_social_worker_i_am,
)
from participation.enums_alerts import OPEN_ALERTS
from participation.models import AlertTelling, SafetyAlert


def of_my_children(user: User) -> Q:
    """Reach the alerts about the children allocated to me now."""
    return Q(Exists(IROAllocation.objects.filter(child=OuterRef("child"), iro=user, until_on__isnull=True)))


def told_to_me_and_open(user: User) -> Q:
    """Reach the open alerts that I was told of in the role I act in, whosever child it is: I am to act."""
    told = AlertTelling.objects.filter(alert=OuterRef("pk"), person=user, role=user.acting_role)
    return Q(Exists(told), status__in=OPEN_ALERTS)


def child_of_an_open_alert_told_to_me(user: User) -> Q:
    """Reach the children about whom I was told of an alert that is open: to act I must know who and where they are."""
    return Q(pk__in=SafetyAlert.objects.filter(told_to_me_and_open(user)).values("child"))


def register() -> None:
    """Tell the door who may come through it, and who may not."""
    register_bar(Record.SAFETY_ALERT, closed_through("child"))
    register_reach(Record.SAFETY_ALERT, opened_through("child"), *BREAKS_GLASS)
    register_reach(Record.CHILD, child_of_an_open_alert_told_to_me, Role.IRO)
    register_reach(Record.SAFETY_ALERT, of_my_children, Role.IRO)
    register_reach(Record.SAFETY_ALERT, of_children(whom_i_cover), Role.IRO)
    register_reach(Record.SAFETY_ALERT, everything, Role.MANAGER)
    register_reach(Record.SAFETY_ALERT, of_children(whose_social_worker_i_am), Role.SOCIAL_WORKER)
    register_reach(Record.SAFETY_ALERT, of_children(children_of_my_teams), Role.OPERATIONAL_MANAGER)
    register_reach(Record.SAFETY_ALERT, told_to_me_and_open, Role.IRO, Role.SOCIAL_WORKER, Role.OPERATIONAL_MANAGER)
    register_reach(
        Record.SAFETY_ALERT,
        nothing,
        Role.SUPPORT_WORKER,
        Role.CONSULTATION_OFFICER,
        Role.DIRECTOR,
        Role.PANEL_MEMBER,
        Role.SYSTEM_ADMINISTRATOR,
    )
