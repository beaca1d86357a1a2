"""What is kept of the daily mail: who got one on which day, of what they were reminded, and what they chose."""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from audit.constraints import one_of

LOOKING_BACK = datetime.timedelta(weeks=4)


class How(models.TextChoices):
    """How often somebody wants to be told of a sort of thing by mail."""

    DAILY = "daily", "Every working day"
    WEEKLY = "weekly", "Once a week, on its first working day"
    OFF = "off", "Not by mail"


class Occasion(models.TextChoices):
    """On which occasion somebody is reminded of one thing: each is told once, and none stands for another."""

    WAITING = "waiting", "It waits, without a day"
    NEAR = "near", "Its day is near"
    TODAY = "today", "Today is its day"
    PAST = "past", "Its day has passed"


class DigestState(models.TextChoices):
    """Where a daily mail is."""

    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    NOT_SENT = "not_sent", "Could not be sent"


class DigestPreferences(models.Model):
    """What somebody chose about their mail: source -> `How`. What is not named comes every working day."""

    reader = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="digest_preferences")
    choices = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """One each."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return whose."""
        return f"Reminders of account {self.reader_id}"

    def how(self, source: str) -> str:
        """Return how often the reader wants to be told of a source."""
        return str(self.choices.get(source, How.DAILY))


class DigestQuerySet(models.QuerySet[Any]):
    """Daily mails."""

    def not_arrived(self) -> "DigestQuerySet":
        """Return the mails that could not be sent, or of which it is not known, the newest first."""
        return self.exclude(state=DigestState.SENT).order_by("-on", "-id")

    def still_missing(self, today: datetime.date) -> "DigestQuerySet":
        """Return, for everybody whose last mail did not arrive, that mail: what one of today is still sending is none.

        Of those alone whose account is open, and no older than four weeks: after that no mail waited for them.
        """
        later = Digest.objects.filter(reader=OuterRef("reader"), on__gt=OuterRef("on"))
        found = self.not_arrived().filter(on__gt=today - LOOKING_BACK, reader__is_active=True)
        return found.exclude(state=DigestState.SENDING, on=today).filter(~Exists(later))


class Digest(models.Model):
    """One person's mail of one day: begun before it leaves, so that no second one can follow it."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="digests")
    on = models.DateField()
    state = models.CharField(max_length=10, choices=DigestState, default=DigestState.SENDING)
    attempts = models.PositiveSmallIntegerField(default=1)
    # What it said, as numbers alone: [source, how many, how many for the first time].
    said = models.JSONField(default=list, blank=True)
    failure = models.CharField("why it could not be sent", max_length=200, blank=True)
    began_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        """One mail for each person and day."""

        ordering = ["-on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "on"],
                name="one_digest_a_day",
                violation_error_message="This person already has the mail of this day.",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="sent_digest_has_a_moment",
                violation_error_message="A mail that was sent has the moment at which it was.",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_sent") | ~Q(failure=""),
                name="unsent_digest_says_why",
                violation_error_message="Say why the mail could not be sent.",
            ),
            one_of("state", DigestState, name="digest_state_is_known", message="Choose a state that there is."),
        ]

    def __str__(self) -> str:
        """Return the day and where the mail is."""
        return f"{self.on}: {self.get_state_display()}"


class Reminded(models.Model):
    """That somebody was reminded of one thing on one occasion: by which mail. Nothing is told twice as new."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders")
    digest = models.ForeignKey(Digest, on_delete=models.PROTECT, related_name="reminders")
    source = models.CharField(max_length=40)
    # The id of the thing in its own table; which table, the source says.
    item = models.PositiveBigIntegerField()
    occasion = models.CharField(max_length=10, choices=Occasion)
    # The day it was about: a day that moves is told anew.
    by_on = models.DateField(null=True, blank=True)

    class Meta:
        """Once per person, thing, occasion and day."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "source", "item", "occasion", "by_on"],
                condition=Q(by_on__isnull=False),
                name="reminded_once_of_a_day",
                violation_error_message="This person was already reminded of this.",
            ),
            models.UniqueConstraint(
                fields=["reader", "source", "item", "occasion"],
                condition=Q(by_on__isnull=True),
                name="reminded_once_without_a_day",
                violation_error_message="This person was already reminded of this.",
            ),
            one_of("occasion", Occasion, name="occasion_is_known", message="Choose an occasion that there is."),
        ]

    def __str__(self) -> str:
        """Return of what and on which occasion."""
        return f"{self.source} {self.item}: {self.get_occasion_display()}"


class DatesTold(models.Model):
    """Up to which change of dates somebody was told: the newest of each kind. Told once, none is told again."""

    reader = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="dates_told")
    upto = models.JSONField(default=dict)

    class Meta:
        """One each."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return whose."""
        return f"Dates told to account {self.reader_id}"
