"""What the database itself refuses about what children said, beside named constraints."""

from audit.triggers import Trigger, same_child

VIEWS_OF_THE_CHILD = same_child(
    "participation_consultation", "review_id", "reviews_review", "Views and the review they are for are of one child."
)
VIEWS_AFTER_BIRTH = Trigger(
    name="participation_consultation_after_birth",
    table="participation_consultation",
    events=("INSERT", "UPDATE"),
    refuse_when="NEW.received_on < (SELECT date_of_birth FROM children_child WHERE id = NEW.child_id)",
    message="Views cannot have come before the child was born.",
    reads=("children_child",),
)
BIRTH_BEFORE_VIEWS = Trigger(
    name="children_child_born_before_views",
    table="children_child",
    events=("UPDATE",),
    refuse_when=(
        "EXISTS (SELECT 1 FROM participation_consultation c WHERE c.child_id = NEW.id "
        "AND c.received_on < NEW.date_of_birth)"
    ),
    message="The child gave their views before this date of birth.",
    reads=("participation_consultation",),
)
