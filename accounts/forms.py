import re
from collections.abc import Callable, Mapping
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.validators import EmailValidator, MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField
from core.privacy import Legacy

from .actions import people
from .models import User

LONGEST_ADDRESS = 254
WRONG_CODE = _("Deze code klopt niet. Kijk goed en vul hem nog een keer in.")
CODE_FIELD = {
    "autocomplete": "one-time-code",
    "autocapitalize": "off",
    "spellcheck": "false",
    "class": "wijk-code",
}


NO_ADDRESS = _("Dit is geen e-mailadres. Kijk of er een @ in staat, zoals in naam@voorbeeld.nl.")


class RequestCodeForm(RequestLoginCodeForm):
    """One form for who is known here and who is not: both get a code, so nobody learns which."""

    _user: User | None
    shared_device = forms.BooleanField(
        label=_("Dit apparaat is van meer mensen. Log mij uit als ik de browser sluit."),
        required=False,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.label = _("Uw e-mailadres")
        email.help_text = _("U krijgt een code van zes cijfers. Een wachtwoord is niet nodig.")
        email.widget.attrs = {"autocomplete": "email", "spellcheck": "false"}
        email.error_messages["required"] = _("Vul uw e-mailadres in.")
        email.error_messages["invalid"] = NO_ADDRESS
        email.validators = [
            EmailValidator(NO_ADDRESS),
            MaxLengthValidator(LONGEST_ADDRESS, NO_ADDRESS),
        ]

    def clean_email(self) -> str:
        """First the limit on asking, then the work: a new address makes a person of nobody."""
        email = str(super().clean_email())
        if self._user is None:
            person = people.welcome(email)
            self._user = person if person.is_active else None
        return email


class ConfirmCodeForm(ConfirmLoginCodeForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self, _("De code uit de mail"))
        self.fields["code"].error_messages["required"] = _("Vul de code uit de mail in.")


class FactorCodeForm(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_factor(self)


class FactorAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_factor(self)


class ActivateAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self, _("De code die de app nu laat zien"))
        self.fields["code"].error_messages["required"] = _("Vul de code uit de app in.")


class AddKeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label = _("Hoe noemt u deze sleutel?")
        name.help_text = _("Zodat u hem later herkent, zoals “Mijn telefoon”.")
        name.max_length = 60
        name.widget.attrs |= {"maxlength": 60, "autocomplete": "off"}
        alone = self.fields["passwordless"]
        alone.initial = True
        alone.label = _("Laat mij inloggen met alleen deze sleutel, zonder code uit de mail")
        alone.help_text = _("Uw toestel vraagt dan om uw vinger, uw gezicht of uw pincode.")


class RenameKeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label = _("Hoe noemt u deze sleutel?")
        name.error_messages["required"] = _("Geef de sleutel een naam.")
        name.widget.attrs |= {"maxlength": 60, "autocomplete": "off"}


def _as_factor(form: forms.Form) -> None:
    _as_code(form, _("De code uit uw app, of een noodcode"))
    form.fields["code"].error_messages["required"] = _("Vul de code uit uw app in.")


def _as_code(form: forms.Form, label: Any) -> None:
    field = form.fields["code"]
    field.label = label
    field.widget.attrs = {**CODE_FIELD, "inputmode": "numeric"}


class PersonForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": _("Uw naam")}
        help_texts = {"name": _("Zo kennen anderen u hier. Een voornaam is genoeg.")}
        field_classes = {"name": CleanCharField}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "given-name"})}


class KnownAsForm(forms.ModelForm[User]):
    """How somebody wants to be known, asked when it first matters."""

    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": _("Hoe wilt u hier heten?")}
        help_texts = {"name": _("Zo kennen anderen u hier. Een voornaam is genoeg.")}
        field_classes = {"name": CleanCharField}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "given-name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("Vul in hoe u hier wilt heten.")


class NewAddressForm(forms.Form):
    """Where somebody wants to sign in with, and be mailed, from now on; `old` is where now."""

    email = forms.EmailField(
        label=_("Uw nieuwe e-mailadres"),
        help_text=_("Wij sturen er een code naartoe. Zo weten wij dat het van u is."),
        max_length=LONGEST_ADDRESS,
        error_messages={
            "required": _("Vul uw nieuwe e-mailadres in."),
            "invalid": NO_ADDRESS,
            "max_length": NO_ADDRESS,
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, old: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old = old

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if email == self.old:
            raise forms.ValidationError(_("Dit is het adres dat u nu al gebruikt."))
        return email


class AddressCodeForm(forms.Form):
    """`is_right` says whether these digits are those that were sent."""

    code = CleanCharField(
        label=_("De code uit de mail"),
        max_length=60,
        error_messages={"required": _("Vul de code uit de mail in.")},
        widget=forms.TextInput(attrs={**CODE_FIELD, "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, is_right: Callable[[str], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_right = is_right

    def clean_code(self) -> str:
        digits = re.sub(r"\D", "", self.cleaned_data["code"])
        if not self.is_right(digits):
            raise forms.ValidationError(WRONG_CODE)
        return digits


class EraseForm(forms.Form):
    """`alone` is what they alone run (core.privacy): of each they choose whether it stays."""

    sure = forms.BooleanField(
        label=_("Ja, wis mijn gegevens. Ik weet dat dit niet ongedaan kan worden gemaakt."),
        error_messages={"required": _("Zet hier een vinkje als u het zeker weet.")},
    )

    def __init__(self, *args: Any, alone: Mapping[str, tuple[Legacy, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alone = list(alone)
        self.why = list(dict.fromkeys(str(one.why) for one, _thing in alone.values() if one.why))
        for key, (legacy, thing) in alone.items():
            self.fields[key] = forms.ChoiceField(
                label=_("Wat gebeurt er met “%(title)s”?") % {"title": thing},
                choices=[("stay", legacy.leave_words), ("away", legacy.take_away_words)],
                initial="stay",
                widget=forms.RadioSelect(attrs={"class": "wijk-tiles--single"}),
                error_messages={"required": _("Kies of het blijft staan.")},
            )
        self.order_fields([*alone, "sure"])

    @property
    def take_away(self) -> list[str]:
        return [key for key in self.alone if self.cleaned_data[key] == "away"]
