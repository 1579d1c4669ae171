from django.urls import path

from . import views

urlpatterns = [
    path("", views.listed, name="list"),
    path("press/<int:pk>/", views.press, name="press"),
]
