"""What was asked at each review about an advocate and an independent visitor."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [
        ("participation", "0009_what_was_said_is_locked"),
        ("reviews", "0030_planning_offers_and_outcomes_relayed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SupportQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "support",
                    models.CharField(
                        choices=[("advocate", "Advocate"), ("visitor", "Independent visitor")], max_length=20
                    ),
                ),
                ("was_told", models.BooleanField(blank=True, null=True, verbose_name="told of the right to one")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("has_one", "Has one already"),
                            ("taken_up", "Offered, and the child would like one"),
                            ("declined", "Offered, and the child does not want one"),
                            ("undecided", "Offered, no answer yet"),
                            ("not_offered", "Not offered"),
                        ],
                        max_length=20,
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=120)),
                (
                    "why",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was not offered, or declined"),
                ),
                ("asked_on", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_questions",
                        to="reviews.review",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("support__in", ["advocate", "visitor"])),
                        name="support_is_known",
                        violation_error_message="Choose who is to stand by the child.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer__in", ["has_one", "taken_up", "declined", "undecided", "not_offered"])
                        ),
                        name="support_answer_is_known",
                        violation_error_message="Say what came of it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "not_offered"), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="support_not_offered_says_why",
                        violation_error_message="Say why it was not offered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("provider", ""), ("answer__in", ("has_one", "taken_up")), _connector="OR"),
                        name="provider_of_support_that_there_is",
                        violation_error_message="Name a provider only of one that there is, or is to be.",
                    ),
                ],
            },
        ),
    ]
