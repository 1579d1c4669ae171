from django.urls import URLPattern, path

from .views import (
    afterwards,
    files,
    lessons,
    methods,
    posters,
    reports,
    stories,
    thanks,
)

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
    # --- Stories
    path("verslag/<int:pk>/verhaal/", stories.tell, name="tell_story"),
    path("verslag/<int:pk>/verhalen/", stories.stories, name="stories"),
    path(
        "verslag/<int:pk>/verhalen/<int:one>/intrekken/",
        stories.withdraw_invitation,
        name="withdraw_story_invitation",
    ),
    path("verhaal/<int:pk>/weg/", stories.withdraw, name="withdraw_story"),
    path("verhaal/<int:pk>/weglaten/", stories.leave_out, name="leave_out_story"),
    path("verhaal/<str:token>/", stories.tell_by_link, name="story_by_link"),
    path("verhaalfoto/<int:pk>/<int:width>.<str:kind>", stories.photo, name="story_photo"),
    # --- After it is published
    path("verslag/<int:pk>/reacties/", afterwards.reactions, name="reactions"),
    path("verslag/<int:pk>/reageren/", afterwards.react, name="react"),
    path("verslag/<int:pk>/correctie/", afterwards.correct, name="correct"),
    path("verslag/<int:pk>/bespreken/", afterwards.discuss, name="discuss"),
    path("verslagreactie/<int:pk>/antwoord/", afterwards.answer, name="answer_reaction"),
    path("verslagreactie/<int:pk>/weg/", afterwards.take_away, name="take_away_reaction"),
    path("mijn/werk/verslagreacties/", afterwards.waiting, name="reactions_waiting"),
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
    # --- Lessons
    path("lessen/", lessons.lessons, name="lessons"),
    path("les/<int:pk>/", lessons.lesson, name="lesson"),
    path("wijk/<slug:slug>/lessen/", lessons.lessons_here, name="lessons_here"),
    path("wijk/<slug:slug>/lessen/lijkt-op/", lessons.like_title, name="like_title"),
    path("wijk/<slug:slug>/lessen/opschrijven/", methods.write_method, name="write_method"),
    path("doel/<int:pk>/lessen/", lessons.of_goal, name="of_goal"),
    path("doel/<int:pk>/terugblik/", lessons.look_back, name="look_back"),
    path("werkwijze/<int:pk>/", methods.method, name="method"),
    path("werkwijze/<int:pk>/aanpassen/", methods.change_method, name="change_method"),
    # --- Thanks
    path("wijk/<slug:slug>/in-het-zonnetje/", thanks.lights, name="lights"),
    path("wijk/<slug:slug>/in-het-zonnetje/vragen/", thanks.propose_light, name="propose_light"),
    path("in-het-zonnetje/<int:pk>/", thanks.spotlight, name="spotlight"),
]
