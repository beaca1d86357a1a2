"""The facts that figures are computed from: plain frozen rows. Pure: no Django here; `rows` reads them.

Each row type holds what the measures ask for and nothing that names a child. Days are inclusive unless said otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from statute.words import day as in_words

ONE_DAY = timedelta(days=1)
# No record is older or younger; beyond them there may be no day before, and no period before, to count by.
FIRST_YEAR, LAST_YEAR = 1900, 2100


def days_in_words(first: date, last: date) -> str:
    """Return a span of days as it is printed: "1 January 2011 to 31 December 2011"."""
    return f"{in_words(first)} to {in_words(last)}"


@dataclass(frozen=True, slots=True)
class Period:
    """The days a report is about, first and last both inclusive. Raises ValueError when they are reversed."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("The last day of the period must not come before the first.")

    @classmethod
    def asked_for(cls, start: date, end: date) -> "Period":
        """Return the period that somebody asks for.

        Raises ValueError with a sentence when it is reversed, or lies in years that no record is of.
        """
        asked = cls(start, end)
        if start.year < FIRST_YEAR or end.year > LAST_YEAR:
            raise ValueError(f"The period must lie between {FIRST_YEAR} and {LAST_YEAR}.")
        return asked

    @property
    def eve(self) -> date:
        """The day before the period: "at start" means at its close."""
        return self.start - ONE_DAY

    @property
    def previous(self) -> "Period":
        """The period of the same length before: whole months where this one is whole months, else days."""
        length = relativedelta(self.end + ONE_DAY, self.start)
        start = self.start - length if not length.days else self.start - (self.end + ONE_DAY - self.start)
        return Period(start, self.eve)

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.start <= day <= self.end

    def __str__(self) -> str:
        return days_in_words(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Child:
    """A child: national codes as recorded, empty where they are not."""

    id: int
    sex: str
    date_of_birth: date
    ethnicity: str
    is_uasc: bool
    sibling_group: int | None


@dataclass(frozen=True, slots=True)
class CarePeriod:
    """A period of care; `ceased_on` is the day care stopped, None while it runs."""

    id: int
    child: int
    is_short_breaks: bool
    began_on: date
    ceased_on: date | None


@dataclass(frozen=True, slots=True)
class Episode:
    """A spell of one legal status and placement. `home` is who or where the child was placed with."""

    id: int
    child: int
    period: int
    started_on: date
    ended_on: date | None
    reason_new: str
    legal_status: str
    placement: str
    is_out_of_area: bool | None
    home: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the service; `fte` is None where nobody has said, `holder` None where it is vacant."""

    id: int
    kind: str
    holder: int | None
    identity: str
    sex: str
    fte: Decimal | None
    other_duties_fte: Decimal
    from_on: date
    until_on: date | None
    is_agency: bool


@dataclass(frozen=True, slots=True)
class Allocation:
    """That an IRO was a child's, from a day, and why."""

    id: int
    child: int
    iro: int
    from_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Review:
    """A review that was completed, or whose child was spoken to, near the period."""

    id: int
    child: int
    is_short_breaks: bool
    sequence: str
    due_on: date | None
    held_on: date | None
    adjourned_on: date | None
    completed_on: date | None
    mode: str
    early_reason: str
    late_reason: str
    spoken_outcome: str
    spoken_on: date | None
    age_band: str
    code: str
    not_taking_part_reason: str
    was_co_chaired: bool
    was_child_missing: bool = False
    was_postponed: bool = False
    rights_told: str = ""
    was_planned: bool = False


@dataclass(frozen=True, slots=True)
class ParentPart:
    """One parent's part in one review."""

    review: int
    was_invited: bool
    not_invited_reason: str
    attended: bool | None
    not_attending_reason: str
    was_offered: bool | None = None  # to meet the IRO
    took_up: bool | None = None
    was_relayed: bool = False  # what came of the review


@dataclass(frozen=True, slots=True)
class Strategy:
    """What was tried to hear a child at one review."""

    review: int
    strategy: str


@dataclass(frozen=True, slots=True)
class Offer:
    """That the IRO offered to meet a parent around a review; `taken_up` is None while there is no answer."""

    review: int
    taken_up: bool | None


@dataclass(frozen=True, slots=True)
class Support:
    """What came of the question about an advocate or an independent visitor at one review: the last answer."""

    review: int
    support: str
    answer: str
    provider: str
    was_told: bool | None


@dataclass(frozen=True, slots=True)
class Listened:
    """One strand of Stop, Look and Listen before a review, and how far it came."""

    review: int
    strand: str
    status: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of a review, by its target day."""

    id: int
    target_on: date
    is_carried_out: bool
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class RecordOfReview:
    """The clocks of one review's record: each limit and the day it was met."""

    review: int
    decisions_due_on: date | None
    decisions_sent_on: date | None
    full_due_on: date | None
    finished_on: date | None
    distribute_due_on: date | None
    distributed_on: date | None


@dataclass(frozen=True, slots=True)
class KindOfForm:
    """A form of the service, and of whom it is."""

    key: str
    of_whom: str  # "ages 4-15", "easy read"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a consultation form."""

    id: int
    key: str
    form: str  # the form's key ("4-15")
    text: str
    answers: tuple[str, ...]
    safety_answers: tuple[str, ...]
    version: int = 1  # of the form
    takes_several: bool = False  # any number of answers may be ticked


@dataclass(frozen=True, slots=True)
class Form:
    """A consultation form that came in."""

    id: int
    form: str  # the form's key ("4-15")
    received_on: date
    version: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """One box ticked."""

    form: int
    question: int
    answer: str
    was_followed_up: bool | None


@dataclass(frozen=True, slots=True)
class Alert:
    """The safety alert about a form: when something was done and what the cause was, once it is closed."""

    form: int
    acted_on: date | None
    cause: str


@dataclass(frozen=True, slots=True)
class BothSides:
    """How the child's answer about a subject before a review compares with the social worker's."""

    review: int
    subject: str
    outcome: str  # "differs", "same", "not_on_scale", "only_child", "only_worker"


@dataclass(frozen=True, slots=True)
class OwnWords:
    """An answer in own words on a form that came in during the period, and the themes found in it."""

    id: int
    is_childs: bool
    is_coded: bool
    themes: tuple[str, ...] = ()  # "theme-4": its name is among the words


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute as it stands."""

    id: int
    stage: str
    resolved_on: date | None
    effect: str


@dataclass(frozen=True, slots=True)
class Stage:
    """That a dispute entered a stage."""

    dispute: int
    stage: str
    entered_on: date


@dataclass(frozen=True, slots=True)
class Named:
    """That a record carries a word of a list: a dispute its issue, an audit its theme."""

    record: int
    name: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A record of which only the day counts."""

    id: int
    on: date


@dataclass(frozen=True, slots=True)
class Typed:
    """A figure that was typed because records do not reach it."""

    key: str
    code: str
    from_on: date
    until_on: date
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The authority's own settings that figures depend on."""

    caseload_low: int = 50
    caseload_high: int = 70
    count_adjourned_as_late: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the figures of a period are computed from."""

    period: Period
    children: tuple[Child, ...] = ()
    care: tuple[CarePeriod, ...] = ()
    episodes: tuple[Episode, ...] = ()
    posts: tuple[Post, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    reviews: tuple[Review, ...] = ()
    parents: tuple[ParentPart, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    offers: tuple[Offer, ...] = ()
    support: tuple[Support, ...] = ()
    # Reviews of children who need it, and the strands before them.
    to_listen: tuple[int, ...] = ()
    listened: tuple[Listened, ...] = ()
    decisions: tuple[Decision, ...] = ()
    records: tuple[RecordOfReview, ...] = ()
    panels: tuple[Dated, ...] = ()
    kinds_of_form: tuple[KindOfForm, ...] = ()
    questions: tuple[Question, ...] = ()
    forms: tuple[Form, ...] = ()
    answers: tuple[Answer, ...] = ()
    alerts: tuple[Alert, ...] = ()
    sides: tuple[BothSides, ...] = ()
    own_words: tuple[OwnWords, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    stages: tuple[Stage, ...] = ()
    issues: tuple[Named, ...] = ()
    referrals: tuple[Dated, ...] = ()
    audits: tuple[Dated, ...] = ()
    audit_themes: tuple[Named, ...] = ()
    checklists: tuple[Dated, ...] = ()
    concerns: tuple[Dated, ...] = ()
    good_practice: tuple[Dated, ...] = ()
    typed: tuple[Typed, ...] = ()
    terms: Terms = field(default_factory=Terms)
    # List of words -> code -> label, for what is no national code ("late_reason" -> "papers_missing" -> ...).
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
