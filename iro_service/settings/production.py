"""Real use: PostgreSQL, Redis, HTTPS; unsafe values are refused at start."""

from django.core.exceptions import ImproperlyConfigured

from iro_service.env import env
from iro_service.settings.base import *  # noqa: F403 - settings are a flat namespace by Django's convention
from iro_service.settings.base import ALLOWED_HOSTS, DATABASES, IRO_TODAY, REDIS_URL, SINGLE_SIGN_ON

SHORTEST_SECRET = 50


def _refuse(reason: str) -> None:
    raise ImproperlyConfigured(reason)


SECRET_KEY = env.str("SECRET_KEY", default="")
if len(SECRET_KEY) < SHORTEST_SECRET:
    _refuse(f"Set SECRET_KEY to at least {SHORTEST_SECRET} random characters.")
# What the key was before, for as long as sessions and links that it signed should still hold.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if any(len(key) < SHORTEST_SECRET for key in SECRET_KEY_FALLBACKS):
    _refuse(f"Each of SECRET_KEY_FALLBACKS has at least {SHORTEST_SECRET} characters.")
if SECRET_KEY in SECRET_KEY_FALLBACKS:
    _refuse("SECRET_KEY is still among SECRET_KEY_FALLBACKS: set a new one.")
if IRO_TODAY is not None:
    _refuse("IRO_TODAY moves the day of a demonstration; unset it in production.")
if not env.str("ALLOWED_HOSTS", default="") or "*" in ALLOWED_HOSTS:
    _refuse("Set ALLOWED_HOSTS to the service's own host names.")
if not DATABASES["default"]["ENGINE"].endswith("postgresql"):
    _refuse("Set DATABASE_URL to a PostgreSQL database.")
if not REDIS_URL:
    _refuse("Set REDIS_URL to a Redis server.")
if not env.str("EMAIL_URL", default=""):
    _refuse("Set EMAIL_URL to a mail server: links to set a password go out by e-mail.")
if not env.bool("SECOND_FACTOR", default=True):
    _refuse("SECOND_FACTOR is off; unset it: production asks for a second factor.")
if SINGLE_SIGN_ON and not SINGLE_SIGN_ON["server"].startswith("https://"):
    _refuse("Set SSO_SERVER to an address that begins with https://.")
SERVICE_ADDRESS = env.str("SERVICE_ADDRESS", default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}").rstrip("/")
SECOND_FACTOR = True
# The web server that ends TLS is one of ours.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=1)

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
DEVICE_COOKIE_NAME = "__Host-device"
