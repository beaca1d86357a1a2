"""What has left the system: lists that were taken away, and calendars that read along."""

import secrets

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q

from accounts.models import RoleGrant
from exchange.enums import ExportReason
from exchange.querysets import CalendarFeedQuerySet, TakenListQuerySet
from office.models import Job

FOLDER = "lists"
NAME_BYTES = 32


def private_files() -> FileSystemStorage:
    """Return where lists are kept: files that only the service's own account can read."""
    return FileSystemStorage(file_permissions_mode=0o600, directory_permissions_mode=0o700)


def unguessable(_taken: "TakenList", _filename: str) -> str:
    """Return where the next file goes: a name that nobody can guess, and that says nothing."""
    return f"{FOLDER}/{secrets.token_urlsafe(NAME_BYTES)}"


class TakenList(models.Model):
    """That somebody took a list away: which, why, how long it was, and the file while it is kept."""

    list_name = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    params = models.JSONField(default=dict, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_role = models.CharField(max_length=30)
    requested_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=20, choices=ExportReason)
    explanation = models.CharField(max_length=300)
    # The ids of what was on the list when it was asked for; in the file, those still within the person's
    # reach; and for each of these the child it is about.
    asked_for = models.JSONField(default=list, blank=True)
    held = models.JSONField(default=list, blank=True)
    children = models.JSONField(default=list, blank=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)
    # Empty again once the file is deleted.
    file = models.FileField(upload_to=unguessable, storage=private_files, blank=True, max_length=120)

    objects = TakenListQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file="") | Q(made_at__isnull=False),
                name="taken_list_has_a_file_once_made",
                violation_error_message="A list that was not made has no file.",
            ),
        ]

    def __str__(self) -> str:
        """Return which list."""
        return self.title


class CalendarFeed(models.Model):
    """A private address under which somebody's calendar reads the reviews they are booked for.

    It belongs to the one grant of a role under which it was made: when that ends, so does the feed, for good.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_feeds")
    grant = models.ForeignKey(RoleGrant, on_delete=models.PROTECT, related_name="+")
    # The address is `finder` and a secret; of the secret only the hash is kept, so that this table opens no calendar.
    finder = models.CharField(max_length=20, unique=True)
    secret_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        """One at a time."""

        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "grant"],
                condition=Q(ended_at__isnull=True),
                name="one_calendar_feed_at_a_time",
                violation_error_message="You already have a calendar feed. Replace it, or stop it first.",
            ),
        ]

    def __str__(self) -> str:
        """Return since when, never the address."""
        return f"calendar feed of {self.made_at:%Y-%m-%d}"


class WrongAddress(models.Model):
    """How often one computer asked for calendars that there are not, within one stretch of time."""

    asked_from = models.CharField(max_length=45)
    since = models.DateTimeField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        """One row for each computer and stretch of time."""

        ordering = ["-id"]
        verbose_name_plural = "wrong addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["asked_from", "since"],
                name="wrong_addresses_counted_once",
                violation_error_message="This computer is already counted.",
            ),
        ]

    def __str__(self) -> str:
        """Return how many."""
        return f"{self.number} since {self.since:%Y-%m-%d %H:%M}"
