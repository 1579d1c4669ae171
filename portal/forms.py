from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from activity.models import Flag
from core.forms import CleanCharField, PhotoField
from neighbourhoods.models import Area, Membership, Municipality, Neighbourhood
from neighbourhoods.models.geography import search_key
from neighbourhoods.states import Role

NOT_FREE = _("Een van deze wijken heeft al een wijkaanpak, of ligt niet in uw gemeente.")
TERM = _("Vul een aantal werkdagen in, van 1 tot en met 60.")
ADDRESS = _("Vul een e-mailadres in, zoals naam@gemeente.nl.")


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
    working_days = forms.IntegerField(
        label=_("Antwoord op een initiatief binnen"),
        help_text=_("In werkdagen. Data die al zijn beloofd, veranderen niet."),
        min_value=1,
        max_value=60,
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], TERM),
    )


class TextsForm(forms.ModelForm[Neighbourhood]):
    class Meta:
        model = Neighbourhood
        fields = ["motto", "introduction", "holds_first_posts"]
        field_classes = {"motto": CleanCharField, "introduction": CleanCharField}
        labels = {
            "motto": _("De wijk in één zin"),
            "introduction": _("Over de wijk"),
            "holds_first_posts": _("Lees de eerste reactie van een nieuwe bewoner eerst zelf"),
        }
        help_texts = {
            "holds_first_posts": _("Zij wacht dan bij Meldingen tot iemand haar laat staan."),
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
    portrait = PhotoField(
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
