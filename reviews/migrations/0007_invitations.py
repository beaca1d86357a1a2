"""Keep who is invited to a review, what was sent to them and what they answered."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the tables."""

    dependencies = [
        ("children", "0007_rules_of_shape"),
        ("reviews", "0006_rules_of_shape"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("child", "The child"),
                            ("parent", "Parent or holder of parental responsibility"),
                            ("around", "Someone around the child"),
                            ("social_worker", "Social worker"),
                            ("team_manager", "Team manager"),
                            ("professional", "Professional"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("capacity", models.CharField(blank=True, max_length=80, verbose_name="in what capacity")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("to_send", "To send"),
                            ("sent", "Sent, no answer yet"),
                            ("accepted", "Will come"),
                            ("tentative", "Perhaps"),
                            ("declined", "Will not come"),
                            ("undelivered", "Did not arrive"),
                            ("withdrawn", "Withdrawn"),
                            ("not_invited", "Not invited"),
                        ],
                        default="to_send",
                        max_length=20,
                    ),
                ),
                (
                    "not_invited_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("child_wish", "The child did not want it"),
                            ("whereabouts_unknown", "Whereabouts unknown"),
                            ("contact_ended", "Contact has ended"),
                            ("serious_concern", "Serious concern about safety"),
                            ("placed_for_adoption", "The child is placed for adoption"),
                            ("died", "The parent has died"),
                            ("abroad", "Abroad and cannot be reached"),
                            ("other", "Other"),
                            ("not_stated", "Not recorded"),
                        ],
                        max_length=30,
                    ),
                ),
                ("not_invited_note", models.CharField(blank=True, max_length=200)),
                (
                    "heard_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "At the review"),
                            ("form", "On a form"),
                            ("phone", "By phone"),
                            ("letter", "By letter or e-mail"),
                            ("meeting", "At a separate meeting with the IRO"),
                            ("social_worker", "Through the social worker"),
                            ("not_heard", "Not heard"),
                        ],
                        max_length=20,
                        verbose_name="how they are heard instead",
                    ),
                ),
                ("heard_note", models.CharField(blank=True, max_length=200)),
                ("undelivered_because", models.CharField(blank=True, max_length=200)),
                ("message", models.TextField(blank=True, max_length=1000)),
                ("other_time", models.CharField(blank=True, max_length=200, verbose_name="asked for another time")),
                (
                    "wants_heard",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "At the review"),
                            ("form", "On a form"),
                            ("phone", "By phone"),
                            ("letter", "By letter or e-mail"),
                            ("meeting", "At a separate meeting with the IRO"),
                            ("social_worker", "Through the social worker"),
                            ("not_heard", "Not heard"),
                        ],
                        max_length=20,
                        verbose_name="how they want to be heard",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("sequence", models.PositiveSmallIntegerField(default=0)),
                ("is_invented", models.BooleanField(default=False, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="children.personaroundchild",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="reviews.review"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["review", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "undelivered")), fields=["status"], name="invitation_undelivered"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("review", "person"),
                        name="person_invited_once",
                        violation_error_message="This person is already listed.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("review", "user"),
                        name="worker_invited_once",
                        violation_error_message="This person is already listed.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("part", "child")),
                        fields=("review",),
                        name="child_invited_once",
                        violation_error_message="The child is already listed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), ("part", "child"), ("person__isnull", True), ("user__isnull", True)),
                            models.Q(
                                ("name", ""),
                                ("part__in", ("parent", "around")),
                                ("person__isnull", False),
                                ("user__isnull", True),
                            ),
                            models.Q(
                                ("name", ""),
                                ("part__in", ("social_worker", "team_manager")),
                                ("person__isnull", True),
                                ("user__isnull", False),
                            ),
                            models.Q(
                                ("part", "professional"),
                                ("person__isnull", True),
                                ("user__isnull", True),
                                models.Q(("name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_is_somebodys",
                        violation_error_message="Say who is invited.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "not_invited"), models.Q(("not_invited_reason", ""), _negated=True)),
                            models.Q(models.Q(("status", "not_invited"), _negated=True), ("not_invited_reason", "")),
                            _connector="OR",
                        ),
                        name="not_invited_has_a_reason",
                        violation_error_message="Say why this person is not invited.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "undelivered"), _negated=True),
                            models.Q(("undelivered_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="undelivered_says_why",
                        violation_error_message="Say why it did not arrive.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "to_send",
                                    "sent",
                                    "accepted",
                                    "tentative",
                                    "declined",
                                    "undelivered",
                                    "withdrawn",
                                    "not_invited",
                                ],
                            )
                        ),
                        name="invitation_status_is_known",
                        violation_error_message="Choose a status that there is.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvitationChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was", models.CharField(blank=True, max_length=20)),
                (
                    "became",
                    models.CharField(
                        choices=[
                            ("to_send", "To send"),
                            ("sent", "Sent, no answer yet"),
                            ("accepted", "Will come"),
                            ("tentative", "Perhaps"),
                            ("declined", "Will not come"),
                            ("undelivered", "Did not arrive"),
                            ("withdrawn", "Withdrawn"),
                            ("not_invited", "Not invited"),
                        ],
                        max_length=20,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
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
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="reviews.invitation"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="InvitationSending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("invitation", "Invitation"),
                            ("update", "New day, time or place"),
                            ("withdrawal", "The meeting will not take place"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "means",
                    models.CharField(
                        choices=[("email", "E-mail"), ("letter", "Letter")], default="email", max_length=10
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be sent"),
                            ("sent", "Sent"),
                            ("refused", "Refused by the mail server"),
                            ("dropped", "Not sent: no longer wanted"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(default=0)),
                ("site", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("sent_to", models.CharField(blank=True, max_length=254)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="why it was not sent")),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("held_until", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sendings", to="reviews.booking"
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sendings", to="reviews.invitation"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(condition=models.Q(("state", "waiting")), fields=["state"], name="sending_waiting")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", False), _connector="OR"
                        ),
                        name="sending_sent_has_its_time",
                        violation_error_message="What was sent has a time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "sent", "refused", "dropped"])),
                        name="sending_state_is_known",
                        violation_error_message="Choose a state that there is.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperChase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paper_chases", to="reviews.review"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "reader", "on"),
                        name="chased_once_a_day",
                        violation_error_message="A reminder was sent today already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReplyLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("finder", models.CharField(max_length=20, unique=True)),
                ("secret_hash", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="reviews.invitation"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
    ]
