from django.urls import path

from . import views

app_name = "accounts"

urlpatterns = [
    path("account/uitloggen/", views.sign_out, name="sign_out"),
    path("account/verder/<uuid:key>/", views.go_on, name="go_on"),
    path("concept/", views.keep_draft, name="keep_draft"),
    path("taal/", views.language, name="language"),
    path("mijn/gegevens/", views.me, name="me"),
    path("mijn/gegevens/download/", views.download, name="download"),
    path("mijn/gegevens/wissen/", views.erase, name="erase"),
]
