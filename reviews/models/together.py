"""Reviews of brothers and sisters that are held together."""

from django.db import models

from audit.constraints import one_of
from children.models import SiblingGroup
from reviews.enums import TogetherWay


class JointMeeting(models.Model):
    """That the reviews of brothers and sisters are held together; and the words that all their records share.

    Each child's code, decisions and record stay the child's own. Which reviews belong to it, their bookings say.
    """

    siblings = models.ForeignKey(SiblingGroup, on_delete=models.PROTECT, related_name="joint_meetings")
    way = models.CharField(max_length=12, choices=TogetherWay)
    shared_text = models.TextField("what all their records share", max_length=20_000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """The newest first."""

        ordering = ["-id"]
        constraints = [
            one_of("way", TogetherWay, name="together_in_a_known_way", message="Choose how they are held together."),
        ]

    def __str__(self) -> str:
        """Return how."""
        return self.get_way_display()
