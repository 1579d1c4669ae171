"""A goal that somebody proposes, and why another finds it important."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, DayField, KeyedForm, near
from partners.models import Organisation

from ..actions.proposing import Proposal
from ..models import Goal
from ..states import THEME_ICONS, Lead, Say, Theme

MYSELF = ""
MOST_EUROS = 100_000_000
MANDATE = ("mandate", "mandate_by", "mandate_euros", "mandate_until")


class ThemeSelect(forms.RadioSelect):
    """Each theme with its picture."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["icon"] = THEME_ICONS[Theme(value)]
        return option


class ProposeForm(KeyedForm):
    """`organisations` are those for which who proposes may speak; without any it is themselves.

    `stood` is the goal that is changed: a day that stands there may have passed.
    """

    title = CleanCharField(
        label=_("Wat is het doel?"),
        help_text=_("In een paar woorden, zoals “Elke week samen buiten”."),
        max_length=100,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf het doel in een paar woorden.")},
    )
    want = CleanCharField(
        label=_("Wat willen wij bereiken?"),
        help_text=_("Wat is er over een jaar anders? Iedereen kan dit lezen."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf wat er over een jaar anders is.")},
    )
    goes_well = CleanCharField(
        label=_("Wat gaat al goed?"),
        help_text=_("Wat doen mensen al, waar bouwen wij op verder? Er is altijd iets."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={
            "required": _("Schrijf wat al goed gaat. Een doel begint bij wat er al is.")
        },
    )
    theme = forms.ChoiceField(
        label=_("Waar gaat het over?"),
        choices=Theme.choices,
        widget=ThemeSelect,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies waar het het meest over gaat.")
        ),
    )
    lead = forms.ChoiceField(
        label=_("Wie trekt het?"),
        choices=Lead.choices,
        widget=forms.RadioSelect(attrs={"class": "wijk-tiles--single"}),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies wie het trekt.")),
    )
    say = forms.ChoiceField(
        label=_("Wat beslissen bewoners?"),
        choices=Say.choices,
        widget=forms.RadioSelect(attrs={"class": "wijk-tiles--single"}),
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies wat bewoners beslissen.")
        ),
    )
    say_words = CleanCharField(
        label=_("Wat betekent dat hier?"),
        help_text=_("Waarover gaan bewoners wel, en wat ligt al vast?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": True}),
        error_messages={"required": _("Schrijf in één zin wat dat hier betekent.")},
    )
    is_ongoing = forms.BooleanField(label=_("Dit doel loopt door na dit jaar"), required=False)
    organisation = forms.ChoiceField(
        label=_("Namens wie stelt u dit voor?"),
        required=False,
        error_messages={"invalid_choice": _("Kies namens wie u dit voorstelt.")},
    )
    mandate = CleanCharField(
        label=_("Wat mogen bewoners zelf beslissen?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": True}),
    )
    mandate_by = CleanCharField(
        label=_("Van wie mogen zij dat?"),
        help_text=_("Wie geeft hun dat recht, zoals “de gemeente” of “de woningcorporatie”."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )
    mandate_euros = forms.IntegerField(
        label=_("Met hoeveel euro?"),
        min_value=0,
        max_value=MOST_EUROS,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Vul een heel getal in, zonder punten."),
            "min_value": _("Vul 0 of meer in."),
            "max_value": _("Dat is te veel. Controleer het getal."),
        },
    )
    mandate_until = DayField(label=_("Tot wanneer?"), required=False)

    def __init__(
        self,
        *args: Any,
        organisations: Iterable[Organisation],
        stood: Goal | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stood = stood
        self.organisations = {str(one.pk): one for one in organisations}
        if stood and stood.organisation:
            self.organisations[str(stood.organisation.pk)] = stood.organisation
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        named = [(key, one.name) for key, one in self.organisations.items()]
        field.choices = [(MYSELF, _("Namens mijzelf")), *named]
        if not named:
            del self.fields["organisation"]

    @property
    def first_fields(self) -> list[BoundField]:
        return [one for one in self.visible_fields() if one.name not in MANDATE]

    @property
    def mandate_fields(self) -> list[BoundField]:
        return [self[name] for name in MANDATE]

    @property
    def has_mandate(self) -> bool:
        """Whether the fold-out should be open."""
        return any(self[name].errors or self[name].value() for name in MANDATE)

    def clean_mandate_until(self) -> date | None:
        day: date | None = self.cleaned_data["mandate_until"]
        if day is None or (self.stood and day == self.stood.mandate_until):
            return day
        return near(day, timezone.localdate())

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        more = any(clean.get(name) not in (None, "") for name in MANDATE[1:])
        if more and not clean.get("mandate") and "mandate" not in self.errors:
            self.add_error("mandate", _("Schrijf ook wat bewoners mogen beslissen."))
        if clean.get("mandate") and not clean.get("mandate_by") and "mandate_by" not in self.errors:
            self.add_error("mandate_by", _("Schrijf ook van wie zij dat mogen."))
        return clean

    @property
    def proposal(self) -> Proposal:
        texts = {name: self.cleaned_data[name] for name in self.cleaned_data if name != "key"}
        key = texts.pop("organisation", MYSELF)
        return Proposal(**texts, organisation=self.organisations.get(key))


class SupportForm(forms.Form):
    """A few words, if one likes."""

    words = CleanCharField(
        label=_("Waarom vindt u dit belangrijk?"),
        help_text=_("Een paar woorden. Iedereen kan dit lezen; uw naam staat er niet bij."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": True}),
    )
