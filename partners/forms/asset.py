"""What somebody puts at what is already there: of themselves, their organisation, or the wijk."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import CleanCharField, DayField, KeyedForm, near
from neighbourhoods.fields import BuurtField
from neighbourhoods.models import Neighbourhood

from ..actions.assets import Description, Looked
from ..models import Asset, Organisation
from ..states import ASSET_ICONS, FACILITIES, AssetKind, Condition

MINE, HERE = "mine", "here"
KEPT = ("condition", "kept_by", "heir", "check_on")  # of a place or space only
NEVER = "month-0"
ASKED = [
    (NEVER, _("Nee, liever niet")),
    ("quarter-1", _("Ja, hooguit één keer per kwartaal")),
    ("month-1", _("Ja, hooguit één keer per maand")),
    ("month-4", _("Ja, hooguit vier keer per maand")),
]
# An address, or a number of ten figures however it is written.
_REACHES = re.compile(r"\S@\S|(?:\d[\s.-]?){9,}\d")


class KindSelect(forms.RadioSelect):
    """Each kind with its picture."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["icon"] = ASSET_ICONS[AssetKind(value)]
        return option


class TextsForm(KeyedForm):
    """The words of it, whosesoever it is."""

    title = CleanCharField(
        label=_("Wat is het?"),
        help_text=_("Kort, zoals “Naaimachine” of “Koffieochtend in De Poelenburcht”."),
        max_length=80,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf in een paar woorden wat het is.")},
    )
    words = CleanCharField(
        label=_("Vertel er iets bij"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
    )
    place = CleanCharField(
        label=_("Waar is het?"),
        help_text=_("In uw eigen woorden. Uw adres hoeft niet."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    buurt = BuurtField(label=_("In welke buurt?"), empty_label=_("De hele wijk"))
    hours = CleanCharField(
        label=_("Wanneer, en wie is er dan?"),
        help_text=_("Zoals “dinsdag 10-12 uur: Fatma schenkt koffie”."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, neighbourhood: Neighbourhood, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        buurt = self.fields["buurt"]
        assert isinstance(buurt, BuurtField)
        buurt.within(neighbourhood)

    def refuse_how_to_reach(self) -> None:
        """Of somebody nobody reads how to reach them: contact goes through the platform (R12)."""
        for name in ("title", "words", "place", "hours", "kept_by", "heir"):
            if _REACHES.search(self.cleaned_data.get(name) or ""):
                words = _(
                    "Haal het telefoonnummer of e-mailadres weg. "
                    "Wie u iets wil vragen, doet dat via deze site."
                )
                self.add_error(name, words)

    @property
    def texts(self) -> dict[str, Any]:
        names = ("title", "words", "place", "buurt", "hours")
        return {name: self.cleaned_data[name] for name in names}


def _asked_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Mag een team uit de wijk u iets vragen?"),
        help_text=_("Altijd één mens die één ding vraagt. U mag altijd nee zeggen."),
        choices=ASKED,
        initial=NEVER,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "wijk-tiles--single"}),
        error_messages={"invalid_choice": _("Kies hoe vaak u iets gevraagd mag worden.")},
    )


def _name_field() -> CleanCharField:
    return CleanCharField(
        label=_("Hoe wilt u hier heten?"),
        help_text=_("Zo kennen anderen u hier. Een voornaam is genoeg."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )


def _condition_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", _("Zeg ik niet")), *reversed(Condition.choices)],
        required=False,
        error_messages={"invalid_choice": _("Kies hoe het eraan toe is.")},
    )


def _who_field(label: Any) -> CleanCharField:
    return CleanCharField(
        label=label,
        help_text=_("Een organisatie of initiatief, geen namen van mensen."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
    )


def _check_field() -> DayField:
    return DayField(
        label=_("Wanneer kijkt daar weer iemand naar?"),
        help_text=_("Die dag krijgt u een bericht, zodat u het niet vergeet."),
        required=False,
    )


def _not_before_today(day: date | None, known: date | None) -> date | None:
    """A day that stood there already may be over."""
    if day is None or day == known:
        return day
    return near(day, timezone.localdate())


def _asked_of(value: str) -> dict[str, Any]:
    per, _dash, number = (value or NEVER).partition("-")
    return {"asked_at_most": int(number), "asked_per": per}


class AssetForm(TextsForm):
    """`asks_name`: of who has no name here yet, or is not known yet."""

    kind = forms.ChoiceField(
        label=_("Wat voor iets is het?"),
        choices=AssetKind.choices,
        widget=KindSelect(attrs={"class": "wijk-tiles--pairs"}),
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies wat voor iets het is.")
        ),
    )
    whose = forms.ChoiceField(
        label=_("Van wie is het?"),
        widget=forms.RadioSelect(attrs={"class": "wijk-tiles--single"}),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies van wie het is.")),
    )
    name = _name_field()
    asked = _asked_field()
    until = forms.DateField(
        label=_("Tot wanneer?"),
        help_text=_("Laat leeg, dan blijft het staan zolang u wilt."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Kies een dag, zoals 31-12-2027.")},
    )
    condition = _condition_field(_("Is het een plek of ruimte? Hoe is die eraan toe?"))
    kept_by = _who_field(_("Wie zorgt voor die plek of ruimte?"))
    heir = _who_field(_("Wie gaat ermee door als het geld stopt?"))
    check_on = _check_field()
    field_order = [
        "key", "kind", "title", "words", "whose", "name", "asked", "place", "buurt", "hours",
        "condition", "kept_by", "heir", "check_on", "until",
    ]  # fmt: skip

    def __init__(
        self,
        *args: Any,
        organisations: Iterable[Organisation],
        asks_name: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {f"organisation-{one.pk}": one for one in organisations}
        whose = self.fields["whose"]
        assert isinstance(whose, forms.ChoiceField)
        whose.choices = [
            (MINE, _("Van mij. Mijn naam staat erbij")),
            *((key, one.name) for key, one in self.organisations.items()),
            (HERE, _("Het is er gewoon, in de wijk")),
        ]
        if not asks_name:
            del self.fields["name"]

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(_("Deze dag is al geweest. Kies een dag die nog komt."))
        return until

    def clean_check_on(self) -> date | None:
        return _not_before_today(self.cleaned_data["check_on"], self.initial.get("check_on"))

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        whose = clean.get("whose")
        given = [name for name in KEPT if clean.get(name)]
        if given and clean.get("kind") and clean["kind"] not in FACILITIES:
            words = _("Dit kan alleen bij een ruimte of een plek om elkaar te ontmoeten.")
            self.add_error(given[0], words)
        if whose == MINE:
            self.refuse_how_to_reach()
            if "name" in self.fields and not clean.get("name") and "name" not in self.errors:
                self.add_error("name", _("Vul in hoe u hier wilt heten."))
        if whose == HERE and clean.get("kind") == AssetKind.KNOWER:
            words = _("Een wijkkenner zegt zelf ja. Stel hieronder iemand voor.")
            self.add_error("whose", words)
        return clean

    def description(self, by: User) -> Description:
        clean = self.cleaned_data
        is_mine = clean["whose"] == MINE
        return Description(
            kind=clean["kind"],
            **self.texts,
            until=clean["until"],
            person=by if is_mine else None,
            organisation=self.organisations.get(clean["whose"]),
            **{name: clean[name] for name in KEPT},
            **_asked_of(clean["asked"] if is_mine else NEVER),
        )


def as_it_stands(asset: Asset) -> dict[str, Any]:
    """What one begins to change."""
    whose = f"organisation-{asset.organisation_id}" if asset.organisation_id else HERE
    return {
        "kind": asset.kind,
        "title": asset.title,
        "words": asset.words,
        "place": asset.place,
        "buurt": asset.buurt_id,
        "hours": asset.hours,
        "until": asset.until,
        "condition": asset.condition,
        "kept_by": asset.kept_by,
        "heir": asset.heir,
        "check_on": asset.check_on,
        "whose": MINE if asset.person_id else whose,
        "asked": f"{asset.asked_per}-{asset.asked_at_most}" if asset.asked_at_most else NEVER,
        "key": asset.key,
    }


class ProposeKnowerForm(TextsForm):
    """Without a name: who is asked says how they are called here."""

    email = forms.EmailField(
        label=_("E-mailadres van wie u voorstelt"),
        help_text=_("Alleen voor de vraag. Niemand ziet het, en het gaat weg na het antwoord."),
        error_messages={
            "required": _("Vul het e-mailadres in."),
            "invalid": _("Vul een e-mailadres in, zoals naam@voorbeeld.nl."),
        },
    )
    field_order = ["key", "email", "title", "words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("place", "buurt", "hours"):
            del self.fields[name]
        self.fields["title"].label = _("Wat weet of kent deze persoon?")
        self.fields["title"].help_text = _("Zoals “Kent alle ondernemers van het plein”.")
        self.fields["words"].label = _("Waarom denkt u aan deze persoon?")

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        self.refuse_how_to_reach()
        return clean

    @property
    def description(self) -> Description:
        clean = self.cleaned_data
        return Description(kind=AssetKind.KNOWER, title=clean["title"], words=clean["words"])


class AgreeForm(TextsForm):
    """Who was proposed makes it theirs, in their own words."""

    name = _name_field()
    asked = _asked_field()
    field_order = ["key", "title", "words", "name", "asked", "place", "buurt", "hours"]

    def __init__(self, *args: Any, asks_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("Wat weet of kent u?")
        self.fields["title"].help_text = ""
        self.fields["name"].required = asks_name
        self.fields["name"].error_messages["required"] = _("Vul in hoe u hier wilt heten.")
        if not asks_name:
            del self.fields["name"]

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or self.cleaned_data
        self.refuse_how_to_reach()
        return clean

    def description(self, by: User) -> Description:
        asked = _asked_of(self.cleaned_data["asked"])
        return Description(kind=AssetKind.KNOWER, **self.texts, person=by, **asked)


class LookedForm(forms.Form):
    """Of a facility, when somebody looked at it or says once a year that it is still there."""

    condition = _condition_field(_("Hoe is het eraan toe?"))
    kept_by = _who_field(_("Wie zorgt ervoor?"))
    heir = _who_field(_("Wie gaat ermee door als het geld stopt?"))
    check_on = _check_field()

    def clean_check_on(self) -> date | None:
        day: date | None = self.cleaned_data["check_on"]
        return near(day, timezone.localdate()) if day else None

    @property
    def looked(self) -> Looked:
        return Looked(**self.cleaned_data)


class AssetFilterForm(forms.Form):
    """Which kind somebody wants to see; one that does not exist is no choice."""

    soort = forms.ChoiceField(
        label=_("Soort"), required=False, choices=[("", _("Alles")), *AssetKind.choices]
    )

    def chosen(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("soort", ""))
