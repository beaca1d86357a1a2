"""Keep what asks for an earlier review, why none met, and that the child was told of their rights."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the columns."""

    dependencies = [("reviews", "0020_completion_taken_back")]

    operations = [
        migrations.AddField(
            model_name="review",
            name="early_event_on",
            field=models.DateField(blank=True, null=True, verbose_name="the day that asks for an earlier review"),
        ),
        migrations.AddField(
            model_name="review",
            name="paper_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="why no meeting was needed"),
        ),
        migrations.AddField(
            model_name="review",
            name="rights_note",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="review",
            name="rights_told",
            field=models.CharField(
                blank=True,
                choices=[
                    ("told", "Yes, told again at this review"),
                    ("too_young", "No, too young to understand"),
                    ("not_told", "No, not yet"),
                ],
                max_length=20,
                verbose_name="told of advocacy, complaints and orders",
            ),
        ),
        migrations.AlterField(
            model_name="review",
            name="early_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("iro_asked", "The IRO asked for an earlier review"),
                    ("not_safeguarded", "A visitor judged that the placement does not safeguard the child"),
                    ("remand_ends", "Remand or police accommodation is to end"),
                    ("release", "Release from custody"),
                    ("care_to_cease", "Care is to cease and no parent takes over"),
                    ("plan_changed", "A significant change to the care plan"),
                    ("placement_to_end", "The placement is to end (regulation 14)"),
                    ("other_placement", "A move to supported or other accommodation (section 22D)"),
                    ("place_with_parent", "The child is to be placed with a parent (regulation 17)"),
                    ("other", "Other"),
                ],
                max_length=20,
            ),
        ),
    ]
