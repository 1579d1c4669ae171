from django.urls import path

from . import views

urlpatterns = [
    path("", views.people, name="demo"),
    path("post/", views.mail, name="demo_mail"),
    path("post/<int:pk>/", views.message, name="demo_message"),
    path("post/<int:pk>/opmaak/", views.message_html, name="demo_message_html"),
    path("als/<slug:persona>/", views.become, name="demo_become"),
]
