"""Let the database know which forms there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Named constraints."""

    dependencies = [
        ("children", "0007_rules_of_shape"),
        ("participation", "0001_consultation"),
        ("reviews", "0006_rules_of_shape"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("age_group__in", ["4-15", "16-17"])),
                name="form_age_group_is_known",
                violation_error_message="Choose a form that there is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["keyed", "face_to_face", "brought_in"])),
                name="form_source_is_known",
                violation_error_message="Choose how the form came.",
            ),
        ),
    ]
