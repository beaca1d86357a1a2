"""Words for Stop, Look and Listen, and for who seeks a child's views."""

from django.db import models


class StrandKind(models.TextChoices):
    """The three strands: to stop, to look and to listen."""

    OBSERVATION = "observation", "Observing the child"
    SPEAKING = "speaking", "Speaking with somebody who knows the child"
    ONE_TO_ONE = "one_to_one", "One to one with the child"


class StrandStatus(models.TextChoices):
    """How far one strand is."""

    TO_PLAN = "to_plan", "To plan"
    PLANNED = "planned", "Planned"
    DONE = "done", "Done"
    NOT_POSSIBLE = "not_possible", "Not possible"


class WholeStatus(models.TextChoices):
    """How far the whole is."""

    OPEN = "open", "Under way"
    BROUGHT_TOGETHER = "brought_together", "Brought together for the review"


class Way(models.TextChoices):
    """How a child shows what they feel and want."""

    WORDS = "words", "Words"
    SIGNS = "signs", "Signs"
    SYMBOLS = "symbols", "Symbols or pictures"
    EYE_POINTING = "eye_pointing", "Eye pointing"
    OBJECTS = "objects", "Objects of reference"
    AID = "aid", "A communication aid"
    SOUNDS = "sounds", "Sounds and facial expression"
    BEHAVIOUR = "behaviour", "Behaviour and body language"
    OTHER = "other", "In another way"
