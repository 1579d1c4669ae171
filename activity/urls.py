from django.urls import path

from . import views

app_name = "activity"

urlpatterns = [
    path("mijn/berichten/", views.inbox, name="inbox"),
    path("mijn/berichten/gelezen/", views.read_all, name="read_all"),
    path("mijn/berichten/<int:pk>/", views.open_notification, name="open"),
    path("mijn/berichten/instellen/", views.preferences, name="preferences"),
    path("mijn/berichten/instellen/alles/", views.choose_all, name="choose_all"),
    path("bericht/stop/<str:token>/", views.stop, name="stop"),
    path("overzicht/stop/<str:token>/", views.stop_overviews, name="stop_overviews"),
]
