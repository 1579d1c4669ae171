from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from neighbourhoods.models import Neighbourhood

from .actions.choosing import Choice, Paces
from .states import PACES, Kind, Pace

HELP = {
    Kind.ASKED: _("Zoals een vraag aan u, of een afspraak morgen."),
    Kind.OWN: _("Zoals nieuws in uw team, of antwoord op wat u vroeg of schreef."),
    Kind.FOLLOWS: _("Zoals nieuws van een initiatief dat u steunt."),
    Kind.DATES: _("Zoals een nieuwe bijeenkomst, of een die niet doorgaat."),
    Kind.NEW: _("Zoals een nieuw initiatief, of doelen die zijn gekozen."),
    Kind.PAPERS: _("Zoals het verslag van een wijkgesprek."),
}
WRONG = {
    "required": _("Kies hoe vaak u hiervan mail wilt."),
    "invalid_choice": _("Kies een van de mogelijkheden uit de lijst."),
}


class AsEverywhereField(forms.ChoiceField):
    """Without a choice it is as everywhere, which is a choice as well: so it is not optional."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class PreferencesForm(forms.Form):
    """How soon, per kind: everywhere, and per neighbourhood where that is otherwise."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, paces: Paces, places: Sequence[Neighbourhood], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._places = places
        self._paces = paces
        for kind in Kind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                help_text=HELP[kind],
                choices=_choices(kind),
                initial=paces.of(kind, None),
                error_messages=WRONG,
            )
            for place in places if kind != Kind.ASKED else ():
                self.fields[_name(kind, place)] = AsEverywhereField(
                    label=kind.label,
                    choices=[("", _("Zoals hierboven")), *Pace.choices],
                    initial=paces.rows.get((kind, place.pk), ""),
                    error_messages=WRONG,
                )

    @property
    def everywhere(self) -> list[forms.BoundField]:
        return [self[kind.value] for kind in Kind]

    @property
    def places(self) -> list[tuple[Neighbourhood, list[forms.BoundField], bool]]:
        """Each with its fields, and whether something there is otherwise."""
        found = []
        for place in self._places:
            fields = [self[_name(kind, place)] for kind in Kind if kind != Kind.ASKED]
            found.append((place, fields, any(field.value() for field in fields)))
        return found

    @property
    def chosen(self) -> dict[Choice, Pace | None]:
        chosen: dict[Choice, Pace | None] = {
            (kind, None): Pace(self.cleaned_data[kind.value]) for kind in Kind
        }
        for place in self._places:
            for kind in Kind:
                if kind != Kind.ASKED:
                    said = self.cleaned_data[_name(kind, place)]
                    chosen[kind, place.pk] = Pace(said) if said else None
        return chosen


def _name(kind: Kind, place: Neighbourhood) -> str:
    return f"{kind.value}_{place.pk}"


def _choices(kind: Kind) -> list[tuple[str, Any]]:
    """What holds until somebody chooses says so. What waits for them is at once, or not at all."""
    paces = [Pace.NOW, Pace.NEVER] if kind == Kind.ASKED else list(Pace)
    first = PACES[User.Mail.CALM][kind]
    return [
        (pace, _("%(pace)s (standaard)") % {"pace": pace.label} if pace == first else pace.label)
        for pace in paces
    ]
