"""C42 and C43: whoever sends a form second is told and loses nothing; one form, however often sent, acts once."""

import datetime
import time
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from accounts.confirming import CONFIRMED_AT
from office.form_pages import FormPage, form_page
from tests.security.posts import ADDS, CHANGES, NOTHING_KEPT, TYPED, Post, sendable
from tests.security.world import World
from tests.sending import filled, held_by

CONFLICT, LED_ON = 409, 302
SENDINGS = 20
BOOKKEEPING = {"sessions.session", "office.draft", "admin.logentry", "accounts.usersession", "usersessions.usersession"}
LISTED = {**CHANGES, **{name: post for name, (post, _why) in ADDS.items()}}
# Everything a keyboard has that could be lost on the way: marks of HTML, quotes, what is not English, what is long.
MINE = "Mine: “said” & <b>done</b> — ✓ é"
THEIRS = "Theirs, who were first"


def planted(request):
    """Save a form that nobody listed."""
    return form_page(request, FormPage("planted", None, None, ""))


@signed_in
def planted_by_a_helper(request):
    """Save a form in a function beside it."""
    return planted(request)


@signed_in
@require_safe
def only_read(request):
    """Show something."""
    return HttpResponse("")


PLANTED = [path("a/", planted_by_a_helper, name="planted"), path("b/", only_read, name="read")]


def test_c42_every_page_that_can_be_sent_is_listed_once():
    listed = [*CHANGES, *ADDS, *NOTHING_KEPT]
    assert sorted(listed) == sorted(set(listed))
    assert set(sendable()) == set(listed)


def test_c42_planted_form_is_found():
    assert list(sendable(PLANTED)) == ["planted"]


def state() -> dict[str, list[Any]]:
    """Return every row of every table but those of reading, of sessions and of drafts."""
    rows = {}
    for model in apps.get_models():
        label = model._meta.label_lower
        if label in BOOKKEEPING or label.startswith(("axes.", "contenttypes.", "account.", "mfa.")):
            continue
        found = model._base_manager.exclude(kind="read") if label == "audit.auditevent" else model._base_manager.all()
        if label in ("audit.auditeventchild", "audit.chainlink"):
            found = found.none()
        if label == "accounts.user":
            rows[label] = list(found.order_by("pk").values_list("pk", "full_name", "is_active", "version"))
            continue
        rows[label] = list(found.order_by("pk").values_list())
    return rows


def changed(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> list[str]:
    """Return the tables that differ."""
    return [label for label in before if before[label] != after[label]]


class Tab:
    """A form that somebody has open."""

    def __init__(self, client: Client, name: str, post: Post, world: World) -> None:
        """Open it."""
        if post.confirmed:
            session = client.session
            session[CONFIRMED_AT] = time.time()
            session.save()
        self.client, self.address = client, post.address(name, world)
        self.page = client.get(post.opened(name, world))
        assert self.page.status_code == 200, self.page.content.decode()[:3000]
        self.typed = post.typed(world)

    def fill(self, words: str) -> dict[str, Any]:
        """Type into it."""
        typed = {name: words if value is TYPED else value for name, value in self.typed.items()}
        return filled(self.page, self.address, typed)

    def send(self, sent: dict[str, Any]) -> Any:
        """Send it."""
        return self.client.post(self.address, sent)


def problems(page: Any) -> str:
    """Return what a page that came back says is wrong, for the message of a failing test."""
    shown = page.context or {}
    forms = [shown["form"]] if "form" in shown else list(shown.get("forms", ()))
    return f"{page.status_code} {[form.errors for form in forms if not form.is_valid()]}"


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("who", ["two tabs", "two people"])
def test_c42_second_is_told_with_both_versions_and_loses_nothing(name, who, world):
    post = CHANGES[name]
    if who == "two people" and not post.second:
        pytest.skip("one child has one IRO: nobody else can send this page")
    post.prepare(world)
    mine = Tab(world.client(post.who), name, post, world)
    theirs = Tab(world.client(post.second if who == "two people" else post.who), name, post, world)
    first = theirs.send(theirs.fill(THEIRS))
    assert first.status_code == LED_ON, problems(first)
    stands = state()
    sent = mine.fill(MINE)
    second = mine.send(sent)
    assert second.status_code == CONFLICT, problems(second)
    assert changed(stands, state()) == []
    words = second.content.decode()
    assert "How it stands now" in words or "How the review stands now" in words
    if post.opened_at:
        return
    kept = held_by(second, mine.address)
    typed = [field for field, value in mine.typed.items() if value is TYPED]
    assert {field: kept.get(field) for field in typed} == {field: [sent[field]] for field in typed}


@pytest.mark.parametrize("name", LISTED)
def test_c43_form_sent_twenty_times_acts_once(name, world, django_capture_on_commit_callbacks):
    post = LISTED[name]
    post.prepare(world)
    tab = Tab(world.client(post.who), name, post, world)
    sent, before = tab.fill(MINE), state()
    first = tab.send(sent)
    assert first.status_code == LED_ON, problems(first)
    once, mails = state(), len(mail.outbox)
    assert changed(before, once) != []
    answers = {(answer.status_code, answer.url) for answer in (tab.send(sent) for _ in range(SENDINGS - 1))}
    assert answers == {(LED_ON, first.url)}
    assert (changed(once, state()), len(mail.outbox)) == ([], mails)


def test_c43_form_without_its_key_is_refused_and_not_sent_unprotected(world):
    post = CHANGES["reporting:withdraw"]
    tab = Tab(world.client(post.who), "reporting:withdraw", post, world)
    before, sent = state(), tab.fill(MINE)
    del sent["form_key"]
    assert (tab.send(sent).status_code, changed(before, state())) == (422, [])


def test_c43_key_of_a_form_counts_for_its_sender_alone(world):
    post, name = ADDS["quality:note-activity"][0], "quality:note-activity"
    tab = Tab(world.client(post.who), name, post, world)
    sent = tab.fill(MINE)
    tab.send(sent)
    before = state()
    assert world.client("second_manager").post(tab.address, sent).status_code == LED_ON
    assert "quality.serviceactivity" in changed(before, state())


def test_c42_state_sees_a_planted_change(world):
    before = state()
    name = "quality:note-activity"
    post = ADDS[name][0]
    tab = Tab(world.client(post.who), name, post, world)
    tab.send(tab.fill(f"{MINE} {datetime.date.min}"))
    assert {"quality.serviceactivity", "audit.auditevent"} <= set(changed(before, state()))
