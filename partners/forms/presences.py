"""When an organisation is in the neighbourhood."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import CleanCharField, ClockField, KeyedForm
from neighbourhoods.models import Neighbourhood

from ..actions.presences import Times
from ..models import Presence
from ..states import Weekday
from .programmes import PlaceField


class PersonField(forms.ModelChoiceField[User]):
    def label_from_instance(self, obj: User) -> str:
        return obj.public_name


class PresenceForm(KeyedForm):
    """`places` are where the organisation is active, `people` are who are of it."""

    days = forms.MultipleChoiceField(
        label=_("Op welke dagen?"),
        choices=[(day.value, capfirst(day.label)) for day in Weekday],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "wijk-tiles--many"}),
        error_messages={"required": _("Kies minstens één dag.")},
    )
    begins = ClockField(label=_("Van hoe laat?"))
    ends = ClockField(
        label=_("Tot hoe laat?"), help_text=_("Na middernacht mag ook, zoals van 21:00 tot 02:00.")
    )
    place = CleanCharField(
        label=_("Waar bent u dan te vinden?"),
        help_text=_("Een plek, of een ronde: “te voet rond het plein”."),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf waar u te vinden bent.")},
    )
    person = PersonField(
        label=_("Wie treft men daar?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Steeds iemand anders"),
        error_messages={"invalid_choice": _("Kies iemand van uw organisatie.")},
    )
    neighbourhood = PlaceField(
        label=_("In welke wijk?"),
        queryset=Neighbourhood.objects.none(),
        to_field_name="slug",
        empty_label=None,
        error_messages={"required": _("Kies een wijk.")},
    )

    def __init__(
        self,
        *args: Any,
        places: QuerySet[Neighbourhood],
        people: QuerySet[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = list(places)
        place, person = self.fields["neighbourhood"], self.fields["person"]
        assert isinstance(place, PlaceField)
        assert isinstance(person, PersonField)
        place.queryset, person.queryset = places, people
        if len(self.places) < 2:
            del self.fields["neighbourhood"]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        begins, ends = clean.get("begins"), clean.get("ends")
        if begins and ends and begins == ends:
            self.add_error("ends", _("Kies een andere tijd dan het begin."))
        return clean

    @property
    def times(self) -> Times:
        clean = self.cleaned_data
        return Times(
            neighbourhood=clean.get("neighbourhood") or self.places[0],
            days=[Weekday(int(day)) for day in clean["days"]],
            begins=clean["begins"],
            ends=clean["ends"],
            place=clean["place"],
            person=clean["person"],
        )


def as_it_is(presence: Presence) -> dict[str, object]:
    """What one begins to change."""
    return {
        "key": presence.key,
        "days": list(presence.days),
        "begins": presence.begins,
        "ends": presence.ends,
        "place": presence.place,
        "person": presence.person_id,
        "neighbourhood": presence.neighbourhood.slug,
    }


class DayForm(forms.Form):
    """Which day somebody looks at; one that does not exist is no choice."""

    dag = forms.TypedChoiceField(required=False, coerce=int, choices=Weekday.choices)

    def chosen(self, today: int) -> Weekday:
        self.is_valid()
        return Weekday(self.cleaned_data.get("dag") or today)
