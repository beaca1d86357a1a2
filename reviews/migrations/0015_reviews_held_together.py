"""Let the bookings of brothers and sisters name what they share."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table, and a column of bookings."""

    dependencies = [("children", "0007_rules_of_shape"), ("reviews", "0014_wishes_and_needs")]

    operations = [
        migrations.CreateModel(
            name="JointMeeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        choices=[("jointly", "All in one meeting"), ("back_to_back", "One after the other")],
                        max_length=12,
                    ),
                ),
                (
                    "shared_text",
                    models.TextField(blank=True, max_length=20000, verbose_name="what all their records share"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "siblings",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_meetings",
                        to="children.siblinggroup",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["jointly", "back_to_back"])),
                        name="together_in_a_known_way",
                        violation_error_message="Choose how they are held together.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="booking",
            name="joint",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bookings",
                to="reviews.jointmeeting",
            ),
        ),
    ]
