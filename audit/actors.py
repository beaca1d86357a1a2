"""Who may act: a person who works here, or a named job of the system. There is no anonymous write."""

from dataclasses import dataclass
from typing import Any, Protocol


class Person(Protocol):
    """Somebody who works here, as audit needs to know them: by id and by the role they act in."""

    pk: Any
    acting_role: str


@dataclass(frozen=True)
class SystemJob:
    """The system itself at work, named for what it does ("nightly recomputation")."""

    name: str


Actor = Person | SystemJob
