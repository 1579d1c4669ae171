from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.models import Flag
from core.forms import CleanCharField, PortraitField
from initiatives.selections.choosing import ALL, LATE, LATER, MINE, NOBODYS, TEAM, WEEK, Chosen
from initiatives.states import Theme
from neighbourhoods.models import Area, Membership, Municipality, Neighbourhood
from neighbourhoods.models.geography import search_key
from neighbourhoods.selections.absences import Place
from neighbourhoods.states import OFFICE, AnswerTo, Role
from partners.selections import agreements

from .selections import promises

NOT_FREE = _("Een van deze wijken heeft al een wijkaanpak, of ligt niet in uw gemeente.")
TERM = _("Vul een aantal werkdagen in, van 1 tot en met 60.")
ADDRESS = _("Vul een e-mailadres in, zoals naam@gemeente.nl.")


Choices = list[tuple[str, str]]


class AreasField(forms.ModelMultipleChoiceField[Area]):
    def label_from_instance(self, obj: Area) -> str:
        return obj.short_name


class OpenForm(forms.Form):
    """One or more whole wijken become one neighbourhood.

    A large city has a hundred: `zoek` leaves those of that name and what was chosen already, as
    long as the form has not been sent.
    """

    name = CleanCharField(
        label=_("Hoe heet de wijk?"),
        help_text=_("Zoals bewoners haar noemen."),
        max_length=80,
        error_messages={"required": _("Vul de naam van de wijk in.")},
    )
    zoek = CleanCharField(label=_("Zoek een wijk op de kaart"), max_length=60, required=False)
    areas = AreasField(
        label=_("Welke wijken van de kaart horen erbij?"),
        queryset=Area.objects.none(),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "wijk-tiles--many"}),
        error_messages={"required": _("Kies minstens één wijk."), "invalid_choice": NOT_FREE},
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = self.fields["areas"]
        assert isinstance(areas, AreasField)
        free = Area.objects.wijken().current().filter(municipality=municipality)
        wanted = search_key(str(self.initial.get("zoek") or ""))
        if wanted:
            chosen = self.initial.get("areas", [])
            free = free.filter(Q(search_name__contains=wanted) | Q(code__in=chosen))
        areas.queryset = free.filter(neighbourhoods=None).for_lists().by_name()


class TermForm(forms.Form):
    """Within how many working days each kind of question is answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in AnswerTo:
            self.fields[kind.value] = forms.IntegerField(
                label=str(kind.label).capitalize(),
                min_value=1,
                max_value=60,
                error_messages=dict.fromkeys(
                    ["required", "invalid", "min_value", "max_value"], TERM
                ),
            )


class TextsForm(forms.ModelForm[Neighbourhood]):
    class Meta:
        model = Neighbourhood
        fields = ["motto", "introduction", "holds_first_posts"]
        field_classes = {"motto": CleanCharField, "introduction": CleanCharField}
        labels = {
            "motto": _("De wijk in één zin"),
            "introduction": _("Over de wijk"),
            "holds_first_posts": _(
                "Lees de eerste reactie van een nieuwe bewoner, en het eerste bericht van een "
                "organisatie, eerst zelf"
            ),
        }
        help_texts = {
            "holds_first_posts": _("Die wachten dan bij Meldingen tot iemand ze laat staan."),
            "motto": _("Deze zin staat boven aan de wijkpagina."),
            "introduction": _("Begin met wat er al goed gaat."),
        }
        widgets = {"introduction": forms.Textarea(attrs={"rows": 8, "data-count": True})}


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Welke rol?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies een van deze rollen.")
        ),
    )
    email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=254,
        error_messages=dict.fromkeys(["required", "invalid"], ADDRESS),
    )
    name = CleanCharField(
        label=_("Naam"),
        help_text=_("Zoals bewoners deze persoon kennen."),
        max_length=60,
        error_messages={"required": _("Vul een naam in.")},
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(role.value, role.label.capitalize()) for role in roles]


class PresenceForm(forms.ModelForm[Membership]):
    portrait = PortraitField(
        label=_("Foto"),
        required=False,
        help_text=_("Een foto van het gezicht, zodat bewoners weten wie ze zoeken."),
    )

    class Meta:
        model = Membership
        fields = ["hours", "place", "phone"]
        field_classes = {"hours": CleanCharField, "place": CleanCharField, "phone": CleanCharField}
        help_texts = {
            "hours": _("Bijvoorbeeld: dinsdag 9 tot 12 uur en donderdag 19 tot 21 uur."),
            "place": _("Een plek in de wijk."),
        }


class EndRoleForm(forms.Form):
    """Only what an officer holds goes to somebody; `colleagues` are the other officers here."""

    successor: "forms.ModelChoiceField[User]" = forms.ModelChoiceField(
        label=_("Wie neemt het over?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Niemand"),
        help_text=_(
            "Alle initiatieven gaan mee. De teams krijgen bericht; hun datum blijft staan."
        ),
        error_messages={
            "required": _("Er wachten nog initiatieven op antwoord. Kies wie die overneemt.")
        },
    )

    def __init__(
        self, *args: Any, colleagues: QuerySet[User], is_needed: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        successor = self.fields["successor"]
        assert isinstance(successor, forms.ModelChoiceField)
        successor.queryset = colleagues
        successor.required = is_needed
        if is_needed:
            successor.empty_label = str(_("Kies een collega"))


class FlagForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Wat is er mis?"),
        choices=[one for one in Flag.Reason.choices if one[0] not in Flag.OWN],
        widget=forms.RadioSelect(attrs={"class": "wijk-tiles--single"}),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies wat er mis is.")),
    )
    words = CleanCharField(
        label=_("Wilt u er iets bij zeggen?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )


class AppealForm(forms.Form):
    words = CleanCharField(
        label=_("Waarom moet het te lezen zijn?"),
        help_text=_("U kunt dit één keer doen. Alleen wie de huisregels bewaakt, leest het."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf waarom u het er niet mee eens bent.")},
    )


class DecideForm(forms.Form):
    """Of one row, or of those that were chosen; hiding takes a reason for who wrote it."""

    row = forms.MultipleChoiceField(
        required=True, error_messages={"required": _("Kies eerst waarover u beslist.")}
    )
    decision = forms.ChoiceField(
        choices=[
            (Flag.Decision.STAYS.value, _("Laat staan")),
            (Flag.Decision.HIDDEN.value, _("Verberg")),
        ],
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies wat er gebeurt.")),
    )
    reason = CleanCharField(
        label=_("De reden, voor wie het schreef"),
        help_text=_("Noem de huisregel. Verberg niets omdat u het er niet mee eens bent."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf welke huisregel het is, en waarom.")},
    )

    def __init__(self, *args: Any, ids: str = "", rows: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{ids}_%s"} | kwargs)
        row = self.fields["row"]
        assert isinstance(row, forms.MultipleChoiceField)
        row.choices = [(key, key) for key in rows]
        self.fields["reason"].required = self.data.get("decision") != Flag.Decision.STAYS


class ColleagueField(forms.ModelChoiceField[User]):
    """Somebody who works here; the view says who they are."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=User.objects.none(),
            empty_label=_("Kies een collega"),
            error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies een collega.")),
            **kwargs,
        )

    def label_from_instance(self, obj: User) -> str:
        return obj.public_name


class HandOverAllForm(forms.Form):
    successor = ColleagueField(label=_("Wie neemt het over?"))
    words = CleanCharField(
        label=_("Een woord aan de bewoners"),
        help_text=_("Het staat in de mail aan elk team en op de openbare pagina’s."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        successor = self.fields["successor"]
        assert isinstance(successor, ColleagueField)
        successor.queryset = colleagues


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


LONGEST_AWAY = timedelta(days=366)
DAY = dict.fromkeys(["required", "invalid"], _("Vul een dag in, zoals 3-8-2027."))


class AbsenceForm(forms.Form):
    first_day = forms.DateField(label=_("Eerste dag afwezig"), widget=DayInput, error_messages=DAY)
    back_on = forms.DateField(label=_("Eerste dag weer terug"), widget=DayInput, error_messages=DAY)
    stand_in = ColleagueField(
        label=_("Wie neemt waar?"),
        help_text=_("Deze collega ziet het werk, krijgt de herinneringen en kan antwoorden."),
    )

    def __init__(self, *args: Any, colleagues: QuerySet[User], today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        stand_in = self.fields["stand_in"]
        assert isinstance(stand_in, ColleagueField)
        stand_in.queryset = colleagues

    def clean(self) -> None:
        first, back = self.cleaned_data.get("first_day"), self.cleaned_data.get("back_on")
        if back and back <= self.today:
            self.add_error("back_on", _("Deze dag is al geweest. Kies een dag die nog komt."))
        elif first and back and back <= first:
            self.add_error("back_on", _("Kies een dag na de eerste dag van de afwezigheid."))
        elif first and back and back - first > LONGEST_AWAY:
            self.add_error("back_on", _("Kies ten hoogste een jaar. Geef het werk anders over."))


class WorkFilterForm(forms.Form):
    """What one can choose in Mijn werk; the address is read by `chosen_in`."""

    zoek = CleanCharField(label=_("Woord in de titel"), required=False, max_length=80)
    wie = forms.ChoiceField(label=_("Van wie"), required=False)
    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    thema = forms.ChoiceField(
        label=_("Onderwerp"), required=False, choices=[("", _("Alle onderwerpen")), *Theme.choices]
    )
    stand = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            ("", _("Alles")),
            (LATE, _("Te laat")),
            (WEEK, _("Deze week")),
            (LATER, _("Later")),
            (TEAM, _("Wacht op het team")),
        ],
    )

    def lists(self) -> list[forms.BoundField]:
        names = ("wie", "wijk", "thema", "stand")
        return [self[name] for name in names if len(self.fields[name].choices) > 2]  # type: ignore[attr-defined]  # each is a choice


def filters_of(user: User, chosen: Chosen, places: Iterable[Place]) -> WorkFilterForm:
    """With the colleagues and neighbourhoods of this person to choose from; one query."""
    form = WorkFilterForm(initial=chosen._asdict())
    places = list(places)
    office = Membership.objects.current().filter(role__in=OFFICE)
    here = office.filter(neighbourhood__in=[place.pk for place in places])
    others = User.objects.filter(pk__in=here.values("person")).exclude(pk=user.pk)
    whose = [(MINE, _("Van mij")), (ALL, _("Van iedereen")), (NOBODYS, _("Van niemand"))]
    people = [(str(one.pk), one.public_name) for one in others.order_by("name", "pk")]
    wie, wijk = form.fields["wie"], form.fields["wijk"]
    assert isinstance(wie, forms.ChoiceField)
    assert isinstance(wijk, forms.ChoiceField)
    wie.choices = [*whose, *people]
    wijk.choices = [("", _("Alle wijken")), *[(place.slug, place.name) for place in places]]
    return form


class SaveFilterForm(forms.Form):
    query = forms.CharField(widget=forms.HiddenInput, max_length=300, required=False)
    name = CleanCharField(
        label=_("Bewaar deze keuze als"),
        max_length=40,
        error_messages={"required": _("Geef de keuze een naam.")},
    )


class BulkForm(forms.Form):
    """Several initiatives at once, and never an answer: each team gets its own (rule R3)."""

    GIVE, TAKE, SEEN = "geef", "neem", "gezien"

    row = forms.MultipleChoiceField(
        label=_("Welke initiatieven?"),
        error_messages={
            "required": _("Kies eerst een of meer initiatieven."),
            "invalid_choice": _("Kies alleen initiatieven uit deze lijst."),
        },
    )
    what = forms.ChoiceField(
        label=_("Wat wilt u doen?"),
        choices=[
            (GIVE, _("Geef over aan een collega")),
            (TAKE, _("Neem zelf wat van niemand is")),
            (SEEN, _("Zet de berichten erover op gelezen")),
        ],
        widget=forms.RadioSelect(attrs={"class": "wijk-tiles--single"}),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies wat u wilt doen.")),
    )
    successor = ColleagueField(
        label=_("Welke collega?"), help_text=_("Alleen nodig om over te geven."), required=False
    )
    words = CleanCharField(
        label=_("Een woord aan de bewoners"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-count": True}),
    )

    def __init__(
        self, *args: Any, rows: list[str], colleagues: QuerySet[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        row, successor = self.fields["row"], self.fields["successor"]
        assert isinstance(row, forms.MultipleChoiceField)
        assert isinstance(successor, ColleagueField)
        row.choices = [(key, key) for key in rows]
        successor.queryset = colleagues

    def clean(self) -> None:
        if self.cleaned_data.get("what") == self.GIVE and not self.cleaned_data.get("successor"):
            self.add_error("successor", _("Kies een collega."))


class _Choosing(forms.Form):
    """What one looks for in a list; what cannot be chosen is left out, as if nobody asked it."""

    def __init__(self, data: Mapping[str, Any], **choices: Choices) -> None:
        """`choices` are those of fields by their name."""
        super().__init__({})
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered
        self.data = {name: data[name] for name in self.fields if self._offers(name, data)}

    def _offers(self, name: str, data: Mapping[str, Any]) -> bool:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return name in data and field.valid_value(data[name])

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class RegisterForm(_Choosing):
    """What one looks for in the register."""

    stand = forms.ChoiceField(
        label=_("Hoe staat het?"),
        required=False,
        choices=[
            ("", _("Alle afspraken")),
            (agreements.OPEN, _("Loopt nog")),
            (agreements.DUE, _("Deze maand")),
            (agreements.LATE, _("Te laat")),
            (agreements.KEPT, _("Nagekomen")),
            (agreements.BROKEN, _("Niet nagekomen")),
            (agreements.RENEWED, _("Nieuwe datum")),
        ],
    )
    partij = forms.ChoiceField(label=_("Van of voor"), required=False)
    doel = forms.ChoiceField(label=_("Voor welk doel"), required=False)

    def __init__(self, data: Mapping[str, Any], *, parties: Choices, goals: Choices) -> None:
        """Where no agreement is for a goal, there is no goal to choose."""
        super().__init__(
            data,
            partij=[("", str(_("Iedereen"))), *parties],
            doel=[("", str(_("Elk doel"))), *goals],
        )
        if not goals:
            del self.fields["doel"]


def _by_slug(places: Iterable[Neighbourhood]) -> Choices:
    return [("", str(_("Alle wijken"))), *((one.slug, one.name) for one in places)]


class LateForm(_Choosing):
    wijk = forms.ChoiceField(label=_("Welke wijk?"), required=False)

    def __init__(self, data: Mapping[str, Any], *, places: Iterable[Neighbourhood]) -> None:
        super().__init__(data, wijk=_by_slug(places))


class PromisesForm(_Choosing):
    """`year` and `place` are what was chosen: the last year and all neighbourhoods at first.
    `places` are those that are asked for."""

    jaar = forms.ChoiceField(label=_("Welk jaar?"), required=False)
    wijk = forms.ChoiceField(label=_("Welke wijk?"), required=False)
    stand = forms.ChoiceField(
        label=_("Hoe staat het?"),
        required=False,
        choices=[
            ("", _("Niet nagekomen, nieuwe datum of te laat")),
            (promises.KEPT, _("Nagekomen")),
            (promises.WAITING, _("Wacht op bevestiging")),
            (promises.RUNNING, _("Loopt nog")),
            (promises.ALL, _("Alle afspraken")),
        ],
    )

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        places: Sequence[Neighbourhood],
        years: Sequence[int],
        last_year: int,
    ) -> None:
        offered = [(str(year), str(year)) for year in years]
        super().__init__(data, jaar=offered, wijk=_by_slug(places))
        self.data = {"jaar": str(last_year), **self.data}
        chosen = self.chosen()
        self.year = int(chosen["jaar"] or last_year)
        self.place = next((one for one in places if one.slug == chosen["wijk"]), None)
        self.places = [self.place] if self.place else list(places)
