"""Let the page that a child can read be written and given."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Its tables."""

    dependencies = [
        ("reviews", "0031_meetings_recorded_by_mistake"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChildsPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("being_written", "Being written"), ("given", "Given to the child")],
                        default="being_written",
                        editable=False,
                        max_length=20,
                    ),
                ),
                ("opening", models.TextField(blank=True, max_length=600, verbose_name="what the page begins with")),
                ("talk_to", models.CharField(blank=True, max_length=200, verbose_name="whom else to talk to")),
                ("given_on", models.DateField(blank=True, null=True)),
                (
                    "given_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "In person, and we read it together"),
                            ("carer", "Through the carer, or somebody the child trusts"),
                            ("post", "By post"),
                            ("link", "By a personal link"),
                        ],
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="childs_page", to="reviews.review"
                    ),
                ),
            ],
            options={
                "verbose_name": "page that a child can read",
                "verbose_name_plural": "pages that children can read",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["being_written", "given"])),
                        name="childs_page_status_is_known",
                        violation_error_message="Say how far the page is.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_by", ""), ("given_on__isnull", True), ("status", "being_written")),
                            models.Q(
                                ("given_on__isnull", False),
                                ("status", "given"),
                                models.Q(("given_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="childs_page_given_on_a_day",
                        violation_error_message="Say when the child got the page, and how.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_by", ""), ("given_by__in", ["in_person", "carer", "post", "link"]), _connector="OR"
                        ),
                        name="childs_page_given_somehow",
                        violation_error_message="Say how the child got the page.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChildsPageChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "was",
                    models.CharField(
                        choices=[("being_written", "Being written"), ("given", "Given to the child")], max_length=20
                    ),
                ),
                (
                    "became",
                    models.CharField(
                        choices=[("being_written", "Being written"), ("given", "Given to the child")], max_length=20
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                ("on", models.DateField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="reviews.childspage"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="PlainWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=400, verbose_name="in plain words")),
                ("who", models.CharField(max_length=120, verbose_name="who will do it")),
                ("of_text", models.TextField(editable=False)),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plain_words", to="reviews.decision"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "plain words",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("text", ""), _negated=True), models.Q(("who", ""), _negated=True)),
                        name="plain_words_say_what_and_who",
                        violation_error_message="Say in plain words what was decided, and who will do it.",
                    )
                ],
            },
        ),
    ]
