"""Stop, Look and Listen: three strands before a review, for a child who does not speak; and who seeks whose views."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Role
from accounts.models import User
from audit.constraints import ends_after_start, one_of, paired
from participation import enums_observing as enums
from reviews.enums import OPEN_STATUSES
from reviews.models import Review

# Of those who see the review at all: whose work it is, and who answers for it.
READ_BY_ROLE = (Role.IRO, Role.MANAGER)


class TakenOnQuerySet(models.QuerySet[Any]):
    """Who took whom on."""

    def visible_to(self, user: User) -> "TakenOnQuerySet":
        """Return those of the reviews that this person, in the role they act in, may see."""
        return self.filter(review__in=Review.objects.visible_to(user))

    def standing(self) -> "TakenOnQuerySet":
        """Return those that were not given back."""
        return self.filter(until_on__isnull=True)

    def of(self, user: User) -> "TakenOnQuerySet":
        """Return those that stand and are this person's."""
        return self.standing().filter(officer=user)


class StopLookListenQuerySet(models.QuerySet[Any]):
    """Stop, Look and Listen."""

    def visible_to(self, user: User) -> "StopLookListenQuerySet":
        """Return those whose notes this person may read: of the reviews they see, by role, or because it is theirs.

        The consultation officer reads what they have taken on, as long as the review is still to come.
        """
        seen = self.filter(review__in=Review.objects.visible_to(user))
        if user.acting_role in READ_BY_ROLE:
            return seen
        if user.acting_role != Role.CONSULTATION_OFFICER:
            return seen.none()
        mine = TakenOn.objects.of(user).filter(review__status__in=OPEN_STATUSES).values("review")
        return seen.filter(review__in=mine)


class TakenOn(models.Model):
    """That a consultation officer seeks the views of one child before one review: from a day, until given back."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="taken_on")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField("given back", null=True, blank=True)
    given_back_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = TakenOnQuerySet.as_manager()

    class Meta:
        """One officer at a time."""

        ordering = ["id"]
        verbose_name = "child taken on"
        verbose_name_plural = "children taken on"
        constraints = [
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(until_on__isnull=True),
                name="taken_on_by_one_at_a_time",
                violation_error_message="Somebody has taken this on already.",
            ),
            paired(
                "until_on",
                "given_back_because",
                second_is_text=True,
                name="given_back_with_a_reason",
                message="Say why you give it back.",
            ),
            ends_after_start(
                "from_on",
                "until_on",
                name="given_back_after_taken_on",
                message="It cannot be given back before it was taken on.",
            ),
        ]

    def __str__(self) -> str:
        """Return who, and since when."""
        return f"Taken on {self.from_on}"


class StopLookListen(models.Model):
    """What was seen and heard of one child before one review, and what it comes to, in the child's interest."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="stop_look_listen")
    how_communicates = models.CharField("how the child communicates", max_length=200)
    status = models.CharField(max_length=20, choices=enums.WholeStatus, default=enums.WholeStatus.OPEN, editable=False)
    wants = models.TextField("what the child seems to want", max_length=2000, blank=True)
    likes = models.TextField("what the child likes", max_length=2000, blank=True)
    dislikes = models.TextField("what the child dislikes", max_length=2000, blank=True)
    not_known = models.TextField("what is not known", max_length=2000, blank=True)
    together_on = models.DateField("brought together on", null=True, blank=True)
    together_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = StopLookListenQuerySet.as_manager()

    class Meta:
        """Brought together on a day, with something to say."""

        ordering = ["id"]
        verbose_name = "Stop, Look and Listen"
        verbose_name_plural = "Stop, Look and Listen"
        constraints = [
            one_of("status", enums.WholeStatus, name="listening_status_is_known", message="Say how far it is."),
            models.CheckConstraint(
                condition=Q(status="open", together_on__isnull=True)
                | Q(status="brought_together", together_on__isnull=False),
                name="listening_brought_together_on_a_day",
                violation_error_message="Say when it was brought together.",
            ),
            models.CheckConstraint(
                condition=Q(status="open") | ~Q(wants="", not_known=""),
                name="listening_comes_to_something",
                violation_error_message="Say what the child seems to want, or what is not known.",
            ),
            models.CheckConstraint(
                condition=~Q(how_communicates=""),
                name="listening_says_how_the_child_communicates",
                violation_error_message="Say how the child communicates.",
            ),
        ]

    def __str__(self) -> str:
        """Return before which review, and nothing of what was seen."""
        return f"Stop, Look and Listen before review {self.review_id}"

    @property
    def is_open(self) -> bool:
        """Say whether it is still under way."""
        return self.status == enums.WholeStatus.OPEN


class ListeningStrand(models.Model):
    """One of the three strands: planned for a day, done with what was shown, or not possible for a reason."""

    consultation = models.ForeignKey(StopLookListen, on_delete=models.PROTECT, related_name="strands")
    kind = models.CharField(max_length=20, choices=enums.StrandKind)
    status = models.CharField(
        max_length=20, choices=enums.StrandStatus, default=enums.StrandStatus.TO_PLAN, editable=False
    )
    planned_for = models.DateField(null=True, blank=True)
    planned_by = models.CharField("by whom", max_length=120, blank=True)
    done_on = models.DateField("when", null=True, blank=True)
    place = models.CharField("where", max_length=120, blank=True)
    who = models.CharField("who was there", max_length=200, blank=True)
    shown = models.TextField("what was seen, heard or shown", max_length=4000, blank=True)
    reason = models.CharField("why it is not possible", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """Each once; done with its facts, not possible with its reason."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "kind"],
                name="strand_once_each",
                violation_error_message="There is one strand of each kind.",
            ),
            one_of("kind", enums.StrandKind, name="strand_kind_is_known", message="Choose a strand."),
            one_of("status", enums.StrandStatus, name="strand_status_is_known", message="Say how far the strand is."),
            models.CheckConstraint(
                condition=~Q(status="planned") | Q(planned_for__isnull=False),
                name="planned_strand_has_a_day",
                violation_error_message="Say for when it is planned.",
            ),
            models.CheckConstraint(
                condition=~Q(status="done") | (Q(done_on__isnull=False) & ~Q(who="") & ~Q(shown="")),
                name="done_strand_has_its_facts",
                violation_error_message="Say when it was, who was there, and what was seen, heard or shown.",
            ),
            models.CheckConstraint(
                condition=(Q(status="not_possible") & ~Q(reason="")) | (~Q(status="not_possible") & Q(reason="")),
                name="impossible_strand_says_why",
                violation_error_message="Say why it is not possible.",
            ),
        ]

    def __str__(self) -> str:
        """Return which strand."""
        return self.get_kind_display()


class WayShown(models.Model):
    """One way in which the child showed something in a strand."""

    strand = models.ForeignKey(ListeningStrand, on_delete=models.PROTECT, related_name="ways")
    way = models.CharField(max_length=20, choices=enums.Way)

    class Meta:
        """Each once."""

        ordering = ["id"]
        verbose_name_plural = "ways shown"
        constraints = [
            models.UniqueConstraint(fields=["strand", "way"], name="way_once_per_strand"),
            one_of("way", enums.Way, name="way_is_known", message="Choose how the child showed it."),
        ]

    def __str__(self) -> str:
        """Return the way."""
        return self.get_way_display()


class ListeningChange(models.Model):
    """One step of a strand, or of the whole: an immutable row."""

    consultation = models.ForeignKey(StopLookListen, on_delete=models.PROTECT, related_name="changes")
    # Empty: a step of the whole.
    strand = models.ForeignKey(ListeningStrand, on_delete=models.PROTECT, null=True, related_name="changes")
    was = models.CharField(max_length=20, blank=True)
    became = models.CharField(max_length=20)
    why = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return the step."""
        return f"{self.was or 'new'} to {self.became}"
