"""Words for safety alerts."""

from typing import Final

from django.db import models


class SafetyGrade(models.TextChoices):
    """How grave an answer about safety is. It sets words and order, never whether an alert is opened."""

    SERIOUS = "serious", "Serious"
    WORRY = "worry", "Worry"


# The gravest first.
GRADES: Final = (SafetyGrade.SERIOUS, SafetyGrade.WORRY)


class AlertStatus(models.TextChoices):
    """Where a safety alert is."""

    RAISED = "raised", "Nobody has acknowledged it"
    ACKNOWLEDGED = "acknowledged", "Acknowledged, being acted on"
    CLOSED = "closed", "Closed"


OPEN_ALERTS: Final = (AlertStatus.RAISED, AlertStatus.ACKNOWLEDGED)


class ToldAs(models.TextChoices):
    """Why somebody was told of an alert."""

    IRO = "iro", "The child’s IRO"
    COVER = "cover", "Covers for the child’s IRO"
    SOCIAL_WORKER = "social_worker", "The child’s social worker"
    TEAM_MANAGER = "team_manager", "Manages the social worker’s team"
    DEPUTY = "deputy", "Stands in for the team’s manager"
    DUTY = "duty", "On duty for the service"
    IN_PLACE_OF_DUTY = "in_place_of_duty", "IRO manager: nobody on duty can be told"
    NEXT = "next", "Next person: nobody had acknowledged it"


class Cause(models.TextChoices):
    """What made the child feel unsafe, as it was found."""

    PLACEMENT_CARERS = "placement_carers", "Where the child lives: the carers or staff"
    PLACEMENT_OTHERS = "placement_others", "Where the child lives: another child or young person"
    PLACEMENT_AREA = "placement_area", "Where the child lives: the place or the neighbourhood"
    FAMILY = "family", "Contact with family"
    SCHOOL = "school", "School or friends"
    ONLINE = "online", "Something online"
    EXPLOITATION = "exploitation", "Somebody outside who harms or exploits children"
    THE_PAST = "the_past", "Something that happened before"
    MISUNDERSTOOD = "misunderstood", "The child feels safe: the question was understood otherwise"
    NOT_FOUND = "not_found", "No cause was found"
    OTHER = "other", "Something else"


CAUSED_BY_PLACEMENT: Final = (Cause.PLACEMENT_CARERS, Cause.PLACEMENT_OTHERS, Cause.PLACEMENT_AREA)


class Considered(models.TextChoices):
    """Whether a step was considered. Of the local authority's designated officer (LADO), and of section 47."""

    TAKEN = "taken", "Yes, and it was done"
    NOT_NEEDED = "not_needed", "Yes, and it was not needed"
    NOT_CONSIDERED = "not_considered", "No"
