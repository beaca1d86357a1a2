"""Panels on secure accommodation."""

from django.db import models
from django.db.models import Q

from audit.constraints import paired
from children.models import Child, Episode
from reviews.querysets import SecurePanelQuerySet


class SecurePanel(models.Model):
    """A panel on a child's secure accommodation: additional to the reviews, never resetting them."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="secure_panels")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="secure_panels")
    due_on = models.DateField()
    due_explanation = models.TextField(blank=True)
    due_rule = models.CharField(max_length=30, blank=True)
    # Arranged: the day, and who is to sit, each with name and standing.
    booked_for = models.DateField(null=True, blank=True)
    booked_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    expected_members = models.JSONField("who is to sit on it", default=list, blank=True)
    held_on = models.DateField(null=True, blank=True)
    members = models.JSONField("who sat on it", default=list, blank=True)
    criteria_met = models.BooleanField(null=True, blank=True)
    # The panel recommends, the authority decides, and those who were consulted are told.
    recommendation = models.CharField(max_length=500, blank=True)
    decision = models.CharField("what the authority decided", max_length=500, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    told = models.CharField("who was told of the outcome", max_length=300, blank=True)
    told_on = models.DateField(null=True, blank=True)
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
            paired(
                "booked_for",
                "place",
                second_is_text=True,
                name="panel_is_booked_somewhere",
                message="Say where the panel sits, and on which day.",
            ),
            paired(
                "decided_on",
                "decision",
                second_is_text=True,
                name="panel_decision_has_a_day",
                message="Say what the authority decided, and on which day.",
            ),
            paired(
                "told_on",
                "told",
                second_is_text=True,
                name="panel_outcome_told_on_a_day",
                message="Say who was told of the outcome, and on which day.",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=False)
                | Q(recommendation="", decided_on__isnull=True, told_on__isnull=True),
                name="panel_outcome_after_it_sat",
                violation_error_message="Record first that the panel sat.",
            ),
        ]

    def __str__(self) -> str:
        """Return the day."""
        return f"Panel due {self.due_on}"
