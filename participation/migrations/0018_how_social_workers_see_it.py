"""Keep what the social worker recorded before a review, edition by edition."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0017_what_answers_mean"),
        ("reviews", "0026_append_only_after_the_review"),
    ]

    operations = [
        migrations.CreateModel(
            name="SocialWorkersView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="when it was last recorded")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="social_workers_view",
                        to="reviews.review",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="SocialWorkersAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition", models.PositiveIntegerField()),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("where_living", "Where the child lives"),
                            ("contact", "Contact with family"),
                            ("feeling_safe", "Feeling safe"),
                            ("social_worker", "Seeing the social worker"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("good", "Good"),
                            ("mixed", "Mixed"),
                            ("not_good", "Not good"),
                            ("unknown", "Do not know"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "view",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="participation.socialworkersview",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="socialworkersanswer",
            constraint=models.UniqueConstraint(
                fields=("view", "edition", "subject"),
                name="workers_answer_once_per_edition",
                violation_error_message="Each subject is answered once.",
            ),
        ),
        migrations.AddConstraint(
            model_name="socialworkersanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("subject__in", ["where_living", "contact", "feeling_safe", "social_worker"])),
                name="workers_subject_is_known",
                violation_error_message="Choose a subject that there is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="socialworkersanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["good", "mixed", "not_good", "unknown"])),
                name="workers_answer_is_known",
                violation_error_message="Choose an answer that there is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="socialworkersanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", "unknown"), models.Q(("why", ""), _negated=True), _connector="OR"),
                name="workers_answer_says_why",
                violation_error_message="Say in a line why.",
            ),
        ),
    ]
