"""Planning a review with the young person, offers to meet parents, and relaying the outcome to them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Three tables."""

    dependencies = [
        ("children", "0011_what_a_stay_was_meant_to_be"),
        ("reviews", "0029_plan_to_hear_parents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OfferToMeet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("offered_on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("letter", "By letter"),
                            ("email", "By e-mail"),
                            ("phone", "By phone"),
                            ("text", "By text message"),
                            ("in_person", "In person"),
                            ("social_worker", "Through the social worker"),
                        ],
                        max_length=20,
                    ),
                ),
                ("taken_up", models.BooleanField(blank=True, null=True)),
                ("met_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="what came of it")),
                ("withdrawn_because", models.CharField(blank=True, max_length=200)),
                ("is_invented", models.BooleanField(default=False, editable=False)),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers_to_meet",
                        to="children.personaroundchild",
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
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers_to_meet", to="reviews.review"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "offers to meet",
                "ordering": ["offered_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("how__in", ["letter", "email", "phone", "text", "in_person", "social_worker"])
                        ),
                        name="offered_somehow",
                        violation_error_message="Choose how you offered it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("met_on__isnull", True), ("taken_up", True), _connector="OR"),
                        name="met_only_who_took_it_up",
                        violation_error_message="A parent whom you met has taken up the offer.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("met_on__isnull", True), ("met_on__gte", models.F("offered_on")), _connector="OR"
                        ),
                        name="met_after_the_offer",
                        violation_error_message="You cannot have met before you offered it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutcomeRelayed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("phone", "By phone"),
                            ("letter", "By letter"),
                            ("email", "By e-mail"),
                            ("record", "With the record of the review"),
                            ("social_worker", "Through the social worker"),
                        ],
                        max_length=20,
                    ),
                ),
                ("by_whom", models.CharField(max_length=120)),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="what should be known about it")),
                ("withdrawn_because", models.CharField(blank=True, max_length=200)),
                ("is_invented", models.BooleanField(default=False, editable=False)),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="relayed", to="reviews.parentpart"
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
                "verbose_name_plural": "outcomes relayed",
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("how__in", ["in_person", "phone", "letter", "email", "record", "social_worker"])
                        ),
                        name="relayed_somehow",
                        violation_error_message="Choose how it was relayed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by_whom", ""), _negated=True),
                        name="relayed_by_somebody",
                        violation_error_message="Say who relayed it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanningMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="when you met")),
                ("with_whom", models.CharField(max_length=120, verbose_name="who met")),
                (
                    "chairs",
                    models.CharField(
                        choices=[
                            ("chairs", "The young person chairs"),
                            ("co_chairs", "The young person and the IRO chair together"),
                            ("neither", "The IRO chairs"),
                            ("undecided", "Not decided yet"),
                        ],
                        max_length=20,
                        verbose_name="who chairs the review",
                    ),
                ),
                (
                    "agenda",
                    models.TextField(blank=True, max_length=1000, verbose_name="what the review is to talk about"),
                ),
                (
                    "to_invite",
                    models.CharField(blank=True, max_length=300, verbose_name="who is to be invited, and who not"),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="where and when it suits")),
                ("withdrawn_because", models.CharField(blank=True, max_length=200)),
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
                        related_name="planning_meetings",
                        to="reviews.review",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("chairs__in", ["chairs", "co_chairs", "neither", "undecided"])),
                        name="planned_chair_is_known",
                        violation_error_message="Choose who chairs the review.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("with_whom", ""), _negated=True),
                        name="planned_with_somebody",
                        violation_error_message="Say who met.",
                    ),
                ],
            },
        ),
    ]
