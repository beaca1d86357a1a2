"""A form as a browser would send it: read from the page, with every empty question answered somehow."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html

WORDS = "Written by the test"
DAY = {"day": "2", "month": "6", "year": "2025"}


@dataclass
class Form:
    """A form of a page: what it would send, and which values each of its questions offers."""

    action: str
    data: dict[str, list[str]]
    offers: dict[str, list[str]]


def forms_of(content: bytes) -> Iterator[Form]:
    """Yield every form of a page's main part that is sent by POST, filled in."""
    if b"<form" not in content:
        return
    page = html.fromstring(content.decode())
    for form in page.xpath("//main//form"):
        if (form.get("method") or "get").lower() == "post":
            yield Form(form.get("action") or "", dict(_filled(form)), _offers(form))


def _offers(form: Any) -> dict[str, list[str]]:
    offers: dict[str, list[str]] = {}
    for select in form.xpath(".//select[@name]"):
        offers[select.get("name")] = [option.get("value") or "" for option in select.xpath(".//option")]
    for box in form.xpath(".//input[@name][@type='radio' or @type='checkbox' or @type='hidden']"):
        ticked = "on" if box.get("type") == "checkbox" else ""
        offers.setdefault(box.get("name"), []).append(box.get("value") or ticked)
    return offers


def _filled(form: Any) -> Iterator[tuple[str, list[str]]]:
    """Yield every question with its answer: what stands there, else the first choice, a day, or some words."""
    given: dict[str, list[str]] = {}
    for name, value in form.form_values():
        given.setdefault(name, []).append(value.strip())
    for control in form.xpath(".//*[@name]"):
        name, kind = control.get("name"), (control.get("type") or control.tag).lower()
        if any(given.get(name, [])) or kind in {"submit", "button"}:
            continue
        given[name] = [_answer(control, name, kind, _offers(form).get(name, []))]
    yield from given.items()


def _answer(control: Any, name: str, kind: str, offered: list[str]) -> str:
    part = name.rpartition("_")[2]
    if kind in {"select", "radio", "checkbox"}:
        return next((value for value in offered if value), "")
    if kind == "hidden":
        return control.get("value") or ""
    if kind == "email":
        return "written@example.org"
    if name == "at":
        return "10:15"
    if part in DAY:
        return DAY[part]
    return "1" if control.get("inputmode") == "numeric" else WORDS
