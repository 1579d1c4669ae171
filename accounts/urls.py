from django.urls import path

from .views import me, typing

app_name = "accounts"

urlpatterns = [
    path("account/uitloggen/", me.sign_out, name="sign_out"),
    path("account/verder/<uuid:key>/", typing.go_on, name="go_on"),
    path("concept/", typing.keep_draft, name="keep_draft"),
    path("taal/", me.language, name="language"),
    path("mijn/gegevens/", me.me, name="me"),
    path("mijn/gegevens/download/", me.download, name="download"),
    path("mijn/gegevens/wissen/", me.erase, name="erase"),
]
