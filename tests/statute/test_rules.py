"""What holds of every rule: a constant of its own, a source, a strength, a function, a test, a row in the docs."""

import importlib
from pathlib import Path

import pytest

from statute.__main__ import rules_table
from statute.due import Strength
from statute.rule import Evidence
from statute.rules import MODULES, RULES

ROOT = Path(__file__).parents[2]
BY_RULE = {rule.id: module for module in MODULES for rule in module.RULES}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_is_a_named_constant_beside_its_function(rule):
    module = BY_RULE[rule.id]
    assert getattr(module, rule.id.replace("-", "_")) is rule
    module_name, function = rule.function.split(".")
    assert module.__name__ == f"statute.{module_name}"
    assert callable(getattr(importlib.import_module(f"statute.{module_name}"), function))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_says_what_it_is_and_how_well_it_was_seen(rule):
    assert rule.title
    assert rule.limit
    assert rule.source
    assert rule.strength in Strength
    assert rule.evidence.meaning


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_rule_is_named_in_its_function_and_in_its_module_s_test(rule):
    module_name, function = rule.function.split(".")
    described = getattr(BY_RULE[rule.id], function).__doc__
    assert rule.id in described
    test = ROOT / "tests" / "statute" / f"test_{module_name}.py"
    assert rule.id in test.read_text(encoding="utf-8")


def test_no_rule_id_is_used_twice():
    assert sum(len(module.RULES) for module in MODULES) == len(RULES)


def test_docs_list_every_rule_with_its_source_function_and_test():
    text = (ROOT / "docs" / "statute.md").read_text(encoding="utf-8")
    assert rules_table() in text


def test_strength_says_what_a_missed_limit_is_called():
    assert [strength.missed for strength in Strength] == ["statutory breach", "outside guidance", "outside standard"]


def test_only_the_law_may_be_called_a_breach():
    assert [strength for strength in Strength if "breach" in strength.missed] == [Strength.LAW]


def test_evidence_marks_are_those_of_the_specification():
    assert [evidence.value for evidence in Evidence] == ["T", "T*", "A", "A/S", "S", "K"]
