"""Children, their care, their families, and who answers for them."""

import datetime
import random
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from audit.actors import Actor
from children.actions import bring_in_allocation, bring_in_episode, bring_in_period, group_siblings, register_child
from children.enums import AllocationReason, CareKind, Relationship
from children.models import Child, Episode, IROAllocation, PeriodOfCare, PersonAroundChild, SocialWorkAllocation
from desk.demonstration import staff, words
from desk.demonstration.dice import dice
from desk.demonstration.published import Published, PublishedChild, PublishedEpisode
from desk.demonstration.staff import Cast
from statute.ages import age_on

SHORT_BREAK_STATUSES = frozenset({"V3", "V4"})
AUTHORITY = "Harrow"
# Brothers and sisters: one surname and ethnicity, at least nine months apart, into care within some months.
BETWEEN_BIRTHS = datetime.timedelta(days=270)
INTO_CARE_TOGETHER = datetime.timedelta(days=210)
BABY, SCHOOL_LEAVER, LONG_NAME = 5, 16, 5
FOSTERED = "Q2"
MISSING = {"M1", "M2", "M3"}
# Fostered, placed for adoption, at home: there is a carer by name, elsewhere a key worker.
WITH_A_CARER = "QA"
WEEKS_TO_FIRST_REVIEW = datetime.timedelta(weeks=4)


@dataclass
class Household:
    """A child as loaded, with what later steps need at hand."""

    row: PublishedChild
    child: Child
    period: PeriodOfCare
    episodes: list[Episode]
    iro: User
    parents: list[PersonAroundChild] = field(default_factory=list)
    carer: str = ""
    team: str = ""
    social_worker: User | None = None

    @property
    def kind(self) -> str:
        """Return the kind of care."""
        return self.period.kind

    def episode_on(self, day: datetime.date) -> Episode:
        """Return the episode that ran on a day, or the last one."""
        running = [e for e in self.episodes if e.started_on <= day]
        return running[-1] if running else self.episodes[0]

    def carer_name(self, episode: Episode, chance: random.Random) -> str:
        """Return the name of the carer of a placement, or an invented one for the key worker of a home."""
        if episode.placement and (episode.placement[0] in WITH_A_CARER or episode.placement == "P1"):
            return episode.placed_with
        return f"{chance.choice(words.FIRST_NAMES)} {chance.choice(words.LAST_NAMES)}"


def bring_in_children(published: Published, cast: Cast, *, day: datetime.date, by: Actor) -> dict[str, Household]:
    """Record every published child with periods, episodes and allocations, and the families invented for them."""
    families = sibling_groups(published)
    placed_as = {local_id: family[0] for family in families if _live_together(family) for local_id in family}
    homes = {
        row.local_id: _bring_in(
            row, published.episodes[row.local_id], cast, day, by, placed_as=placed_as.get(row.local_id, "")
        )
        for row in published.children
    }
    people = [person for home in homes.values() for person in _family(home)]
    PersonAroundChild.objects.bulk_create(people)
    for person in people:
        if person.relationship in {Relationship.MOTHER, Relationship.FATHER}:
            homes[person.child.local_id].parents.append(person)
    SocialWorkAllocation.objects.bulk_create(
        spell for home in homes.values() for spell in _social_work(home, cast, day)
    )
    for family in families:
        members = [homes[local_id].child for local_id in family]
        group_siblings(children=members, name=f"{members[0].last_name} family", by=by)
    return homes


def _bring_in(
    row: PublishedChild,
    episodes: tuple[PublishedEpisode, ...],
    cast: Cast,
    day: datetime.date,
    by: Actor,
    *,
    placed_as: str,
) -> Household:
    child = register_child(
        local_id=row.local_id,
        first_name=row.first_name,
        last_name=row.last_name,
        sex=row.sex,
        date_of_birth=row.date_of_birth,
        ethnicity=row.ethnicity,
        is_uasc=row.is_uasc,
        by=by,
        **_about(row, episodes),
    )
    first, last = episodes[0], episodes[-1]
    short = first.legal_status in SHORT_BREAK_STATUSES
    period = bring_in_period(
        child=child,
        kind=CareKind.SHORT_BREAKS if short else CareKind.LOOKED_AFTER,
        became_looked_after_on=first.started_on,
        ceased_on=last.ended_on,
        reason_ceased=last.reason_ended if last.ended_on else "",
        by=by,
    )
    carers = _carers(row, episodes, placed_as)
    made = [
        bring_in_episode(
            period=period,
            by=by,
            started_on=episode.started_on,
            ended_on=episode.ended_on,
            reason_new=episode.reason_new,
            legal_status=episode.legal_status,
            category_of_need=episode.category_of_need,
            placement=episode.placement,
            provider=episode.provider,
            reason_ended=episode.reason_ended,
            reason_placement_change=episode.reason_placement_change,
            **placed,
        )
        for episode, placed in zip(episodes, carers, strict=True)
    ]
    iro = cast.by_ref[row.iro]
    home = Household(row, child, period, made, iro, carer=carers[-1]["placed_with"])
    home.team = _team(home, day)
    _allocate(home, cast, by)
    return home


def _about(row: PublishedChild, episodes: tuple[PublishedEpisode, ...]) -> dict[str, Any]:
    """Invent what the child page shows beside the published facts."""
    chance = dice("about", row.local_id)
    facts: dict[str, Any] = {}
    if row.is_uasc:
        facts |= {"language": chance.choice(words.LANGUAGES[:5]), "needs_interpreter": chance.random() < 0.7}
    elif row.ethnicity in {"AOTH", "AIND", "APKN", "ABAN", "BAFR", "WOTH", "OOTH"} and chance.random() < 0.3:
        facts |= {"language": chance.choice(words.LANGUAGES), "needs_interpreter": chance.random() < 0.3}
    if episodes[0].category_of_need == "N2" or chance.random() < 0.05:
        facts["communication_needs"] = chance.choice(words.COMMUNICATION)
    if chance.random() < 0.08:
        facts["preferred_name"] = row.first_name[:3] if len(row.first_name) > LONG_NAME else ""
    return facts


def _carers(row: PublishedChild, episodes: tuple[PublishedEpisode, ...], placed_as: str) -> list[dict[str, Any]]:
    """Invent with whom and where each placement was: a new carer only where the child moved.

    placed_as: the brother or sister whose foster home the child shares, where they live together.
    """
    chance = dice("carers", row.local_id)
    placed: list[dict[str, Any]] = []
    for number, episode in enumerate(episodes):
        moved = number == 0 or episode.reason_new in {"P", "B", "T", "U"}
        placed.append(_placement(chance, episode) if moved else placed[-1])
    if placed_as and episodes[-1].placement == FOSTERED:
        placed[-1] = _placement(dice("carers of", placed_as), episodes[-1])
    return placed


def _live_together(family: list[str]) -> bool:
    return dice("together", family[0]).random() < 0.6


def _placement(chance: random.Random, episode: PublishedEpisode) -> dict[str, Any]:
    if not episode.placement or episode.placement in MISSING:
        return {"placed_with": "", "placement_address": ""}
    number, street = chance.randint(1, 140), chance.choice(words.STREETS)
    carer = f"{chance.choice(words.FIRST_NAMES)} {chance.choice(words.LAST_NAMES)}"
    with_whom = carer if episode.placement[0] in WITH_A_CARER else chance.choice(words.HOMES)
    if episode.placement[:2] in {"P1", "P2"}:
        with_whom = carer if episode.placement == "P1" else f"{street} flats"
    away = chance.random() < 0.3
    host = chance.choice(words.HOST_AUTHORITIES) if away else AUTHORITY
    return {
        "placed_with": with_whom,
        "placement_address": f"{number} {street}, {host}",
        "is_out_of_area": away,
        "host_authority": host if away else "",
    }


def _family(home: Household) -> list[PersonAroundChild]:
    """Invent the people around a child: parents, somebody of the wider family, the carer."""
    chance = dice("family", home.row.local_id)
    surname = home.child.last_name
    people = [_parent(home, Relationship.MOTHER, f"{chance.choice(words.FIRST_NAMES)} {surname}", chance)]
    if chance.random() < 0.6:
        last = surname if chance.random() < 0.5 else chance.choice(words.LAST_NAMES)
        people.append(_parent(home, Relationship.FATHER, f"{chance.choice(words.FIRST_NAMES)} {last}", chance))
    if not home.row.is_uasc and chance.random() < 0.35:
        name = f"{chance.choice(words.FIRST_NAMES)} {surname}"
        people.append(
            PersonAroundChild(
                child=home.child,
                full_name=name,
                relationship=Relationship.GRANDPARENT,
                phone=_phone(chance),
                is_invented=True,
            )
        )
    if home.carer and home.period.ceased_on is None:
        people.append(
            PersonAroundChild(
                child=home.child,
                full_name=home.carer_name(home.episodes[-1], chance),
                relationship=Relationship.CARER,
                phone=_phone(chance),
                is_invented=True,
            )
        )
    return people


def _parent(home: Household, relationship: Relationship, name: str, chance: random.Random) -> PersonAroundChild:
    abroad = home.row.is_uasc
    return PersonAroundChild(
        child=home.child,
        full_name=name,
        relationship=relationship,
        has_parental_responsibility=relationship == Relationship.MOTHER or chance.random() < 0.6,
        phone="" if abroad else _phone(chance),
        address="" if abroad else f"{chance.randint(1, 90)} {chance.choice(words.STREETS)}, Harrow",
        how_to_reach="By phone abroad, with an interpreter" if abroad else "",
        language=home.child.language,
        is_invented=True,
    )


def _phone(chance: random.Random) -> str:
    # Ofcom keeps these numbers free for drama.
    return f"07700 900{chance.randint(0, 999):03d}"


def _team(home: Household, day: datetime.date) -> str:
    """Choose the team that a child of this age and need would have."""
    age = age_on(home.row.date_of_birth, home.period.ceased_on or day)
    if home.kind == CareKind.SHORT_BREAKS or home.episodes[0].category_of_need == "N2":
        return staff.DISABILITIES
    if home.row.is_uasc or age >= SCHOOL_LEAVER:
        return staff.LEAVING_CARE
    if age < BABY:
        return staff.COURT
    return staff.EAST if home.row.last_name < "M" else staff.WEST


def _social_work(home: Household, cast: Cast, day: datetime.date) -> list[SocialWorkAllocation]:
    """Invent a history of one to three social workers, the last of whom answers for the child now."""
    chance = dice("social work", home.row.local_id)
    start, end = home.period.became_looked_after_on, home.period.ceased_on
    last = end or day
    changes = sorted(
        start + datetime.timedelta(days=chance.randint(60, 900)) for _ in range(chance.choice((0, 1, 1, 2)))
    )
    begins = [start, *(change for change in changes if change < last - datetime.timedelta(days=30))]
    ends: list[datetime.date | None] = [*begins[1:], end]
    current = chance.choice(cast.social_workers[home.team])
    others = [worker for workers in cast.social_workers.values() for worker in workers]
    spells = []
    for from_on, until_on in zip(begins, ends, strict=True):
        is_last = from_on == begins[-1]
        worker = current if is_last else chance.choice(others)
        team = home.team if is_last else next(n for n, workers in cast.social_workers.items() if worker in workers)
        spells.append(
            SocialWorkAllocation(
                child=home.child,
                social_worker=worker,
                team=cast.teams[team],
                from_on=from_on,
                until_on=until_on,
                is_invented=True,
            )
        )
    home.social_worker = current
    return spells


def _allocate(home: Household, cast: Cast, by: Actor) -> None:
    """Record the published IRO from the first days of care; for some, invent another one before the first review."""
    chance = dice("allocation", home.row.local_id)
    start, end = home.period.became_looked_after_on, home.period.ceased_on
    from_on = start + datetime.timedelta(days=chance.randint(1, 4))
    reason, note = AllocationReason.NEW, ""
    long_enough = end is None or end - start > WEEKS_TO_FIRST_REVIEW
    if chance.random() < 0.08 and long_enough:
        other = chance.choice([iro for ref, iro in sorted(cast.by_ref.items()) if ref < "S05" and iro != home.iro])
        handed_over = start + datetime.timedelta(days=6)
        IROAllocation.objects.create(
            child=home.child,
            iro=other,
            from_on=from_on,
            until_on=handed_over,
            reason=reason,
            allocated_by=cast.by_ref["S05"],
            is_invented=True,
        )
        from_on, reason, note = handed_over, AllocationReason.WORKLOAD, "Agreed by both before the first review"
    bring_in_allocation(
        child=home.child,
        iro=home.iro,
        from_on=from_on,
        until_on=end,
        reason=reason,
        note=note,
        allocated_by=cast.by_ref["S05"],
        by=by,
    )


def sibling_groups(published: Published) -> list[list[str]]:
    """Return the local ids of children who may well be brothers and sisters, oldest first, each child once."""
    groups: list[list[PublishedChild]] = []
    for child in sorted(published.children, key=lambda row: row.date_of_birth):
        if child.is_uasc:
            continue
        group = next((group for group in groups if all(_could_be_siblings(published, child, g) for g in group)), None)
        if group is None:
            groups.append([child])
        else:
            group.append(child)
    return [[child.local_id for child in group] for group in groups if len(group) > 1]


def _could_be_siblings(published: Published, one: PublishedChild, other: PublishedChild) -> bool:
    starts = (published.episodes[row.local_id][0].started_on for row in (one, other))
    first, second = sorted(starts)
    return (
        (one.last_name, one.ethnicity) == (other.last_name, other.ethnicity)
        and abs(one.date_of_birth - other.date_of_birth) >= BETWEEN_BIRTHS
        and second - first <= INTO_CARE_TOGETHER
    )
