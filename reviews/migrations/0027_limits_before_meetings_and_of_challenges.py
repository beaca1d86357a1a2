"""Keep how the other limits before a meeting moved, and until when decisions may be challenged."""

from django.db import migrations, models
from django.db.models import Q

from audit.triggers import InstallTriggers
from reviews.triggers import CLOCK_CHANGES

KINDS = [
    ("decisions", "Send the decisions"),
    ("full", "Finish the record"),
    ("distribute", "Distribute the record"),
    ("challenge", "Challenge the decisions"),
    ("adjourned", "Complete the adjourned review"),
    ("confer", "Social worker and IRO confer"),
    ("consultation", "Send the consultation papers"),
    ("papers", "Papers reach the IRO"),
    ("panel", "Hold the panel"),
]


class Migration(migrations.Migration):
    """Choices, and the constraints that name them; the rebuilt table gets its trigger again."""

    dependencies = [("reviews", "0026_append_only_after_the_review")]

    operations = [
        migrations.RemoveConstraint(model_name="clockchange", name="clock_is_known"),
        migrations.RemoveConstraint(model_name="clockchange", name="clock_change_is_of_one_thing"),
        migrations.AlterField(
            model_name="clockchange", name="clock", field=models.CharField(choices=KINDS, max_length=12)
        ),
        migrations.AddConstraint(
            model_name="clockchange",
            constraint=models.CheckConstraint(
                condition=Q(clock__in=[name for name, _words in KINDS]),
                name="clock_is_known",
                violation_error_message="Choose a limit that there is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="clockchange",
            constraint=models.CheckConstraint(
                condition=Q(
                    clock__in=("decisions", "full", "distribute", "challenge"),
                    record__isnull=False,
                    review__isnull=True,
                    panel__isnull=True,
                )
                | Q(
                    clock__in=("adjourned", "confer", "consultation", "papers"),
                    record__isnull=True,
                    review__isnull=False,
                    panel__isnull=True,
                )
                | Q(clock="panel", record__isnull=True, review__isnull=True, panel__isnull=False),
                name="clock_change_is_of_one_thing",
                violation_error_message="A limit belongs to a record, to a review or to a panel.",
            ),
        ),
        InstallTriggers(CLOCK_CHANGES),
    ]
