"""Lists that reviews draw on: kinds of shortfall, places."""

from django.db import models


class IssueType(models.Model):
    """A kind of shortfall in care or planning: one list, shared by disputes and audits of practice."""

    name = models.CharField(max_length=120, unique=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        """By name."""

        ordering = ["name"]

    def __str__(self) -> str:
        """Return the issue."""
        return self.name


class Venue(models.Model):
    """Where reviews are held."""

    name = models.CharField(max_length=120, unique=True)
    is_video = models.BooleanField("by video", default=False)
    is_current = models.BooleanField(default=True)

    class Meta:
        """By name."""

        ordering = ["name"]

    def __str__(self) -> str:
        """Return the venue."""
        return self.name
