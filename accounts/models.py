"""People who work with the service: their accounts, roles, posts and teams."""

import datetime
from collections.abc import Sequence
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from accounts.enums import PostKind, Role, Sex, TeamKind
from accounts.querysets import InForceQuerySet, PostQuerySet, RoleGrantQuerySet, UserManager
from audit.constraints import ends_after_start, one_of


class User(AbstractBaseUser):
    """Somebody who works with the service. Signs in by e-mail address."""

    email = models.EmailField("e-mail address", unique=True, error_messages={"unique": "This address is taken."})
    full_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    identity = models.CharField("ethnic identity, in their own words", max_length=60, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    must_change_password = models.BooleanField(default=False)
    # Part of what a session is checked against at every page: another value, and the sessions before it are over.
    sessions_since = models.UUIDField(null=True, editable=False)
    is_agency = models.BooleanField("works here through an agency", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    # The role this person acts in for this request or job, on which day, at which moment, and whether only to read:
    # `act_as` sets them. Left unset, whatever depends on a day (cover, an ended dispute) is not reached.
    acting_role: str = ""
    acting_on: datetime.date | None = None
    acting_at: datetime.datetime | None = None
    only_reading: bool = False
    # On a page of a record that this person opened by breaking the glass: which opening. The log names it.
    break_glass_id: int | None = None
    roles_held: Sequence[str] = ()

    class Meta:
        """Ordered as a staff list is."""

        ordering = ["full_name", "id"]

    def __str__(self) -> str:
        """Return the person's name."""
        return self.full_name

    def act_as(self, role: str, *, on: datetime.date, at: datetime.datetime, only_reading: bool = False) -> None:
        """Say in which role this person acts, on which day and at which moment, and whether they only read.

        on: the statutory day (a demonstration may move it). at: the real moment, aware. only_reading: true for a GET.
        """
        self.acting_role, self.acting_on, self.acting_at, self.only_reading = role, on, at, only_reading

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session must hold to go on: it changes with the password, and when sessions are ended."""
        salt = "accounts.models.User.session"
        value = f"{self.password}|{self.sessions_since or ''}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_staff(self) -> bool:
        """Say that nobody has Django's own administration."""
        return False


class Home(models.Model):
    """Where somebody lives, as they say: seen by themselves, and compared by the nightly look for unusual access."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="home")
    street = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """One each."""

        ordering = ["id"]

    def __str__(self) -> str:
        """Return whose, and not where."""
        return f"Home of account {self.user_id}"


class RoleGrant(models.Model):
    """That somebody holds a role, from a day until a day (inclusive) or until further notice."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=30, choices=Role)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        """One open grant of a role at a time."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(until_on__isnull=True),
                name="role_granted_once_at_a_time",
                violation_error_message="This person already holds this role.",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="role_grant_ends_after_it_begins",
                violation_error_message="The last day must not come before the first.",
            ),
            one_of("role", Role, name="role_is_known", message="Choose a role that there is."),
        ]

    def __str__(self) -> str:
        """Return the role in words."""
        return self.get_role_display()


class Team(models.Model):
    """A team, of social workers or of the IRO service."""

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=TeamKind, default=TeamKind.SOCIAL_WORK)
    is_current = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        """By name."""

        ordering = ["name"]

    def __str__(self) -> str:
        """Return the team's name."""
        return self.name


class TeamManagement(models.Model):
    """That an operational manager answers for a team. One manager may have several: "own teams" is a list."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="managements")
    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="managements")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InForceQuerySet.as_manager()

    class Meta:
        """One open row per team and manager."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "manager"],
                condition=Q(until_on__isnull=True),
                name="team_managed_once_at_a_time",
                violation_error_message="This person already manages this team.",
            ),
            ends_after_start(
                "from_on",
                "until_on",
                name="team_management_ends_after_it_begins",
                message="The last day must not come before the first.",
            ),
        ]

    def __str__(self) -> str:
        """Return who manages what."""
        return f"{self.manager} manages {self.team}"


class ManagerDeputy(models.Model):
    """That somebody stands in for an operational manager, from a day until a day (both included)."""

    manager = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stands_in_for")
    from_on = models.DateField()
    until_on = models.DateField()
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InForceQuerySet.as_manager()

    class Meta:
        """Dated, and never oneself."""

        ordering = ["from_on", "id"]
        verbose_name = "deputy of a manager"
        verbose_name_plural = "deputies of managers"
        constraints = [
            ends_after_start(
                "from_on",
                "until_on",
                name="deputy_ends_after_it_begins",
                message="The last day must not come before the first.",
            ),
            models.CheckConstraint(
                condition=~Q(manager=F("deputy")),
                name="deputy_is_someone_else",
                violation_error_message="Nobody is their own deputy.",
            ),
        ]
        indexes = [models.Index(fields=["deputy", "until_on"], name="deputy_until")]

    def __str__(self) -> str:
        """Return who stands in for whom."""
        return f"{self.deputy} for {self.manager}"


class Post(models.Model):
    """A post of the service: its share of full time, its holder, and from when until when."""

    kind = models.CharField(max_length=30, choices=PostKind)
    holder = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    # Null where nobody has said: the 2011 report is silent on several posts, and silence is not zero.
    fte = models.DecimalField("full-time equivalent", max_digits=3, decimal_places=2, null=True, blank=True)
    other_duties_fte = models.DecimalField(max_digits=3, decimal_places=2, default=0)
    other_duties = models.CharField(max_length=120, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    is_agency = models.BooleanField("held by agency staff", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        """Shares make sense."""

        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fte__isnull=True) | Q(fte__gt=0, fte__lte=1),
                name="post_fte_between_0_and_1",
                violation_error_message="A post is more than 0 and at most 1 full-time equivalent.",
            ),
            models.CheckConstraint(
                condition=Q(other_duties_fte__gte=0) & (Q(fte__isnull=True) | Q(other_duties_fte__lte=F("fte"))),
                name="post_other_duties_within_fte",
                violation_error_message="Other duties cannot take more than the whole post.",
            ),
            ends_after_start(
                "from_on",
                "until_on",
                name="post_ends_after_it_begins",
                message="The last day must not come before the first.",
            ),
        ]

    def __str__(self) -> str:
        """Return the post and its holder."""
        return f"{self.get_kind_display()}: {self.holder or 'vacant'}"
