"""Keep the private conversation apart, and what else comes before a review."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Four tables."""

    dependencies = [
        ("reviews", "0018_panels_booked_and_decided"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PrivateConversation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="where")),
                (
                    "in_confidence",
                    models.TextField(blank=True, max_length=4000, verbose_name="what the child said, in confidence"),
                ),
                ("is_invented", models.BooleanField(default=False, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conversation", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Conferring",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("with_whom", models.CharField(max_length=120)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("meeting", "In person"),
                            ("call", "By phone"),
                            ("video", "By video"),
                            ("email", "By e-mail"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("is_invented", models.BooleanField(default=False, editable=False)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conferrings", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["meeting", "call", "video", "email"])),
                        name="conferred_somehow",
                        violation_error_message="Say how you conferred.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("with_whom", ""), _negated=True),
                        name="conferred_with_somebody",
                        violation_error_message="Say with whom you conferred.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConversationAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("visit", "A visit"),
                            ("call", "A phone call"),
                            ("video", "A video call"),
                            ("text", "A text message"),
                            ("email", "An e-mail"),
                            ("letter", "A letter"),
                            ("through_another", "Through somebody whom the child trusts"),
                        ],
                        max_length=20,
                    ),
                ),
                ("what_happened", models.CharField(max_length=300)),
                ("is_invented", models.BooleanField(default=False, editable=False)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("how__in", ["visit", "call", "video", "text", "email", "letter", "through_another"])
                        ),
                        name="attempt_was_made_somehow",
                        violation_error_message="Say how you tried.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what_happened", ""), _negated=True),
                        name="attempt_says_what_happened",
                        violation_error_message="Say what happened.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Postponement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was_on", models.DateField()),
                ("now_on", models.DateField(null=True)),
                (
                    "asked_by",
                    models.CharField(
                        choices=[
                            ("child", "The child"),
                            ("parent", "A parent"),
                            ("carer", "The carer"),
                            ("social_worker", "The social worker or their team"),
                            ("iro", "The IRO or whoever chairs"),
                            ("service", "The IRO service"),
                            ("school", "The school"),
                            ("other", "Somebody else"),
                            ("not_stated", "Not said"),
                        ],
                        max_length=20,
                        verbose_name="who asked for it",
                    ),
                ),
                ("why", models.CharField(max_length=300)),
                ("on", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="postponements", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "asked_by__in",
                                [
                                    "child",
                                    "parent",
                                    "carer",
                                    "social_worker",
                                    "iro",
                                    "service",
                                    "school",
                                    "other",
                                    "not_stated",
                                ],
                            )
                        ),
                        name="postponement_asked_by_somebody",
                        violation_error_message="Say who asked for it.",
                    )
                ],
            },
        ),
    ]
