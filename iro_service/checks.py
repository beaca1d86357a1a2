"""What `manage.py check` refuses: a view without an access rule, a role that was forgotten at a door."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.access import rule_of
from accounts.visibility import unbarred, unregistered


def walk(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every address pattern of the project with its view."""
    for entry in patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, route)
        elif isinstance(entry, URLPattern):
            yield route, entry.callback


@register()
def every_view_has_an_access_rule(**_options: object) -> list[CheckMessage]:
    """Report each view without a rule."""
    return [
        Error(f"The view at /{route} has no access rule.", hint="Decorate it with accounts.access.", id="iro.E001")
        for route, view in walk(get_resolver().url_patterns)
        if rule_of(view) is None
    ]


@register()
def every_role_has_a_reach(**_options: object) -> list[CheckMessage]:
    """Report each role that no app has said anything about at a door."""
    return [
        Error(f"Nothing says what {role.label} may see of a {record}.", hint="Register a reach.", id="iro.E002")
        for record, role in unregistered()
    ]


@register()
def every_record_has_a_bar(**_options: object) -> list[CheckMessage]:
    """Report each kind of record that restrictions and conflicts of interest do not close."""
    return [
        Error(f"Nothing says what of a {record} is closed to everybody.", hint="Register a bar.", id="iro.E003")
        for record in unbarred()
    ]
