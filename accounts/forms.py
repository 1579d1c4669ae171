from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField

from .actions import people
from .models import User


class RequestCodeForm(RequestLoginCodeForm):
    """One form for who is known here and who is not: both get a code, so nobody learns which."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Uw e-mailadres")
        self.fields["email"].help_text = _(
            "U krijgt een code van zes cijfers. Een wachtwoord is niet nodig."
        )
        self.fields["email"].widget.attrs |= {"autocomplete": "email", "autofocus": True}
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        people.welcome(self.cleaned_data["email"])
        return str(super().clean_email())


class ConfirmCodeForm(ConfirmLoginCodeForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("De code uit de mail")
        self.fields["code"].widget.attrs = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "autofocus": True,
        }


class PersonForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields = ["name", "mail"]
        labels = {"name": _("Uw naam"), "mail": _("Berichten per e-mail")}
        help_texts = {"name": _("Zo kennen anderen u hier. Een voornaam is genoeg.")}
        field_classes = {"name": CleanCharField}
        widgets = {"mail": forms.RadioSelect}


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Ja, wis mijn gegevens. Ik weet dat dit niet ongedaan kan worden gemaakt."),
        error_messages={"required": _("Zet hier een vinkje als u het zeker weet.")},
    )


class NameForm(forms.ModelForm[User]):
    """How somebody wants to be known, asked when it first matters."""

    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": _("Hoe wilt u hier heten?")}
        help_texts = {"name": _("Uw voornaam is genoeg. Deze naam staat bij uw idee.")}
        field_classes = {"name": CleanCharField}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "given-name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].error_messages["required"] = _("Vul in hoe u hier wilt heten.")
