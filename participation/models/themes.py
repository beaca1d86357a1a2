"""What people write about, as people who read it have coded it: no machine judges what anybody felt."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import one_of, paired
from participation.enums import ThemeFor, ThemeStatus
from participation.models.answers import OwnWords
from participation.querysets import CodingQuerySet, ThemeQuerySet


class Theme(models.Model):
    """One entry of the shared list by which own words are coded. It is retired, or merged into another; it stays."""

    whose = models.CharField("whose words it is for", max_length=10, choices=ThemeFor)
    name = models.CharField(max_length=80)
    status = models.CharField(max_length=10, choices=ThemeStatus, default=ThemeStatus.CURRENT)
    retired_on = models.DateField(null=True, blank=True)
    # What is coded with this one counts as that one.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        """By whose words, and by name."""

        ordering = ["whose", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["whose", "name"],
                name="theme_name_once",
                violation_error_message="There is a theme of this name already.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="theme_has_name", violation_error_message="Enter a name."
            ),
            models.CheckConstraint(
                condition=Q(status=ThemeStatus.CURRENT, retired_on__isnull=True, merged_into__isnull=True)
                | Q(status=ThemeStatus.RETIRED, retired_on__isnull=False),
                name="theme_retired_on_a_day",
                violation_error_message="A theme that is retired has its day.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="theme_merged_into_another",
                violation_error_message="Choose another theme to merge into.",
            ),
            one_of("whose", ThemeFor, name="theme_whose_is_known", message="Choose whose words it is for."),
            one_of("status", ThemeStatus, name="theme_status_is_known", message="Choose a status that there is."),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class ThemeChange(models.Model):
    """One step of a theme: never changed, never deleted."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="changes")
    was = models.CharField(max_length=10, blank=True)
    became = models.CharField(max_length=10, choices=ThemeStatus)
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """In order of time."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return what it became."""
        return self.get_became_display()


class Coding(models.Model):
    """That somebody read own words and said which themes they speak of; without a theme: none fits."""

    words = models.ForeignKey(OwnWords, on_delete=models.PROTECT, related_name="codings")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_back_on = models.DateField(null=True, blank=True)
    taken_back_because = models.CharField("why it was taken back", max_length=200, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CodingQuerySet.as_manager()

    class Meta:
        """The newest last; words are coded once at a time."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["words"],
                condition=Q(taken_back_on__isnull=True),
                name="words_coded_once",
                violation_error_message="Somebody has coded these words meanwhile.",
            ),
            paired(
                "taken_back_on",
                "taken_back_because",
                name="coding_taken_back_with_reason",
                message="Say why the coding is taken back.",
                second_is_text=True,
            ),
            paired(
                "taken_back_on",
                "taken_back_by",
                name="coding_taken_back_by_somebody",
                message="Say who takes the coding back.",
            ),
        ]

    def __str__(self) -> str:
        """Return the day."""
        return f"coded {self.on:%Y-%m-%d}"


class CodedTheme(models.Model):
    """One theme of a coding."""

    coding = models.ForeignKey(Coding, on_delete=models.PROTECT, related_name="themes")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="coded")

    class Meta:
        """Each once."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["coding", "theme"], name="theme_once_per_coding"),
        ]

    def __str__(self) -> str:
        """Return the theme."""
        return str(self.theme)
