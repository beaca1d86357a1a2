"""The addresses by which people answer an invitation: made like those of calendar feeds, and as little told."""

import hmac

from exchange.addresses import NO_HASH, Token, hash_of
from reviews.models import ReplyLink


def split(token: str) -> tuple[str, str]:
    """Return the part of a token that finds the row, and its secret."""
    finder, _dot, secret = token.partition(".")
    return finder, secret


def link_at(token: str) -> ReplyLink | None:
    """Return the link of an address, whether it still takes an answer or not; None when there is none of it."""
    finder, secret = split(token)
    rows = ReplyLink.objects.select_related("invitation__review__child", "invitation__person", "invitation__user")
    link = rows.filter(finder=finder).first()
    is_right = hmac.compare_digest(hash_of(secret), link.secret_hash if link else NO_HASH)
    return link if link is not None and is_right else None


def path_of(token: Token) -> str:
    """Return what stands in the address for a token."""
    return str(token)
