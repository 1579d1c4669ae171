"""What the team and those who join write."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Draft
from core.forms import CleanCharField, KeyedForm, PhotoField, SometimesField

from ..actions.initiatives import Idea, Picture
from ..models import Initiative
from ..selections.album import cover_to_be
from ..states import BesideService, Stage, Theme
from .idea import IdeaForm


class EditForm(IdeaForm):
    """The text as it stands; `seen` is the edit of it that its writer had in front of them."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    beside = forms.ChoiceField(
        label=_("Komt het naast werk van een organisatie of de gemeente?"),
        choices=[("", _("Nee, of niet bekend")), *BesideService.choices],
        required=False,
        error_messages={"invalid_choice": _("Kies een van deze drie.")},
    )
    service = SometimesField(
        label=_("Welk werk is dat?"),
        when=_("nodig als u hierboven iets koos"),
        help_text=_("Zoals “het groenonderhoud van de gemeente” of “de huiskamer van Evean”."),
        max_length=140,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )
    photo = PhotoField(
        label=_("Een nieuwe foto"),
        help_text=_("Kiest u er geen, dan blijft de foto zoals hij is."),
        required=False,
    )
    no_photo = forms.BooleanField(label=_("Haal de foto weg"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["agreed"]  # was asked when it was sent

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        beside, service = clean.get("beside"), clean.get("service")
        if beside and not service and "service" not in self.errors:
            self.add_error("service", _("Schrijf welk werk dat is, of kies hierboven ‘Nee’."))
        if service and not beside and "beside" not in self.errors:
            self.add_error("beside", _("Kies hoe het naast dit werk staat."))
        return clean

    @property
    def idea(self) -> Idea:
        clean = self.cleaned_data
        return replace(super().idea, service=clean["service"], beside=clean["beside"])

    def picture(self, draft: Draft | None) -> Picture:
        clean = self.cleaned_data
        return Picture(
            clean["description"], new=clean["photo"], draft=draft, none=clean["no_photo"]
        )

    def unlike(self, initiative: Initiative) -> list[tuple[str, str]]:
        """Where the page says something else than this form: the label, and what it says there."""
        return [
            (str(self[name].label), _in_words(name, initiative) or str(_("Niets")))
            for name, text in as_it_stands(initiative).items()
            if _plain(self[name].value()) != _plain(text)
        ]


def as_it_stands(initiative: Initiative) -> dict[str, object]:
    """What one begins to edit."""
    photo = cover_to_be(initiative)
    return {
        "title": initiative.title,
        "plan": initiative.plan,
        "theme": initiative.theme,
        "place": initiative.place,
        "buurt": initiative.buurt_id,
        "needs": initiative.needs,
        "for_whom": initiative.for_whom,
        "beside": initiative.beside,
        "service": initiative.service,
        "description": photo.description if photo else "",
    }


def _plain(value: object) -> str:
    return str(value or "").replace("\r\n", "\n").strip()


def _in_words(name: str, initiative: Initiative) -> str:
    match name:
        case "theme":
            return str(Theme(initiative.theme).label)
        case "buurt":
            return initiative.buurt.short_name if initiative.buurt else str(_("De hele wijk"))
        case "beside":
            return initiative.beside_label
    return str(as_it_stands(initiative)[name])


class UpdateForm(KeyedForm):
    text = CleanCharField(
        label=_("Wat is er gebeurd?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf eerst wat u wilt vertellen.")},
    )


class StageForm(forms.Form):
    stage = forms.ChoiceField(
        label=_("Hoe ver bent u?"),
        choices=[(stage, capfirst(label)) for stage, label in Stage.choices],
    )
    words = CleanCharField(
        label=_("Wilt u daar iets bij zeggen?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": True}),
    )


class JoinForm(forms.Form):
    """For the team, or for the municipality while nobody is left in it."""

    can_do = CleanCharField(
        label=_("Wat kunt u doen, en wanneer?"),
        help_text=_("Alleen het team leest dit."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )

    def __init__(self, *args: Any, for_municipality: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_municipality:
            self.fields["can_do"].help_text = _(
                "Alleen wie hier voor de gemeente werkt, leest dit."
            )


class ReconsiderForm(forms.Form):
    why = CleanCharField(
        label=_("Waarom vraagt u om er nog eens naar te kijken?"),
        help_text=_("Iedereen kan dit lezen."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Vertel kort waarom de gemeente nog eens moet kijken.")},
    )


class ReplyForm(forms.Form):
    answer = CleanCharField(
        label=_("Uw antwoord"),
        help_text=_("Iedereen kan dit lezen."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf eerst uw antwoord.")},
    )
