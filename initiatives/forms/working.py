"""What helps who answers: standard texts, handing over, and what looks like an initiative."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import CleanCharField

from ..models import StandardText
from ..selections.standard_texts import WORDS, unknown_in

MAY_BE = ", ".join(f"{{{word}}}" for word in WORDS)


class ColleagueField(forms.ModelChoiceField[User]):
    def label_from_instance(self, obj: User) -> str:
        return obj.public_name


class HandOverForm(forms.Form):
    """`colleagues` are who works here; `seen` is the key of who holds it, empty for nobody."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    successor = ColleagueField(
        label=_("Wie neemt het over?"),
        queryset=User.objects.none(),
        empty_label=_("Kies een collega"),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies een collega.")),
    )
    words = CleanCharField(
        label=_("Een woord aan de bewoners"),
        help_text=_("Het staat in de mail aan het team en op de openbare pagina."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        successor = self.fields["successor"]
        assert isinstance(successor, ColleagueField)
        successor.queryset = colleagues


class StandardTextForm(forms.Form):
    part = forms.ChoiceField(
        label=_("Waarvoor?"),
        choices=[
            (StandardText.Part.REASON.value, _("Waarom")),
            (StandardText.Part.POSSIBLE.value, _("Wat er wel kan")),
            (StandardText.Part.QUESTION.value, _("Een vraag aan het team")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies waarvoor hij is.")),
    )
    name = CleanCharField(
        label=_("Naam"),
        help_text=_("Zo vinden collega’s hem terug."),
        max_length=60,
        error_messages={"required": _("Geef de tekst een naam.")},
    )
    text = CleanCharField(
        label=_("Tekst"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": True}),
        error_messages={"required": _("Schrijf de tekst.")},
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if strange := unknown_in(text):
            raise forms.ValidationError(
                _("Dit wordt niet ingevuld: %(strange)s. Kies uit: %(known)s."),
                params={"strange": " ".join(strange), "known": MAY_BE},
            )
        return text


class AlikeForm(forms.Form):
    zoek = CleanCharField(label=_("Zoek op titel"), required=False, max_length=100)
