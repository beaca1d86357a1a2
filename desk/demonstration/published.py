"""The published records, read from their files as frozen rows. Shapes are checked here, before anything is written."""

import csv
import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

NAMES = ("harrow2011",)


class PublishedDataError(ValueError):
    """A file of published records does not have the shape it should; the text names the file and the line."""


@dataclass(frozen=True, slots=True)
class PublishedChild:
    """A child, with the staff id of the IRO."""

    local_id: str
    first_name: str
    last_name: str
    sex: str
    date_of_birth: datetime.date
    ethnicity: str
    is_uasc: bool
    iro: str


@dataclass(frozen=True, slots=True)
class PublishedEpisode:
    """An episode, in national codes."""

    child: str
    started_on: datetime.date
    reason_new: str
    legal_status: str
    category_of_need: str
    placement: str
    provider: str
    ended_on: datetime.date | None
    reason_ended: str
    reason_placement_change: str


@dataclass(frozen=True, slots=True)
class PublishedReview:
    """A review that was held; what is said of parents is None or empty before 2011."""

    ref: str
    child: str
    completed_on: datetime.date
    iro: str
    participation_code: str
    parents_invited: bool | None
    parents_attended: bool | None
    not_invited_because: str
    not_attending_because: str


OfChild = TypeVar("OfChild", PublishedEpisode, PublishedReview)


@dataclass(frozen=True, slots=True)
class PublishedPost:
    """A member of staff with the share of a post; `fte` is None and `since` is None where the report is silent."""

    ref: str
    name: str
    role: str
    fte: str | None
    identity: str
    sex: str
    since: datetime.date | None


@dataclass(frozen=True, slots=True)
class PublishedDispute:
    """A dispute with its issues."""

    ref: str
    child: str
    review: str
    stage_1_on: datetime.date
    stage_2_on: datetime.date | None
    resolved_on: datetime.date
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedPanel:
    """A panel on a secure placement."""

    child: str
    placed_on: datetime.date
    held_on: datetime.date
    members: tuple[str, ...]
    criteria_met: bool


@dataclass(frozen=True, slots=True)
class PublishedAnswer:
    """One box ticked on one consultation form."""

    form: str
    review: str
    child: str
    age_group: str
    question: str
    answer: str
    followed_up: bool | None


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure of the year before: a typed figure with its own period."""

    from_on: datetime.date
    until_on: datetime.date
    figure: str
    value: int


@dataclass(frozen=True, slots=True)
class Published:
    """Everything that was published, in the order of its files."""

    children: tuple[PublishedChild, ...]
    episodes: dict[str, tuple[PublishedEpisode, ...]]
    reviews: dict[str, tuple[PublishedReview, ...]]
    posts: tuple[PublishedPost, ...]
    disputes: tuple[PublishedDispute, ...]
    panels: tuple[PublishedPanel, ...]
    answers: tuple[PublishedAnswer, ...]
    prior: tuple[PublishedFigure, ...]


class Row:
    """One line of a file, read field by field; a field that cannot be read names the file and the line."""

    def __init__(self, source: str, line: int, values: dict[str, str]) -> None:
        self.source, self.line, self.values = source, line, values

    def text(self, column: str, *, needed: bool = False) -> str:
        """Return the text of a column, empty where it is blank."""
        value = self.values.get(column)
        if value is None or (needed and not value):
            raise PublishedDataError(f"{self.source}, line {self.line}: {column} is missing.")
        return value

    def day(self, column: str) -> datetime.date:
        """Return the date in a column that must have one."""
        value = self.text(column, needed=True)
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise PublishedDataError(f"{self.source}, line {self.line}: {column} is no date: {value}.") from None

    def day_or_none(self, column: str) -> datetime.date | None:
        """Return the date in a column, or None where it is blank."""
        return self.day(column) if self.text(column) else None

    def yes(self, column: str) -> bool | None:
        """Return whether a column says Y, or None where it is blank."""
        return {"Y": True, "N": False, "": None}[self.text(column)]


def read_published(name: str) -> Published:
    """Read the published records of a demonstration by its name. Raises PublishedDataError."""
    if name not in NAMES:
        raise PublishedDataError(f"There is no demonstration called {name}. There is: {', '.join(NAMES)}.")
    return read_folder(files("desk.demonstration").joinpath(name))


def read_folder(folder: Traversable | Path) -> Published:
    """Read the published records in a folder. Raises PublishedDataError for a line that does not fit."""
    issues: dict[str, list[str]] = defaultdict(list)
    for dispute, issue in _read(folder, "dispute_issues.csv", lambda row: (row.text("dispute_id"), row.text("issue"))):
        issues[dispute].append(issue)
    published = Published(
        children=tuple(_read(folder, "children.csv", _child)),
        episodes=_by_child(_read(folder, "episodes.csv", _episode)),
        reviews=_by_child(_read(folder, "reviews.csv", _review)),
        posts=tuple(_read(folder, "staff.csv", _post)),
        disputes=tuple(_read(folder, "disputes.csv", lambda row: _dispute(row, tuple(issues[row.text("dispute_id")])))),
        panels=tuple(_read(folder, "secure_panels.csv", _panel)),
        answers=tuple(_read(folder, "consultation_responses.csv", _answer)),
        prior=tuple(_read(folder, "prior_year.csv", _figure)),
    )
    _refuse_strangers(published)
    return published


def _read(folder: Traversable | Path, name: str, make: Callable[[Row], T]) -> Iterator[T]:
    text = folder.joinpath(name).read_text(encoding="utf-8")
    for line, values in enumerate(csv.DictReader(text.splitlines()), start=2):
        yield make(Row(name, line, values))


def _by_child(rows: Iterator[OfChild]) -> dict[str, tuple[OfChild, ...]]:
    found: dict[str, list[OfChild]] = defaultdict(list)
    for row in rows:
        found[row.child].append(row)
    return {child: tuple(rows) for child, rows in found.items()}


def _refuse_strangers(published: Published) -> None:
    children = {child.local_id for child in published.children}
    staff = {post.ref for post in published.posts}
    mentioned = {*published.episodes, *published.reviews, *(dispute.child for dispute in published.disputes)}
    if mentioned - children:
        raise PublishedDataError(f"children.csv has no {', '.join(sorted(mentioned - children))}.")
    chairs = {review.iro for reviews in published.reviews.values() for review in reviews}
    chairs |= {child.iro for child in published.children}
    if chairs - staff:
        raise PublishedDataError(f"staff.csv has no {', '.join(sorted(chairs - staff))}.")


def _child(row: Row) -> PublishedChild:
    return PublishedChild(
        local_id=row.text("child_id", needed=True),
        first_name=row.text("first_name", needed=True),
        last_name=row.text("last_name", needed=True),
        sex=row.text("sex", needed=True),
        date_of_birth=row.day("dob"),
        ethnicity=row.text("ethnicity_code"),
        is_uasc=bool(row.yes("uasc")),
        iro=row.text("allocated_iro", needed=True),
    )


def _episode(row: Row) -> PublishedEpisode:
    return PublishedEpisode(
        child=row.text("child_id", needed=True),
        started_on=row.day("start"),
        reason_new=row.text("reason_new_episode", needed=True),
        legal_status=row.text("legal_status", needed=True),
        category_of_need=row.text("category_of_need"),
        placement=row.text("placement_code"),
        provider=row.text("placement_provider"),
        ended_on=row.day_or_none("end"),
        reason_ended=row.text("reason_ceased"),
        reason_placement_change=row.text("reason_placement_change"),
    )


def _review(row: Row) -> PublishedReview:
    return PublishedReview(
        ref=row.text("review_id", needed=True),
        child=row.text("child_id", needed=True),
        completed_on=row.day("review_date"),
        iro=row.text("iro_id", needed=True),
        participation_code=row.text("participation_code", needed=True),
        parents_invited=row.yes("parents_invited"),
        parents_attended=row.yes("parents_attended"),
        not_invited_because=row.text("reason_parents_not_invited"),
        not_attending_because=row.text("reason_parents_not_attending"),
    )


def _post(row: Row) -> PublishedPost:
    return PublishedPost(
        ref=row.text("staff_id", needed=True),
        name=row.text("name", needed=True),
        role=row.text("role", needed=True),
        fte=row.text("fte") or None,
        identity=row.text("identity"),
        sex=row.text("gender"),
        since=row.day_or_none("in_post_since"),
    )


def _dispute(row: Row, issues: tuple[str, ...]) -> PublishedDispute:
    return PublishedDispute(
        ref=row.text("dispute_id", needed=True),
        child=row.text("child_id", needed=True),
        review=row.text("review_id", needed=True),
        stage_1_on=row.day("stage1_date"),
        stage_2_on=row.day_or_none("stage2_date"),
        resolved_on=row.day("resolved_date"),
        issues=issues,
    )


def _panel(row: Row) -> PublishedPanel:
    return PublishedPanel(
        child=row.text("child_id", needed=True),
        placed_on=row.day("secure_start"),
        held_on=row.day("panel_date"),
        members=tuple(name.strip() for name in row.text("members").split(";")),
        criteria_met=bool(row.yes("criteria_met")),
    )


def _answer(row: Row) -> PublishedAnswer:
    return PublishedAnswer(
        form=row.text("response_id", needed=True),
        review=row.text("review_id", needed=True),
        child=row.text("child_id", needed=True),
        age_group=row.text("age_group", needed=True),
        question=row.text("question", needed=True),
        answer=row.text("answer", needed=True),
        followed_up=row.yes("followed_up"),
    )


def _figure(row: Row) -> PublishedFigure:
    year = row.text("year", needed=True)
    first, last = year.split("/") if "/" in year else (f"{year}-01-01", f"{year}-12-31")
    return PublishedFigure(
        from_on=datetime.date.fromisoformat(first),
        until_on=datetime.date.fromisoformat(last),
        figure=row.text("figure", needed=True),
        value=int(row.text("value", needed=True)),
    )
