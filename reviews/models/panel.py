"""Panels on secure accommodation."""

from django.db import models
from django.db.models import Q

from children.models import Child, Episode
from reviews.querysets import SecurePanelQuerySet


class SecurePanel(models.Model):
    """A panel on a child's secure accommodation: additional to the reviews, never resetting them."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="secure_panels")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="secure_panels")
    due_on = models.DateField()
    due_explanation = models.TextField(blank=True)
    held_on = models.DateField(null=True, blank=True)
    members = models.JSONField("who sat on it", default=list, blank=True)
    criteria_met = models.BooleanField(null=True, blank=True)
    lapsed_because = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SecurePanelQuerySet.as_manager()

    class Meta:
        """One panel to come per placement."""

        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(held_on__isnull=True, lapsed_because=""),
                name="one_panel_to_come",
                violation_error_message="A panel is already to be held for this placement.",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True, criteria_met__isnull=True)
                | Q(held_on__isnull=False, criteria_met__isnull=False),
                name="held_panel_has_a_finding",
                violation_error_message="Say what the panel found, and on which day it sat.",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | Q(lapsed_because=""),
                name="panel_is_not_held_and_lapsed",
                violation_error_message="A panel that sat did not lapse.",
            ),
        ]

    def __str__(self) -> str:
        """Return the day."""
        return f"Panel due {self.due_on}"
