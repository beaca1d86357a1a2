"""Words for the page that a child can read."""

from django.db import models


class PageStatus(models.TextChoices):
    """How far the page is."""

    BEING_WRITTEN = "being_written", "Being written"
    GIVEN = "given", "Given to the child"


class GivenBy(models.TextChoices):
    """How the child got the page."""

    IN_PERSON = "in_person", "In person, and we read it together"
    CARER = "carer", "Through the carer, or somebody the child trusts"
    POST = "post", "By post"
    LINK = "link", "By a personal link"
