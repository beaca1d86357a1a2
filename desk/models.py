"""The tables of the desk's own rooms."""

from desk.digest.models import Digest, DigestPreferences, Reminded

__all__ = ["Digest", "DigestPreferences", "Reminded"]
