"""Histories of disputes that the database lets nobody rewrite."""

from audit.triggers import Trigger, append_only, same_child


def _rank(column: str) -> str:
    """Return the SQL for a stage's place in the order. Written out: a migration must not follow later changes."""
    return f"CASE {column} WHEN 'pre_protocol' THEN 0 WHEN 'stage_1' THEN 1 WHEN 'stage_2' THEN 2 ELSE 3 END"


REPLIES = append_only("disputes_reply")
STATUS_CHANGES = append_only("disputes_disputestatuschange")
LIMIT_CHANGES = append_only("disputes_limitchange")
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
DISPUTE_OF_THE_CHILD = same_child(
    "disputes_dispute", "review_id", "reviews_review", "A dispute and the review that brought it up are of one child."
)
REFERRAL_OF_THE_CHILD = same_child(
    "disputes_cafcassreferral", "dispute_id", "disputes_dispute", "A referral and its dispute are of one child."
)
ENDS_AFTER_ITS_STAGES = Trigger(
    name="disputes_dispute_ends_after_its_stages",
    table="disputes_dispute",
    events=("UPDATE",),
    refuse_when=(
        "EXISTS (SELECT 1 FROM disputes_resolutionstage s WHERE s.dispute_id = NEW.id "
        "AND s.entered_on > NEW.resolved_on)"
    ),
    message="A dispute cannot end before its last stage began.",
    reads=("disputes_resolutionstage",),
)
