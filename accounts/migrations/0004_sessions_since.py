"""Since when a person's sessions count, so that all before can be ended at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the field. Nullable and without a default, so that SQLite need not rebuild the table."""

    dependencies = [("accounts", "0003_user_is_agency")]

    operations = [
        migrations.AddField(
            model_name="user", name="sessions_since", field=models.UUIDField(editable=False, null=True)
        ),
    ]
