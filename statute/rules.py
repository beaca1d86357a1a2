"""Every rule of the package in one mapping, from its id. The rules stand in the modules that compute them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from statute import (
    adjournments,
    adoption,
    ages,
    complaints,
    counting,
    disputes,
    early_reviews,
    placements,
    plans,
    preparation,
    records,
    retention,
    reviews,
    secure,
    short_breaks,
    visits,
)
from statute.rule import Rule

MODULES: Final = (
    reviews,
    early_reviews,
    adjournments,
    preparation,
    records,
    plans,
    visits,
    short_breaks,
    secure,
    adoption,
    placements,
    disputes,
    complaints,
    retention,
    ages,
    counting,
)

RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.id: rule for module in MODULES for rule in module.RULES})
