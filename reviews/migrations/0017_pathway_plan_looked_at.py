"""Whether a review looked at the pathway plan."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns, and their constraints."""

    dependencies = [("reviews", "0016_adoption_reviews")]

    operations = [
        migrations.AddField(
            model_name="review",
            name="pathway_plan_looked_at",
            field=models.BooleanField(blank=True, null=True),
        ),
    ]
