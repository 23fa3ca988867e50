"""All settings, from the environment; each is described in docs/reference/settings.md."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from perron.config.logs import log_settings
from perron.config.mail import mail_settings
from perron.core.region import UI_LANGUAGES, read_region

django_stubs_ext.monkeypatch()  # generic fields, such as CharField[str, str], before any model
env = Env()
ROOT = Path(__file__).resolve().parents[3]
VAR = Path(env.str("PERRON_VAR", str(ROOT / "var"))).resolve()
env.read_env(str(VAR / "env"), recurse=False)


DEBUG_IN_PUBLIC = (
    "DEBUG shows every visitor what others enter, and DATABASE_URL names a database. Leave one of "
    "them away; where it is meant, set DEBUG_NAMED_DATABASE=1 as well."
)


def _secret_key() -> str:
    """The key from the environment, or one drawn at first start and kept beside the database."""
    given = env.str("SECRET_KEY", "")
    if given:
        return given
    kept = VAR / "secret-key"
    if not kept.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return kept.read_text(encoding="utf-8").strip()


DEBUG = env.bool("DEBUG", False)
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
SITE_ADDRESS = env.str("SITE_ADDRESS", "http://127.0.0.1:8000")

JOURNAL_KEY_FILE = env.str("JOURNAL_KEY_FILE", str(VAR / "journal-key.pem"))

REGIONS = Path(env.str("PERRON_REGIONS", str(ROOT / "regions")))
_default = REGIONS / "default"
_chosen = env.str("PERRON_REGION", "") or _default.read_text(encoding="utf-8").strip()
REGION = read_region(REGIONS / _chosen)

DATABASE_URL = env.str("DATABASE_URL", "")
EMBEDDED = not DATABASE_URL
if DEBUG and not EMBEDDED and not env.bool("DEBUG_NAMED_DATABASE", False):
    raise ImproperlyConfigured(DEBUG_IN_PUBLIC)
DATABASES: dict[str, dict[str, Any]] = {
    "default": {**dj_database_url.parse(DATABASE_URL or f"sqlite:///{VAR / 'perron.sqlite3'}")}
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-32000;"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 10,
        **DATABASES["default"].get("OPTIONS", {}),
    }

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "template_partials",
    "perron.core",
    "perron.letters",
    "perron.accounts",
    "perron.directory",
    "perron.strategy",
    "perron.indicators",
    "perron.funding",
    "perron.competences",
    "perron.calls",
    "perron.portal",
    "perron.api",
    "perron.desk",
    "allauth",  # after ours, whose templates take the place of its own
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "perron.core.operating.requests.Watched",
    "django.middleware.security.SecurityMiddleware",
    "perron.core.operating.doors.Policies",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "perron.core.operating.doors.Doors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "perron.accounts.views.gate.SecondFactorFirst",  # asks the person, not whom they act for
    "perron.accounts.middleware.ActingFor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "perron.core.middleware.House",
]

ROOT_URLCONF = "perron.config.urls"
WSGI_APPLICATION = "perron.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "perron.core.context.page",
            ],
            "builtins": ["perron.core.templatetags.perron"],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

_mail = mail_settings(env.str("EMAIL_URL", ""), kept=VAR / "letters" if EMBEDDED else None)
EMAIL_BACKEND, EMAIL_FILE_PATH = _mail.backend, _mail.folder
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.starttls, _mail.tls
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 20)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", "perron@localhost")
LETTERS_KEPT_DAYS = env.int("LETTERS_KEPT_DAYS", 180)

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "perron.accounts.adapters.signing_in.SigningIn"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_FORMS = {
    "login": "perron.accounts.forms.entrance.PasswordEntry",
    "request_login_code": "perron.accounts.forms.entrance.CodeRequest",
    "confirm_login_code": "perron.accounts.forms.entrance.CodeEntry",
    "reset_password": "perron.accounts.forms.entrance.ResetRequest",
    "confirm_password_reset_code": "perron.accounts.forms.entrance.ResetEntry",
    "reset_password_from_key": "perron.accounts.forms.entrance.ResetPassword",
    "change_password": "perron.accounts.forms.entrance.NewPassword",
    "set_password": "perron.accounts.forms.entrance.FirstPassword",
    "reauthenticate": "perron.accounts.forms.entrance.SamePerson",
}
MFA_ADAPTER = "perron.accounts.adapters.factors.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Perron"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "perron.accounts.forms.factors.CodeOnce",
    "reauthenticate": "perron.accounts.forms.factors.CodeOnceAgain",
    "add_webauthn": "perron.accounts.forms.factors.NewPasskey",
    "edit_webauthn": "perron.accounts.forms.factors.PasskeyName",
}
SOCIALACCOUNT_ADAPTER = "perron.accounts.adapters.identities.Identities"
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_STORE_TOKENS = SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
OIDC_SERVER = env.str("OIDC_SERVER", "").rstrip("/")
OIDC_NAME = env.str("OIDC_NAME", "OpenID")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", "")
OIDC_SECRET = env.str("OIDC_SECRET", "")
OIDC_TRUSTS_EMAIL = env.bool("OIDC_TRUSTS_EMAIL", False)
SECOND_FACTOR_FOR: frozenset[str] = frozenset(env.list("SECOND_FACTOR_FOR", []))

LANGUAGE_CODE = next(code for code in REGION.languages if code in UI_LANGUAGES)
LANGUAGES = [(code, name) for code, name in REGION.language_names.items() if code in UI_LANGUAGES]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = REGION.timezone
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["perron.core.dating"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS: list[Any] = [
    folder
    for folder in (ROOT / "build" / "static", ("region", REGION.folder / "static"))
    if Path(folder[1] if isinstance(folder, tuple) else folder).is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

CACHES = {
    "default": {
        "BACKEND": "perron.core.bounded.BoundedMemory",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    "files": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "downloads",
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}
PAGE_CACHE = env.bool("PAGE_CACHE", True)
SESSION_ENGINE = "perron.accounts.sessions"
SESSION_COOKIE_AGE = env.int("SESSION_IDLE_HOURS", 21) * 3600
SESSION_LONGEST = env.int("SESSION_LONGEST_HOURS", 7 * 24) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True

HTTPS = env.bool("HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if HTTPS:  # browsers take such a cookie only over HTTPS, for all paths, from this very host
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^metrics$"]  # asked from inside, by machines
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.bool("HSTS_SUBDOMAINS", True)
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # a list inside browsers: for the region to decide
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a measure with many facts is one long form
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
WORKING_SLOTS, OUTAGE_MINUTES = env.int("WORKING_SLOTS", 1), env.float("OUTAGE_MINUTES", 10)
LARGEST_REQUEST = env.int("LARGEST_REQUEST_MB", 32) * 1024 * 1024
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
PERMISSIONS_POLICY = (
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
)

BACKUP_EVERY_DAYS = env.int("BACKUP_EVERY_DAYS", 0 if EMBEDDED else 2)
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
METRICS_FOLDER = VAR / "metrics"
if METRICS_TOKEN:  # each process of the server counts in a file of its own
    METRICS_FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(METRICS_FOLDER))
ADMINS: list[tuple[str, str]] = []  # no error is mailed: it would carry what people entered
LOGGING = log_settings(env.str("LOG_FORMAT", "plain"))
