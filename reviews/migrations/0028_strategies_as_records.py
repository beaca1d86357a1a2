"""What was tried to hear a child: each time a record of its own, with who tried, when and what happened."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns; the same way may be tried more than once."""

    dependencies = [
        ("reviews", "0027_limits_before_meetings_and_of_challenges"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="strategytried",
            name="strategy_once_per_review",
        ),
        migrations.AddField(
            model_name="strategytried",
            name="on",
            field=models.DateField(blank=True, null=True, verbose_name="when"),
        ),
        migrations.AddField(
            model_name="strategytried",
            name="recorded_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="strategytried",
            name="told_at_the_end",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="strategytried",
            name="tried_by",
            field=models.CharField(blank=True, max_length=120, verbose_name="who tried"),
        ),
        migrations.AddField(
            model_name="strategytried",
            name="withdrawn_because",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name="strategytried",
            name="strategy",
            field=models.CharField(
                choices=[
                    ("phone", "Phone"),
                    ("text", "Text message"),
                    ("email", "E-mail"),
                    ("advocate", "Advocate"),
                    ("independent_visitor", "Independent visitor"),
                    ("venue", "A different venue"),
                    ("time", "A different time"),
                    ("written", "Views in writing"),
                    ("separate_meeting", "A meeting apart from the review"),
                    ("carer", "Through the carer or key worker"),
                    ("other", "Other"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="strategytried",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "strategy__in",
                        [
                            "phone",
                            "text",
                            "email",
                            "advocate",
                            "independent_visitor",
                            "venue",
                            "time",
                            "written",
                            "separate_meeting",
                            "carer",
                            "other",
                        ],
                    )
                ),
                name="strategy_is_known",
                violation_error_message="Choose what was tried.",
            ),
        ),
    ]
