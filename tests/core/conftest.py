import pytest

BASE = "<!doctype html><title>{% block title %}{% endblock %}</title>{% block main %}{% endblock %}"


@pytest.fixture(autouse=True)
def only_core(settings):
    """The lowest floor by itself: its own addresses, a bare base.html, no database."""
    settings.ROOT_URLCONF = "tests.core.urls"
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.SECURE_SSL_REDIRECT = False
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MIDDLEWARE = [
        "core.middleware.SecurityHeadersMiddleware",
        "django.middleware.security.SecurityMiddleware",
        "core.middleware.WholeBodyMiddleware",
        "core.middleware.CleanInputMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django_htmx.middleware.HtmxMiddleware",
        "core.middleware.RedirectMiddleware",
        "core.middleware.StorageMiddleware",
    ]
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [settings.BASE_DIR / "templates"],
            "OPTIONS": {
                "loaders": [
                    ("django.template.loaders.locmem.Loader", {"base.html": BASE}),
                    "django.template.loaders.filesystem.Loader",
                    "django.template.loaders.app_directories.Loader",
                ],
                "builtins": ["core.templatetags.icons"],
                "context_processors": ["core.csp.csp"],
            },
        }
    ]
