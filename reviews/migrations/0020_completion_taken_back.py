"""Let a completion that was taken back be kept beside its review, with what it closed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the columns."""

    dependencies = [("reviews", "0019_what_comes_before_a_review")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="closed_at",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions_closed",
                to="reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="taken_back_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="taken_back",
                to="reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="reviewmeeting",
            name="told_at_the_end",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
