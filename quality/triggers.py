"""What the database itself refuses about findings, beside named constraints."""

from audit.triggers import same_child

GOOD_PRACTICE_OF_THE_CHILD = same_child(
    "quality_goodpractice",
    "review_id",
    "reviews_review",
    "Good practice and its review are of one child.",
)
