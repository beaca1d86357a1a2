"""The test world of everything about access: all ten roles, and children of five kinds with all that is about them.

Each kind of child (`Kind`, as the declared table of access has them) is seen from `iro`, and from `social_worker`,
`operational_manager`, `director` and `manager`, to whom the same child's threads are addressed. All of these would
reach the restricted child but for its restriction: only `second_iro` and `second_manager` are on its list. Every text
about a child holds a canary, a word that stands nowhere else and begins with "Qz" and the kind, so that a page shows by
its bytes whose record and which field it read.

Ask for the fixture `world` (tests/security/conftest.py): made once per run, lent to each test in a transaction.
"""

import datetime
import itertools
import re
import time
from dataclasses import dataclass, field

from django.conf import settings
from django.test import Client

from accounts.actions import manage_team
from accounts.declared import Whose as Kind
from accounts.enums import PostKind, Role
from accounts.models import Post, RoleGrant, Team, TeamManagement, User
from accounts.sign_in.sessions import SEEN_AT
from audit.actions import acting
from children.models import Child, DutyDone
from disputes.models import CafcassReferral, Dispute
from iro_service.middleware import BEGAN_AT
from participation.models import AskedForm, Coding, Consultation, OwnWords, SafetyAlert
from quality.models import AuditOfPractice, GoodPractice, MonitoringChecklist, ResourceConcern
from reviews.models import (
    ContactWithChild,
    Decision,
    DecisionChallenge,
    Filing,
    Invitation,
    MidpointCheck,
    MidpointFinding,
    OfferToMeet,
    OutcomeRelayed,
    PlanningMeeting,
    RecordOfReview,
    RecordRecipient,
    Review,
    SecurePanel,
    SignificantEvent,
    StrategyTried,
)
from tests.factories import BY, make_team, make_user

# A Monday.
TODAY = datetime.date(2025, 6, 2)
PASSWORD = "correct horse battery"
INACTIVE = "inactive"
CANARY = re.compile(r"Qz(?:mine|colleagues|restricted|otherteams|archived|service)\d{4}x", re.IGNORECASE)


@dataclass
class Case:
    """A child of a kind and everything that an address can name, and a second child in other states."""

    kind: Kind
    iro: User
    child: Child  # an open review that is booked (archived: ended), two completed ones
    other: Child  # an open review to arrange (archived: ended), one completed, a secure placement
    booked: Review
    to_arrange: Review
    recorded: Review  # completed, its record distributed, with a checklist
    written: Review  # completed, its record begun (archived: distributed)
    finished: RecordOfReview  # of `other`: finished, waiting to be sent out (archived: sent out)
    asked: AskedForm  # the mother, before the booked review (archived: the review has ended)
    no_longer_asked: AskedForm  # the mother, with another form: withdrawn
    told: Invitation  # to the booked review, sent and answered (archived: withdrawn)
    decision: Decision  # open
    panel: SecurePanel
    sat_panel: SecurePanel  # its decision is recorded, and nobody was told yet
    dispute: Dispute  # has been through every stage; its last is addressed to the director (archived: resolved)
    early_dispute: Dispute  # at stage 1, addressed to the operational manager (archived: withdrawn)
    ended_dispute: Dispute  # resolved
    referral: CafcassReferral
    asked_form: AskedForm  # before `booked`: half filled, taken on by the officer (not mine: by the second officer)
    free_form: AskedForm  # before `booked`: asked, taken on by nobody
    consultation: Consultation  # of `recorded`
    alert: SafetyAlert  # nobody has acknowledged it (archived: closed)
    acknowledged_alert: SafetyAlert  # (archived: closed)
    closed_alert: SafetyAlert
    checklist: MonitoringChecklist
    good_practice: GoodPractice
    midpoint: MidpointCheck  # before `booked`, to be made (archived: lapsed)
    finding: MidpointFinding  # of a check that was made before `to_arrange`: a decision that drifts
    event: SignificantEvent  # told by the social worker, not answered
    contact: ContactWithChild
    duty: DutyDone  # a visit
    challenge: DecisionChallenge  # of a decision of `finished`; waits for its answer (archived: answered)
    recipient: RecordRecipient  # of `finished`; still to be sent (archived: sent)
    sent_recipient: RecordRecipient  # of `finished`
    filing: Filing  # of `recorded`; stands
    tried: StrategyTried  # before `booked`
    plan: PlanningMeeting  # of `booked`
    offer: OfferToMeet  # around `booked`, not answered
    relayed: OutcomeRelayed  # of `recorded`, to the mother
    words: OwnWords  # on `consultation`; wait to be coded
    coding: Coding  # of the words on another form

    @property
    def unlogged(self) -> Review:
        """Return a completed review without a checklist."""
        return self.finished.review

    @property
    def closed_decision(self) -> Decision:
        """Return a decision that was carried out."""
        return self.recorded.decisions.get(status="done")


@dataclass
class Service:
    """What an address can name that is about no child."""

    team: Team
    second_team: Team
    management: TeamManagement
    grant: RoleGrant
    post: Post
    closed: User
    audit: AuditOfPractice | None = None
    concern: ResourceConcern | None = None
    ids: dict[str, int] = field(default_factory=dict)  # holiday, jobs, reports and their files, by name
    words: dict[str, str] = field(default_factory=dict)  # what an address takes that is no number


@dataclass
class World:
    """Everybody and everything, by name."""

    users: dict[str, User]
    service: Service
    cases: dict[Kind, Case] = field(default_factory=dict)

    def user(self, name: str) -> User:
        """Return somebody: by role, by "second_" and a role, or the inactive one."""
        return self.users[str(name)]

    def client(self, name: str = "") -> Client:
        """Return a client in which somebody is signed in, and has just been seen; without a name, nobody.

        A session notes once a minute that it is in use: where each request is taken back, each would note it again.
        """
        client = Client()
        if name:
            client.force_login(self.user(name), backend=settings.AUTHENTICATION_BACKENDS[-1])
            if settings.SESSION_COOKIE_NAME in client.cookies:
                session = client.session
                session[BEGAN_AT] = session[SEEN_AT] = time.time()
                session.save()
        return client

    def canaries_of(self, kind: Kind) -> re.Pattern[str]:
        """Return the pattern that finds every canary of a kind of child."""
        return re.compile(rf"Qz{kind}\d{{4}}x", re.IGNORECASE)


def canaries_in(content: bytes | str) -> set[str]:
    """Return the canaries that stand in a page, as they were written."""
    text = content.decode(errors="replace") if isinstance(content, bytes) else content
    return {found.capitalize() for found in CANARY.findall(text)}


class Canaries:
    """Gives out words that stand nowhere else."""

    def __init__(self) -> None:
        """Begin at one."""
        self._numbers = itertools.count(1)

    def __call__(self, kind: str) -> str:
        """Return the next word of a kind of child, or of the service."""
        return f"Qz{kind}{next(self._numbers):04}x"


def make_users() -> dict[str, User]:
    """Make somebody of each role, a second of some, and somebody whose account is closed."""
    users: dict[str, User] = {}
    seconds = (
        Role.IRO,
        Role.MANAGER,
        Role.SOCIAL_WORKER,
        Role.OPERATIONAL_MANAGER,
        Role.DIRECTOR,
        Role.SYSTEM_ADMINISTRATOR,
        Role.INFORMATION_GOVERNANCE,
        Role.CONSULTATION_OFFICER,
    )
    for role in Role:
        users[str(role)] = make_user(role, f"First {role.label}", email=f"{role}@example.org")
    for role in seconds:
        users[f"second_{role}"] = make_user(role, f"Second {role.label}", email=f"second_{role}@example.org")
    users[INACTIVE] = make_user(Role.IRO, "Closed Account", email="closed@example.org", is_active=False)
    return users


def make_service(users: dict[str, User]) -> Service:
    """Make two teams with a manager each, a post, and the rows that the pages of staff name."""
    team, second_team = make_team("Marigold team"), make_team("Bluebell team")
    since = datetime.date(2020, 1, 1)
    management = manage_team(team=team, manager=users[Role.OPERATIONAL_MANAGER], by=BY, from_on=since)
    manage_team(team=second_team, manager=users[f"second_{Role.OPERATIONAL_MANAGER}"], by=BY, from_on=since)
    with acting():
        post = Post.objects.create(kind=PostKind.IRO, holder=users[Role.IRO], fte=1, from_on=since)
    grant = RoleGrant.objects.get(user=users[f"second_{Role.IRO}"])
    return Service(team, second_team, management, grant, post, users[INACTIVE])
