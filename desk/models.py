"""The tables of the desk's own rooms."""

from desk.digest.models import DatesTold, Digest, DigestPreferences, Reminded

__all__ = ["DatesTold", "Digest", "DigestPreferences", "Reminded"]
