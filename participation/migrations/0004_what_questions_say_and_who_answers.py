"""Let questions carry pictures and help, and forms come from parents and carers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0003_forms_in_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to="children.personaroundchild",
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="received_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="consultation",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="answer_pictures",
            field=models.JSONField(blank=True, default=list, verbose_name="pictures of the answers"),
        ),
        migrations.AddField(
            model_name="question",
            name="hint",
            field=models.CharField(blank=True, max_length=200, verbose_name="help with the question"),
        ),
        migrations.AddField(
            model_name="question",
            name="kind",
            field=models.CharField(
                choices=[
                    ("one", "One answer of several"),
                    ("several", "Any number of answers"),
                    ("words", "In their own words"),
                ],
                default="one",
                max_length=10,
                verbose_name="how it is answered",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="picture",
            field=models.CharField(
                blank=True,
                choices=[
                    ("home", "A home"),
                    ("safe", "A shield"),
                    ("family", "A family"),
                    ("social_worker", "A grown-up with a child"),
                    ("listening", "Somebody listening"),
                    ("complaint", "A letter"),
                    ("school", "A school"),
                    ("health", "A heart"),
                    ("friends", "Friends"),
                    ("plan", "A plan on paper"),
                    ("customs", "A candle and a plate"),
                    ("interpreter", "Two languages"),
                    ("review", "People round a table"),
                    ("wish", "A star"),
                    ("yes", "A thumb up"),
                    ("no", "A thumb down"),
                    ("very_happy", "A face with a big smile"),
                    ("happy", "A face with a smile"),
                    ("unsure", "A face with a straight mouth"),
                    ("sad", "A sad face"),
                    ("does_not_apply", "A dash"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="subject",
            field=models.CharField(
                blank=True,
                choices=[
                    ("where_living", "Where the child lives"),
                    ("contact", "Contact with family"),
                    ("feeling_safe", "Feeling safe"),
                    ("social_worker", "Seeing the social worker"),
                ],
                max_length=20,
                verbose_name="what the social worker's record answers too",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AlterField(
            model_name="consultation",
            name="source",
            field=models.CharField(
                choices=[
                    ("link", "Filled by the person, through their link"),
                    ("keyed", "Keyed from paper"),
                    ("face_to_face", "Filled face to face with the consultation officer"),
                    ("brought_in", "Brought in from earlier records"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="answers",
            field=models.JSONField(blank=True, default=list, verbose_name="answers in order"),
        ),
        migrations.AlterField(
            model_name="question",
            name="key",
            field=models.SlugField(max_length=60, verbose_name="short name, as figures have it"),
        ),
        migrations.AlterField(
            model_name="question",
            name="text",
            field=models.CharField(max_length=200, verbose_name="question"),
        ),
        migrations.AddField(
            model_name="consultation",
            name="form",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to="participation.consultationform",
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="form_version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to="participation.formversion",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="form_version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="participation.formversion",
            ),
        ),
    ]
