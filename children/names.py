"""How names are folded, so that "sian" finds "Siân" on every database."""

import unicodedata


def fold(text: str) -> str:
    """Return text in lower case, without accents, with single spaces and straight apostrophes."""
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())
