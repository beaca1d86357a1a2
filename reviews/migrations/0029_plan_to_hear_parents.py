"""How a parent who was not invited is to be heard."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [
        ("reviews", "0028_strategies_as_records"),
    ]

    operations = [
        migrations.AddField(
            model_name="parentpart",
            name="hearing_plan",
            field=models.CharField(blank=True, max_length=200, verbose_name="how they are to be heard instead"),
        ),
    ]
