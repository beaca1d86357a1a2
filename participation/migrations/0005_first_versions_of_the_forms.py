"""Make the first version of every form whose questions are there, in use since its first answers came."""

import datetime

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Where no form came in yet: when the first collection began.
FIRST_COLLECTION = datetime.date(2011, 4, 1)
NAMES = {"4-15": "Ages 4 to 15", "16-17": "Ages 16 and 17"}


def make_versions(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let each age group be a form with one published version, to which its questions and answers belong."""
    question, consultation = (
        apps.get_model("participation", "Question"),
        apps.get_model("participation", "Consultation"),
    )
    groups = {
        *question.objects.values_list("age_group", flat=True),
        *consultation.objects.values_list("age_group", flat=True),
    }
    for group in sorted(groups):
        came = (
            consultation.objects.filter(age_group=group).order_by("received_on").values_list("received_on", flat=True)
        )
        youngest, oldest = (int(age) for age in group.split("-"))
        form = apps.get_model("participation", "ConsultationForm").objects.create(
            key=group, name=NAMES.get(group, group), respondent="child", age_from=youngest, age_to=oldest
        )
        version = apps.get_model("participation", "FormVersion").objects.create(
            form=form,
            number=1,
            status="published",
            published_on=came.first() or FIRST_COLLECTION,
        )
        question.objects.filter(age_group=group).update(form_version=version)
        consultation.objects.filter(age_group=group).update(form=form, form_version=version)


class Migration(migrations.Migration):
    """Carry what is there into versions."""

    dependencies = [("participation", "0004_what_questions_say_and_who_answers")]

    operations = [migrations.RunPython(make_versions, migrations.RunPython.noop)]
