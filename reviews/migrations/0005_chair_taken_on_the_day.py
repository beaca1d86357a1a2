"""Keep why a colleague took the chair of a review on the day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the column."""

    dependencies = [("reviews", "0004_append_only_corrections")]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="taken_because",
            field=models.CharField(blank=True, max_length=200),
        ),
    ]
