"""Let Stop, Look and Listen be lived here: three strands, brought together; and who takes whom on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Its tables."""

    dependencies = [
        ("participation", "0011_append_only_support_questions"),
        ("reviews", "0026_append_only_after_the_review"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StopLookListen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how_communicates", models.CharField(max_length=200, verbose_name="how the child communicates")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Under way"), ("brought_together", "Brought together for the review")],
                        default="open",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("wants", models.TextField(blank=True, max_length=2000, verbose_name="what the child seems to want")),
                ("likes", models.TextField(blank=True, max_length=2000, verbose_name="what the child likes")),
                ("dislikes", models.TextField(blank=True, max_length=2000, verbose_name="what the child dislikes")),
                ("not_known", models.TextField(blank=True, max_length=2000, verbose_name="what is not known")),
                ("together_on", models.DateField(blank=True, null=True, verbose_name="brought together on")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stop_look_listen",
                        to="reviews.review",
                    ),
                ),
                (
                    "together_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Stop, Look and Listen",
                "verbose_name_plural": "Stop, Look and Listen",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "brought_together"])),
                        name="listening_status_is_known",
                        violation_error_message="Say how far it is.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "open"), ("together_on__isnull", True)),
                            models.Q(("status", "brought_together"), ("together_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="listening_brought_together_on_a_day",
                        violation_error_message="Say when it was brought together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "open"),
                            models.Q(("not_known", ""), ("wants", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="listening_comes_to_something",
                        violation_error_message="Say what the child seems to want, or what is not known.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("how_communicates", ""), _negated=True),
                        name="listening_says_how_the_child_communicates",
                        violation_error_message="Say how the child communicates.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListeningStrand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("observation", "Observing the child"),
                            ("speaking", "Speaking with somebody who knows the child"),
                            ("one_to_one", "One to one with the child"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("to_plan", "To plan"),
                            ("planned", "Planned"),
                            ("done", "Done"),
                            ("not_possible", "Not possible"),
                        ],
                        default="to_plan",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("planned_for", models.DateField(blank=True, null=True)),
                ("planned_by", models.CharField(blank=True, max_length=120, verbose_name="by whom")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="when")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="where")),
                ("who", models.CharField(blank=True, max_length=200, verbose_name="who was there")),
                ("shown", models.TextField(blank=True, max_length=4000, verbose_name="what was seen, heard or shown")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why it is not possible")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strands",
                        to="participation.stoplooklisten",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("consultation", "kind"),
                        name="strand_once_each",
                        violation_error_message="There is one strand of each kind.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["observation", "speaking", "one_to_one"])),
                        name="strand_kind_is_known",
                        violation_error_message="Choose a strand.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["to_plan", "planned", "done", "not_possible"])),
                        name="strand_status_is_known",
                        violation_error_message="Say how far the strand is.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "planned"), _negated=True),
                            ("planned_for__isnull", False),
                            _connector="OR",
                        ),
                        name="planned_strand_has_a_day",
                        violation_error_message="Say for when it is planned.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "done"), _negated=True),
                            models.Q(
                                ("done_on__isnull", False),
                                models.Q(("who", ""), _negated=True),
                                models.Q(("shown", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="done_strand_has_its_facts",
                        violation_error_message="Say when it was, who was there, and what was seen, heard or shown.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "not_possible"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("status", "not_possible"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="impossible_strand_says_why",
                        violation_error_message="Say why it is not possible.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListeningChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was", models.CharField(blank=True, max_length=20)),
                ("became", models.CharField(max_length=20)),
                ("why", models.CharField(blank=True, max_length=300)),
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
                    "strand",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="participation.listeningstrand",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="participation.stoplooklisten",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="TakenOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="given back")),
                ("given_back_because", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="taken_on", to="reviews.review"
                    ),
                ),
            ],
            options={
                "verbose_name": "child taken on",
                "verbose_name_plural": "children taken on",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_on__isnull", True)),
                        fields=("review",),
                        name="taken_on_by_one_at_a_time",
                        violation_error_message="Somebody has taken this on already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("until_on__isnull", False), models.Q(("given_back_because", ""), _negated=True)),
                            models.Q(("until_on__isnull", True), ("given_back_because", "")),
                            _connector="OR",
                        ),
                        name="given_back_with_a_reason",
                        violation_error_message="Say why you give it back.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="given_back_after_taken_on",
                        violation_error_message="It cannot be given back before it was taken on.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WayShown",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("words", "Words"),
                            ("signs", "Signs"),
                            ("symbols", "Symbols or pictures"),
                            ("eye_pointing", "Eye pointing"),
                            ("objects", "Objects of reference"),
                            ("aid", "A communication aid"),
                            ("sounds", "Sounds and facial expression"),
                            ("behaviour", "Behaviour and body language"),
                            ("other", "In another way"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "strand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ways",
                        to="participation.listeningstrand",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "ways shown",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("strand", "way"), name="way_once_per_strand"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "way__in",
                                [
                                    "words",
                                    "signs",
                                    "symbols",
                                    "eye_pointing",
                                    "objects",
                                    "aid",
                                    "sounds",
                                    "behaviour",
                                    "other",
                                ],
                            )
                        ),
                        name="way_is_known",
                        violation_error_message="Choose how the child showed it.",
                    ),
                ],
            },
        ),
    ]
