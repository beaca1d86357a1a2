"""Grade the answers that call for action."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """How grave each is."""

    dependencies = [("participation", "0013_append_only_listening")]

    operations = [
        migrations.AddField(
            model_name="question",
            name="safety_grades",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
