"""Secrets at rest: what must be read again is encrypted, what need only be recognised is hashed.

Both keys come from SECRET_KEY, which is no part of the database. After a change of SECRET_KEY the old one, listed in
SECRET_KEY_FALLBACKS, still opens what was closed with it.
"""

import base64
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.crypto import salted_hmac

PURPOSE = b"accounts.second_factor"
SALT = "accounts.recovery_code"


class UnreadableError(Exception):
    """A secret was encrypted under a SECRET_KEY that is gone."""


def _fernet(secret_key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret_key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def _keys() -> list[str]:
    return [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]


def encrypt(text: str) -> str:
    """Return a text encrypted under a key derived from SECRET_KEY."""
    return _fernet(settings.SECRET_KEY).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Return the text of what `encrypt` returned. Raises UnreadableError when no key opens it."""
    try:
        return MultiFernet([_fernet(key) for key in _keys()]).decrypt(token.encode()).decode()
    except InvalidToken as error:
        message = "no SECRET_KEY opens this secret"
        raise UnreadableError(message) from error


def hashed(code: str) -> str:
    """Return what is kept of a recovery code: enough to recognise it, no way back to it."""
    return _hash(code, settings.SECRET_KEY)


def is_hash_of(kept: str, code: str) -> bool:
    """Say in constant time whether a code is the one that was hashed."""
    return any(hmac.compare_digest(kept, _hash(code, key)) for key in _keys())


def _hash(code: str, secret_key: str) -> str:
    return salted_hmac(SALT, code, secret=secret_key, algorithm="sha256").hexdigest()
