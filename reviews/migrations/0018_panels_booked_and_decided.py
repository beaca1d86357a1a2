"""When and where a panel sits, what it recommended, what was decided, and who was told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns, and their constraints."""

    dependencies = [("reviews", "0017_pathway_plan_looked_at")]

    operations = [
        migrations.AddField(
            model_name="securepanel",
            name="booked_at",
            field=models.TimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="securepanel",
            name="booked_for",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="securepanel",
            name="decided_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="securepanel",
            name="decision",
            field=models.CharField(blank=True, max_length=500, verbose_name="what the authority decided"),
        ),
        migrations.AddField(
            model_name="securepanel",
            name="due_rule",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name="securepanel",
            name="expected_members",
            field=models.JSONField(blank=True, default=list, verbose_name="who is to sit on it"),
        ),
        migrations.AddField(
            model_name="securepanel",
            name="place",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="securepanel",
            name="recommendation",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="securepanel",
            name="told",
            field=models.CharField(blank=True, max_length=300, verbose_name="who was told of the outcome"),
        ),
        migrations.AddField(
            model_name="securepanel",
            name="told_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="securepanel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("booked_for__isnull", False), models.Q(("place", ""), _negated=True)),
                    models.Q(("booked_for__isnull", True), ("place", "")),
                    _connector="OR",
                ),
                name="panel_is_booked_somewhere",
                violation_error_message="Say where the panel sits, and on which day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="securepanel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_on__isnull", False), models.Q(("decision", ""), _negated=True)),
                    models.Q(("decided_on__isnull", True), ("decision", "")),
                    _connector="OR",
                ),
                name="panel_decision_has_a_day",
                violation_error_message="Say what the authority decided, and on which day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="securepanel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("told_on__isnull", False), models.Q(("told", ""), _negated=True)),
                    models.Q(("told_on__isnull", True), ("told", "")),
                    _connector="OR",
                ),
                name="panel_outcome_told_on_a_day",
                violation_error_message="Say who was told of the outcome, and on which day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="securepanel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_on__isnull", False),
                    models.Q(("decided_on__isnull", True), ("recommendation", ""), ("told_on__isnull", True)),
                    _connector="OR",
                ),
                name="panel_outcome_after_it_sat",
                violation_error_message="Record first that the panel sat.",
            ),
        ),
    ]
