"""Reviews around adoption, and why a review of another kind takes the place of one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Choices, and the constraint that names them."""

    dependencies = [
        ("children", "0011_what_a_stay_was_meant_to_be"),
        ("reviews", "0015_reviews_held_together"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="review", name="review_kind_is_known"),
        migrations.AlterField(
            model_name="review",
            name="ended_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("left_care", "The child left care"),
                    ("turned_18", "The young person turned 18"),
                    ("adopted", "The child was adopted"),
                    ("transferred", "Another authority took over"),
                    ("died", "The child died"),
                    ("with_adoption_review", "Held together with an adoption review"),
                    ("placed_for_adoption", "Placed for adoption: adoption reviews take its place"),
                    ("returned", "No longer placed for adoption: looked-after reviews apply again"),
                    ("no_longer_short_breaks", "The short breaks became full looked-after status"),
                    ("other", "Another reason, agreed by the manager"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="review",
            name="kind",
            field=models.CharField(
                choices=[
                    ("looked_after", "Looked-after review"),
                    ("short_breaks", "Short-breaks review"),
                    ("adoption", "Adoption review"),
                ],
                default="looked_after",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["looked_after", "short_breaks", "adoption"])),
                name="review_kind_is_known",
                violation_error_message="Choose a kind that there is.",
            ),
        ),
    ]
