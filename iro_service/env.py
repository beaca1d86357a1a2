"""Every setting that comes from the environment, in one place: its name, its default and what it is for.

DATABASE_URL    where the records are. Default: SQLite in var/db.sqlite3. Real use: postgres://user:password@host/name
AUDIT_READER_URL  the same database as a role that may only read the log. Default: empty, DATABASE_URL reads it too
AUDIT_ANCHOR_FILE where the log's daily anchors are written. Default: var/audit_anchors.txt
REDIS_URL       the broker. Default: empty, which means files under var/broker
SECRET_KEY      signs sessions and links. Default: a key kept in var/secret_key, made when first needed
SECRET_KEY_FALLBACKS  earlier keys, comma separated: what was signed or encrypted with them is still read
ALLOWED_HOSTS   host names the service answers to, comma separated. Default: this machine only
EMAIL_URL       where mail goes. Default: files under var/mail. Real use: smtp+tls://user:password@host:587
MEDIA_ROOT      where rendered reports are kept. Default: var/media
IRO_TODAY       the day a demonstration plays (ISO date). Refused in production
SECOND_FACTOR   whether a second factor is asked for. Default: no. Always in production
TRUSTED_PROXIES how many proxies of our own add to X-Forwarded-For. Default: none; in production one
SSO_SERVER      the provider of single sign-on (its issuer's address). Default: none. With it:
SSO_CLIENT_ID, SSO_CLIENT_SECRET  as what the provider knows this service
SSO_NAME        what people call the provider. Default: your organisation
SSO_VERIFIED_DOMAINS  domains for whose addresses the provider's word is enough, comma separated
SSO_SECOND_FACTOR     values of amr, acr or acrs that say that a second factor was given, comma separated
IRO_VAR         where the embedded default keeps its files. Default: var/ beside manage.py
"""

import datetime
import secrets
from pathlib import Path
from typing import Any

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


def single_sign_on() -> dict[str, Any]:
    """Return the provider of single sign-on, or an empty dictionary when there is none."""
    server = env.str("SSO_SERVER", default="")
    if not server:
        return {}
    return {
        "server": server.rstrip("/"),
        "client_id": env.str("SSO_CLIENT_ID"),
        "client_secret": env.str("SSO_CLIENT_SECRET"),
        "name": env.str("SSO_NAME", default="your organisation"),
        "verified_domains": {domain.strip().lower() for domain in env.list("SSO_VERIFIED_DOMAINS", default=[])},
        "second_factor": set(env.list("SSO_SECOND_FACTOR", default=[])),
    }


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
