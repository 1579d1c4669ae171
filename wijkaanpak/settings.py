"""One settings file; everything that differs comes from the environment (docs/operations.md)."""

from pathlib import Path
from typing import Any

import django_stubs_ext
from celery.schedules import crontab
from environ import Env

from core.csp import CSP
from wijkaanpak import environment

django_stubs_ext.monkeypatch()  # lets `ModelForm[User]` be written where it is true

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

# --- What kind of installation this is
DEMO = environment.switch(env, "DEMO", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
PORT = environment.whole(env, "PORT", 8000)
DEBUG = False
if DEMO:
    SITE_URL = environment.site_url(env.str("SITE_URL", default=f"http://localhost:{PORT}"))
    environment.refuse_demo_in_production(env, SITE_URL)
    SECRET_KEY = environment.kept_secret_key(DATA_DIR / "secret_key")
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'wijkaanpak.sqlite3'}")
    REDIS_URL = env.str("REDIS_URL", default="")
    EMAIL_URL = "demo://"
else:
    SITE_URL = environment.site_url(
        environment.required(env, "SITE_URL", "set the address people use, https://...")
    )
    SECRET_KEY = environment.secret_key(
        environment.required(env, "SECRET_KEY", "set at least 50 random characters")
    )
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[SITE_URL.split("//")[1].split(":")[0]])
    DATABASE_URL = environment.required(
        env, "DATABASE_URL", "set postgres://user:password@host/name, or sqlite:////path"
    )
    REDIS_URL = env.str("REDIS_URL", default="")
    EMAIL_URL = environment.required(
        env, "EMAIL_URL", "set smtp+tls://user:password@host:587, so that mail can leave"
    )

# --- Applications
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "core",
    "outbox",
    "accounts",
    "neighbourhoods",
    "activity",
    "partners",
    "initiatives",
    "goals",
    "participation",
    "reports",
    "portal",
    "wijkaanpak",
]
MIDDLEWARE = [
    "core.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.WholeBodyMiddleware",
    "core.middleware.CleanInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.RedirectMiddleware",
    "core.middleware.DeadEndMiddleware",
    "core.middleware.ElsewhereMiddleware",
    "core.middleware.StorageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "neighbourhoods.middleware.SecondFactorMiddleware",
]
ROOT_URLCONF = "wijkaanpak.urls"
WSGI_APPLICATION = "wijkaanpak.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "core.templatetags.icons",
                "core.templatetags.frame",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.every_page",
            ],
        },
    }
]
FORM_RENDERER = "core.forms.Renderer"

# --- Data
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
POSTGRES = "postgresql" in DATABASES["default"]["ENGINE"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if POSTGRES:
    # A database that hangs is worse than one that is gone: every wait has an end.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        # Planning the joins of a page costs as much as running them: plan once per connection.
        "server_side_binding": True,
        "prepare_threshold": 5,
        "options": "-c statement_timeout=8000 -c lock_timeout=5000"
        " -c idle_in_transaction_session_timeout=15000",
        "pool": {
            "min_size": 1,
            "max_size": environment.whole(env, "DATABASE_POOL", 8),
            "timeout": 5,
        },
    }
else:
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 8,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
if REDIS_URL:
    CACHES: dict[str, Any] = {
        "default": {
            "BACKEND": "core.cache.TolerantRedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="security@wijkaanpak.example")
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 40  # an album takes thirty at once
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000

# --- Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA_DIR / "media"
S3_BUCKET = env.str("S3_BUCKET", default="")
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "core.storage.Folder"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if S3_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "core.bucket.Bucket",
        # Without an access list an object is ours alone, and newer buckets of AWS refuse one.
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env.str("S3_ENDPOINT", default="") or None,
            "region_name": env.str("S3_REGION", default="") or None,
            "access_key": env.str("S3_ACCESS_KEY", default="") or None,
            "secret_key": env.str("S3_SECRET_KEY", default="") or None,
        },
    }

# --- People and signing in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:start"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "accounts.forms.RequestCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmCodeForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = str
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code is the proof
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of a second factor that came or went
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ACCOUNT_RATE_LIMITS = {
    # A code of six digits and five tries: what one address can be asked for in a day is what keeps
    # guessing hopeless, and a stranger's mailbox from filling.
    "request_login_code": "30/m/ip,3/m/key,10/h/key,30/d/key",
    # The same for who changes their address (accounts/views/address.py).
    "new_address": "30/m/ip,10/h/user,3/m/key,10/h/key",
    # Browsers for which something typed is kept while nobody is signed in (accounts/http.py).
    "new_browser": "100/h/ip",
    # Phones in one hall, on its one network, that give their voice in a quarterly review.
    "new_voice": "1000/h/ip",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = None
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.FactorCodeForm",
    "reauthenticate": "accounts.forms.FactorAgainForm",
    "activate_totp": "accounts.forms.ActivateAppForm",
    "add_webauthn": "accounts.forms.AddKeyForm",
    "edit_webauthn": "accounts.forms.RenameKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
MFA_TOTP_ISSUER = "wijkaanpak"
MFA_TOTP_TOLERANCE = 1  # clocks of old phones, and slow fingers
ALLAUTH_TRUSTED_PROXY_COUNT = environment.whole(env, "TRUSTED_PROXIES", 0)
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SAMESITE = "Lax"
DRAFT_DAYS = 30

# --- Security
_HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = _HTTPS and environment.switch(env, "SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "core.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}
SILENCED_SYSTEM_CHECKS: list[str] = []

# --- Language and time
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Europe/Amsterdam"

# --- Mail: only the outbox sends (outbox/actions.py)
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # read them at /demo/post/
else:
    vars().update(env.email_url_config(EMAIL_URL))
EMAIL_TIMEOUT = 10
EMAIL_USE_LOCALTIME = True  # in the Date of a mail
DEFAULT_FROM_EMAIL = environment.sender(
    env.str("DEFAULT_FROM_EMAIL", default="") or "Wijkaanpak <post@wijkaanpak.example>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
REPLY_TO = environment.address(env, "REPLY_TO")
BOUNCE_ADDRESS = environment.address(env, "BOUNCE_ADDRESS")
BOUNCE_MAILBOX = environment.mailbox(env, "BOUNCE_MAILBOX")

# --- Signalen, of the one municipality that runs it (partners/signalen.py)
SIGNALEN_URL, SIGNALEN_MUNICIPALITY, SIGNALEN_CATEGORY = environment.signalen(env)

# --- Jobs: the rows are the queue, Celery is the clock
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_TIME_LIMIT = 30 * 60
CELERY_TASK_PUBLISH_RETRY = False
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "visibility_timeout": 3600,
        "socket_connect_timeout": 1,
        "socket_timeout": 5,
    }
else:
    _BROKER = DATA_DIR / "broker"
    for _folder in ("queue", "processed", "control"):
        (_BROKER / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_BROKER / "queue"),
        "data_folder_out": str(_BROKER / "queue"),
        "processed_folder": str(_BROKER / "processed"),
        "control_folder": str(_BROKER / "control"),
        "store_processed": False,
    }


def _every(seconds: int, task: str) -> dict[str, Any]:
    return {"task": task, "schedule": float(seconds), "options": {"expires": seconds}}


CELERY_BEAT_SCHEDULE = {
    "deliver": _every(60, "outbox.tasks.deliver"),
    "read-bounces": _every(600, "outbox.tasks.read_bounces"),
    # By day only; a round that was missed is made up for, so nothing hangs on the hour.
    "make-overviews": _every(300, "activity.tasks.make_overviews"),
    "tell-news": _every(300, "activity.tasks.tell_news"),
    "forget-overviews": {
        "task": "activity.tasks.forget_overviews",
        "schedule": crontab(hour=4, minute=52),
        "options": {"expires": 3600},
    },
    "import-lists": _every(60, "initiatives.tasks.import_lists"),
    "make-photos": _every(60, "initiatives.tasks.make_photos"),
    "make-concern-photos": _every(60, "partners.tasks.make_photos"),
    "make-photos-of-taking-part": _every(60, "participation.tasks.make_photos"),
    "make-contribution-photos": _every(60, "goals.tasks.make_photos"),
    "make-story-photos": _every(60, "reports.tasks.make_story_photos"),
    "remind-reactions": _every(3600, "reports.tasks.remind_reactions"),
    "bring-along": _every(3600, "initiatives.tasks.bring_along"),
    "remind-reviews": _every(900, "initiatives.tasks.remind"),
    "forward-concerns": _every(60, "partners.tasks.forward_concerns"),
    "remind-partners": _every(900, "partners.tasks.remind"),
    "ask-of-assets": {
        "task": "partners.tasks.keep_in_touch",
        "schedule": crontab(hour=9, minute=40),
        "options": {"expires": 3600},
    },
    "forget-assets": {
        "task": "partners.tasks.forget_assets",
        "schedule": crontab(hour=4, minute=35),
        "options": {"expires": 3600},
    },
    "forget-posts": {
        "task": "partners.tasks.forget_posts",
        "schedule": crontab(hour=4, minute=55),
        "options": {"expires": 3600},
    },
    "forget-partners-photos": {
        "task": "partners.tasks.forget_photos",
        "schedule": crontab(hour=4, minute=45),
        "options": {"expires": 3600},
    },
    "forget": {
        "task": "accounts.tasks.forget",
        "schedule": crontab(hour=4, minute=10),
        "options": {"expires": 3600},
    },
    "forget-invitations": {
        "task": "partners.tasks.forget_invitations",
        "schedule": crontab(hour=4, minute=25),
        "options": {"expires": 3600},
    },
    "turn-years": {
        "task": "goals.tasks.turn_years",
        "schedule": crontab(hour="0,1,3-23", minute=5),
        "options": {"expires": 3000},
    },
    "tell-uncovered": _every(900, "portal.tasks.tell_uncovered"),
    "remind-of-meetings": _every(900, "participation.tasks.remind_of_meetings"),
    "forget-registrations": {
        "task": "participation.tasks.forget_registrations",
        "schedule": crontab(hour=4, minute=15),
        "options": {"expires": 3600},
    },
    "remind-to-log": _every(3600, "goals.tasks.remind_to_log"),
    "forget-contributions": {
        "task": "goals.tasks.forget_contributions",
        "schedule": crontab(hour=4, minute=20),
        "options": {"expires": 3600},
    },
    "forget-names": {
        "task": "participation.tasks.forget_names",
        "schedule": crontab(hour=4, minute=22),
        "options": {"expires": 3600},
    },
    "remind-polls": _every(3600, "participation.tasks.remind_polls"),
    "close-polls": _every(300, "participation.tasks.close_polls"),
    "forget-group-invitations": {
        "task": "participation.tasks.forget_group_invitations",
        "schedule": crontab(hour=4, minute=30),
        "options": {"expires": 3600},
    },
    "forget-absences": {
        "task": "portal.tasks.forget_absences",
        "schedule": crontab(hour=4, minute=50),
        "options": {"expires": 3600},
    },
    "forget-lists": {
        "task": "initiatives.tasks.forget_lists",
        "schedule": crontab(hour=4, minute=55),
        "options": {"expires": 3600},
    },
    "forget-asks": {
        "task": "initiatives.tasks.forget_asks",
        "schedule": crontab(hour=4, minute=30),
        "options": {"expires": 3600},
    },
    "index-missing": {
        "task": "initiatives.tasks.index_missing",
        "schedule": crontab(hour=4, minute=5),
        "options": {"expires": 3600},
    },
    "keep-in-touch": {
        "task": "initiatives.tasks.keep_in_touch",
        "schedule": crontab(hour=9, minute=20),
        "options": {"expires": 3600},
    },
    "forget-rule-photos": {
        "task": "participation.tasks.forget_rule_photos",
        "schedule": crontab(hour=4, minute=22),
        "options": {"expires": 3600},
    },
    "forget-story-invitations": {
        "task": "reports.tasks.forget_story_invitations",
        "schedule": crontab(hour=4, minute=24),
        "options": {"expires": 3600},
    },
    "open-reviews": {
        "task": "goals.tasks.open_reviews",
        "schedule": crontab(hour="0,1,3-23", minute=12),
        "options": {"expires": 3000},
    },
    # Reports
    "begin-reports": {
        "task": "reports.tasks.begin_reports",
        "schedule": crontab(hour=5, minute=20),
        "options": {"expires": 3600},
    },
    "make-drafts": _every(60, "reports.tasks.make_drafts"),
    "make-files": _every(60, "reports.tasks.make_files"),
    "renew-files": _every(3600, "reports.tasks.renew_files"),
    # Lessons and thanks
    "index-lessons": _every(300, "reports.tasks.index_lessons"),
    "tidy-lessons": {
        "task": "reports.tasks.tidy_lessons",
        "schedule": crontab(hour=4, minute=35),
        "options": {"expires": 3600},
    },
    "ask-to-look-back": {
        "task": "reports.tasks.ask_to_look_back",
        "schedule": crontab(hour=9, minute=25),
        "options": {"expires": 3600},
    },
    # The residents' budget
    "count-rounds": _every(60, "participation.tasks.count_rounds"),
    "forget-receipts": {
        "task": "participation.tasks.forget_receipts",
        "schedule": crontab(hour=4, minute=15),
        "options": {"expires": 3600},
    },
    "forget-photos": {
        "task": "initiatives.tasks.forget_photos",
        "schedule": crontab(hour=4, minute=40),
        "options": {"expires": 3600},
    },
    "forget-portraits": {
        "task": "neighbourhoods.tasks.forget_portraits",
        "schedule": crontab(hour=4, minute=45),
        "options": {"expires": 3600},
    },
}

# --- Logs: structured lines on standard error, no personal data in them
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "wijkaanpak.logs.formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
}
