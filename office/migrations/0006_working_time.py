"""Keep when people work and when they are away."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables, rules and an index."""

    dependencies = [("office", "0005_school_day"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Leave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("whole", "The whole day"),
                            ("morning", "The morning"),
                            ("afternoon", "The afternoon"),
                        ],
                        default="whole",
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("annual", "Annual leave"),
                            ("sick", "Sick"),
                            ("training", "Training"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="leave", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "leave",
                "ordering": ["from_on", "id"],
                "indexes": [models.Index(fields=["from_on", "until_on"], name="leave_days")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="leave_ends_after_it_begins",
                        violation_error_message="The last day must not come before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part", "whole"), ("from_on", models.F("until_on")), _connector="OR"),
                        name="part_of_a_day_is_of_one_day",
                        violation_error_message=(
                            "A part of a day is of one day: make the first and the last day the same."
                        ),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part__in", ["whole", "morning", "afternoon"])),
                        name="part_of_day_is_known",
                        violation_error_message="Choose a part of the day that there is.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["annual", "sick", "training", "other"])),
                        name="leave_kind_is_known",
                        violation_error_message="Choose a kind of leave that there is.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkingPattern",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="working_patterns",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-from_on", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_on__isnull", True)),
                        fields=("person",),
                        name="one_working_pattern_at_a_time",
                        violation_error_message="This person already has a working pattern. Change that one.",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "from_on"),
                        name="one_working_pattern_from_a_day",
                        violation_error_message="A working pattern from that day is recorded already. Change that one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="working_pattern_ends_after_it_begins",
                        violation_error_message="The last day must not come before the first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkingHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ]
                    ),
                ),
                ("begins", models.TimeField()),
                ("ends", models.TimeField()),
                (
                    "pattern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hours", to="office.workingpattern"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "working hours",
                "ordering": ["weekday"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pattern", "weekday"),
                        name="hours_of_a_weekday_once",
                        violation_error_message="This weekday has hours already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("begins"))),
                        name="working_hours_end_after_they_begin",
                        violation_error_message="The day must end after it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__lte", 6)),
                        name="weekday_is_one_of_seven",
                        violation_error_message="Choose a day of the week.",
                    ),
                ],
            },
        ),
    ]
