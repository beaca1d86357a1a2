"""Keep how long the way between two venues takes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table."""

    dependencies = [("reviews", "0012_venues_in_full")]

    operations = [
        migrations.CreateModel(
            name="Journey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="journeys_from", to="reviews.venue"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="journeys_to", to="reviews.venue"
                    ),
                ),
            ],
            options={
                "ordering": ["one", "other"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("one", "other"),
                        name="journey_once",
                        violation_error_message="This journey is recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))),
                        name="journey_is_between_two_venues",
                        violation_error_message="A journey is between two venues, and the same in both directions.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 480)),
                        name="journey_takes_up_to_8_hours",
                        violation_error_message="A journey takes between 1 minute and 8 hours.",
                    ),
                ],
            },
        ),
    ]
