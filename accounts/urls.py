from django.urls import path

from .views import address, me, typing

app_name = "accounts"

urlpatterns = [
    path("account/uitloggen/", me.sign_out, name="sign_out"),
    path("account/verder/<uuid:key>/", typing.go_on, name="go_on"),
    path("concept/", typing.keep_draft, name="keep_draft"),
    path("taal/", me.language, name="language"),
    path("mijn/gegevens/", me.me, name="me"),
    path("mijn/gegevens/adres/", address.new_address, name="new_address"),
    path("mijn/gegevens/adres/code/", address.confirm_address, name="confirm_address"),
    path("mijn/gegevens/mail-opnieuw/", me.mail_again, name="mail_again"),
    path("mijn/gegevens/download/", me.download, name="download"),
    path("mijn/gegevens/wissen/", me.erase, name="erase"),
]
