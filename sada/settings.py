"""The one settings module. Everything comes from the environment; docs/settings.md explains each name."""

import os
from pathlib import Path
from urllib.parse import unquote, urlparse

from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent


def env(name: str, default: str = "") -> str:
    """The value of one environment variable, stripped."""
    return os.environ.get(name, default).strip()


def env_flag(name: str, default: bool = False) -> bool:
    """True for 1, true, yes, on."""
    return env(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def database(url: str) -> dict[str, object]:
    """Django's database entry for a postgresql:// address (a socket folder may stand in ?host=)."""
    parts = urlparse(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 12, "timeout": 10}} if env_flag("SADA_POOL", True) else {},
    }


def database_url() -> str:
    """DATABASE_URL, or the address of the embedded server of SADA_HOME (which is not started here)."""
    if env("DATABASE_URL"):
        return env("DATABASE_URL")
    from sada.ops.pgembed import embedded_url

    return embedded_url()


def secret_key() -> str:
    """SADA_SECRET_KEY, or the key `sada up` keeps in the data folder."""
    if env("SADA_SECRET_KEY"):
        return env("SADA_SECRET_KEY")
    from sada.ops.home import kept_secret

    return kept_secret("secret-key")


DEBUG = env_flag("SADA_DEBUG")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = [h for h in env("SADA_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]
CSRF_TRUSTED_ORIGINS = [o for o in env("SADA_ORIGINS").split(",") if o]
# Where people reach Sada, for the links in letters that the worker writes; without one they carry no link.
SITE = (env("SADA_SITE") or next(iter(CSRF_TRUSTED_ORIGINS), "")).rstrip("/")
DATABASES = {"default": database(database_url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "store.Person"
ROOT_URLCONF = "sada.web.urls"
WSGI_APPLICATION = "sada.web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "template_partials",
    "sada.store",
    "sada.jobs",
    "sada.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sada.web.middleware.PersonPreferences",
    "sada.web.middleware.RefuseNul",
    "sada.web.middleware.LoginNeeded",
    "sada.web.middleware.RefusalsSaid",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sada.web.context.frame",
            ],
        },
    }
]

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_ADAPTER = "sada.web.accounts.ClosedAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # seconds for which a link to set a password is good
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Sada"
CSRF_FAILURE_VIEW = "sada.web.errors.csrf_failure"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Log-in limits must hold across processes and restarts, hence a table and not memory.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}

# Only the worker imports the jobs; everybody else defers them by name.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["sada.jobs.tasks"]

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["sada.web.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Riyadh"
FIRST_DAY_OF_WEEK = 0

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("SADA_STATIC_ROOT") or PACKAGE.parent / "var" / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or env_flag("SADA_PLAIN_STATIC")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env_flag("SADA_HTTPS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_flag("SADA_HTTPS") else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}

EMAIL_BACKEND = env("SADA_EMAIL_BACKEND", "sada.kernel.smtp.Backend")
EMAIL_HOST = env("SADA_SMTP_HOST", "127.0.0.1")
EMAIL_PORT = int(env("SADA_SMTP_PORT", "25"))
EMAIL_HOST_USER = env("SADA_SMTP_USER")
EMAIL_HOST_PASSWORD = env("SADA_SMTP_PASSWORD")
EMAIL_USE_TLS = env_flag("SADA_SMTP_STARTTLS")
EMAIL_USE_SSL = env_flag("SADA_SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("SADA_FROM_EMAIL", "sada@localhost")

# Addresses beside the open network that sources may lie at: "10.0.0.5" or "10.0.0.5:8080", separated by commas.
FETCH_ALLOW = {a.strip() for a in env("SADA_FETCH_ALLOW").split(",") if a.strip()}

# The public page of answers: whether there is one, and whether search engines may keep it.
REPLIES_PUBLIC = env_flag("SADA_REPLIES", True)
REPLIES_INDEXED = env_flag("SADA_REPLIES_INDEX")
# An assistant of the ministry's own that speaks the OpenAI-compatible protocol; without an address there is none.
ASSISTANT_URL = env("SADA_ASSISTANT_URL")
ASSISTANT_KEY = env("SADA_ASSISTANT_KEY")
ASSISTANT_MODEL = env("SADA_ASSISTANT_MODEL")
ASSISTANT_SECONDS = int(env("SADA_ASSISTANT_SECONDS", "60"))
# Mailboxes that are listened to: the file with their passwords, and the folders that may hold Maildirs.
MAILBOX_SECRETS = env("SADA_MAILBOX_SECRETS")
MAILDIRS = tuple(Path(folder) for folder in env("SADA_MAILDIRS").split(":") if folder)

# Where the service desks tell how reports stand, and the file with their tokens ("940 token", one a line).
REPORT_DESKS = {"940": env("SADA_REPORTS_940"), "balady": env("SADA_REPORTS_BALADY")}
REPORT_SECRETS = env("SADA_REPORT_SECRETS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    # What these say of a request holds its whole address, and for some networks that holds a key.
    "loggers": {name: {"level": "WARNING"} for name in ("httpx", "httpcore")},
    "root": {"handlers": ["console"], "level": env("SADA_LOG_LEVEL", "WARNING")},
}
