from django.urls import path

from . import views

urlpatterns = [
    path("", views.people, name="demo"),
    path("post/", views.mail, name="demo_mail"),
    path("post/<int:pk>/", views.message, name="demo_message"),
    path("als/<slug:persona>/", views.become, name="demo_become"),
]
