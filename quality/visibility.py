"""What each role may reach of findings about quality: they name no child beyond their review."""

from accounts.enums import Role
from accounts.visibility import Record, everything, nothing, register_bar, register_reach


def register() -> None:
    """Tell the door who may come through it. What names a child also passes the child's or the review's door."""
    register_bar(Record.QUALITY, nothing)
    register_reach(Record.QUALITY, everything, Role.IRO, Role.MANAGER)
    register_reach(
        Record.QUALITY,
        nothing,
        Role.SUPPORT_WORKER,
        Role.CONSULTATION_OFFICER,
        Role.SOCIAL_WORKER,
        Role.OPERATIONAL_MANAGER,
        Role.DIRECTOR,
        Role.PANEL_MEMBER,
        Role.SYSTEM_ADMINISTRATOR,
        Role.INFORMATION_GOVERNANCE,
    )
