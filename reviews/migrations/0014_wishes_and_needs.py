"""Keep what is wished of a review's time and place, and what its meeting needs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two tables."""

    dependencies = [
        ("children", "0007_rules_of_shape"),
        ("reviews", "0013_journeys_between_venues"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ArrangingNeeds",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minutes_wanted", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("people_expected", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("earliest_on", models.DateField(blank=True, null=True)),
                ("latest_on", models.DateField(blank=True, null=True)),
                ("step_free", models.BooleanField(default=False, verbose_name="without steps")),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="reviews.review"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "needs of a meeting",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("latest_on__isnull", True), ("latest_on__gte", models.F("earliest_on")), _connector="OR"
                        ),
                        name="needs_latest_day_after_earliest",
                        violation_error_message="The latest day must not come before the earliest.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minutes_wanted__isnull", True),
                            models.Q(("minutes_wanted__gte", 15), ("minutes_wanted__lte", 480)),
                            _connector="OR",
                        ),
                        name="needs_15_minutes_to_8_hours",
                        violation_error_message="A meeting lasts between 15 minutes and 8 hours.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewWishes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "said_by",
                    models.CharField(
                        choices=[
                            ("child", "The child"),
                            ("mother", "The mother"),
                            ("father", "The father"),
                            ("carer", "The carer"),
                            ("other", "Another person with parental responsibility"),
                        ],
                        max_length=10,
                        verbose_name="whose wishes",
                    ),
                ),
                ("said_on", models.DateField()),
                ("after_school", models.BooleanField(default=False, verbose_name="outside school hours")),
                ("not_in_school", models.BooleanField(default=False, verbose_name="not held at school")),
                ("not_by_video", models.BooleanField(default=False, verbose_name="not by video")),
                ("time", models.CharField(blank=True, max_length=200, verbose_name="what else about the time")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="where")),
                ("wanted", models.CharField(blank=True, max_length=200, verbose_name="who should be there")),
                ("not_wanted", models.CharField(blank=True, max_length=200, verbose_name="who should not be there")),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="review_wishes", to="children.child"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "wishes about reviews",
                "ordering": ["-said_on", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("child", "said_by"),
                        name="wishes_of_each_once_at_a_time",
                        violation_error_message="Their wishes are recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("after_school", True),
                            ("not_in_school", True),
                            ("not_by_video", True),
                            models.Q(("not_wanted", ""), ("place", ""), ("time", ""), ("wanted", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="wishes_say_something",
                        violation_error_message="Say what they wish.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("said_by__in", ["child", "mother", "father", "carer", "other"])),
                        name="wishes_are_somebodys",
                        violation_error_message="Choose whose wishes these are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("ended_on__gte", models.F("said_on")), _connector="OR"
                        ),
                        name="wishes_ended_after_they_were_said",
                        violation_error_message="Wishes cannot end before they were said.",
                    ),
                ],
            },
        ),
    ]
