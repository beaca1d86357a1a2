"""A synthetic authority of any size, from seeded chance, for measuring and for trying out: nobody in it exists.

Written in bulk inside one action. Limits are computed by `statute` as everywhere; every child is marked as invented.
"""

import datetime
import math
from collections.abc import Callable, Iterator
from decimal import Decimal

from accounts.actions import create_account, create_post, create_team, grant_role, manage_team
from accounts.enums import PostKind, Role, TeamKind
from accounts.models import Team, User
from audit.actions import action
from audit.actors import Actor
from children.models import Child
from desk.demonstration import words
from desk.demonstration.dice import dice
from desk.demonstration.generated_children import history
from desk.demonstration.generated_life import Bundle, Staffing
from desk.demonstration.sign_ins import PASSWORD, address_of
from office.authority import working_calendar
from office.models import AuthoritySettings
from reviews.models import IssueType, Venue

CHILDREN_PER_IRO = 60
CHILDREN_PER_SOCIAL_WORKER = 18
CHILDREN_PER_TEAM = 120
CHILDREN_PER_SUPPORT_WORKER = 120
# For so many children in care, one more who left: histories are not only of those who stayed.
STAYED_FOR_EACH_WHO_LEFT = 3
BATCH = 500
POSTS_FROM = datetime.timedelta(days=8 * 365)
AUTHORITY = "Generated authority"
ISSUES = ("Incomplete care plan", "No pathway plan", "Health assessment overdue", "Reports late", "Visits not recorded")
OTHER_ROLES = (
    Role.CONSULTATION_OFFICER,
    Role.DIRECTOR,
    Role.PANEL_MEMBER,
    Role.SYSTEM_ADMINISTRATOR,
    Role.INFORMATION_GOVERNANCE,
)

Progress = Callable[[int], None]


class NotGeneratedError(Exception):
    """The database holds children who were not generated, or the very ones that would be."""


@action("desk.generate_authority")
def generate_authority(
    *, children: int, seed: int, today: datetime.date, by: Actor, progress: Progress = lambda _done: None
) -> AuthoritySettings:
    """Generate an authority of so many children in care on a day, and a third as many again who left before.

    The same seed, number and day give the same authority. Raises NotGeneratedError for a database with other children;
    ValueError for no children. Whatever fails, nothing is written.
    """
    if children < 1:
        raise ValueError("Ask for at least one child.")
    _refuse_real_children(seed)
    settings, _ = AuthoritySettings.objects.update_or_create(
        pk=1, defaults={"name": AUTHORITY, "is_demonstration": True}
    )
    staffing = _staffing(children, seed, today=today, by=by)
    calendar = working_calendar()
    for done, bundle in _bundles(children, seed, staffing, today):
        for number, has_left in bundle:
            history(staffing, seed, number, has_left=has_left, today=today, calendar=calendar)
        staffing.rows.write()
        progress(done)
    return settings


def _refuse_real_children(seed: int) -> None:
    if Child.objects.filter(is_invented=False).exists():
        raise NotGeneratedError("This database holds children who were not generated. Use an empty database.")
    if Child.objects.filter(local_id__startswith=f"G{seed}-").exists():
        raise NotGeneratedError(f"An authority was already generated here with the seed {seed}. Use another seed.")


def _bundles(
    children: int, seed: int, staffing: Staffing, today: datetime.date
) -> Iterator[tuple[int, list[tuple[int, bool]]]]:
    """Yield how many will be done after each batch, and its children: number, and whether the child has left."""
    total = children + children // STAYED_FOR_EACH_WHO_LEFT
    for first in range(0, total, BATCH):
        numbers = range(first, min(first + BATCH, total))
        staffing.rows = Bundle()
        yield numbers[-1] + 1, [(number, number >= children) for number in numbers]


def _staffing(children: int, seed: int, *, today: datetime.date, by: Actor) -> Staffing:
    """Make people, posts and teams in proportion; of each role the first has the address of the sign-ins."""
    since = today - POSTS_FROM
    hashed = User()
    hashed.set_password(PASSWORD)

    def people(role: Role, number: int) -> list[User]:
        made = []
        for position in range(number):
            chance = dice("staff", role, position, seed=str(seed))
            name = f"{chance.choice(words.FIRST_NAMES)} {chance.choice(words.LAST_NAMES)}"
            first = not position and not User.objects.filter(email=address_of(name, role, first=True)).exists()
            address = address_of(f"{name} {role.value} {seed} {position}", role, first=first)
            user = create_account(email=address, full_name=name, by=by)
            grant_role(user=user, role=role, from_on=since, by=by)
            made.append(user)
        User.objects.filter(pk__in=[user.pk for user in made[:1]]).update(password=hashed.password)
        return made

    teams = [
        _team(f"Children looked after team {seed}-{number + 1}", by)
        for number in range(math.ceil(children / CHILDREN_PER_TEAM))
    ]
    managers = people(Role.OPERATIONAL_MANAGER, max(1, len(teams) // 2))
    for number, team in enumerate(teams):
        manage_team(team=team, manager=managers[number % len(managers)], from_on=since, by=by)
    iros = people(Role.IRO, math.ceil(children / CHILDREN_PER_IRO))
    support = people(Role.SUPPORT_WORKER, math.ceil(children / CHILDREN_PER_SUPPORT_WORKER))
    for kind, holders in (
        (PostKind.IRO, iros),
        (PostKind.SUPPORT_WORKER, support),
        (PostKind.MANAGER, people(Role.MANAGER, 1)),
    ):
        for holder in holders:
            create_post(kind=kind, holder=holder, fte=Decimal(1), from_on=since, by=by)
    for role in OTHER_ROLES:
        people(role, 1)
    workers = people(Role.SOCIAL_WORKER, math.ceil(children / CHILDREN_PER_SOCIAL_WORKER))
    return Staffing(
        iros=iros,
        workers=workers,
        teams=teams,
        managers=managers,
        venues=[Venue.objects.get_or_create(name=name, is_video=video)[0] for name, video in words.VENUES],
        issues=[IssueType.objects.get_or_create(name=name)[0] for name in ISSUES],
    )


def _team(name: str, by: Actor) -> Team:
    return create_team(name=name, kind=TeamKind.SOCIAL_WORK, by=by)
