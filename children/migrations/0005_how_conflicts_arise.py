from django.db import migrations, models


class Migration(migrations.Migration):
    """Say how people know whom they must not look up, and what became of a description."""

    dependencies = [("children", "0004_restriction_requests")]

    operations = [
        migrations.AddField(
            model_name="conflictofinterest",
            name="is_whole_family",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="conflictofinterest",
            name="looked_for_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="conflictofinterest",
            name="relation",
            field=models.CharField(
                choices=[
                    ("self", "It is their own record, from when they were a child"),
                    ("relative", "A relative, or a member of the same household"),
                    ("friend", "A friend, or the family of a friend"),
                    ("neighbour", "A neighbour, or a child at the same school as theirs"),
                    ("colleague", "The family of a colleague"),
                    ("former_work", "From earlier work: as their social worker, carer or teacher, say"),
                    ("other", "Known in another way"),
                ],
                default="other",
                max_length=20,
                verbose_name="how they know each other",
            ),
        ),
        migrations.AlterField(
            model_name="conflictofinterest",
            name="nature",
            field=models.CharField(blank=True, max_length=300, verbose_name="more about how they know each other"),
        ),
    ]
