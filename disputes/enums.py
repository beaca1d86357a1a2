"""Words of the local resolution protocol. Source: Handbook chapter 6, timescales section 15."""

from django.db import models


class Stage(models.TextChoices):
    """The stages, in order. The formal clock starts at stage 1, or at whichever formal stage comes first."""

    PRE_PROTOCOL = "pre_protocol", "Pre-protocol"
    STAGE_1 = "stage_1", "Stage 1: operational manager"
    STAGE_2 = "stage_2", "Stage 2: IRO manager and service manager"
    DIRECTOR = "director", "Divisional director"


STAGE_ORDER = (Stage.PRE_PROTOCOL, Stage.STAGE_1, Stage.STAGE_2, Stage.DIRECTOR)
FORMAL_STAGES = (Stage.STAGE_1, Stage.STAGE_2, Stage.DIRECTOR)


class DisputeStatus(models.TextChoices):
    """Where a dispute is."""

    OPEN = "open", "Open"
    RESOLVED = "resolved", "Resolved"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Effect(models.TextChoices):
    """What the challenge changed for the child."""

    FULL = "full", "What was asked for was done"
    PARTIAL = "partial", "Part of it was done"
    NONE = "none", "Nothing changed"
    OVERTAKEN = "overtaken", "Events overtook it"
