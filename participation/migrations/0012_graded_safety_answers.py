"""Grade the answers that call for action."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """How grave each is."""

    dependencies = [("participation", "0011_append_only_support_questions")]

    operations = [
        migrations.AddField(
            model_name="question",
            name="safety_grades",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
