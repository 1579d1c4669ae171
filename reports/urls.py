from django.urls import URLPattern, path

from .views import files, posters, reports

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
    # --- To take along
    path("initiatief/<int:pk>/poster.pdf", posters.poster, name="initiative_poster"),
    path("verslag/<int:pk>/meenemen/", files.take_along, name="take_along"),
    path("verslag/<int:pk>/meenemen/opnieuw/", files.make_files, name="make_files"),
    path("verslag/<int:pk>/verslag.pdf", files.report_file, {"kind": "pdf"}, name="report_pdf"),
    path(
        "verslag/<int:pk>/poster.pdf", files.report_file, {"kind": "poster"}, name="report_poster"
    ),
    path("verslag/<int:pk>/cijfers.ods", files.report_file, {"kind": "ods"}, name="figures_ods"),
    path("verslag/<int:pk>/cijfers.xlsx", files.report_file, {"kind": "xlsx"}, name="figures_xlsx"),
    path("verslag/<int:pk>/cijfers.csv", files.report_file, {"kind": "csv"}, name="figures_csv"),
]
