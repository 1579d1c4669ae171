"""What a resident reports, and what is answered to it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import CleanCharField, OutcomeForm, PhotoField, SeenField
from neighbourhoods.fields import BuurtField
from neighbourhoods.models import Neighbourhood

from ..actions.concerns import Report
from ..models import Organisation
from ..selections.concerns import Holder
from ..states import CONCERN_ICONS, ConcernKind, ConcernState

ALWAYS = "always"  # the officer of the neighbourhood, as where nothing was set


class KindSelect(forms.RadioSelect):
    """Each kind with its picture."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["icon"] = CONCERN_ICONS[ConcernKind(value)]
        return option


class ConcernForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Wat is er aan de hand?"),
        choices=ConcernKind.choices,
        widget=KindSelect(attrs={"class": "wijk-tiles--pairs"}),
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies wat het is. Past niets? Kies ‘Iets anders’.")
        ),
    )
    place = CleanCharField(
        label=_("Waar is het?"),
        help_text=_("In uw eigen woorden, zoals “bij de speeltuin”."),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf waar het is. Een paar woorden is genoeg.")},
    )
    buurt = BuurtField(label=_("In welke buurt?"), empty_label=_("Weet ik niet"))
    text = CleanCharField(
        label=_("Wat ziet u?"),
        help_text=_("Iedereen kan dit lezen. Schrijf geen namen of kentekens op."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf in een paar woorden wat u ziet.")},
    )
    photo = PhotoField(
        label=_("Een foto"),
        help_text=_("Liever geen mensen erop. Waar en wanneer u hem maakte, halen wij eruit."),
        required=False,
    )
    group = CleanCharField(
        label=_("Namens een appgroep?"),
        help_text=_("Dan krijgt u bij elk antwoord een korte tekst om in de groep te zetten."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, neighbourhood: Neighbourhood, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        buurt = self.fields["buurt"]
        assert isinstance(buurt, BuurtField)
        buurt.within(neighbourhood)

    @property
    def report(self) -> Report:
        clean = self.cleaned_data
        return Report(
            kind=clean["kind"],
            place=clean["place"],
            text=clean["text"],
            buurt=clean["buurt"],
            group=clean["group"],
        )


def from_draft(fields: Mapping[str, str], neighbourhood: Neighbourhood) -> ConcernForm:
    """The form as it was kept, checked again."""
    return ConcernForm(dict(fields), neighbourhood=neighbourhood)


class ConcernAnswerForm(OutcomeForm):
    ids = "answer"
    outcome = forms.ChoiceField(
        label=_("Hoe staat het ervoor?"),
        choices=[
            (ConcernState.ARRANGED.value, _("Het is opgelost")),
            (ConcernState.CANNOT.value, _("Het kan niet, of nu niet")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies hoe het staat.")),
    )
    reason = CleanCharField(
        label=_("Wat is er gedaan, of waarom kan het niet?"),
        help_text=_("Iedereen kan dit lezen. Schrijf eerlijk en zonder ambtelijke woorden."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf wat er gedaan is, of waarom het niet kan.")},
    )
    photo = PhotoField(
        label=_("Een foto van hoe het nu is"),
        help_text=_("Dan ziet iedereen het verschil."),
        required=False,
    )


class NotSatisfiedForm(forms.Form):
    seen = SeenField()
    why = CleanCharField(
        label=_("Wat is er nog niet goed?"),
        help_text=_("Iedereen kan dit lezen."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf kort wat er nog niet goed is.")},
    )


class HolderField(forms.ChoiceField):
    """Somebody who works here, or an organisation; its cleaned value is a `Holder` or None."""

    def offer(
        self,
        colleagues: Iterable[User],
        organisations: Iterable[Organisation],
        *,
        first: Iterable[tuple[str, Any]],
    ) -> None:
        self.people = {f"person-{one.pk}": one for one in colleagues}
        self.organisations = {f"organisation-{one.pk}": one for one in organisations}
        groups = [
            (_("Gemeente"), [(key, one.public_name) for key, one in self.people.items()]),
            (_("Organisaties"), [(key, one.name) for key, one in self.organisations.items()]),
        ]
        self.choices = [*first, *(group for group in groups if group[1])]

    def holder(self, key: str) -> Holder:
        """Of an organisation its contact is still to be found."""
        return Holder(self.organisations.get(key), self.people.get(key))


class SendOnForm(forms.Form):
    seen = SeenField()
    holder = HolderField(
        label=_("Wie pakt dit op?"),
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies wie dit oppakt uit de lijst.")
        ),
    )
    reason = CleanCharField(
        label=_("Waarom?"),
        help_text=_("Iedereen kan dit lezen. De datum van het antwoord blijft staan."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": True}),
        error_messages={"required": _("Schrijf waarom een ander dit oppakt.")},
    )

    def __init__(
        self,
        *args: Any,
        colleagues: Iterable[User],
        organisations: Iterable[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["holder"]
        assert isinstance(field, HolderField)
        field.offer(colleagues, organisations, first=[("", _("Kies wie"))])

    @property
    def chosen(self) -> Holder:
        field = self.fields["holder"]
        assert isinstance(field, HolderField)
        return field.holder(self.cleaned_data["holder"])


class RouteForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Wat voor ergernis?"),
        choices=ConcernKind.choices,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies wat voor ergernis.")),
    )
    buurt = BuurtField(label=_("In welke buurt?"), empty_label=_("De hele wijk"))
    holder = HolderField(
        label=_("Wie pakt dit op?"),
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies wie dit oppakt uit de lijst.")
        ),
    )

    def __init__(
        self,
        *args: Any,
        neighbourhood: Neighbourhood,
        colleagues: Iterable[User],
        organisations: Iterable[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        buurt, holder = self.fields["buurt"], self.fields["holder"]
        assert isinstance(buurt, BuurtField)
        assert isinstance(holder, HolderField)
        buurt.within(neighbourhood)
        first = [(ALWAYS, _("Een contactambtenaar van de wijk, zoals altijd"))]
        holder.offer(colleagues, organisations, first=first)

    @property
    def chosen(self) -> Holder:
        field = self.fields["holder"]
        assert isinstance(field, HolderField)
        return field.holder(self.cleaned_data["holder"])


class ConcernFilterForm(forms.Form):
    """What of the board somebody wants to see; a choice that does not exist is no choice."""

    soort = forms.ChoiceField(
        label=_("Soort"), required=False, choices=[("", _("Alle soorten")), *ConcernKind.choices]
    )
    stand = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            ("", _("Alles")),
            ("open", _("Open")),
            ("laat", _("Te laat")),
            ("opgelost", _("Opgelost")),
            ("kan-niet", _("Kan niet")),
        ],
    )

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}
