"""How a child and the parents are heard around a review: planning it, offers to meet, and relaying what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import ends_after_start, one_of
from children.models import PersonAroundChild
from reviews import enums_heard as words
from reviews.models.meeting import ParentPart
from reviews.models.review import Review
from reviews.querysets_heard import NotWithdrawnQuerySet


class PlanningMeeting(models.Model):
    """That the IRO and the young person planned a review together: who met, when, and what was agreed."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="planning_meetings")
    on = models.DateField("when you met")
    with_whom = models.CharField("who met", max_length=120)
    chairs = models.CharField("who chairs the review", max_length=20, choices=words.ChairsAs)
    agenda = models.TextField("what the review is to talk about", max_length=1000, blank=True)
    to_invite = models.CharField("who is to be invited, and who not", max_length=300, blank=True)
    place = models.CharField("where and when it suits", max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # A mistake keeps its row, with why it was taken back.
    withdrawn_because = models.CharField(max_length=200, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

    objects = NotWithdrawnQuerySet.as_manager()

    class Meta:
        """In order of time."""

        ordering = ["on", "id"]
        constraints = [
            one_of("chairs", words.ChairsAs, name="planned_chair_is_known", message="Choose who chairs the review."),
            models.CheckConstraint(
                condition=~Q(with_whom=""),
                name="planned_with_somebody",
                violation_error_message="Say who met.",
            ),
        ]

    def __str__(self) -> str:
        """Return the day."""
        return str(self.on)


class OfferToMeet(models.Model):
    """That the IRO offered to meet a parent around a review: when, how, whether they took it up, when they met."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="offers_to_meet")
    parent = models.ForeignKey(PersonAroundChild, on_delete=models.PROTECT, related_name="offers_to_meet")
    offered_on = models.DateField()
    how = models.CharField(max_length=20, choices=words.OfferedBy)
    taken_up = models.BooleanField(null=True, blank=True)  # empty: no answer yet
    met_on = models.DateField(null=True, blank=True)
    note = models.CharField("what came of it", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # A mistake keeps its row, with why it was taken back.
    withdrawn_because = models.CharField(max_length=200, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

    objects = NotWithdrawnQuerySet.as_manager()

    class Meta:
        """In order of time."""

        ordering = ["offered_on", "id"]
        verbose_name_plural = "offers to meet"
        constraints = [
            one_of("how", words.OfferedBy, name="offered_somehow", message="Choose how you offered it."),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | Q(taken_up=True),
                name="met_only_who_took_it_up",
                violation_error_message="A parent whom you met has taken up the offer.",
            ),
            ends_after_start(
                "offered_on",
                "met_on",
                name="met_after_the_offer",
                message="You cannot have met before you offered it.",
            ),
        ]

    def __str__(self) -> str:
        """Return to whom, and when."""
        return f"{self.parent}, {self.offered_on}"


class OutcomeRelayed(models.Model):
    """That the outcome of a review was relayed to a parent: how, when and by whom."""

    part = models.ForeignKey(ParentPart, on_delete=models.PROTECT, related_name="relayed")
    on = models.DateField()
    how = models.CharField(max_length=20, choices=words.RelayedBy)
    by_whom = models.CharField(max_length=120)
    note = models.CharField("what should be known about it", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # A mistake keeps its row, with why it was taken back.
    withdrawn_because = models.CharField(max_length=200, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)

    objects = NotWithdrawnQuerySet.as_manager()

    class Meta:
        """In order of time."""

        ordering = ["on", "id"]
        verbose_name_plural = "outcomes relayed"
        constraints = [
            one_of("how", words.RelayedBy, name="relayed_somehow", message="Choose how it was relayed."),
            models.CheckConstraint(
                condition=~Q(by_whom=""),
                name="relayed_by_somebody",
                violation_error_message="Say who relayed it.",
            ),
        ]

    def __str__(self) -> str:
        """Return day and way."""
        return f"{self.on}: {self.get_how_display()}"
