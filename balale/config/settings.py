"""Every setting, read from the environment, with safe defaults.

BALALE_MODE   production (default) | latihan (training beside a real site) | demo | test
DATABASE_URL  postgresql://role:passphrase@host:port/name
              (?sslmode=… and the like are passed on)
BALALE_KEY_FILE  JSON file with the keys, made by `make_keys`
BALALE_HOSTS  comma-separated host names (production)
BALALE_POOLER  1 where DATABASE_URL leads to a pooler in transaction mode
BALALE_LATIHAN_KEY_FILE  the key that the real site and the one for training share
BALALE_PREPARE 0 plans every query anew; that is so behind a pooler in any case
"""

import json
import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from balale.latihan.rules.karcis import read_key

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = BASE_DIR / "data"
MODE = os.environ.get("BALALE_MODE", "production")
if MODE not in {"production", "latihan", "demo", "test"}:
    raise ImproperlyConfigured(f"BALALE_MODE: production, latihan, demo or test, not {MODE!r}")
# The site for training is as hard as the real one; it differs in its path, cookies and database.
IS_LATIHAN_SITE = MODE == "latihan"
IS_PRODUCTION = MODE == "production" or IS_LATIHAN_SITE
LATIHAN_PREFIX = "/latihan"
DEBUG = False
HAS_POOLER = os.environ.get("BALALE_POOLER", "") == "1"
# A query asked so often on one connection is planned once; under row policies that halves its
# cost. A pooler gives every transaction another connection, so nothing is prepared there.
IS_PREPARING = not HAS_POOLER and os.environ.get("BALALE_PREPARE", "1") == "1"
PREPARE_AFTER = 4


def _keys() -> tuple[dict[str, str], str]:
    """The keys, and why there are none although a file is named; startup and doctor tell it."""
    if not KEY_FILE:
        return {}, ""
    try:
        keys = json.loads(Path(KEY_FILE).read_text(encoding="utf-8"))
    except OSError as error:
        return {}, str(error.strerror)
    except ValueError:
        return {}, "isinya bukan JSON"
    return (keys, "") if isinstance(keys, dict) else ({}, "isinya bukan daftar kunci")


def _latihan_key() -> bytes:
    """The shared key; empty where none is named or the file holds none."""
    try:
        return read_key(Path(LATIHAN_KEY_FILE).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return b""


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    options: dict[str, object] = dict(parse_qsl(parts.query))
    if IS_PREPARING:
        options |= {"server_side_binding": True, "prepare_threshold": PREPARE_AFTER}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": str(options.pop("host", "")) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": HAS_POOLER,
        "OPTIONS": options,
        "TEST": {"NAME": unquote(parts.path.lstrip("/"))},
    }


KEY_FILE = os.environ.get("BALALE_KEY_FILE", "")
KEYS, KEY_FILE_PROBLEM = _keys()
LATIHAN_KEY_FILE = os.environ.get("BALALE_LATIHAN_KEY_FILE", "")
LATIHAN_KEY = _latihan_key()
SECRET_KEY = KEYS.get("django", "no-keys-only-for-commands-that-need-none")
DATABASES = {"default": _database(os.environ.get("DATABASE_URL", "postgresql:///balale"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_cotton",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "balale.kit",
    "balale.audit",
    "balale.wilayah",
    "balale.access",
    "balale.registry",
    "balale.verification",
    "balale.cases",
    "balale.reports",
    "balale.desk",
    "balale.exchange",
    "balale.latihan",
]

MIDDLEWARE = [
    "balale.access.proxy.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "balale.access.middleware.NoStoreMiddleware",
    "balale.access.pulse.PulseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "balale.access.middleware.ContextMiddleware",
]

ROOT_URLCONF = "balale.config.urls"
WSGI_APPLICATION = "balale.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "balale.kit.templatetags.parts",
                "balale.kit.templatetags.kit",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "balale.access.context_processors.page",
                "balale.desk.context_processors.menu",
                "balale.latihan.context_processors.strip",
            ],
        },
    }
]

FORM_RENDERER = "balale.kit.form_renderer.KitRenderer"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["balale.access.backend.UserBackend"]
PASSWORD_HASHERS = ["balale.access.hashers.BoundedArgon2Hasher"]
SESSION_ENGINE = "balale.access.session_store"
# Browsers take a cookie so named over https only, from this host, for all its pages.
# The site for training has its own names under its own path, so that neither takes the other's.
COOKIE_PREFIX = "__Host-" if IS_PRODUCTION else ""
COOKIE_PATH = "/"
if IS_LATIHAN_SITE:
    FORCE_SCRIPT_NAME = LATIHAN_PREFIX
    COOKIE_PREFIX, COOKIE_PATH = "__Secure-latihan-", f"{LATIHAN_PREFIX}/"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = COOKIE_PATH
SESSION_COOKIE_NAME = COOKIE_PREFIX + "sesi"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_NAME = COOKIE_PREFIX + "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = IS_PRODUCTION
CSRF_FAILURE_VIEW = "balale.kit.views.csrf_failure"
LOGIN_URL = "access:masuk"
LOGIN_REDIRECT_URL = "desk:beranda"
MESSAGE_STORAGE = "balale.kit.messages.HostCookieStorage"

ALLOWED_HOSTS = (
    [h.strip() for h in os.environ.get("BALALE_HOSTS", "").split(",") if h.strip()]
    if IS_PRODUCTION
    else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)
SECURE_SSL_REDIRECT = IS_PRODUCTION
# Asked from the machine itself, which has no certificate; answers one word.
SECURE_REDIRECT_EXEMPT = [r"^(latihan/)?sehat/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
SECURE_HSTS_PRELOAD = False
# The preload list takes whole domains, and the office has but a name under its regency's.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 4
# Sent files wait in memory alone: a temporary file would leave a family's papers on the disk.
FILE_UPLOAD_HANDLERS = ["balale.kit.intake.handler.MemoryUploadHandler"]

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Pontianak"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = f"{LATIHAN_PREFIX}/static/" if IS_LATIHAN_SITE else "static/"
STATIC_ROOT = Path(os.environ.get("BALALE_DATA", BASE_DIR / ".data")) / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if MODE == "test" and not os.environ.get("BALALE_STATIC_BUILT")
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
if MODE == "test":
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_MAX_AGE = 365 * 24 * 3600
WHITENOISE_USE_FINDERS = MODE == "test" and not os.environ.get("BALALE_STATIC_BUILT")

PGTRIGGER_MIGRATIONS = True
PGTRIGGER_INSTALL_ON_MIGRATE = False

# A schedule missed while the machine was off is made up for within a day.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 3600}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "balale.access.quiet_log.QuietFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
