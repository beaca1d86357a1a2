"""Let every question and every form that came in belong to a version."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0005_first_versions_of_the_forms"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="consultation",
            name="one_form_per_review",
        ),
        migrations.RemoveConstraint(
            model_name="consultation",
            name="form_age_group_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="consultation",
            name="form_source_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="question",
            name="question_once_per_form",
        ),
        migrations.RemoveField(
            model_name="consultation",
            name="age_group",
        ),
        migrations.RemoveField(
            model_name="question",
            name="age_group",
        ),
        migrations.AlterField(
            "consultation",
            "form",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to="participation.consultationform",
            ),
        ),
        migrations.AlterField(
            "consultation",
            "form_version",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to="participation.formversion",
            ),
        ),
        migrations.AlterField(
            "question",
            "form_version",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="participation.formversion"
            ),
        ),
        migrations.AlterModelOptions(
            name="question",
            options={"ordering": ["form_version", "position", "id"]},
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", True)),
                fields=("review", "form"),
                name="one_form_per_review",
                violation_error_message="A form for this review was already recorded.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False)),
                fields=("review", "form", "person"),
                name="one_form_per_person",
                violation_error_message="A form of this person for this review was already recorded.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["link", "keyed", "face_to_face", "brought_in"])),
                name="form_source_is_known",
                violation_error_message="Choose how the form came.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("form_version", "key"),
                name="question_once_per_version",
                violation_error_message="This version has a question of that short name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["one", "several", "words"])),
                name="question_kind_is_known",
                violation_error_message="Choose how it is answered.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "picture__in",
                        [
                            "",
                            "home",
                            "safe",
                            "family",
                            "social_worker",
                            "listening",
                            "complaint",
                            "school",
                            "health",
                            "friends",
                            "plan",
                            "customs",
                            "interpreter",
                            "review",
                            "wish",
                            "yes",
                            "no",
                            "very_happy",
                            "happy",
                            "unsure",
                            "sad",
                            "does_not_apply",
                        ],
                    )
                ),
                name="question_picture_is_known",
                violation_error_message="Choose a picture that there is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("subject__in", ["", "where_living", "contact", "feeling_safe", "social_worker"])),
                name="question_subject_is_known",
                violation_error_message="Choose a subject that there is.",
            ),
        ),
    ]
