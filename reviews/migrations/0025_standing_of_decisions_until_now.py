"""Say how the decisions made until now stand: sent ones wait for the night, those of earlier records are final."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Fill the column; whether the time to challenge has ended is for the night's job to find."""
    decisions = apps.get_model("reviews.Decision").objects
    decisions.filter(review__record__decisions_sent_on__isnull=False).update(standing="sent")
    decisions.filter(review__record__isnull=True).update(standing="final")


class Migration(migrations.Migration):
    """Fill the standing."""

    dependencies = [("reviews", "0024_after_the_review")]

    operations = [migrations.RunPython(say, migrations.RunPython.noop)]
