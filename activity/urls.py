from django.urls import path

from . import views

app_name = "activity"

urlpatterns = [
    path("mijn/berichten/", views.inbox, name="inbox"),
    path("mijn/berichten/gelezen/", views.read_all, name="read_all"),
    path("mijn/berichten/<int:pk>/", views.open_notification, name="open"),
    path("bericht/stop/<str:token>/", views.stop, name="stop"),
]
