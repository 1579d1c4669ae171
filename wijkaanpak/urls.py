from django.conf import settings
from django.urls import include, path

from . import health
from .demo import urls as demo_urls

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("account/", include("accounts.allauth_urls")),
    path("", include("accounts.urls")),
    path("", include("activity.urls")),
    path("", include("neighbourhoods.urls")),
    path("", include("partners.urls")),
    path("", include("initiatives.urls")),
    path("", include("goals.urls")),
    path("", include("participation.urls")),
    path("", include("reports.urls")),
    path("", include("portal.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include(demo_urls)))

handler400 = "core.errors.bad_request"
handler403 = "core.errors.permission_denied"
handler404 = "core.errors.not_found"
handler500 = "core.errors.server_error"
