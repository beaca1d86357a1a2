"""Keep the themes by which people code what children and parents wrote."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0018_how_social_workers_see_it"),
    ]

    operations = [
        migrations.CreateModel(
            name="Coding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("taken_back_on", models.DateField(blank=True, null=True)),
                (
                    "taken_back_because",
                    models.CharField(blank=True, max_length=200, verbose_name="why it was taken back"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "words",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="codings", to="participation.ownwords"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "whose",
                    models.CharField(
                        choices=[("children", "What children write"), ("parents", "What parents and carers write")],
                        max_length=10,
                        verbose_name="whose words it is for",
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "status",
                    models.CharField(
                        choices=[("current", "In use"), ("retired", "No longer in use")],
                        default="current",
                        max_length=10,
                    ),
                ),
                ("retired_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="participation.theme",
                    ),
                ),
            ],
            options={
                "ordering": ["whose", "name", "id"],
            },
        ),
        migrations.CreateModel(
            name="CodedTheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "coding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="themes", to="participation.coding"
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="coded", to="participation.theme"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ThemeChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was", models.CharField(blank=True, max_length=10)),
                (
                    "became",
                    models.CharField(choices=[("current", "In use"), ("retired", "No longer in use")], max_length=10),
                ),
                ("why", models.CharField(blank=True, max_length=200)),
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
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="participation.theme"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="coding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_on__isnull", True)),
                fields=("words",),
                name="words_coded_once",
                violation_error_message="Somebody has coded these words meanwhile.",
            ),
        ),
        migrations.AddConstraint(
            model_name="coding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_on__isnull", False), models.Q(("taken_back_because", ""), _negated=True)),
                    models.Q(("taken_back_on__isnull", True), ("taken_back_because", "")),
                    _connector="OR",
                ),
                name="coding_taken_back_with_reason",
                violation_error_message="Say why the coding is taken back.",
            ),
        ),
        migrations.AddConstraint(
            model_name="coding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("taken_back_on__isnull", False), models.Q(("taken_back_by__isnull", True), _negated=True)
                    ),
                    models.Q(("taken_back_on__isnull", True), ("taken_back_by__isnull", True)),
                    _connector="OR",
                ),
                name="coding_taken_back_by_somebody",
                violation_error_message="Say who takes the coding back.",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.UniqueConstraint(
                fields=("whose", "name"),
                name="theme_name_once",
                violation_error_message="There is a theme of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="theme_has_name",
                violation_error_message="Enter a name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", True), ("retired_on__isnull", True), ("status", "current")),
                    models.Q(("retired_on__isnull", False), ("status", "retired")),
                    _connector="OR",
                ),
                name="theme_retired_on_a_day",
                violation_error_message="A theme that is retired has its day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="theme_merged_into_another",
                violation_error_message="Choose another theme to merge into.",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(("whose__in", ["children", "parents"])),
                name="theme_whose_is_known",
                violation_error_message="Choose whose words it is for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["current", "retired"])),
                name="theme_status_is_known",
                violation_error_message="Choose a status that there is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="codedtheme",
            constraint=models.UniqueConstraint(fields=("coding", "theme"), name="theme_once_per_coding"),
        ),
    ]
