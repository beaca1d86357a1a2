"""Whether full care follows a series of short breaks."""

from django.db import migrations, models

from audit.triggers import InstallTriggers
from children.triggers import NO_OVERLAPPING_PERIODS


class Migration(migrations.Migration):
    """A column; SQLite drops the triggers of a table that is rebuilt."""

    dependencies = [("children", "0009_authority_to_place")]

    operations = [
        migrations.AddField(
            model_name="periodofcare",
            name="after_short_breaks",
            field=models.BooleanField(default=False, verbose_name="follows a series of short breaks"),
        ),
        InstallTriggers(NO_OVERLAPPING_PERIODS),
    ]
