"""The words that several pages share."""

from django.utils.safestring import SafeString

from design.components import tag
from disputes.enums import DisputeStatus
from disputes.models import Dispute

STATUS_COLOURS = {DisputeStatus.OPEN: "blue", DisputeStatus.RESOLVED: "green", DisputeStatus.WITHDRAWN: "grey"}


def status_tag(dispute: Dispute) -> SafeString:
    """Return the dispute's status as a word on a colour."""
    return tag(dispute.get_status_display(), STATUS_COLOURS[DisputeStatus(dispute.status)])


def short_stage(dispute: Dispute) -> str:
    """Return the stage without whom it is addressed to."""
    return str(dispute.get_stage_display()).split(":", maxsplit=1)[0]
