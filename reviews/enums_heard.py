"""Words for how a child and the parents are heard around a review."""

from django.db import models


class ChairsAs(models.TextChoices):
    """What a young person and the IRO agreed about the chair, when they planned the review."""

    CHAIRS = "chairs", "The young person chairs"
    CO_CHAIRS = "co_chairs", "The young person and the IRO chair together"
    NEITHER = "neither", "The IRO chairs"
    UNDECIDED = "undecided", "Not decided yet"


# The young person has a part in the chair.
HAS_THE_CHAIR = (ChairsAs.CHAIRS, ChairsAs.CO_CHAIRS)


class OfferedBy(models.TextChoices):
    """How the IRO offered to meet a parent."""

    LETTER = "letter", "By letter"
    EMAIL = "email", "By e-mail"
    PHONE = "phone", "By phone"
    TEXT = "text", "By text message"
    IN_PERSON = "in_person", "In person"
    SOCIAL_WORKER = "social_worker", "Through the social worker"


class RelayedBy(models.TextChoices):
    """How the outcome of a review was relayed to a parent."""

    IN_PERSON = "in_person", "In person"
    PHONE = "phone", "By phone"
    LETTER = "letter", "By letter"
    EMAIL = "email", "By e-mail"
    RECORD = "record", "With the record of the review"
    SOCIAL_WORKER = "social_worker", "Through the social worker"
