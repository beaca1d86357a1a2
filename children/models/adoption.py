"""Authority to place a child for adoption: from when, on what ground, and until when."""

from django.db import models
from django.db.models import Q

from audit.constraints import ends_after_start, one_of, paired
from children.enums import AuthorityEnd, AuthorityGround
from children.models.care import PeriodOfCare
from children.models.child import Child
from children.querysets import AuthorityQuerySet


class AdoptionAuthority(models.Model):
    """Authority to place a child for adoption. Where the child then is placed stands in the episodes."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="adoption_authorities")
    period = models.ForeignKey(PeriodOfCare, on_delete=models.PROTECT, related_name="adoption_authorities")
    ground = models.CharField(max_length=20, choices=AuthorityGround)
    granted_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=20, choices=AuthorityEnd, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        """One at a time."""

        ordering = ["granted_on", "id"]
        verbose_name_plural = "adoption authorities"
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(ended_on__isnull=True),
                name="one_authority_to_place",
                violation_error_message="Authority to place this child for adoption is recorded already.",
            ),
            ends_after_start(
                "granted_on",
                "ended_on",
                name="authority_ends_after_it_was_granted",
                message="Authority to place cannot end before it was given.",
            ),
            paired(
                "ended_on",
                "ended_reason",
                second_is_text=True,
                name="authority_ends_with_a_reason",
                message="Say why authority to place ended.",
            ),
            one_of("ground", AuthorityGround, name="authority_has_a_ground", message="Say what gives the authority."),
        ]

    def __str__(self) -> str:
        """Return the day it was given."""
        return f"Authority to place from {self.granted_on}"
