"""Keep who was asked to fill a form, how far they are, and their link."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0006_answers_belong_to_versions"),
    ]

    operations = [
        migrations.CreateModel(
            name="AskedForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Not begun"),
                            ("started", "Half filled"),
                            ("submitted", "Sent in"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("greeting", models.CharField(max_length=40, verbose_name="name by which the page greets")),
                ("asked_on", models.DateField()),
                ("expires_on", models.DateField(verbose_name="last day it can be filled")),
                ("so_far", models.JSONField(blank=True, default=dict, verbose_name="filled so far")),
                ("receipt", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                (
                    "withdrawn_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why it is no longer asked"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "consultation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked",
                        to="participation.consultation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_forms",
                        to="children.personaroundchild",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="asked_forms", to="reviews.review"
                    ),
                ),
                (
                    "taken_on_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forms_taken_on",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked",
                        to="participation.consultationform",
                    ),
                ),
                (
                    "form_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked",
                        to="participation.formversion",
                    ),
                ),
            ],
            options={
                "ordering": ["expires_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", True), models.Q(("status", "withdrawn"), _negated=True)),
                        fields=("review", "form"),
                        name="child_asked_once_per_form",
                        violation_error_message="The child was asked to fill this form already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False), models.Q(("status", "withdrawn"), _negated=True)),
                        fields=("review", "form", "person"),
                        name="person_asked_once_per_form",
                        violation_error_message="This person was asked to fill this form already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consultation__isnull", False), ("status", "submitted")),
                            models.Q(models.Q(("status", "submitted"), _negated=True), ("consultation__isnull", True)),
                            _connector="OR",
                        ),
                        name="form_sent_in_has_answers",
                        violation_error_message="A form that was sent in has its answers.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="form_withdrawn_with_reason",
                        violation_error_message="Say why the form is no longer asked.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("greeting", ""), _negated=True),
                        name="form_has_greeting",
                        violation_error_message="Enter a greeting name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["asked", "started", "submitted", "withdrawn"])),
                        name="asked_status_is_known",
                        violation_error_message="Choose a status that there is.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AskedFormChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was", models.CharField(blank=True, max_length=10)),
                (
                    "became",
                    models.CharField(
                        choices=[
                            ("asked", "Not begun"),
                            ("started", "Half filled"),
                            ("submitted", "Sent in"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="participation.askedform",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="FormLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("finder", models.CharField(max_length=20, unique=True)),
                ("secret_hash", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="participation.askedform"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("asked",),
                        name="one_link_of_a_form",
                        violation_error_message="This form has an address already.",
                    )
                ],
            },
        ),
    ]
