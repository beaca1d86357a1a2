"""Words for advocates and independent visitors."""

from django.db import models


class Support(models.TextChoices):
    """Who stands by a child, independently of the authority. Source: Children Act 1989, sections 26A and 23ZB."""

    ADVOCATE = "advocate", "Advocate"
    VISITOR = "visitor", "Independent visitor"


class SupportAnswer(models.TextChoices):
    """What came of the question at a review."""

    HAS_ONE = "has_one", "Has one already"
    TAKEN_UP = "taken_up", "Offered, and the child would like one"
    DECLINED = "declined", "Offered, and the child does not want one"
    UNDECIDED = "undecided", "Offered, no answer yet"
    NOT_OFFERED = "not_offered", "Not offered"


# The child was offered one at this review.
OFFERED = (SupportAnswer.TAKEN_UP, SupportAnswer.DECLINED, SupportAnswer.UNDECIDED)
# The child has one, or is to have one: there may be a provider.
PROVIDED = (SupportAnswer.HAS_ONE, SupportAnswer.TAKEN_UP)
