"""Authority to place a child for adoption, held once at a time."""

import django.db.models.deletion
from django.db import migrations, models

from audit.triggers import InstallTriggers
from children.triggers import NO_OVERLAPPING_AUTHORITIES


class Migration(migrations.Migration):
    """The table and its trigger."""

    dependencies = [("children", "0008_visits_assessments_and_plans")]

    operations = [
        migrations.CreateModel(
            name="AdoptionAuthority",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ground",
                    models.CharField(
                        choices=[("placement_order", "A placement order"), ("consent", "The parents' consent")],
                        max_length=20,
                    ),
                ),
                ("granted_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "ended_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("revoked", "The placement order was revoked"),
                            ("consent_withdrawn", "A parent withdrew their consent"),
                            ("plan_changed", "Adoption is no longer the plan"),
                            ("mistake", "It was recorded by mistake"),
                            ("order_made", "An adoption order was made"),
                            ("left_care", "The child left care"),
                        ],
                        max_length=20,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoption_authorities",
                        to="children.child",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adoption_authorities",
                        to="children.periodofcare",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "adoption authorities",
                "ordering": ["granted_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("child",),
                        name="one_authority_to_place",
                        violation_error_message="Authority to place this child for adoption is recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("ended_on__gte", models.F("granted_on")), _connector="OR"
                        ),
                        name="authority_ends_after_it_was_granted",
                        violation_error_message="Authority to place cannot end before it was given.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on__isnull", False), models.Q(("ended_reason", ""), _negated=True)),
                            models.Q(("ended_on__isnull", True), ("ended_reason", "")),
                            _connector="OR",
                        ),
                        name="authority_ends_with_a_reason",
                        violation_error_message="Say why authority to place ended.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["placement_order", "consent"])),
                        name="authority_has_a_ground",
                        violation_error_message="Say what gives the authority.",
                    ),
                ],
            },
        ),
        InstallTriggers(NO_OVERLAPPING_AUTHORITIES),
    ]
