"""Settings of the desk: everything that differs from house to house comes from the environment.

| variable | meaning |
|---|---|
| `FARTHING_DATA` | the folder that holds all state: database, key ring, secret (default `var/desk`) |
| `FARTHING_DATABASE` | `postgresql://USER:PASSWORD@HOST:PORT/NAME`; unset: SQLite in the data folder |
| `FARTHING_KEY_RING` | the key ring's file, where it is kept elsewhere than in the data folder |
| `FARTHING_HOSTS` | host names the desk answers to, separated by commas (default: loopback only) |
| `FARTHING_EMERGENCY` | whom the public rings in an emergency, as a sentence on the report page |
| `FARTHING_DUTY_POLICE` | the police contact on duty, shown while a child may be in danger |
| `FARTHING_DEMO` | `1`: the demonstration, in which a password alone signs in |
| `FARTHING_EGRESS` | `1`: the house may go out to look (hosting checks, rechecks); unset: it asks nobody |
| `FARTHING_EGRESS_PROXY` | the proxy for that: `socks5://HOST:PORT` or `http://HOST:PORT`; unset: straight |
| `FARTHING_EGRESS_SECOND_PROXY` | a second exit, asked before a site is taken for removed |
| `FARTHING_EGRESS_RESOLVER` | the name server that is asked, over TCP: `HOST` or `HOST:PORT` |
| `FARTHING_MMDB` | MaxMind DB files with networks and countries, separated by colons |
| `FARTHING_RDAP` | the address of an RDAP service that leads on to the register in charge |
| `FARTHING_COUNTRY` | the house's country, two letters: what is hosted there is at home (default `GB`) |
| `FARTHING_SMTP` | the mail server that takes notices: `smtp://HOST:PORT`; unset: nothing is mailed |
| `FARTHING_MAIL_FROM` | the house's own mail address, from which notices come and to which answers go |
| `FARTHING_ICCAM` | the address of ICCAM's REST interface v3 (https); unset: nothing is told or read there |
| `FARTHING_ICCAM_USER`, `FARTHING_ICCAM_PASSWORD` | the house's account there |
| `FARTHING_ICCAM_CERTIFICATE` | a PEM file with the house's client certificate and its key |
| `FARTHING_ICCAM_AUTHORITIES` | a PEM file of those who vouch for ICCAM's server; unset: the system's |
| `FARTHING_CONTROL_PAGE` | a page that is always there: a site is missed only while it loads |
| `FARTHING_EGRESS_LOOPBACK` | `1`: this machine's own addresses may be reached; for tests alone |
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

DATA = Path(os.environ.get("FARTHING_DATA", "var/desk")).resolve()
DEMO = os.environ.get("FARTHING_DEMO") == "1"
KEY_RING_FILE = Path(os.environ.get("FARTHING_KEY_RING", DATA / "key-ring.json"))
SECRET_FILE = DATA / "secret-key"

DEBUG = False
SECRET_KEY = SECRET_FILE.read_text().strip() if SECRET_FILE.exists() else secrets.token_urlsafe(48)
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [host for host in os.environ.get("FARTHING_HOSTS", "").split(",") if host] or LOOPBACK
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host not in LOOPBACK]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "farthing.records",
    "farthing.desk",
]
MIDDLEWARE = [
    "farthing.desk.middleware.guard_responses",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "farthing.desk.middleware.Doorkeeper",
]
ROOT_URLCONF = "farthing.urls"
WSGI_APPLICATION = "farthing.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "DIRS": [Path(__file__).parent / "desk" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "farthing.desk.navigation.navigation",
            ],
        },
    }
]


def _postgresql(url: str) -> dict[str, object]:
    """A PostgreSQL URL as Django's settings; `?host=FOLDER` names a socket's folder."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": query.get("port", [str(parts.port or "")])[0],
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(file: Path) -> dict[str, object]:
    """SQLite that keeps every acknowledged write through a crash, and overwrites what is deleted."""
    pragmas = [
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "cache_size=-65536",
        "temp_store=MEMORY",
    ]
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
        },
        "TEST": {"NAME": file.with_name("test.sqlite3")},  # a file, as in earnest: memory locks otherwise
    }


_database_url = os.environ.get("FARTHING_DATABASE", "")
DATABASES = {"default": _postgresql(_database_url) if _database_url else _sqlite(DATA / "desk.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The public's report page. Beyond the first number of reports an hour a plain question is asked with the
# form, and what is reported then of unknown sites waits in a group of its own; beyond the second none comes.
EMERGENCY = os.environ.get(
    "FARTHING_EMERGENCY", "If someone is in danger now, ring 112 or your local police."
)
DUTY_POLICE = os.environ.get("FARTHING_DUTY_POLICE", "the number that your house agreed on")
PUBLIC_CALM_AN_HOUR = 120
PUBLIC_MOST_AN_HOUR = 3000

# Sign-in: a member's name with password and passkey; nobody signs up by himself, and nothing is mailed.
AUTH_USER_MODEL = "records.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "farthing.desk.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,50/15m/ip", "reauthenticate": "10/m/user"}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
PASSKEY_REQUIRED = not DEMO

SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "farthing"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "farthing.desk.views.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # without any, browsers send forms with the origin "null"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = None if DEMO else ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

# What is uploaded stays in memory: the only handler keeps it there and refuses what is too large.
UPLOAD_LIMIT = 20_000_000  # bytes: what the upload gate of `pages` lets in
FILE_UPLOAD_HANDLERS = ["farthing.desk.uploads.MemoryOnly"]
FILE_UPLOAD_TEMP_DIR = None
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT + 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1

# Who is told of a site so that it is removed, and by which mail server.
HOME_COUNTRY = os.environ.get("FARTHING_COUNTRY", "GB").upper()
SMTP = os.environ.get("FARTHING_SMTP", "")
MAIL_FROM = os.environ.get("FARTHING_MAIL_FROM", "")

# ICCAM, the hotlines' exchange (`farthing.doors.iccam`): off unless it is named, and reached by the way out.
ICCAM = "" if DEMO else os.environ.get("FARTHING_ICCAM", "")
ICCAM_USER = os.environ.get("FARTHING_ICCAM_USER", "")
ICCAM_PASSWORD = os.environ.get("FARTHING_ICCAM_PASSWORD", "")
ICCAM_CERTIFICATE = os.environ.get("FARTHING_ICCAM_CERTIFICATE", "")
ICCAM_AUTHORITIES = os.environ.get("FARTHING_ICCAM_AUTHORITIES", "")
ICCAM_PAUSE = 1.0  # seconds between two requests

# How often a member may open sealed site addresses before a supervisor has to sign.
REVEALS_AN_HOUR = 20

# How often a program may ask the partner API in a minute, by each of its credentials.
API_REQUESTS_A_MINUTE = 120

# The way out (`farthing.doors.egress`): shut unless the operator opens it, and never open in a demonstration.
EGRESS = os.environ.get("FARTHING_EGRESS") == "1" and not DEMO
EGRESS_PROXY = os.environ.get("FARTHING_EGRESS_PROXY", "")
EGRESS_SECOND_PROXY = os.environ.get("FARTHING_EGRESS_SECOND_PROXY", "")
EGRESS_RESOLVER = os.environ.get("FARTHING_EGRESS_RESOLVER", "")
EGRESS_LOOPBACK = os.environ.get("FARTHING_EGRESS_LOOPBACK") == "1"
HOSTING_MMDB = os.environ.get("FARTHING_MMDB", "")
CONTROL_PAGE = os.environ.get("FARTHING_CONTROL_PAGE", "")
HOSTING_RDAP = os.environ.get("FARTHING_RDAP", "")

LANGUAGE_CODE = "en-gb"
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
STATICFILES_DIRS: list[Path] = []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # A refused request is answered on its page and not worth a line; a failure of ours is.
    # What programs ask of the API is logged, a line each: which credential, which address, which answer.
    "loggers": {"django.request": {"level": "ERROR"}, "farthing.api": {"level": "INFO"}},
}
