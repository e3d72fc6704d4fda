"""Django settings, all of them; what an operator may change is read from `HEDERSSAK_*` (docs/operate/settings.md)."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

from hederssak.config.calendars import *  # noqa: F403 (what calendar services know of us fills a page of its own)
from hederssak.config.env import BadSettingError, database, env
from hederssak.config.sign_in import *  # noqa: F403 (the sign-in library's settings fill a page of their own)

PACKAGE = Path(__file__).resolve().parent.parent

DATA_DIR = Path(env.text("DATA_DIR", str(PACKAGE.parent / "var"))).resolve()
DEBUG = env.flag("DEBUG")
PORT = env.number("PORT", 8020, least=1, most=65535)
HOST = env.text("HOST", "127.0.0.1")
PUBLIC_URL = env.text("PUBLIC_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
LIVE_PORT = env.number("LIVE_PORT", 0, least=0, most=65535)  # 0: `serve` takes a free one and tells its programs
LIVE_HOST = env.text("LIVE_HOST", HOST if HOST not in {"0.0.0.0", "::"} else "127.0.0.1")  # noqa: S104 (read, not bound)
WEB_PROCESSES = env.number("WEB_PROCESSES", 1, least=1, most=32)
WEB_THREADS = env.number("WEB_THREADS", 4, least=1, most=64)
WORKERS = env.number("WORKERS", 1, least=1, most=32)

_public = urlsplit(PUBLIC_URL)
if _public.scheme not in {"http", "https"} or not _public.hostname:
    raise BadSettingError("HEDERSSAK_PUBLIC_URL", "is the address that people type, such as https://sales.example.com")
SECURE = _public.scheme == "https"


def _secret_key() -> str:
    """Return the operator's key, or one made at the first start and kept in the data folder."""
    given = env.text("SECRET_KEY")
    if given:
        return given
    path = DATA_DIR / "secret_key"
    try:
        if not path.exists():
            DATA_DIR.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        told = f"{path} can't be made or read ({error.strerror}); name a folder that this user may write to"
        raise BadSettingError("HEDERSSAK_DATA_DIR", told) from error


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", f"{_public.hostname},127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
DATABASES = {"default": database(env.text("DATABASE_URL", "sqlite:"), DATA_DIR)}
UPLOAD_DIR = DATA_DIR / "uploads"
UPLOAD_LIMIT_MB = env.number("UPLOAD_LIMIT_MB", 300, least=1, most=5000)
DEMO = env.flag("DEMO", default=True)

# Ours first: a template of ours takes the place of a library's of the same name.
INSTALLED_APPS = [
    "hederssak.cadence",
    "hederssak.calendars",
    "hederssak.coaching",
    "hederssak.crm",
    "hederssak.demo",
    "hederssak.forecast",
    "hederssak.goals",
    "hederssak.history",
    "hederssak.honesty",
    "hederssak.imports",
    "hederssak.meetings",
    "hederssak.org",
    "hederssak.outbox",
    "hederssak.pipeline",
    "hederssak.prospecting",
    "hederssak.queue",
    "hederssak.salesmeetings",
    "hederssak.targets",
    "hederssak.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",
    "template_partials.apps.SimpleAppConfig",
]

MIDDLEWARE = [
    "hederssak.lib.lines.RequestLines",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hederssak.lib.security.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "hederssak.lib.security.NoNulCharacters",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hederssak.org.middleware.CurrentMember",
    "hederssak.org.middleware.SignedIn",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "hederssak.config.urls"
WSGI_APPLICATION = "hederssak.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials", "hederssak.web.templatetags.words"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "hederssak.web.context.shell",
            ],
        },
    }
]

AUTH_USER_MODEL = "org.User"
AUTHENTICATION_BACKENDS = ["hederssak.org.backends.MembershipBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "hederssak.org.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = env.flag("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0

LANGUAGE_CODE = "en"
LANGUAGES = [("sv", "Svenska"), ("fi", "Suomi"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "hederssak_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": UPLOAD_DIR},
    },
    "staticfiles": {"BACKEND": "hederssak.lib.storage.StaticStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000  # the mapping page of a file with 700 columns posts several fields for each

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"}}
TASKS = {"default": {"BACKEND": "hederssak.queue.backends.QueueBackend", "QUEUES": ["default", "imports"]}}

LOG_LINES = env.choice("LOG_LINES", "auto", ("auto", "on", "off"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "hederssak": {"handlers": ["stderr"], "level": "INFO", "propagate": True},
    },
}

_mail = urlsplit(env.text("EMAIL_URL", "console:"))
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if _mail.scheme in {"smtp", "smtps", "smtp+tls"}
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username or "", _mail.password or ""
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.scheme == "smtps", _mail.scheme == "smtp+tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", f"hederssak@{_public.hostname}")

LOG_LEVEL = env.choice("LOG_LEVEL", "warning", ("debug", "info", "warning", "error"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL.upper()},
    "loggers": {
        "django": {"handlers": [], "level": "NOTSET"},  # its own handlers are silent outside of DEBUG
        "httpx": {"level": "WARNING"},  # it would write down addresses that are secrets, of calendars
        "httpcore": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},  # a page that is not there is the visitor's affair
    },
}

env.refuse_unknown()
