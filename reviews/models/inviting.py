"""Who is invited to a review, why anyone is not, what was sent to whom, and what they answered."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import one_of
from children.models import PersonAroundChild
from reviews import enums
from reviews.models.meeting import Booking
from reviews.models.review import Review
from reviews.querysets import InvitationQuerySet, SendingQuerySet

STAFF = (enums.InvitedAs.SOCIAL_WORKER, enums.InvitedAs.TEAM_MANAGER)
KIN = (enums.InvitedAs.PARENT, enums.InvitedAs.AROUND)


class Invitation(models.Model):
    """That somebody is invited to a review, or is not and why, and how they are heard then."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="invitations")
    part = models.CharField(max_length=20, choices=enums.InvitedAs)
    # Whom: somebody of the records, or (a professional) by name. The child is the review's own.
    person = models.ForeignKey(
        PersonAroundChild, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    name = models.CharField(max_length=120, blank=True)
    capacity = models.CharField("in what capacity", max_length=80, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=20, choices=enums.InvitationStatus, default=enums.InvitationStatus.TO_SEND)
    not_invited_reason = models.CharField(max_length=30, choices=enums.NotInvitedReason, blank=True)
    not_invited_note = models.CharField(max_length=200, blank=True)
    heard_by = models.CharField("how they are heard instead", max_length=20, choices=enums.ViewsRoute, blank=True)
    heard_note = models.CharField(max_length=200, blank=True)
    undelivered_because = models.CharField(max_length=200, blank=True)
    # What they answered, by the link or by telephone.
    message = models.TextField(max_length=1000, blank=True)
    other_time = models.CharField("asked for another time", max_length=200, blank=True)
    wants_heard = models.CharField("how they want to be heard", max_length=20, choices=enums.ViewsRoute, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # Of the entry in a calendar: its name, which says nothing, and how often it changed.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0)
    is_invented = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        """The child, then family, then workers, then others."""

        ordering = ["review", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "person"],
                condition=Q(person__isnull=False),
                name="person_invited_once",
                violation_error_message="This person is already listed.",
            ),
            models.UniqueConstraint(
                fields=["review", "user"],
                condition=Q(user__isnull=False),
                name="worker_invited_once",
                violation_error_message="This person is already listed.",
            ),
            models.UniqueConstraint(
                fields=["review"],
                condition=Q(part="child"),
                name="child_invited_once",
                violation_error_message="The child is already listed.",
            ),
            models.CheckConstraint(
                condition=Q(part="child", person__isnull=True, user__isnull=True, name="")
                | Q(part__in=KIN, person__isnull=False, user__isnull=True, name="")
                | Q(part__in=STAFF, person__isnull=True, user__isnull=False, name="")
                | (Q(part="professional", person__isnull=True, user__isnull=True) & ~Q(name="")),
                name="invitation_is_somebodys",
                violation_error_message="Say who is invited.",
            ),
            models.CheckConstraint(
                condition=(Q(status="not_invited") & ~Q(not_invited_reason=""))
                | (~Q(status="not_invited") & Q(not_invited_reason="")),
                name="not_invited_has_a_reason",
                violation_error_message="Say why this person is not invited.",
            ),
            models.CheckConstraint(
                condition=~Q(status="undelivered") | ~Q(undelivered_because=""),
                name="undelivered_says_why",
                violation_error_message="Say why it did not arrive.",
            ),
            one_of(
                "status",
                enums.InvitationStatus,
                name="invitation_status_is_known",
                message="Choose a status that there is.",
            ),
        ]
        indexes = [
            models.Index(fields=["status"], condition=Q(status="undelivered"), name="invitation_undelivered"),
        ]

    def __str__(self) -> str:
        """Return whom it is for."""
        if self.part == enums.InvitedAs.CHILD:
            return self.review.child.called
        return str(self.person or self.user or self.name)

    @property
    def address(self) -> str:
        """Return the e-mail address that stands in the records, or an empty text."""
        return str((self.person or self.user or self).email) if self.part != enums.InvitedAs.CHILD else ""

    @property
    def reached_by_phone(self) -> str:
        """Return the telephone number that stands in the records, or an empty text."""
        if self.person is not None:
            return self.person.phone
        return self.phone

    @property
    def as_what(self) -> str:
        """Return in what capacity: the relationship, the profession or the post."""
        if self.person is not None:
            return self.person.get_relationship_display()
        return self.capacity or self.get_part_display()


class InvitationChange(models.Model):
    """One step of an invitation: an immutable row."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="changes")
    was = models.CharField(max_length=20, blank=True)
    became = models.CharField(max_length=20, choices=enums.InvitationStatus)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return the step."""
        return f"{self.was or 'new'} to {self.became}"


class InvitationSending(models.Model):
    """One mail or letter to somebody who is invited: waiting, sent, refused, or dropped because it is no longer meant.

    What waits is the outbox: a mail server that is down empties it later.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="sendings")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="sendings")
    kind = models.CharField(max_length=20, choices=enums.SendingKind)
    means = models.CharField(max_length=10, choices=enums.SendingMeans, default=enums.SendingMeans.EMAIL)
    state = models.CharField(max_length=10, choices=enums.SendingState, default=enums.SendingState.WAITING)
    sequence = models.PositiveSmallIntegerField(default=0)
    # Scheme and host that the link in it begins with.
    site = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sent_to = models.CharField(max_length=254, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField("why it was not sent", max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    # Who has it in hand gives it back, or is taken for dead after this.
    held_until = models.DateTimeField(null=True, blank=True)

    objects = SendingQuerySet.as_manager()

    class Meta:
        """In the order in which they were asked for."""

        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="sending_sent_has_its_time",
                violation_error_message="What was sent has a time.",
            ),
            one_of("state", enums.SendingState, name="sending_state_is_known", message="Choose a state that there is."),
        ]
        indexes = [models.Index(fields=["state"], condition=Q(state="waiting"), name="sending_waiting")]

    def __str__(self) -> str:
        """Return what and how it stands."""
        return f"{self.get_kind_display()}: {self.get_state_display()}"


class ReplyLink(models.Model):
    """The address in one mail by which its reader answers. Of the secret in it only the hash is kept."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="links")
    finder = models.CharField(max_length=20, unique=True)
    secret_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Newest first."""

        ordering = ["-id"]

    def __str__(self) -> str:
        """Return since when, never the address."""
        return f"reply link of {self.made_at:%Y-%m-%d}"


class PaperChase(models.Model):
    """That a social worker was reminded of the papers of a review: once a day at most."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="paper_chases")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In order of time."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "reader", "on"],
                name="chased_once_a_day",
                violation_error_message="A reminder was sent today already.",
            ),
        ]

    def __str__(self) -> str:
        """Return the day."""
        return str(self.on)
