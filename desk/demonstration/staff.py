"""The people of the demonstration: those of the report with their posts, and invented ones for every other role."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from accounts.actions import create_account, create_post, create_team, grant_role, manage_team
from accounts.enums import PostKind, Role, TeamKind
from accounts.models import Team, User
from audit.actors import Actor
from desk.demonstration.dice import dice
from desk.demonstration.published import PublishedPost
from desk.demonstration.sign_ins import PASSWORD, address_of
from desk.demonstration.words import FIRST_NAMES, LAST_NAMES

SERVICE_SINCE = datetime.date(2004, 4, 1)
SOCIAL_WORKERS_PER_TEAM = 4
# The report gives no day for these posts.
SUPPORT_SINCE = datetime.date(2009, 9, 7)
CHAIRS_CONFERENCES = "S04"
CONFERENCE_DUTIES = "Chairs child protection conferences (the share is invented)"
CONFERENCE_SHARE = Decimal("0.10")

# What the published records call a post, and the role its holder has here.
POSTS = {
    "Independent Reviewing Officer": (PostKind.IRO, Role.IRO),
    "IRO manager": (PostKind.MANAGER, Role.MANAGER),
    "Review support worker": (PostKind.SUPPORT_WORKER, Role.SUPPORT_WORKER),
    "Panel Coordinator": (PostKind.PANEL_COORDINATOR, None),
    "Assistant (panels and access to records)": (PostKind.PANEL_ASSISTANT, None),
    "Life Chances and Young People's Consultation Officer": (PostKind.CONSULTATION_OFFICER, Role.CONSULTATION_OFFICER),
}
# Each social work team, and which operational manager answers for it.
TEAMS = (
    ("Court and Assessment Team", 0),
    ("Children Looked After Team East", 1),
    ("Children Looked After Team West", 1),
    ("Leaving Care and Unaccompanied Young People Team", 2),
    ("Children with Disabilities Team", 3),
)
COURT, EAST, WEST, LEAVING_CARE, DISABILITIES = (name for name, _ in TEAMS)
SERVICE_TEAM = "Independent Reviewing Officer service"
# Invented people: role, name.
OTHERS = (
    (Role.DIRECTOR, "Magnolia Ashgrove"),
    (Role.PANEL_MEMBER, "Sage Birchwell"),
    (Role.PANEL_MEMBER, "Ochre Copperdale"),
    (Role.SYSTEM_ADMINISTRATOR, "Slate Dunwhistle"),
    (Role.INFORMATION_GOVERNANCE, "Pearl Elmbrook"),
)
OPERATIONAL_MANAGERS = ("Russet Hollowby", "Saffi Kingcup", "Topaz Lanternby", "Bramble Oakapple")


@dataclass
class Cast:
    """Everybody, found as the loading needs them."""

    by_ref: dict[str, User] = field(default_factory=dict)
    by_role: dict[str, list[User]] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    managers_of_teams: dict[str, User] = field(default_factory=dict)
    social_workers: dict[str, list[User]] = field(default_factory=dict)

    def first(self, role: Role) -> User:
        """Return the one who stands for a role."""
        return self.by_role[role][0]


def make_cast(posts: tuple[PublishedPost, ...], *, by: Actor) -> Cast:
    """Make everybody's account, roles, posts and teams. To be called within an action."""
    cast = Cast()
    for post in posts:
        kind, role = POSTS[post.role]
        since = post.since or SUPPORT_SINCE
        user = _person(cast, post.name, role, since, by, identity=post.identity, sex=post.sex)
        cast.by_ref[post.ref] = user
        _fill_post(post, kind, user, since, by)
    for role, name in OTHERS:
        _person(cast, name, role, SERVICE_SINCE, by)
    managers = [_person(cast, name, Role.OPERATIONAL_MANAGER, SERVICE_SINCE, by) for name in OPERATIONAL_MANAGERS]
    _make_teams(cast, managers, by)
    create_team(name=SERVICE_TEAM, kind=TeamKind.IRO_SERVICE, by=by)
    _give_password(cast)
    return cast


def _person(
    cast: Cast, name: str, role: Role | None, since: datetime.date, by: Actor, *, identity: str = "", sex: str = ""
) -> User:
    """Make an account with a role, or with none for a post that needs nothing here."""
    others = cast.by_role.setdefault(role, []) if role else []
    address = address_of(name, role, first=not others)
    user = create_account(email=address, full_name=name, identity=identity, sex=sex, by=by)
    if role:
        others.append(user)
        grant_role(user=user, role=role, from_on=since, by=by)
    return user


def _give_password(cast: Cast) -> None:
    """Let the first of each role sign in, and every IRO. Hashed once: forty slow hashes would take the longest."""
    hashed = User()
    hashed.set_password(PASSWORD)
    few = {user.pk for users in cast.by_role.values() for user in users[:1]}
    few |= {user.pk for user in cast.by_role[Role.IRO]}
    User.objects.filter(pk__in=few).update(password=hashed.password)


def _fill_post(post: PublishedPost, kind: PostKind, holder: User, since: datetime.date, by: Actor) -> None:
    chairs_conferences = post.ref == CHAIRS_CONFERENCES
    create_post(
        kind=kind,
        holder=holder,
        fte=Decimal(post.fte) if post.fte else None,
        from_on=since,
        other_duties=CONFERENCE_DUTIES if chairs_conferences else "",
        other_duties_fte=CONFERENCE_SHARE if chairs_conferences else Decimal(0),
        by=by,
    )


def _make_teams(cast: Cast, managers: list[User], by: Actor) -> None:
    names = _names()
    for name, manager in TEAMS:
        team = create_team(name=name, kind=TeamKind.SOCIAL_WORK, by=by)
        manage_team(team=team, manager=managers[manager], from_on=SERVICE_SINCE, by=by)
        cast.teams[name] = team
        cast.managers_of_teams[name] = managers[manager]
        cast.social_workers[name] = [
            _person(cast, names.pop(), Role.SOCIAL_WORKER, SERVICE_SINCE, by) for _ in range(SOCIAL_WORKERS_PER_TEAM)
        ]


def _names() -> list[str]:
    """Return names that nobody else has yet, in an order of chance."""
    chance = dice("social workers")
    firsts = chance.sample(FIRST_NAMES, len(FIRST_NAMES))
    return [f"{first} {chance.choice(LAST_NAMES)}" for first in firsts]
