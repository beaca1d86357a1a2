"""Words for what leaves the system."""

from django.db import models


class ExportReason(models.TextChoices):
    """Why somebody takes a list away."""

    PREPARING = "preparing", "To prepare or hold reviews where there is no connection"
    MEETING = "meeting", "For a team meeting or supervision"
    CHECKING = "checking", "To check the records against another system"
    RETURN = "return", "For a statutory return or an inspection"
    OTHER = "other", "Something else"
