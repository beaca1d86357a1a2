"""Count the changes of what two people may change at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A version for footnotes and typed figures."""

    dependencies = [
        ("reporting", "0001_reports"),
    ]

    operations = [
        migrations.AddField(
            model_name="footnote",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="typedfigure",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
