"""Consultation forms in versions. What is in use never changes: a change is a new version."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.constraints import ends_after_start, one_of
from participation.enums import Picture, QuestionKind, Respondent, Subject, VersionStatus
from participation.querysets import FormVersionQuerySet

LONGEST_ANSWER = 80
OLDEST = 25


class ConsultationForm(models.Model):
    """One form of the service: for whom it is, and for which ages. Figures are counted by its key."""

    key = models.SlugField("short name, as figures have it", max_length=30, unique=True)
    name = models.CharField(max_length=80, unique=True)
    respondent = models.CharField("who fills it", max_length=10, choices=Respondent, default=Respondent.CHILD)
    age_from = models.PositiveSmallIntegerField("youngest child it is for", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("oldest child it is for", null=True, blank=True)
    is_easy_read = models.BooleanField("easy read", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """The youngest first."""

        ordering = ["respondent", "is_easy_read", "age_from", "id"]
        constraints = [
            one_of("respondent", Respondent, name="form_respondent_is_known", message="Choose who fills the form."),
            ends_after_start(
                "age_from",
                "age_to",
                name="form_ages_in_order",
                message="The oldest age must not be below the youngest.",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class FormVersion(models.Model):
    """One version of a form: written as a draft, then published, then never changed."""

    form = models.ForeignKey(ConsultationForm, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=VersionStatus, default=VersionStatus.DRAFT)
    introduction = models.TextField("what is said before the first question", max_length=1000, blank=True)
    afterwards = models.TextField("what happens with the answers", max_length=1000, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    published_on = models.DateField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retired_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        """The newest first; of a form one version is in use, and one is being written, at most."""

        ordering = ["form", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="form_version_number_once"),
            models.UniqueConstraint(
                fields=["form", "status"],
                condition=~Q(status=VersionStatus.RETIRED),
                name="one_version_in_use_and_one_draft",
                violation_error_message="There is already a version of this form that stands like this.",
            ),
            models.CheckConstraint(
                condition=Q(status=VersionStatus.DRAFT, published_on__isnull=True)
                | Q(~Q(status=VersionStatus.DRAFT), published_on__isnull=False),
                name="version_published_on_a_day",
                violation_error_message="Say on which day the version was published.",
            ),
            models.CheckConstraint(
                condition=Q(status=VersionStatus.RETIRED, retired_on__isnull=False)
                | Q(~Q(status=VersionStatus.RETIRED), retired_on__isnull=True),
                name="version_retired_on_a_day",
                violation_error_message="Say on which day the version went out of use.",
            ),
            one_of("status", VersionStatus, name="version_status_is_known", message="Choose a status that there is."),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"version {self.number}"


class Question(models.Model):
    """A question of a version: its answers in order, and which of them are about safety."""

    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="questions")
    key = models.SlugField("short name, as figures have it", max_length=60)
    text = models.CharField("question", max_length=200)
    hint = models.CharField("help with the question", max_length=200, blank=True)
    kind = models.CharField("how it is answered", max_length=10, choices=QuestionKind, default=QuestionKind.ONE)
    answers = models.JSONField("answers in order", default=list, blank=True)
    picture = models.CharField(max_length=20, choices=Picture, blank=True)
    # One for each answer, in the same order; empty where the answers have none.
    answer_pictures = models.JSONField("pictures of the answers", default=list, blank=True)
    subject = models.CharField(
        "what the social worker's record answers too", max_length=20, choices=Subject, blank=True
    )
    # What each answer means on the common scale, in the same order ("" where it means nothing there): see `meaning`.
    answers_mean = models.JSONField("what the answers mean", default=list, blank=True)
    # Answers that call for somebody to act at once.
    safety_answers = models.JSONField(default=list, blank=True)
    # Each of these -> how grave it is (`SafetyGrade`); one without a grade is taken for serious.
    safety_grades = models.JSONField(default=dict, blank=True)
    position = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """In the order of the form."""

        ordering = ["form_version", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["form_version", "key"],
                name="question_once_per_version",
                violation_error_message="This version has a question of that short name already.",
            ),
            one_of("kind", QuestionKind, name="question_kind_is_known", message="Choose how it is answered."),
            models.CheckConstraint(
                condition=Q(picture__in=["", *Picture.values]),
                name="question_picture_is_known",
                violation_error_message="Choose a picture that there is.",
            ),
            models.CheckConstraint(
                condition=Q(subject__in=["", *Subject.values]),
                name="question_subject_is_known",
                violation_error_message="Choose a subject that there is.",
            ),
        ]

    def __str__(self) -> str:
        """Return the question."""
        return self.text
