"""What a review's arranging must heed: what the child and the parents wish, and what the meeting needs."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import ends_after_start, one_of
from children.models import Child
from reviews.enums import WishedBy
from reviews.models.review import Review
from reviews.querysets import WishesQuerySet


class ReviewWishes(models.Model):
    """What somebody wishes about when and where the child's reviews are. Newer words of theirs end these."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="review_wishes")
    said_by = models.CharField("whose wishes", max_length=10, choices=WishedBy)
    said_on = models.DateField()
    after_school = models.BooleanField("outside school hours", default=False)
    not_in_school = models.BooleanField("not held at school", default=False)
    not_by_video = models.BooleanField("not by video", default=False)
    time = models.CharField("what else about the time", max_length=200, blank=True)
    place = models.CharField("where", max_length=200, blank=True)
    wanted = models.CharField("who should be there", max_length=200, blank=True)
    not_wanted = models.CharField("who should not be there", max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    objects = WishesQuerySet.as_manager()

    class Meta:
        """The newest first; one standing of each."""

        ordering = ["-said_on", "-id"]
        verbose_name_plural = "wishes about reviews"
        constraints = [
            models.UniqueConstraint(
                fields=["child", "said_by"],
                condition=Q(ended_on__isnull=True),
                name="wishes_of_each_once_at_a_time",
                violation_error_message="Their wishes are recorded already.",
            ),
            models.CheckConstraint(
                condition=Q(after_school=True)
                | Q(not_in_school=True)
                | Q(not_by_video=True)
                | ~Q(time="", place="", wanted="", not_wanted=""),
                name="wishes_say_something",
                violation_error_message="Say what they wish.",
            ),
            one_of("said_by", WishedBy, name="wishes_are_somebodys", message="Choose whose wishes these are."),
            ends_after_start(
                "said_on",
                "ended_on",
                name="wishes_ended_after_they_were_said",
                message="Wishes cannot end before they were said.",
            ),
        ]

    def __str__(self) -> str:
        """Return whose, and from when."""
        return f"{self.get_said_by_display()}, {self.said_on}"


class ArrangingNeeds(models.Model):
    """What one review's meeting needs: how long, how many people, which days, whether without steps."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="needs")
    minutes_wanted = models.PositiveSmallIntegerField(null=True, blank=True)
    people_expected = models.PositiveSmallIntegerField(null=True, blank=True)
    earliest_on = models.DateField(null=True, blank=True)
    latest_on = models.DateField(null=True, blank=True)
    step_free = models.BooleanField("without steps", default=False)

    class Meta:
        """One set for each review."""

        ordering = ["id"]
        verbose_name_plural = "needs of a meeting"
        constraints = [
            ends_after_start(
                "earliest_on",
                "latest_on",
                name="needs_latest_day_after_earliest",
                message="The latest day must not come before the earliest.",
            ),
            models.CheckConstraint(
                condition=Q(minutes_wanted__isnull=True) | Q(minutes_wanted__gte=15, minutes_wanted__lte=480),
                name="needs_15_minutes_to_8_hours",
                violation_error_message="A meeting lasts between 15 minutes and 8 hours.",
            ),
        ]

    def __str__(self) -> str:
        """Return which review's."""
        return f"Needs of review {self.review_id}"
