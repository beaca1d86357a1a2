"""Keep when the school day begins and ends, so that a review is not booked into it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns and their rule."""

    dependencies = [("office", "0004_hour_of_reminders")]

    operations = [
        migrations.AddField(
            model_name="authoritysettings",
            name="school_day_begins",
            field=models.TimeField(blank=True, null=True, verbose_name="the school day begins"),
        ),
        migrations.AddField(
            model_name="authoritysettings",
            name="school_day_ends",
            field=models.TimeField(blank=True, null=True, verbose_name="the school day ends"),
        ),
        migrations.AddConstraint(
            model_name="authoritysettings",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("school_day_begins__isnull", True), ("school_day_ends__isnull", True)),
                    ("school_day_ends__gt", models.F("school_day_begins")),
                    _connector="OR",
                ),
                name="school_day_ends_after_it_begins",
                violation_error_message="The school day must end after it begins.",
            ),
        ),
    ]
