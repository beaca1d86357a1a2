"""Words for consultation."""

from django.db import models


class AgeGroup(models.TextChoices):
    """The forms of 2011, by age."""

    FOUR_TO_FIFTEEN = "4-15", "4 to 15"
    SIXTEEN_SEVENTEEN = "16-17", "16 and 17"


class FormSource(models.TextChoices):
    """How a form came."""

    KEYED = "keyed", "Keyed from paper"
    FACE_TO_FACE = "face_to_face", "Filled face to face with the consultation officer"
    BROUGHT_IN = "brought_in", "Brought in from earlier records"
