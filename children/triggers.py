"""What the database itself refuses about children's records, beside named constraints."""

from audit.triggers import no_overlap

NO_OVERLAPPING_EPISODES = no_overlap(
    table="children_episode",
    owner="child_id",
    start="started_on",
    end="ended_on",
    message="Two episodes of one child cannot run at the same time.",
)
NO_OVERLAPPING_PERIODS = no_overlap(
    table="children_periodofcare",
    owner="child_id",
    start="became_looked_after_on",
    end="ceased_on",
    message="Two periods of care of one child cannot run at the same time.",
)
NO_OVERLAPPING_ALLOCATIONS = no_overlap(
    table="children_iroallocation",
    owner="child_id",
    start="from_on",
    end="until_on",
    message="A child has one IRO at a time.",
)
