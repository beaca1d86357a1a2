"""Children and the people around them."""

from django.db import models

from audit.constraints import ends_after_start
from children.enums import Relationship, Sex
from children.querysets import ChildQuerySet


class SiblingGroup(models.Model):
    """Brothers and sisters who are known to the service."""

    name = models.CharField(max_length=80)

    class Meta:
        """By name."""

        ordering = ["name", "id"]

    def __str__(self) -> str:
        """Return the family's name."""
        return self.name


class Child(models.Model):
    """A child who is or was looked after by the authority."""

    local_id = models.CharField(
        "the authority's own id",
        max_length=20,
        unique=True,
        error_messages={"unique": "A record with this id exists, or needs the IRO manager."},
    )
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    preferred_name = models.CharField(max_length=80, blank=True)
    former_names = models.CharField(max_length=200, blank=True)
    # Folded; written by the actions from the names above, never typed.
    search_name = models.CharField(max_length=400, editable=False)
    pronouns = models.CharField(max_length=30, blank=True)
    sex = models.CharField(max_length=1, choices=Sex)
    date_of_birth = models.DateField()
    date_of_birth_disputed = models.BooleanField(default=False)
    ethnicity = models.CharField("ethnicity (national code)", max_length=4, blank=True)
    language = models.CharField(max_length=60, blank=True)
    needs_interpreter = models.BooleanField(default=False)
    communication_needs = models.CharField("how they communicate", max_length=200, blank=True)
    is_uasc = models.BooleanField("unaccompanied asylum-seeking child", default=False)
    siblings = models.ForeignKey(SiblingGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    died_on = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ChildQuerySet.as_manager()

    class Meta:
        """Ordered as a register is."""

        ordering = ["last_name", "first_name", "id"]
        verbose_name_plural = "children"
        indexes = [models.Index(fields=["search_name"], name="child_search_name")]
        constraints = [
            ends_after_start(
                "date_of_birth",
                "died_on",
                name="child_died_after_birth",
                message="The date of death must not come before the date of birth.",
            ),
        ]

    def __str__(self) -> str:
        """Return the child's name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def audit_child_id(self) -> int:
        """Return the id under which readings of this record are logged."""
        return self.pk

    @property
    def called(self) -> str:
        """Return the name the child goes by."""
        return self.preferred_name or self.first_name


class PersonAroundChild(models.Model):
    """A parent, carer or other person around a child."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="people")
    full_name = models.CharField(max_length=120)
    relationship = models.CharField(max_length=20, choices=Relationship)
    has_parental_responsibility = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(max_length=300, blank=True)
    how_to_reach = models.CharField("safe way to reach them", max_length=200, blank=True)
    language = models.CharField(max_length=60, blank=True)
    is_current = models.BooleanField(default=True)
    is_invented = models.BooleanField(default=False, editable=False)

    class Meta:
        """In the order they were recorded."""

        ordering = ["id"]
        verbose_name_plural = "people around a child"

    def __str__(self) -> str:
        """Return the person's name."""
        return self.full_name
