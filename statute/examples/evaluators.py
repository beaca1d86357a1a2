"""Every rule's evaluator, and the one door to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from statute.calendar import BeyondKnownHolidays
from statute.due import Due
from statute.examples import care_rules, office_rules, review_rules
from statute.examples.answer import Answer, Evaluator
from statute.examples.facts import ExampleError, Facts, read_facts
from statute.examples.inputs import ASKED_FOR_ONLY, KINDS

_BY_RULE: Final = {
    evaluator.rule: evaluator for module in (review_rules, care_rules, office_rules) for evaluator in module.EVALUATORS
}


def _age_18(facts: Facts) -> Answer:
    named = facts.values.get("rule")
    return review_rules.age_18(facts, None if named is None else _BY_RULE.get(named))


EVALUATORS: Final[Mapping[str, Evaluator]] = MappingProxyType(
    _BY_RULE | {"REV-AGE18": Evaluator("REV-AGE18", _age_18, ("dob", "rule", "review_number_done", "scheduled_due"))}
)


def evaluate(rule: str, start: str = "", prior: str = "", other_inputs: str = "") -> Answer:
    """What a rule says of an example, given as the four columns of a file.

    Raises ExampleError, with a sentence, for an unknown rule, an unknown input or a value that cannot be meant.
    """
    name = rule.strip()
    if name not in EVALUATORS:
        raise ExampleError(f"There is no rule “{name}”.")
    facts = read_facts(start, prior, other_inputs)
    _refuse_foreign_inputs(name, facts)
    try:
        return _answer(EVALUATORS[name], facts)
    except BeyondKnownHolidays as beyond:
        raise ExampleError(str(beyond)) from None
    except (OverflowError, ValueError) as impossible:
        raise ExampleError(str(impossible)) from None


def _answer(evaluator: Evaluator, facts: Facts) -> Answer:
    result = evaluator.evaluate(facts)
    if evaluator.lapses and isinstance(result, Due):
        return review_rules.lapsed(result, facts, evaluator.rule)
    return result


def _refuse_foreign_inputs(rule: str, facts: Facts) -> None:
    used = EVALUATORS[rule].uses
    for name in facts.values:
        if KINDS.get(name) in ASKED_FOR_ONLY and name not in used:
            raise ExampleError(f"{rule} makes no use of “{name}”.")
