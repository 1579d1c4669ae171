"""Writing down what somebody told, in half a minute."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField, DayField, KeyedForm
from core.personal import WithoutPeople
from goals.models import Problem
from initiatives.models import Initiative
from neighbourhoods.fields import BuurtField
from neighbourhoods.models import Neighbourhood
from partners.actions.assets import Description
from partners.models import Concern
from partners.states import AssetKind

from ..actions.conversations import Told
from ..models import Conversation, Meeting
from ..states.conversations import SPOT_ICONS, Spot


class SpotSelect(forms.RadioSelect):
    """Each place with its picture."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["icon"] = SPOT_ICONS[Spot(value)]
        return option


def _told(label: Any) -> CleanCharField:
    return CleanCharField(
        label=label,
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": True}),
    )


class ConversationForm(WithoutPeople, KeyedForm):
    """One of the four answers is enough."""

    GUARDED = Conversation.TEXTS
    MORE = ("day", "people", "buurt", "called")

    spot = forms.ChoiceField(
        label=_("Waar sprak u elkaar?"),
        choices=Spot.choices,
        widget=SpotSelect(attrs={"class": "wijk-tiles--pairs"}),
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies waar u elkaar sprak.")
        ),
    )
    good = _told(_("Wat gaat hier goed?"))
    talent = _told(_("Wat kan iemand, en wat doet iemand graag?"))
    idea = _told(_("Een idee"))
    worry = _told(_("Een zorg"))
    day = DayField(label=_("Welke dag?"))
    people = forms.IntegerField(
        label=_("Met hoeveel mensen sprak u?"),
        min_value=1,
        max_value=500,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ["required", "invalid", "min_value", "max_value"],
            _("Schrijf een heel getal, zoals 1 of 12."),
        ),
    )
    buurt = BuurtField(label=_("In welke buurt?"), empty_label=_("De hele wijk"))
    called = CleanCharField(
        label=_("Voornaam"),
        help_text=_(
            "Alleen als die persoon dat wil. De naam gaat na drie maanden weg, en staat nergens "
            "openbaar."
        ),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    walk = forms.ModelChoiceField(
        queryset=Meeting.objects.none(), required=False, widget=forms.HiddenInput
    )
    permission = forms.BooleanField(
        label=_("Wie ik sprak, vindt het goed dat ik dit opschrijf"),
        error_messages={"required": _("Vraag het eerst, en zet dan een vinkje.")},
    )

    def __init__(
        self, *args: Any, neighbourhood: Neighbourhood, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        walk, buurt = self.fields["walk"], self.fields["buurt"]
        assert isinstance(walk, forms.ModelChoiceField)
        walk.queryset = Meeting.objects.public().in_neighbourhood(neighbourhood).walks()
        assert isinstance(buurt, BuurtField)
        buurt.within(neighbourhood)

    def clean(self) -> dict[str, Any]:
        clean = super().clean()
        day = clean.get("day")
        if day and not (self.today.replace(year=self.today.year - 1) <= day <= self.today):
            self.add_error("day", _("Kies vandaag, of een dag van het afgelopen jaar."))
        texts = [name for name in Conversation.TEXTS if clean.get(name) or name in self.errors]
        if not texts:
            self.add_error("good", _("Schrijf bij één van de vier vragen wat u hoorde."))
        return clean

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self["spot"], *(self[name] for name in Conversation.TEXTS)]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]

    @property
    def has_more(self) -> bool:
        """Something is wrong, or filled in, in the folded part."""
        return self.is_bound and any(self[name].errors for name in self.MORE)

    @property
    def told(self) -> Told:
        names = ("spot", "day", "people", "buurt", "walk", "called", *Conversation.TEXTS)
        return Told(**{name: self.cleaned_data[name] for name in names})


class ThereIsForm(KeyedForm):
    """From what somebody can or has to what is already there: without a name."""

    ids = "asset"
    kind = forms.ChoiceField(
        label=_("Wat voor iets is het?"),
        choices=[one for one in AssetKind.choices if one[0] != AssetKind.KNOWER],
    )
    title = CleanCharField(
        label=_("Hoe zal het heten?"),
        help_text=_("Iedereen kan dit lezen. Zet er geen naam bij."),
        max_length=80,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf in een paar woorden wat het is.")},
    )

    def description(self, conversation: Conversation) -> Description:
        clean = self.cleaned_data
        return Description(kind=clean["kind"], title=clean["title"], buurt=conversation.buurt)


class MattersForm(KeyedForm):
    """From an idea or a worry to what matters in the neighbourhood."""

    ids = "problem"
    words = CleanCharField(
        label=_("Wat speelt er?"),
        help_text=_("In één zin. Iedereen kan dit lezen; er staat geen naam bij."),
        max_length=Problem._meta.get_field("words").max_length,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf in één zin wat er speelt.")},
    )


class CameForm(forms.Form):
    """Which of what one made since came of it."""

    thing = forms.ChoiceField(
        label=_("Wat maakte u?"),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies iets uit de lijst.")),
    )

    def __init__(self, *args: Any, things: list[Initiative | Concern], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "came_%s"} | kwargs)
        self.things = {f"{one._meta.model_name}-{one.pk}": one for one in things}
        field = self.fields["thing"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, str(one)) for key, one in self.things.items()]

    @property
    def chosen(self) -> Initiative | Concern:
        return self.things[self.cleaned_data["thing"]]


class QuestionForm(KeyedForm):
    """A question of the neighbourhood's own."""

    about = forms.ChoiceField(
        label=_("Waar gaat de vraag over?"),
        choices=[
            ("good", _("Wat goed gaat")),
            ("talent", _("Wat iemand kan en graag doet")),
            ("idea", _("Een idee")),
            ("worry", _("Een zorg")),
        ],
    )
    words = CleanCharField(
        label=_("Uw vraag"),
        max_length=160,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf de vraag op.")},
    )


class NoteForm(KeyedForm):
    """For oneself alone; `initiatives` are those that one may mean."""

    words = CleanCharField(
        label=_("Wat wilt u onthouden?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf op wat u wilt onthouden.")},
    )
    day = DayField(label=_("Welke dag?"))
    initiative = forms.TypedChoiceField(
        label=_("Over welk initiatief?"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self, *args: Any, initiatives: list[Initiative], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initiatives = {one.pk: one for one in initiatives}
        self.today = today
        field = self.fields["initiative"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            ("", _("Geen, of iets anders")), *((one.pk, one.title) for one in initiatives)
        ]  # fmt: skip

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today or day.year < self.today.year - 1:
            raise forms.ValidationError(_("Kies vandaag of een dag die is geweest."))
        return day

    @property
    def about(self) -> Initiative | None:
        return self.initiatives.get(self.cleaned_data["initiative"] or 0)
