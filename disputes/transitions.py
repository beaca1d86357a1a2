"""The life of a dispute as data: its statuses, the order of its stages, and whom each stage is addressed to."""

from typing import Final

from accounts.enums import Role
from disputes.enums import FORMAL_STAGES, STAGE_ORDER, DisputeStatus, Stage

# A dispute that ended is opened again only where it was closed by mistake.
STATUSES: Final[dict[DisputeStatus, tuple[DisputeStatus, ...]]] = {
    DisputeStatus.OPEN: (DisputeStatus.RESOLVED, DisputeStatus.WITHDRAWN),
    DisputeStatus.RESOLVED: (DisputeStatus.OPEN,),
    DisputeStatus.WITHDRAWN: (DisputeStatus.OPEN,),
}

# Source: the 2011 report's account of the local protocol, timescales section 15.
ADDRESSEES: Final[dict[Stage, tuple[Role, ...]]] = {
    Stage.PRE_PROTOCOL: (Role.OPERATIONAL_MANAGER,),
    Stage.STAGE_1: (Role.OPERATIONAL_MANAGER,),
    Stage.STAGE_2: (Role.OPERATIONAL_MANAGER, Role.MANAGER),
    Stage.DIRECTOR: (Role.DIRECTOR,),
}


def may_become(status: str, wanted: DisputeStatus) -> bool:
    """Say whether the table leads from a status to another."""
    return wanted in STATUSES[DisputeStatus(status)]


def later_stages(stage: str | None) -> tuple[Stage, ...]:
    """Return the stages that may follow a stage, nearest first; all of them where a dispute has had none yet."""
    return STAGE_ORDER if stage is None else STAGE_ORDER[STAGE_ORDER.index(Stage(stage)) + 1 :]


def skipped_between(stage: str | None, wanted: str) -> tuple[Stage, ...]:
    """Return the stages passed over on the way from a stage (None: from the beginning) to a later one."""
    later = later_stages(stage)
    return later[: later.index(Stage(wanted))]


def is_formal(stage: str) -> bool:
    """Say whether a stage belongs to the formal process, whose clock runs."""
    return Stage(stage) in FORMAL_STAGES
