"""What the suite changes: quick password hashing, mail in memory, plain static files."""

import tempfile

from iro_service.settings.base import *  # noqa: F403 - settings are a flat namespace by Django's convention

SECRET_KEY = "tests only"  # noqa: S105 - never used outside the suite
ALLOWED_HOSTS = ["*"]
IRO_TODAY = None
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = tempfile.mkdtemp(prefix="iro-media-")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
AXES_ENABLED = False
