"""The addresses of calendar feeds: a part that finds the row, and a secret of which only the hash is kept.

The secret has 256 bits, so that a plain hash of it tells nothing, and nobody guesses it. The row is looked up by the
other part, so that the time an index takes says nothing of the secret, which is compared in constant time.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from exchange.models import CalendarFeed

FINDER_BYTES = 9
SECRET_BYTES = 32
# Compared with when there is no such feed, so that both answers take as long.
NO_HASH = "0" * 64


@dataclass(frozen=True)
class Token:
    """The part of a feed's address that is its own. The secret is shown once and kept nowhere."""

    finder: str
    secret: str = field(repr=False)

    def __str__(self) -> str:
        """Return the token as it stands in the address."""
        return f"{self.finder}.{self.secret}"


def new_token() -> Token:
    """Return a token that nobody has had before."""
    return Token(secrets.token_urlsafe(FINDER_BYTES), secrets.token_urlsafe(SECRET_BYTES))


def hash_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def feed_at(token: str) -> CalendarFeed | None:
    """Return the feed of an address, ended or not, or None when there is none of it."""
    finder, _dot, secret = token.partition(".")
    feed = CalendarFeed.objects.select_related("user", "grant").filter(finder=finder).first()
    is_right = hmac.compare_digest(hash_of(secret), feed.secret_hash if feed else NO_HASH)
    return feed if feed is not None and is_right else None
