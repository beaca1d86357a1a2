"""Say of each answer what it means on the scale that the social worker answers on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0016_append_only_alerts"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="answers_mean",
            field=models.JSONField(blank=True, default=list, verbose_name="what the answers mean"),
        ),
    ]
