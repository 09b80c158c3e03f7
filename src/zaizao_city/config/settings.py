"""Django's settings, arranged from the environment; the knobs of an app stand in its own ``conf.py``."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from zaizao_city.config.database import configure_database
from zaizao_city.config.environment import read_environment
from zaizao_city.foundation.secret_file import keep_secret

ENVIRONMENT = read_environment()
HOME = ENVIRONMENT.home.absolute()
HOME.mkdir(parents=True, exist_ok=True)
PACKAGE = Path(__file__).resolve().parent.parent
PRODUCTION = ENVIRONMENT.mode == "production"

SECRET_KEY = ENVIRONMENT.secret_key
if not SECRET_KEY:
    if PRODUCTION:
        raise ImproperlyConfigured("ZAIZAO_SECRET_KEY is not set: production needs a secret of its own.")
    SECRET_KEY = keep_secret(HOME / "secret-key")

# Seals personal data, and lies beside the keys of the record: whoever loses it cannot read them any more.
DATA_KEY = keep_secret(HOME / "keys" / "identity.key")

DEBUG = ENVIRONMENT.debug
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured("ZAIZAO_DEBUG shows details of the city's data and is refused in production.")
ALLOWED_HOSTS = [*ENVIRONMENT.hosts.split(","), *(["testserver"] if ENVIRONMENT.mode == "test" else [])]

ROOMS = [
    "zaizao_city.foundation.record",
    "zaizao_city.foundation.files",
    "zaizao_city.foundation.numbering",
    "zaizao_city.foundation.tables",
    "zaizao_city.foundation.notices",
    "zaizao_city.foundation.jobs",
    "zaizao_city.foundation.ui",
    "zaizao_city.identity",
    "zaizao_city.places",
    "zaizao_city.catalogue",
    "zaizao_city.casework",
    "zaizao_city.reform",
    "zaizao_city.portal",
    "zaizao_city.desk",
    "zaizao_city.demo",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "template_partials",
    *ROOMS,
    "django.forms",  # after our rooms: their templates of widgets come first
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zaizao_city.foundation.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zaizao_city.identity.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zaizao_city.foundation.ui.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "zaizao_city.config.urls"
WSGI_APPLICATION = "zaizao_city.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "zaizao_city.foundation.ui.context.describe_page",
            ],
        },
    },
]

DATABASES = {"default": configure_database(ENVIRONMENT.database_url, home=HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "zaizao_city.identity.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Staff need a one-time code beside the password; a demonstration of made-up people does without, and says so.
SECOND_FACTOR_REQUIRED = ENVIRONMENT.mode != "demo"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_LOCKOUT_CALLABLE = "zaizao_city.identity.pages.views.sign_in.show_lock_out"
AXES_ENABLE_ADMIN = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # a whole counter shares one address: the login is locked, not the address
OIDC_ISSUER = ENVIRONMENT.oidc_issuer.rstrip("/")
OIDC_CLIENT_ID = ENVIRONMENT.oidc_client_id
OIDC_CLIENT_SECRET = ENVIRONMENT.oidc_client_secret
if PRODUCTION and OIDC_ISSUER and not OIDC_ISSUER.startswith("https://"):
    raise ImproperlyConfigured("ZAIZAO_OIDC_ISSUER must begin with https:// in production.")
LOGIN_URL = "identity:sign-in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# Official time is the civil time of the city, written without a zone, as in the core.
USE_TZ = False
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "/static/"
# Files are served as they lie in their rooms; the address carries their digest, so a browser may keep them for a year.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "zaizao_city.foundation.ui.storage.DigestStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 31_536_000
MEDIA_ROOT = HOME / "files"

FORM_RENDERER = "zaizao_city.foundation.ui.renderer.FormRenderer"
CSRF_FAILURE_VIEW = "zaizao_city.foundation.ui.views.failure.csrf_failure"
SITE_NAME = ENVIRONMENT.site_name or _("政务服务")
HOTLINE = ENVIRONMENT.hotline
FILES_SCANNER = ENVIRONMENT.clamav
FILES_LARGEST = ENVIRONMENT.largest_file
NUMBERS_AHEAD = ENVIRONMENT.numbers_ahead
NOTICES_SENDER = ENVIRONMENT.mail_sender
NOTICES_PUBLIC_ADDRESS = ENVIRONMENT.public_address
NOTICES_SMS_GATEWAY = ENVIRONMENT.sms_gateway
IS_DEMO = ENVIRONMENT.mode == "demo"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.secure
SECURE_SSL_REDIRECT = ENVIRONMENT.secure
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.secure else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
