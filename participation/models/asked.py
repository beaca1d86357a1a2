"""Who was asked to fill a form before a review, how far they are, and by which address they reach it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import one_of
from children.models import PersonAroundChild
from participation.enums import UNANSWERED, AskedStatus
from participation.models.answers import Consultation
from participation.models.forms import ConsultationForm, FormVersion
from participation.querysets import AskedFormQuerySet
from reviews.models import Review


class AskedForm(models.Model):
    """A form that the child, or a person around the child, was asked to fill before one review."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="asked_forms")
    form = models.ForeignKey(ConsultationForm, on_delete=models.PROTECT, related_name="asked")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="asked")
    # Who is asked; empty: the child.
    person = models.ForeignKey(
        PersonAroundChild, on_delete=models.PROTECT, null=True, blank=True, related_name="asked_forms"
    )
    status = models.CharField(max_length=10, choices=AskedStatus, default=AskedStatus.ASKED)
    greeting = models.CharField("name by which the page greets", max_length=40)
    asked_on = models.DateField()
    expires_on = models.DateField("last day it can be filled")
    # The consultation officer, or the IRO, who goes to see the child and fills the form with them.
    taken_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="forms_taken_on"
    )
    # What was filled so far, question by question: {"<question id>": ["answer", ...] or "own words"}.
    so_far = models.JSONField("filled so far", default=dict, blank=True)
    # Which sending handed the form in: the same one again is thanked again, and writes nothing.
    receipt = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    consultation = models.OneToOneField(
        Consultation, on_delete=models.PROTECT, null=True, blank=True, related_name="asked"
    )
    withdrawn_because = models.CharField("why it is no longer asked", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AskedFormQuerySet.as_manager()

    class Meta:
        """The next to end first; each person is asked once with one form for one review."""

        ordering = ["expires_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "form"],
                condition=Q(person__isnull=True) & ~Q(status=AskedStatus.WITHDRAWN),
                name="child_asked_once_per_form",
                violation_error_message="The child was asked to fill this form already.",
            ),
            models.UniqueConstraint(
                fields=["review", "form", "person"],
                condition=Q(person__isnull=False) & ~Q(status=AskedStatus.WITHDRAWN),
                name="person_asked_once_per_form",
                violation_error_message="This person was asked to fill this form already.",
            ),
            models.CheckConstraint(
                condition=Q(status=AskedStatus.SUBMITTED, consultation__isnull=False)
                | Q(~Q(status=AskedStatus.SUBMITTED), consultation__isnull=True),
                name="form_sent_in_has_answers",
                violation_error_message="A form that was sent in has its answers.",
            ),
            models.CheckConstraint(
                condition=~Q(status=AskedStatus.WITHDRAWN) | ~Q(withdrawn_because=""),
                name="form_withdrawn_with_reason",
                violation_error_message="Say why the form is no longer asked.",
            ),
            models.CheckConstraint(
                condition=~Q(greeting=""), name="form_has_greeting", violation_error_message="Enter a greeting name."
            ),
            one_of("status", AskedStatus, name="asked_status_is_known", message="Choose a status that there is."),
        ]

    def __str__(self) -> str:
        """Return the form and how it stands."""
        return f"{self.form}: {self.get_status_display()}"

    def can_be_filled(self) -> bool:
        """Say whether it still takes answers, by its status."""
        return self.status in UNANSWERED

    @property
    def address(self) -> str:
        """Return the e-mail address to which a link may be sent: a person's, never the child's."""
        return self.person.email if self.person is not None else ""


class AskedFormChange(models.Model):
    """One step of a form that was asked: never changed, never deleted."""

    asked = models.ForeignKey(AskedForm, on_delete=models.PROTECT, related_name="changes")
    was = models.CharField(max_length=10, blank=True)
    became = models.CharField(max_length=10, choices=AskedStatus)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return what it became."""
        return self.get_became_display()


class FormLink(models.Model):
    """The personal address of a form. Of the secret in it only the hash is kept; a new one ends the one before."""

    asked = models.ForeignKey(AskedForm, on_delete=models.PROTECT, related_name="links")
    finder = models.CharField(max_length=20, unique=True)
    secret_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first; one address of a form is good at a time."""

        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["asked"],
                condition=Q(ended_at__isnull=True),
                name="one_link_of_a_form",
                violation_error_message="This form has an address already.",
            ),
        ]

    def __str__(self) -> str:
        """Return since when, never the address."""
        return f"link of {self.made_at:%Y-%m-%d}"
