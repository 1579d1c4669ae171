from django.urls import path

from .views import contributing, contributions, logging, showing

app_name = "goals"

urlpatterns = [
    path("wijk/<slug:slug>/doelen/", showing.year, name="now"),
    path("wijk/<slug:slug>/doelen/<int:year>/", showing.year, name="year"),
    path("doel/<int:pk>/", showing.goal, name="goal"),
    # --- Choosing
    # --- Who does what
    # --- Contributions
    path("wijk/<slug:slug>/doelen/bijdrage/", contributing.contribute_here, name="contribute_here"),
    path("wijk/<slug:slug>/doelen/bijdragen/nieuw/", logging.log_many, name="log_many"),
    path("doel/<int:pk>/bijdrage/", contributing.contribute, name="contribute"),
    path("doel/<int:pk>/bijdragen/", contributions.contributions, name="contributions"),
    path("bijdrage/<int:pk>/", contributions.contribution, name="contribution"),
    path(
        "bijdrage/<int:pk>/aanpassen/",
        contributing.correct_contribution,
        name="correct_contribution",
    ),
    path(
        "bijdrage/<int:pk>/weghalen/",
        contributing.take_away_contribution,
        name="take_away_contribution",
    ),
    path(
        "bijdrage/<int:pk>/terugzetten/",
        contributing.put_back_contribution,
        name="put_back_contribution",
    ),
    path(
        "bijdrage/foto/<int:pk>/<int:width>.<slug:kind>",
        contributions.contribution_photo,
        name="contribution_photo",
    ),
    path("bijdrage/<str:token>/", logging.log_by_link, name="log_by_link"),
    path(
        "organisatie/<slug:slug>/bijdragen/",
        contributions.contributions_of,
        name="contributions_of",
    ),
    # --- Figures
    # --- The quarterly review
]
