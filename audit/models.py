"""The log: one row per act and per reading of child-level data. Ids only, no values, no foreign keys."""

from django.db import models
from django.utils import timezone


class AuditEvent(models.Model):
    """One thing that was done or read. Append-only in the database itself."""

    class Kind(models.TextChoices):
        """What sort of event this is."""

        WRITE = "write", "did"
        READ = "read", "read"
        SIGN_IN = "sign_in", "signed in or out"
        REFUSED = "refused", "was refused"
        SEARCH = "search", "searched"
        EXPORT = "export", "exported"

    at = models.DateTimeField(default=timezone.now, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    verb = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True)
    acting_role = models.CharField(max_length=30, blank=True)
    system_job = models.CharField(max_length=60, blank=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    child_ids = models.JSONField(default=list)
    break_glass_id = models.BigIntegerField(null=True)
    row_count = models.IntegerField(null=True)
    # What was searched for, hashed with the system's key: the same words can be found again, and not read.
    term_hash = models.CharField(max_length=64, blank=True)
    # Shared with the changes of rows that one action made.
    act = models.CharField(max_length=32, blank=True)

    class Meta:
        """How the log is ordered, found and kept honest."""

        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_subject"),
            models.Index(fields=["actor_id", "at"], name="audit_actor"),
            models.Index(fields=["kind", "at"], name="audit_kind"),
            models.Index(fields=["at"], name="audit_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor_id__isnull=False, system_job="")
                | (models.Q(actor_id__isnull=True) & ~models.Q(system_job="")),
                name="audit_event_has_one_actor",
                violation_error_message="An event is attributed to a person or to a job of the system.",
            ),
        ]

    def __str__(self) -> str:
        """Return the verb and the day."""
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"


class AuditEventChild(models.Model):
    """That an event is about a child: what `child_ids` lists, as rows that an index finds. The database writes them."""

    pk = models.CompositePrimaryKey("child_id", "event_id")
    child_id = models.BigIntegerField()
    event_id = models.BigIntegerField()

    class Meta:
        """The latest first, as the log."""

        ordering = ["-event_id"]

    def __str__(self) -> str:
        """Return both ids."""
        return f"event {self.event_id} about child {self.child_id}"


class RowChange(models.Model):
    """That a row of a case table was added, changed or deleted, by whatever path. The database writes it.

    `before` and `after` hold the columns that changed: all of them where the row was added or deleted. Without an actor
    and without a job it is unattributed: written past the actions.
    """

    class Operation(models.TextChoices):
        """What happened to the row."""

        INSERT = "insert", "added"
        UPDATE = "update", "changed"
        DELETE = "delete", "deleted"

    at = models.DateTimeField()
    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    child_id = models.BigIntegerField(null=True)
    operation = models.CharField(max_length=6, choices=Operation)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    actor_id = models.BigIntegerField(null=True)
    acting_role = models.CharField(max_length=30, blank=True)
    system_job = models.CharField(max_length=60, blank=True)
    verb = models.CharField(max_length=80, blank=True)
    act = models.CharField(max_length=32, blank=True)

    class Meta:
        """Found by the record and by the child."""

        ordering = ["id"]
        indexes = [
            models.Index(fields=["table_name", "row_id"], name="audit_change_row"),
            models.Index(fields=["child_id", "id"], name="audit_change_child"),
        ]

    def __str__(self) -> str:
        """Return which row and what happened to it."""
        return f"{self.table_name} {self.row_id} {self.get_operation_display()}"


class ChainLink(models.Model):
    """One link of the chain over the log and the field history: which row, and the hash over it and the link before."""

    position = models.BigIntegerField(primary_key=True)
    source = models.CharField(max_length=12)
    row_id = models.BigIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """Every row has one link."""

        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "row_id"],
                name="audit_row_linked_once",
                violation_error_message="Every row of the log has one link.",
            ),
        ]

    def __str__(self) -> str:
        """Return the position and the hash's beginning."""
        return f"{self.position}: {self.hash[:12]}"
