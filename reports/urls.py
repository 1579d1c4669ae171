from django.urls import URLPattern, path

from .views import lessons, methods, thanks

app_name = "reports"
urlpatterns: list[URLPattern] = [
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
