"""The pages of allauth that we use, under Dutch paths; no passwords, no separate sign-up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, path

from .views import signing_in as ours


def _page(address: str, view: ours.View, *names: str) -> list[URLPattern]:
    return [path(address, ours.says_what_is_wrong(view), name=name) for name in names]


urlpatterns = [
    *_page(
        "inloggen/",
        ours.RequestCode.as_view(),
        "account_request_login_code",
        "account_signup",
        "account_login",
    ),
    *_page("inloggen/code/", ours.ConfirmCode.as_view(), "account_confirm_login_code"),
    *_page("inloggen/sleutel/", ours.SignInWithKey.as_view(), "mfa_login_webauthn"),
    *_page("gesloten/", account.account_inactive, "account_inactive"),
    *_page("opnieuw/", account.reauthenticate, "account_reauthenticate"),
    *_page("veilig/", ours.Safety.as_view(), "mfa_index"),
    *_page("veilig/tonen/", mfa.authenticate, "mfa_authenticate"),
    *_page("veilig/opnieuw/", mfa.reauthenticate, "mfa_reauthenticate"),
    *_page("veilig/app/", ours.ActivateApp.as_view(), "mfa_activate_totp"),
    *_page("veilig/app/weg/", totp.deactivate_totp, "mfa_deactivate_totp"),
    *_page("veilig/sleutels/", passkeys.list_webauthn, "mfa_list_webauthn"),
    *_page("veilig/sleutels/nieuw/", ours.AddKey.as_view(), "mfa_add_webauthn"),
    *_page("veilig/sleutels/opnieuw/", ours.AgainWithKey.as_view(), "mfa_reauthenticate_webauthn"),
    *_page("veilig/sleutels/<int:pk>/weg/", passkeys.remove_webauthn, "mfa_remove_webauthn"),
    *_page("veilig/sleutels/<int:pk>/", passkeys.edit_webauthn, "mfa_edit_webauthn"),
    *_page("veilig/noodcodes/", ours.RecoveryCodes.as_view(), "mfa_view_recovery_codes"),
    *_page(
        "veilig/noodcodes/nieuw/",
        recovery.generate_recovery_codes,
        "mfa_generate_recovery_codes",
    ),
    *_page(
        "veilig/noodcodes/download/",
        recovery.download_recovery_codes,
        "mfa_download_recovery_codes",
    ),
]
