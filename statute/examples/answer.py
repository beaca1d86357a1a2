"""What an evaluated example says: the short result that files hold, and the sentence behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from statute.adoption import Window
from statute.counting import answer
from statute.due import Due, Outcome
from statute.examples.facts import Facts
from statute.rules import RULES

NONE: Final = "NONE"
NOT_ALLOWED: Final = "NOT-ALLOWED"

Answer = Due | Outcome | Window


@dataclass(frozen=True, slots=True)
class Evaluator:
    """How examples of one rule are evaluated, and the inputs that the rule makes use of.

    `lapses` says that its date falls away where the child left care or turned 18 before it.
    """

    rule: str
    evaluate: Callable[[Facts], Answer]
    uses: tuple[str, ...]
    lapses: bool = False


def short(result: Answer) -> str:
    """The result as a file holds it: a date, two dates with ".." between, or a word."""
    if isinstance(result, Outcome):
        return result.value
    if isinstance(result, Window):
        return f"{result.earliest.isoformat()}..{result.latest.on.isoformat()}"
    return result.on.isoformat()


def sentence(result: Answer) -> str:
    """The working behind the result."""
    return result.latest.explanation if isinstance(result, Window) else result.explanation


def none(rule: str, why: str) -> Outcome:
    """No duty arises, or it lapsed."""
    return answer(RULES[rule], NONE, f"{NONE}: {why}")


def not_allowed(rule: str, why: str) -> Outcome:
    """The law does not allow what the example describes."""
    return answer(RULES[rule], NOT_ALLOWED, f"{NOT_ALLOWED}: {why}")


def or_none(result: Due | None, rule: str, why: str) -> Answer:
    """The date, or no duty and why."""
    return none(rule, why) if result is None else result
