"""A form as a browser sends it: what the page holds, with what somebody types over it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html

OPENED = 200


def held_by(page: HttpResponse, address: str) -> dict[str, list[str]]:
    """Return the fields that the form of a page sends to an address, as they stand on the page."""
    form = _form_of(page.content, address)
    areas = {area.name for area in form.iter("textarea")}
    # A radio button that stands for no answer sends an empty text; lxml makes "on" of it.
    unanswered = set(form.xpath(".//input[@type='radio'][@checked][@value='']/@name"))
    fields: dict[str, list[str]] = {}
    for name, value in form.form_values():
        # A browser drops the line that a text begins with on the page.
        if name in unanswered:
            value = ""  # noqa: PLW2901 - as the browser sends it
        fields.setdefault(name, []).append(value.removeprefix("\n") if name in areas else value)
    return fields


def _form_of(content: bytes, address: str) -> Any:
    page = html.fromstring(content)
    for pattern in page.iter("template"):
        pattern.clear()
    forms = [form for form in page.forms if form.method == "POST"]
    named = [form for form in forms if form.action == address]
    plain = [form for form in forms if not form.action]
    found = named or plain
    assert found, f"the page holds no form for {address}"
    return found[0]


def filled(page: HttpResponse, address: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form sends once `typed` was typed over what it holds. A value of None clears its field."""
    return {name: value for name, value in {**held_by(page, address), **typed}.items() if value is not None}


class Browsing(Client):
    """A client that opens a form before it sends it, so that it sends what the form holds too."""

    def post(self, path: str, data: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Send what was typed, with the hidden fields of the form at this address."""
        if isinstance(data, Mapping | None) and "draft_key" not in (data or {}):
            page = self.get(path)
            held = held_by(page, path) if page.status_code == OPENED else {}
            kept = {name: held[name] for name in ("form_key", "version") if name in held}
            data = {"form_key": str(uuid.uuid4())} | kept | dict(data or {})
        return super().post(path, data, *args, **kwargs)
