from django.urls import URLPattern, path

from .views import reports

app_name = "reports"
urlpatterns: list[URLPattern] = [
    # --- Reports
    path("wijk/<slug:slug>/verslagen/", reports.reports, name="reports"),
    path("wijk/<slug:slug>/verslagen/nieuw/", reports.begin, name="begin"),
    path("mijn/werk/verslagen/", reports.waiting, name="waiting"),
    path("verslag/<int:pk>/", reports.report, name="report"),
    path("verslag/<int:pk>/bewerken/", reports.edit, name="edit"),
    path("verslag/<int:pk>/bewerken/<slug:chapter>/", reports.edit_chapter, name="edit_chapter"),
    path("verslag/<int:pk>/opnieuw/", reports.make_anew, name="make_anew"),
    path("verslag/<int:pk>/publiceren/", reports.publish, name="publish"),
]
