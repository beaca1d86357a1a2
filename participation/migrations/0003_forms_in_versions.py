"""Keep consultation forms in versions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("children", "0011_what_a_stay_was_meant_to_be"),
        ("participation", "0002_rules_of_shape"),
        ("reviews", "0026_append_only_after_the_review"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsultationForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=30, unique=True, verbose_name="short name, as figures have it")),
                ("name", models.CharField(max_length=80, unique=True)),
                (
                    "respondent",
                    models.CharField(
                        choices=[
                            ("child", "The child or young person"),
                            ("parent", "A parent, or somebody with parental responsibility"),
                            ("carer", "A carer"),
                        ],
                        default="child",
                        max_length=10,
                        verbose_name="who fills it",
                    ),
                ),
                (
                    "age_from",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="youngest child it is for"),
                ),
                (
                    "age_to",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="oldest child it is for"),
                ),
                ("is_easy_read", models.BooleanField(default=False, verbose_name="easy read")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "ordering": ["respondent", "is_easy_read", "age_from", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("respondent__in", ["child", "parent", "carer"])),
                        name="form_respondent_is_known",
                        violation_error_message="Choose who fills the form.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("age_to__isnull", True), ("age_to__gte", models.F("age_from")), _connector="OR"
                        ),
                        name="form_ages_in_order",
                        violation_error_message="The oldest age must not be below the youngest.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Being written"), ("published", "In use"), ("retired", "No longer in use")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "introduction",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="what is said before the first question"
                    ),
                ),
                (
                    "afterwards",
                    models.TextField(blank=True, max_length=1000, verbose_name="what happens with the answers"),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("published_on", models.DateField(blank=True, null=True)),
                ("retired_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="participation.consultationform",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["form", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("form", "number"), name="form_version_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "retired"), _negated=True),
                        fields=("form", "status"),
                        name="one_version_in_use_and_one_draft",
                        violation_error_message="There is already a version of this form that stands like this.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_on__isnull", True), ("status", "draft")),
                            models.Q(models.Q(("status", "draft"), _negated=True), ("published_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="version_published_on_a_day",
                        violation_error_message="Say on which day the version was published.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retired_on__isnull", False), ("status", "retired")),
                            models.Q(models.Q(("status", "retired"), _negated=True), ("retired_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="version_retired_on_a_day",
                        violation_error_message="Say on which day the version went out of use.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "published", "retired"])),
                        name="version_status_is_known",
                        violation_error_message="Choose a status that there is.",
                    ),
                ],
            },
        ),
    ]
