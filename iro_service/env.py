"""Every setting that comes from the environment, in one place: its name, its default and what it is for.

DATABASE_URL    where the records are. Default: SQLite in var/db.sqlite3. Real use: postgres://user:password@host/name
REDIS_URL       the broker. Default: empty, which means files under var/broker
SECRET_KEY      signs sessions and links. Default: a key kept in var/secret_key, made when first needed
SECRET_KEY_FALLBACKS  keys that were used before, comma separated, so that what they signed holds on. Default: none
ALLOWED_HOSTS   host names the service answers to, comma separated. Default: this machine only
EMAIL_URL       where mail goes. Default: files under var/mail. Real use: smtp+tls://user:password@host:587
MEDIA_ROOT      where rendered reports are kept. Default: var/media
IRO_TODAY       the day a demonstration plays (ISO date). Refused in production
IRO_VAR         where the embedded default keeps its files. Default: var/ beside manage.py
"""

import datetime
import secrets
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()


def var_dir() -> Path:
    """Return the folder for the embedded default's files, made if absent."""
    folder = Path(env.str("IRO_VAR", default=str(BASE_DIR / "var")))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key() -> str:
    """Return SECRET_KEY, or the key kept in var/secret_key, made with owner-only rights when first needed."""
    given = env.str("SECRET_KEY", default="")
    if given:
        return str(given)
    kept = var_dir() / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def demonstration_day() -> datetime.date | None:
    """Return IRO_TODAY as a date, or None when not set; raise ValueError with a plain sentence when it is no date."""
    given = env.str("IRO_TODAY", default="")
    if not given:
        return None
    try:
        return datetime.date.fromisoformat(given)
    except ValueError:
        message = f"IRO_TODAY must be a date like 2012-01-03, and it is {given!r}"
        raise ValueError(message) from None
