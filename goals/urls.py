from django.urls import path

from .views import closing, projector, reviews, showing, voices

app_name = "goals"

urlpatterns = [
    path("wijk/<slug:slug>/doelen/", showing.year, name="now"),
    path("wijk/<slug:slug>/doelen/<int:year>/", showing.year, name="year"),
    path("doel/<int:pk>/", showing.goal, name="goal"),
    # --- Choosing
    # --- Who does what
    # --- Contributions
    # --- Figures
    # --- The quarterly review
    path("kwartaalgesprek/<int:pk>/", reviews.review, name="review"),
    path("kwartaalgesprek/<int:pk>/stemmen/", reviews.voices, name="voices"),
    path("kwartaalgesprek/<int:pk>/afspreken/", reviews.plan_review, name="plan_review"),
    path("kwartaalgesprek/<int:pk>/stem/", voices.give_voice, name="give_voice"),
    path("k/<str:token>/", voices.short, name="voice"),
    path("kwartaalgesprek/<int:pk>/begin/", reviews.begin, name="begin_review"),
    path("kwartaalgesprek/<int:pk>/scherm/", projector.screen, name="screen"),
    path(
        "kwartaalgesprek/<int:pk>/scherm/<int:voice>/verberg/",
        projector.hide_voice,
        name="hide_voice",
    ),
    path("kwartaalgesprek/<int:pk>/sluiten/", closing.close, name="close_review"),
]
