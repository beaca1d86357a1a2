"""Move what children said in private out of the review, where others read it, into the record of its own."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from audit.actions import acting

# With these the note was what the child said; with the others it is the reason, which stays.
SAID = ("seen", "refused", "observed")


def move(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Move each note that holds words of the child."""
    reviews = apps.get_app_config("reviews")
    review, conversation = reviews.get_model("Review"), reviews.get_model("PrivateConversation")
    noted = review.objects.filter(spoken_outcome__in=SAID).exclude(spoken_note="")
    with acting():
        for pk, note, invented in noted.values_list("pk", "spoken_note", "is_invented"):
            conversation.objects.create(review_id=pk, in_confidence=note, is_invented=invented)
        noted.update(spoken_note="")


class Migration(migrations.Migration):
    """Move them."""

    dependencies = [("reviews", "0022_append_only_postponements")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
