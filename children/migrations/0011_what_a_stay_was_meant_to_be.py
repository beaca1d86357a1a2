"""How long a short break was meant to be, and whether the child went home after it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns."""

    dependencies = [("children", "0010_care_after_short_breaks")]

    operations = [
        migrations.AddField(
            model_name="shortbreakstay",
            name="intended_nights",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="nights intended"),
        ),
        migrations.AddField(
            model_name="shortbreakstay",
            name="went_home",
            field=models.BooleanField(default=True, verbose_name="went home to a parent afterwards"),
        ),
    ]
