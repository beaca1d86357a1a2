"""Everything that happens to a dispute. Who may do it is asked beside the views; the record's state is asked here."""

from disputes.actions.bringing_in import PastEnd, PastReply, PastStage, bring_in_dispute
from disputes.actions.ending import reopen, resolve, withdraw
from disputes.actions.referring import record_referral_outcome, refer_to_cafcass
from disputes.actions.running import escalate, raise_dispute, recompute_limit, reply

__all__ = [
    "PastEnd",
    "PastReply",
    "PastStage",
    "bring_in_dispute",
    "escalate",
    "raise_dispute",
    "recompute_limit",
    "record_referral_outcome",
    "refer_to_cafcass",
    "reopen",
    "reply",
    "resolve",
    "withdraw",
]
