"""All settings of the portal, in one file; what differs between cities comes from the environment.

The README lists every variable. `DEBUG` off means production: keys, hosts and HTTPS are then
demanded, and `manage.py check --deploy` finds nothing.
"""

from pathlib import Path

from kyodo_portal import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
CITIES_DIR = BASE_DIR / "kyodo_portal" / "cities"

# --- What the environment decides -----------------------------------------------------------------

DEBUG = environment.flag("DEBUG", default=False)
SECRET_KEY = environment.secret_key("SECRET_KEY", debug=DEBUG, kept_in=VAR_DIR / "secret_key")
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", debug=DEBUG)
PORT = environment.number("PORT", 8000, least=1, most=65535)
BASE_URL = environment.base_url(
    "BASE_URL",
    f"http://localhost:{PORT}" if DEBUG else f"https://{ALLOWED_HOSTS[0].lstrip('.')}",
    allowed_hosts=ALLOWED_HOSTS,
)
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", 0, least=0, most=9)
KYODO_CITY = environment.city("KYODO_CITY", debug=DEBUG, profiles=CITIES_DIR)
DATABASES = {
    "default": environment.database("DATABASE_URL", debug=DEBUG, default=VAR_DIR / "kyodo.sqlite3")
}
CACHES = {
    "default": environment.cache("CACHE_URL"),
    # The mark of what is public: read for every shared answer, and by all processes the same.
    "public": environment.shared_cache("CACHE_URL", kept_in=VAR_DIR / "public"),
    # Apart from the counters of failed sign-ins, which nobody may push out by asking for pages.
    "answers": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "answers",
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
    # PDFs that have been made: few, because each is up to a megabyte in the memory of the process.
    "files": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "files",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 8},
    },
    # Photos in their size for phones, some 80 kB each.
    "photos": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "photos",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 100},
    },
}
PUBLIC_MARK_OWED = VAR_DIR / "public-mark-owed"
SHARED_ANSWER_SECONDS = environment.number(
    "SHARED_ANSWER_SECONDS", 0 if DEBUG else 60, least=0, most=3600
)
MEDIA_ROOT = environment.folder("MEDIA_ROOT", VAR_DIR / "media")
EMAIL_DELIVERY = environment.mail_delivery("EMAIL_URL", debug=DEBUG)
ERRORS_TO = environment.addresses("ERRORS_TO")
MAP_TILES = environment.map_tiles("MAP_TILES_URL")
DEFAULT_FROM_EMAIL = environment.mail_sender("DEFAULT_FROM_EMAIL", base_url=BASE_URL)

# --- Applications ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "kyodo_portal.apps.KyodoPortalConfig",
    "groups",
    "projects",
    "proposals",
    "evaluations",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_filters",
    "csp",
    "kyodo_portal.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",  # before staticfiles: one way of serving, also in development
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",  # last of those with form templates, so that templates/ may replace them
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kyodo_portal.web.seen_proxies.NotesProxies",
    "kyodo_portal.web.shared_answers.SharedAnswers",
    "csp.middleware.CSPMiddleware",
    "kyodo_portal.web.middleware.LanguageOfAddress",
    "kyodo_portal.web.middleware.SafetyHeaders",
    "kyodo_portal.web.bodies.RefuseLargeBodies",
    "kyodo_portal.web.middleware.RejectBrokenText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "kyodo_portal.web.keeping.KeepsTexts",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kyodo_portal.web.city_sessions.CitySessions",
    "kyodo_portal.web.signing_in.SignInUnlessPublic",
    "django.contrib.messages.middleware.MessageMiddleware",
    "groups.accounts.owners_code.OwnersOnly",
    "kyodo_portal.web.wrong_method.LedToThePage",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    *(["kyodo_portal.web.error_pages.OwnErrorPages"] if DEBUG else []),
]

ROOT_URLCONF = "kyodo_portal.urls"
WSGI_APPLICATION = "kyodo_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "kyodo_portal.templatetags.ui",
                "groups.templatetags.following",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kyodo_portal.web.context.portal",
                "kyodo_portal.made_up.demonstration.banner.banner",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("ja-easy", "やさしい日本語"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "kyodo_portal" / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------------
# Uploads have no public address: a view asks who may fetch each one.

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "kyodo_portal.files.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "kyodo_portal.web.static_files.WholeStaticFilesStorage"
    },
}

# --- Accounts -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "groups.User"
AUTHENTICATION_BACKENDS = [
    "groups.accounts.backend.OneHashBackend",
    "django.contrib.auth.backends.ModelBackend",  # of sessions alone: the first one never asks on
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my"  # by name: in the language of the page
LOGOUT_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 3600

ACCOUNT_ADAPTER = "groups.accounts.adapter.PortalAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "groups.accounts.forms.NewAccountForm"
ACCOUNT_FORMS = {
    "signup": "groups.accounts.signing_up.EvenSignupForm",
    "login": "groups.accounts.typed.LoginForm",
    "add_email": "groups.accounts.typed.AddEmailForm",
    "change_email": "groups.accounts.typed.ChangeEmailForm",
    "reset_password": "groups.accounts.typed.ResetPasswordForm",
    "change_password": "groups.accounts.typed.ChangePasswordForm",
    "reset_password_from_key": "groups.accounts.typed.NewPasswordForm",
    "request_login_code": "groups.accounts.typed.RequestLoginCodeForm",
    "confirm_email_verification_code": "groups.accounts.codes.AddressCodeForm",
    "confirm_login_code": "groups.accounts.codes.SignInCodeForm",
    "confirm_password_reset_code": "groups.accounts.codes.NewPasswordCodeForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Long enough for a letter that waits in the outbox and for somebody who reads mail elsewhere.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "【協働ポータル】"
# Not "strict", which lets a second account claim the same address: here an address is one person.
# The answer on the page is the same either way; only the mail tells.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = BASE_URL.partition(":")[0]
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
# Who works for the city: after so long without a sign of life, and in any case after 12 hours.
STAFF_IDLE_SECONDS = 60 * environment.number("STAFF_IDLE_MINUTES", 30, least=5, most=480)
STAFF_SESSION_SECONDS = 12 * 60 * 60
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "activate_totp": "groups.accounts.typed.ActivateAppForm",
    "authenticate": "groups.accounts.demonstration.CodeForm",
    "reauthenticate": "groups.accounts.demonstration.CodeAgainForm",
}
MFA_TOTP_ISSUER = "協働ポータル"
# A code still counts that changed while it was typed (one half minute), and none counts twice:
# groups.accounts.used_codes.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG  # passkeys can be tried on this machine without HTTPS

# --- Mail -----------------------------------------------------------------------------------------
# Every mail is queued with the act it tells of; `manage.py outbox` delivers by EMAIL_DELIVERY.

EMAIL_BACKEND = "kyodo_portal.post.outbox.QueueBackend"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- What browsers are told -----------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", *environment.origins(MAP_TILES)],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "kyodo_portal.site.answers.csrf_failure"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# The __Host- prefix makes browsers refuse these cookies from any other host or without HTTPS.
SESSION_COOKIE_NAME = "sessionid" if DEBUG else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if DEBUG else "__Host-csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked by machines inside, over plain HTTP
SECURE_HSTS_SECONDS = 0 if DEBUG else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Log ------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"refusals": {"()": "kyodo_portal.web.logs.RefusalsInOneLine"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "letters": {"class": "kyodo_portal.post.error_log.ErrorLetters", "level": "ERROR"},
    },
    "root": {"handlers": ["console", "letters"], "level": "INFO" if DEBUG else "WARNING"},
    "loggers": {
        # Django's own handlers are replaced: one line per event, once.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # A refusal (4xx) is an answer, not an accident: one line, no traceback.
        "django.request": {"filters": ["refusals"]},
        # Scanners ask for other host names all day; they get their 400 and no traceback here.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
