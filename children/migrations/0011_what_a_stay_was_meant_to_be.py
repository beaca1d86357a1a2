"""How long a short break was meant to be, and whether the child went home after it."""

from django.db import migrations, models

from audit.triggers import InstallTriggers
from children.triggers import NO_OVERLAPPING_STAYS


class Migration(migrations.Migration):
    """Two columns; SQLite drops the triggers of a table that is rebuilt."""

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
        InstallTriggers(NO_OVERLAPPING_STAYS),
    ]
