"""The sessions of a person: one row of allauth's for each, and how they are listed, renewed and ended."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from accounts.models import User

SEEN_AT = "seen_at"
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class OpenSession:
    """A session in which somebody is signed in."""

    pk: int
    device: str
    address: str
    began_at: datetime.datetime
    seen_at: datetime.datetime
    is_this_one: bool


def open_sessions(user: User, this_key: str | None, now: datetime.datetime) -> list[OpenSession]:
    """Return the sessions in which a person is signed in, the latest first. Ended and foreign ones are left out.

    this_key: the key of the session that asks.
    """
    rows = {row.session_key: row for row in UserSession.objects.filter(user=user)}
    kept = Session.objects.filter(session_key__in=rows, expire_date__gt=now)
    found = [
        OpenSession(
            pk=rows[session.session_key].pk,
            device=device_in_words(rows[session.session_key].user_agent),
            address=rows[session.session_key].ip,
            began_at=rows[session.session_key].created_at,
            seen_at=_seen_at(data, rows[session.session_key].created_at),
            is_this_one=session.session_key == this_key,
        )
        for session, data in ((session, session.get_decoded()) for session in kept)
        if constant_time_compare(str(data.get(HASH_SESSION_KEY, "")), user.get_session_auth_hash())
    ]
    return sorted(found, key=lambda each: (each.is_this_one, each.seen_at, each.pk), reverse=True)


def _seen_at(data: dict[str, object], began_at: datetime.datetime) -> datetime.datetime:
    seen = data.get(SEEN_AT)
    return datetime.datetime.fromtimestamp(seen, datetime.UTC) if isinstance(seen, int | float) else began_at


def device_in_words(user_agent: str) -> str:
    """Return what a browser calls itself, as people would say it: "Firefox on Windows"."""
    browser = next((word for mark, word in BROWSERS if mark in user_agent), "A browser")
    system = next((word for mark, word in SYSTEMS if mark in user_agent), "")
    return f"{browser} on {system}" if system else browser


def renew(request: HttpRequest) -> None:
    """Give the session a new id; the old one is dead at once. The list of sessions follows."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def keep_this_one(request: HttpRequest, user: User) -> None:
    """Let this session go on, under a new id, when all sessions of its person end: their password changed, say."""
    old = request.session.session_key
    update_session_auth_hash(request, user)
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def forget_ended() -> None:
    """Forget where people were signed in, once the session is gone."""
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def end(rows: Iterable[UserSession]) -> None:
    """End some sessions, here and now."""
    for row in rows:
        row.end()
