"""What the database itself refuses about children's records, beside named constraints."""

from audit.triggers import Trigger, no_overlap, same_child

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
NO_OVERLAPPING_SOCIAL_WORK = no_overlap(
    table="children_socialworkallocation",
    owner="child_id",
    start="from_on",
    end="until_on",
    message="A child has one social worker at a time.",
)
NO_OVERLAPPING_STAYS = no_overlap(
    table="children_shortbreakstay",
    owner="child_id",
    start="started_on",
    end="ended_on",
    message="A child has one short break at a time.",
    void="withdrawn_on",
)
NO_OVERLAPPING_AUTHORITIES = no_overlap(
    table="children_adoptionauthority",
    owner="child_id",
    start="granted_on",
    end="ended_on",
    message="Authority to place a child for adoption is held once at a time.",
)
EPISODE_OF_THE_CHILD = same_child(
    "children_episode", "period_id", "children_periodofcare", "An episode and its period of care are of one child."
)
STAY_OF_THE_CHILD = same_child(
    "children_shortbreakstay", "period_id", "children_periodofcare", "A stay and its period of care are of one child."
)
AUTHORITY_OF_THE_CHILD = same_child(
    "children_adoptionauthority",
    "period_id",
    "children_periodofcare",
    "Authority to place and its period of care are of one child.",
)
EPISODE_WITHIN_ITS_PERIOD = Trigger(
    name="children_episode_within_its_period",
    table="children_episode",
    events=("INSERT", "UPDATE"),
    refuse_when=(
        "EXISTS (SELECT 1 FROM children_periodofcare p WHERE p.id = NEW.period_id "
        "AND (NEW.started_on < p.became_looked_after_on OR NEW.ended_on > p.ceased_on))"
    ),
    message="An episode lies within its period of care.",
    reads=("children_periodofcare",),
)
CARE_AFTER_BIRTH = Trigger(
    name="children_periodofcare_after_birth",
    table="children_periodofcare",
    events=("INSERT", "UPDATE"),
    refuse_when="NEW.became_looked_after_on < (SELECT date_of_birth FROM children_child WHERE id = NEW.child_id)",
    message="Care cannot begin before the child was born.",
    reads=("children_child",),
)
BIRTH_BEFORE_CARE = Trigger(
    name="children_child_born_before_care",
    table="children_child",
    events=("UPDATE",),
    refuse_when=(
        "EXISTS (SELECT 1 FROM children_periodofcare p WHERE p.child_id = NEW.id "
        "AND p.became_looked_after_on < NEW.date_of_birth)"
    ),
    message="The child was looked after before this date of birth.",
    reads=("children_periodofcare",),
)
