"""Count the changes of what two people may change at once."""

from django.db import migrations, models

from accounts.triggers import PANEL_IS_EXCLUSIVE
from audit.triggers import InstallTriggers


class Migration(migrations.Migration):
    """A version for people, roles, teams and posts; SQLite drops the triggers of a table that is rebuilt."""

    dependencies = [
        ("accounts", "0004_sessions_since"),
    ]

    operations = [
        migrations.AddField(
            model_name="post",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="rolegrant",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="team",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="teammanagement",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="user",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        InstallTriggers(PANEL_IS_EXCLUSIVE),
    ]
