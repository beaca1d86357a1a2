"""Who gets which answer at which address: every role, every page, every kind of record, as declared."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.access import AccessRule, rule_of
from accounts.declared import Whose, reached
from accounts.enums import Role
from accounts.permissions import CAPABILITIES
from iro_service.access_exceptions import Answer, exception_for

NOBODY, INACTIVE = "nobody", "inactive"
WHO: tuple[str, ...] = (*(str(role) for role in Role), NOBODY, INACTIVE)


@dataclass(frozen=True)
class Page:
    """One address pattern of the project: its name with its app's, its route, its view and the rule beside it."""

    name: str
    route: str
    view: Callable[..., Any]

    @property
    def rule(self) -> AccessRule:
        """Return the rule beside the view. Raises LookupError where there is none; `manage.py check` finds it first."""
        rule = rule_of(self.view)
        if rule is None:
            message = f"{self.name} has no access rule"
            raise LookupError(message)
        return rule

    @property
    def takes_ids(self) -> bool:
        """Say whether the address has parameters."""
        return "<" in self.route

    @property
    def kinds(self) -> tuple[Whose | None, ...]:
        """Return the kinds of record its address can name; None alone for a page about no child in particular."""
        return tuple(Whose) if self.rule.record else (None,)


@dataclass(frozen=True)
class Cell:
    """What somebody is answered at a page, when its address names a kind of record."""

    who: str
    page: Page
    kind: Whose | None
    answer: Answer


def pages(patterns: list[Any] | None = None, route: str = "", namespace: str = "") -> Iterator[Page]:
    """Yield every address pattern of the project."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        at = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from pages(entry.url_patterns, at, ":".join(filter(None, (namespace, entry.namespace))))
        elif isinstance(entry, URLPattern):
            yield Page(":".join(filter(None, (namespace, entry.name or at))), at, entry.callback)


def answer_to(who: str, page: Page, kind: Whose | None) -> Answer:
    """Return what somebody is answered: by the rule beside the page, then by what they reach, then by its state."""
    rule = page.rule
    if rule.public:
        return Answer.OPEN
    if who in {NOBODY, INACTIVE}:
        return Answer.SIGN_IN
    role = Role(who)
    if rule.capabilities and not CAPABILITIES[role].intersection(rule.capabilities):
        return Answer.REFUSED
    if rule.record and kind not in reached(rule.record, role):
        return Answer.ABSENT
    return exception_for(page.name, role, kind) or Answer.OPEN


def cells(who: tuple[str, ...] = WHO) -> Iterator[Cell]:
    """Yield the whole matrix."""
    for page in sorted(pages(), key=lambda page: page.name):
        for each in who:
            for kind in page.kinds:
                yield Cell(each, page, kind, answer_to(each, page, kind))
