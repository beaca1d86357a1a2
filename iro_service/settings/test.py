"""What the suite changes: quick password hashing, mail in memory, plain static files."""

import os
import tempfile
from pathlib import Path

from iro_service.env import env
from iro_service.settings.base import *  # noqa: F403 - settings are a flat namespace by Django's convention
from iro_service.settings.base import REDIS_URL

SECRET_KEY = "tests only"  # noqa: S105 - never used outside the suite
ALLOWED_HOSTS = ["*"]
IRO_TODAY = None
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = env.str("MEDIA_ROOT", default="") or tempfile.mkdtemp(prefix="iro-tests-")
AUDIT_ANCHOR_FILE = str(Path(MEDIA_ROOT) / "audit_anchors.txt")
CELERY_BROKER_DIR = Path(MEDIA_ROOT) / "broker"
if REDIS_URL and "PYTEST_XDIST_WORKER" in os.environ:
    # Each process of a parallel run has a broker of its own: number 1, 2, ... of the one server.
    REDIS_URL = f"{REDIS_URL.rsplit('/', 1)[0]}/{int(os.environ['PYTEST_XDIST_WORKER'].removeprefix('gw')) + 1}"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
AXES_ENABLED = False
# No collected files are needed, or missed.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# A page that reads case tables and does not say whom it showed fails its test.
READ_LOG_STRICT = True
