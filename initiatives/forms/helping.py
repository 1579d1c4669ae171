"""What a team asks, and what is answered and offered."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, DayField, KeyedForm, SeenField, near
from partners.models import Organisation

from ..states import AskedOf, Help, PartyRole


def _words(
    label: Any, *, required: Any = "", most: int = 500, help_text: Any = ""
) -> CleanCharField:
    """`required`: what is said to who leaves it empty."""
    return CleanCharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=bool(required),
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": required} if required else None,
    )


class DatedForm(KeyedForm):
    """With days that have not passed at `today`."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def _coming(self, name: str) -> date | None:
        day: date | None = self.cleaned_data.get(name)
        return near(day, self.today) if day else None


class AskForm(DatedForm):
    """`organisations` are those that can be asked here."""

    kind = forms.ChoiceField(
        label=_("Wat hebben jullie nodig?"),
        choices=[(one.value, capfirst(str(one.label))) for one in Help],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies wat u nodig heeft.")),
    )
    text = _words(
        _("Schrijf uw vraag in één zin"),
        required=_("Schrijf wat u vraagt."),
        most=300,
        help_text=_("Bijvoorbeeld: mogen wij het veldje aan het Weerpad gebruiken?"),
    )
    asked_of = forms.ChoiceField(
        label=_("Aan wie vraagt u het?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies aan wie.")),
    )
    organisation = forms.ChoiceField(label=_("Welke organisatie?"), required=False)
    wanted_on = DayField(label=_("Wanneer hebben jullie het nodig?"), required=False)

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        asked_of, organisation = self.fields["asked_of"], self.fields["organisation"]
        assert isinstance(asked_of, forms.ChoiceField)
        assert isinstance(organisation, forms.ChoiceField)
        asked_of.choices = [
            (one.value, capfirst(str(one.label)))
            for one in AskedOf
            if one != AskedOf.ORGANISATION or organisations
        ]
        organisation.choices = [
            ("", _("Kies een organisatie")),
            *((key, one.name) for key, one in self.organisations.items()),
        ]
        if not organisations:
            del self.fields["organisation"]

    def clean_wanted_on(self) -> date | None:
        return self._coming("wanted_on")

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        named = self.organisations.get(clean.get("organisation") or "")
        if clean.get("asked_of") == AskedOf.ORGANISATION and named is None:
            self.add_error("organisation", _("Kies een organisatie."))
        clean["organisation"] = named if clean.get("asked_of") == AskedOf.ORGANISATION else None
        return clean


class YesForm(DatedForm):
    """`seen` is the version of the request that its writer had in front of them."""

    ids = "yes"
    seen = SeenField()
    text = CleanCharField(
        label=_("Wat belooft u?"),
        help_text=_("In één regel, zoals: een kraan op het veld. Iedereen kan dit lezen."),
        max_length=200,
        error_messages={"required": _("Schrijf wat u belooft.")},
    )
    due_on = DayField(label=_("Uiterlijk op"))

    def clean_due_on(self) -> date | None:
        return self._coming("due_on")


class TalkForm(KeyedForm):
    ids = "talk"
    seen = SeenField()
    words = _words(
        _("Waarover praat u?"),
        required=_("Schrijf waarover u praat."),
        most=1000,
        help_text=_("Iedereen kan dit lezen. De datum van uw antwoord blijft staan."),
    )


class NoForm(KeyedForm):
    ids = "no"
    seen = SeenField()
    reason = _words(_("Waarom niet?"), required=_("Schrijf waarom het niet kan."), most=1000)
    possible = _words(_("Wat kan er wel?"), required=_("Schrijf wat er wel kan."), most=1000)


class OfferForm(DatedForm):
    """`parties`: in whose name it can be; with more than oneself there is a choice.

    `answers` is a request to which this is an answer: joining is not asked then.
    """

    ME = "ik"

    name_of = forms.ChoiceField(label=_("Namens wie?"), widget=forms.RadioSelect)
    role = forms.ChoiceField(
        label=_("Wilt u meedoen met dit initiatief?"),
        choices=[
            ("", _("Nee, alleen dit aanbieden")),
            (PartyRole.JOINS.value, _("Ja, we willen meedoen")),
            (PartyRole.RUNS.value, _("Ja, we willen mee organiseren")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    text = CleanCharField(
        label=_("Wat doet of geeft u?"),
        help_text=_("In één regel. Zegt het team ja, dan is dit de afspraak."),
        max_length=200,
        required=False,
    )
    due_on = DayField(label=_("Uiterlijk op"), required=False)
    words = _words(_("Een woord aan het team"))

    def __init__(
        self, *args: Any, parties: list[Organisation], answers: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(one.pk): one for one in parties}
        name_of = self.fields["name_of"]
        assert isinstance(name_of, forms.ChoiceField)
        name_of.choices = [
            (self.ME, _("Mijzelf")),
            *((key, one.name) for key, one in self.parties.items()),
        ]
        name_of.initial = self.ME
        if not parties:
            del self.fields["name_of"]
        if answers or not parties:
            del self.fields["role"]

    def clean_due_on(self) -> date | None:
        return self._coming("due_on")

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        organisation = self.parties.get(clean.get("name_of", self.ME))
        joins = clean.get("role") or ""
        if joins and organisation is None:
            self.add_error("name_of", _("Kies namens welke organisatie u meedoet."))
        if not joins and "text" not in self.errors and not clean.get("text"):
            self.add_error("text", _("Schrijf wat u doet of geeft."))
        if clean.get("text") and "due_on" not in self.errors and not clean.get("due_on"):
            self.add_error("due_on", _("Kies een datum."))
        if not clean.get("text"):
            clean["due_on"] = None
        clean["organisation"], clean["role"] = organisation, joins
        return clean
