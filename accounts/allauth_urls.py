"""The pages of allauth that we use, under Dutch paths; no passwords, no separate sign-up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

urlpatterns = [
    path("inloggen/", account.request_login_code, name="account_login"),
    path("inloggen/", account.request_login_code, name="account_request_login_code"),
    path("inloggen/", account.request_login_code, name="account_signup"),
    path("inloggen/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("inloggen/sleutel/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("gesloten/", account.account_inactive, name="account_inactive"),
    path("opnieuw/", account.reauthenticate, name="account_reauthenticate"),
    path("veilig/", mfa.index, name="mfa_index"),
    path("veilig/tonen/", mfa.authenticate, name="mfa_authenticate"),
    path("veilig/opnieuw/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("veilig/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("veilig/app/weg/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("veilig/sleutels/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("veilig/sleutels/nieuw/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "veilig/sleutels/opnieuw/",
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("veilig/sleutels/<int:pk>/weg/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("veilig/sleutels/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("veilig/noodcodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "veilig/noodcodes/nieuw/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "veilig/noodcodes/download/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
