"""Keep what people write in their own words, and what is put right afterwards."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0007_forms_that_were_asked"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsultationCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=1000, verbose_name="what is right")),
                ("why", models.CharField(max_length=300, verbose_name="how it is known")),
                ("on", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="participation.consultation",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="participation.question",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("text", ""), _negated=True), models.Q(("why", ""), _negated=True)),
                        name="correction_says_what_and_why",
                        violation_error_message="Enter what is right, and how it is known.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=4000, verbose_name="in their own words")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_words",
                        to="participation.consultation",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_words",
                        to="participation.question",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("consultation", "question"), name="own_words_once_per_question"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="own_words_say_something",
                        violation_error_message="Enter the words.",
                    ),
                ],
            },
        ),
    ]
