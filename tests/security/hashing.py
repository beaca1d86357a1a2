"""A password hasher for tests of time: like production's, and slow enough to be seen, but not by a person."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickPBKDF2(PBKDF2PasswordHasher):
    """About 30 milliseconds."""

    iterations = 100_000
