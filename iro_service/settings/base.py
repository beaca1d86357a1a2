"""What every way of running shares."""

from iro_service.env import BASE_DIR, demonstration_day, env, secret_key, single_sign_on, var_dir

SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
IRO_TODAY = demonstration_day()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "crispy_forms",
    "audit",
    "design",
    "accounts",
    "office",
    "children",
    "reviews",
    "participation",
    "disputes",
    "quality",
    "exchange",
    "reporting",
    "desk",
    "iro_service",
]

MIDDLEWARE = [
    # First what every answer and every line of the log carries, whatever goes wrong further in.
    "iro_service.logs.ReferenceMiddleware",
    "iro_service.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "iro_service.arriving.ReadableTextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "iro_service.middleware.ActingRoleMiddleware",
    "iro_service.middleware.GlassMiddleware",
    "iro_service.middleware.AccessMiddleware",
    "iro_service.middleware.OneSendingMiddleware",
    "iro_service.middleware.ReadLogMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "iro_service.urls"
WSGI_APPLICATION = "iro_service.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "desk.context.page",
            ],
            "builtins": ["design.templatetags.components"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
        },
    },
]
FORM_RENDERER = "design.renderers.GovukRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = False

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{var_dir() / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Defaults gave errors on 3-9 % of mixed requests; these gave none at 20 connections.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
        },
    )
else:
    DATABASES["default"].update({"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True})
# Who reads the log: PostgreSQL's web role may add to it and not read it (docs/operations.md).
AUDIT_READER = "default"
if env.str("AUDIT_READER_URL", default=""):
    AUDIT_READER = "audit_reader"
    DATABASES[AUDIT_READER] = env.db_url("AUDIT_READER_URL") | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
AUDIT_ANCHOR_FILE = env.str("AUDIT_ANCHOR_FILE", default="") or str(var_dir() / "audit_anchors.txt")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
# How many proxies of our own stand before the service: each adds one address to X-Forwarded-For.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# What is counted, and for whom, stands in accounts.sign_in.lockout.
AXES_HANDLER = "accounts.sign_in.lockout.Handler"
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "accounts.sign_in.lockout.counted_as"
AXES_LOCKOUT_PARAMETERS = "accounts.sign_in.lockout.counters_of"
AXES_CLIENT_IP_CALLABLE = "accounts.sign_in.addresses.address_of"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
# A lock lasts its time: tries meanwhile do not lengthen it.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Accounts are made by the administrator. What allauth would let people do besides is neither routed nor allowed.
ACCOUNT_ADAPTER = "accounts.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# Failures are counted by axes, in the database, whichever process is asked; allauth would count in a cache.
ACCOUNT_RATE_LIMITS = False
# Between the password and the code of the second factor.
ACCOUNT_LOGIN_TIMEOUT = 10 * 60
MFA_ADAPTER = "accounts.sign_in.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "IRO service"
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "accounts.sign_in.single_sign_on.SocialAccountAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
# Whether whoever can see a child, or decides who may, must give a second factor. Production insists.
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=False)
SINGLE_SIGN_ON = single_sign_on()
# Marks a browser as one that an account has signed in with: see accounts.sign_in.devices.
DEVICE_COOKIE_NAME = "device"

SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_IDLE_SECONDS = 20 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "desk.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        # What is not named below is refused: frames, media, workers, objects.
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}
# The longest form has about 400 fields; nothing is uploaded as a file, and nothing that is sent is written to disk.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 0
FILE_UPLOAD_HANDLERS: list[str] = []
WHITENOISE_ALLOW_ALL_ORIGINS = False

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
DATE_FORMAT = "j F Y"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(var_dir() / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="filemail:///")
vars().update(EMAIL_CONFIG)
EMAIL_FILE_PATH = EMAIL_CONFIG["EMAIL_FILE_PATH"] or str(var_dir() / "mail")
EMAIL_TIMEOUT = 10
# Where the links in mails lead that nobody asked for on a page.
SERVICE_ADDRESS = env.str("SERVICE_ADDRESS", default="http://localhost:8000").rstrip("/")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="IRO service <iro-service@localhost>")

REDIS_URL = env.str("REDIS_URL", default="")
CELERY_BROKER_DIR = var_dir() / "broker"

# Sets up ours and nothing else: Django's own would mail errors to ADMINS, with the values of every variable.
LOGGING_CONFIG = "iro_service.logs.configure"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"one line": {"()": "iro_service.logs.OneLineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "one line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "axes": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
        "kombu": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
