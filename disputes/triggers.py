"""Histories of disputes that the database lets nobody rewrite."""

from audit.triggers import Trigger, append_only


def _rank(column: str) -> str:
    """Return the SQL for a stage's place in the order. Written out: a migration must not follow later changes."""
    return f"CASE {column} WHEN 'pre_protocol' THEN 0 WHEN 'stage_1' THEN 1 WHEN 'stage_2' THEN 2 ELSE 3 END"


REPLIES = append_only("disputes_reply")
STATUS_CHANGES = append_only("disputes_disputestatuschange")
# With the constraint `stage_not_skipped_without_a_reason`: a skip can be neither unexplained nor uncounted.
SKIPS_COUNTED = Trigger(
    name="disputes_stage_skips_counted",
    table="disputes_resolutionstage",
    events=("INSERT",),
    refuse_when=(
        f"(NEW.stages_skipped <> {_rank('NEW.stage')} - 1 - COALESCE((SELECT MAX({_rank('other.stage')}) "  # noqa: S608 - our own names
        "FROM disputes_resolutionstage other WHERE other.dispute_id = NEW.dispute_id), -1))"
    ),
    message="A stage follows the one before it, or says how many were left out.",
)
