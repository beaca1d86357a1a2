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
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="OwnWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=4000, verbose_name="in their own words")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="consultationcorrection",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="consultationcorrection",
            name="consultation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="participation.consultation"
            ),
        ),
        migrations.AddField(
            model_name="consultationcorrection",
            name="question",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="participation.question",
            ),
        ),
        migrations.AddField(
            model_name="ownwords",
            name="consultation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="own_words", to="participation.consultation"
            ),
        ),
        migrations.AddField(
            model_name="ownwords",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="own_words", to="participation.question"
            ),
        ),
        migrations.AddConstraint(
            model_name="consultationcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("text", ""), _negated=True), models.Q(("why", ""), _negated=True)),
                name="correction_says_what_and_why",
                violation_error_message="Enter what is right, and how it is known.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownwords",
            constraint=models.UniqueConstraint(fields=("consultation", "question"), name="own_words_once_per_question"),
        ),
        migrations.AddConstraint(
            model_name="ownwords",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="own_words_say_something",
                violation_error_message="Enter the words.",
            ),
        ),
    ]
