from django.urls import path

from .views import posters

app_name = "reports"
urlpatterns = [
    path("initiatief/<int:pk>/poster.pdf", posters.poster, name="initiative_poster"),
]
