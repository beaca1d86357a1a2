"""Let the database refuse what only the actions refused of reviews."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Named constraints."""

    dependencies = [
        ("children", "0007_rules_of_shape"),
        ("reviews", "0005_chair_taken_on_the_day"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(("venue__isnull", False), models.Q(("place", ""), _negated=True), _connector="OR"),
                name="booking_has_a_place",
                violation_error_message="Choose a venue, or say where the review is held.",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_current", True), models.Q(("moved_because", ""), _negated=True), _connector="OR"
                ),
                name="moved_booking_says_why",
                violation_error_message="Say why the booking was moved.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "no_longer_needed"), _negated=True),
                    models.Q(("outcome", ""), _negated=True),
                    _connector="OR",
                ),
                name="decision_dropped_says_why",
                violation_error_message="Say why the decision is no longer needed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["open", "done", "carried_over", "no_longer_needed"])),
                name="decision_status_is_known",
                violation_error_message="Say what became of it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recordofreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("finished_on__isnull", True), models.Q(("text", ""), _negated=True), _connector="OR"
                ),
                name="finished_record_has_text",
                violation_error_message="Write the record before you finish it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_on__isnull", True),
                    models.Q(("status__in", ["to_arrange", "booked"]), _negated=True),
                    _connector="OR",
                ),
                name="review_to_come_was_not_held",
                violation_error_message="A review that is still to be held has no day on which it was.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "in_series"), _negated=True), ("held_on__isnull", False), _connector="OR"
                ),
                name="series_was_begun",
                violation_error_message="A series of meetings has its first meeting.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("adjourned_on__isnull", True), ("held_on__lte", models.F("adjourned_on")), _connector="OR"
                ),
                name="review_adjourned_after_it_was_opened",
                violation_error_message="A review cannot be adjourned before its meeting was opened.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("participation_code", "PN7"), ("not_taking_part_reason", ""), _connector="OR"),
                name="reason_only_when_no_part_was_taken",
                violation_error_message="Only a child who took no part has a reason for it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["to_arrange", "booked", "in_series", "adjourned", "completed", "ended", "voided"])
                ),
                name="review_status_is_known",
                violation_error_message="Choose one that there is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["looked_after", "short_breaks"])),
                name="review_kind_is_known",
                violation_error_message="Choose a kind that there is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="securepanel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("criteria_met__isnull", True), ("held_on__isnull", True)),
                    models.Q(("criteria_met__isnull", False), ("held_on__isnull", False)),
                    _connector="OR",
                ),
                name="held_panel_has_a_finding",
                violation_error_message="Say what the panel found, and on which day it sat.",
            ),
        ),
        migrations.AddConstraint(
            model_name="securepanel",
            constraint=models.CheckConstraint(
                condition=models.Q(("held_on__isnull", True), ("lapsed_because", ""), _connector="OR"),
                name="panel_is_not_held_and_lapsed",
                violation_error_message="A panel that sat did not lapse.",
            ),
        ),
    ]
