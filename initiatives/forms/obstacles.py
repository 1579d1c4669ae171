"""What blocks a team, and what is answered to it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import CleanCharField, KeyedForm, OutcomeForm, SeenField
from partners.models import Organisation

from ..actions.obstacles import Report
from ..models import Initiative
from ..states import ObstacleState
from .working import ColleagueField

MUNICIPALITY = "gemeente"
OFFICER = "ambtenaar"  # met in one's own work, by no team


class MetField(forms.ChoiceField):
    """Which of my teams met it, or me in my work; its cleaned value is an Initiative or None.

    With one choice nothing is asked.
    """

    def offer(self, teams: Sequence[Initiative], *, as_officer: bool) -> None:
        self.teams = {str(one.pk): one for one in teams}
        self.choices = [(key, one.title) for key, one in self.teams.items()]
        if as_officer:
            self.choices = [(OFFICER, _("Geen: ik kom het tegen in mijn werk")), *self.choices]
        if len(self.choices) == 1:
            self.widget, self.initial = forms.HiddenInput(), self.choices[0][0]

    def clean(self, value: Any) -> Initiative | None:
        return self.teams.get(super().clean(value))


class MetForm(forms.Form):
    """For one press: it blocks us as well."""

    initiative = MetField(
        label=_("Welk initiatief houdt het tegen?"),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies een initiatief.")),
    )

    def __init__(
        self, *args: Any, teams: Sequence[Initiative], as_officer: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["initiative"]
        assert isinstance(field, MetField)
        field.offer(teams, as_officer=as_officer)


class SameForm(MetForm):
    """What somebody was about to report is there already; what they wrote of it is kept."""

    text = CleanCharField(max_length=1000, required=False)


class ObstacleForm(KeyedForm):
    """`organisations` can be named beside the municipality."""

    title = CleanCharField(
        label=_("Wat houdt u tegen?"),
        help_text=_(
            "In één zin, zoals: voor elk straatfeest moeten wij drie formulieren invullen."
        ),
        max_length=120,
        widget=forms.TextInput(attrs={"data-count": True, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf in één zin wat u tegenhoudt.")},
    )
    organisation = forms.ChoiceField(
        label=_("Wie werkt zo?"),
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], _("Kies de gemeente of een organisatie.")
        ),
    )
    initiative = MetField(
        label=_("Welk initiatief houdt het tegen?"),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies een initiatief.")),
    )
    text = CleanCharField(
        label=_("Wat gebeurt er nu, en wat zou helpen?"),
        help_text=_("Iedereen kan dit lezen. Schrijf geen namen van mensen op."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
    )

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[Organisation],
        teams: Sequence[Initiative],
        as_officer: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        organisation, initiative = self.fields["organisation"], self.fields["initiative"]
        assert isinstance(organisation, forms.ChoiceField)
        assert isinstance(initiative, MetField)
        organisation.choices = [
            (MUNICIPALITY, _("De gemeente")),
            *((key, one.name) for key, one in self.organisations.items()),
        ]
        initiative.offer(teams, as_officer=as_officer)

    @property
    def report(self) -> Report:
        clean = self.cleaned_data
        return Report(
            title=clean["title"],
            text=clean["text"],
            organisation=self.organisations.get(clean["organisation"]),
            initiative=clean["initiative"],
        )


class ObstacleAnswerForm(OutcomeForm):
    outcome = forms.ChoiceField(
        label=_("Hoe loopt het af?"),
        choices=[
            (ObstacleState.ARRANGED.value, _("Het is geregeld")),
            (ObstacleState.CANNOT.value, _("Het kan niet, of nu niet")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies hoe het afloopt.")),
    )
    reason = CleanCharField(
        label=_("Wat is er geregeld, of waarom kan het niet?"),
        help_text=_("Iedereen kan dit lezen. Schrijf eerlijk en zonder ambtelijke woorden."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf wat er geregeld is, of waarom het niet kan.")},
    )


class ObstacleReplyForm(KeyedForm):
    text = CleanCharField(
        label=_("Wat wilt u hierover zeggen?"),
        help_text=_("Iedereen kan dit lezen, met de naam van uw organisatie."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-count": True}),
        error_messages={"required": _("Schrijf wat u wilt zeggen.")},
    )


class NotSolvedForm(forms.Form):
    seen = SeenField()
    why = CleanCharField(
        label=_("Wat houdt u nog tegen?"),
        help_text=_("Iedereen kan dit lezen."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf kort wat u nog tegenhoudt.")},
    )


class ColleagueForm(forms.Form):
    """`colleagues` work here for the municipality; the cleaned value is one of them."""

    seen = SeenField()
    officer = ColleagueField(
        label=_("Welke collega pakt dit op?"),
        queryset=User.objects.none(),
        empty_label=_("Kies een collega"),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Kies een collega.")),
    )

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        officer = self.fields["officer"]
        assert isinstance(officer, ColleagueField)
        officer.queryset = colleagues


class ObstacleFilterForm(forms.Form):
    """What of the list somebody wants to see; a choice that does not exist is no choice."""

    wie = forms.ChoiceField(label=_("Wie werkt zo?"), required=False)
    stand = forms.ChoiceField(
        label=_("Stand"),
        required=False,
        choices=[
            ("", _("Alles")),
            ("open", _("Open")),
            ("laat", _("Te laat")),
            ("geregeld", _("Geregeld")),
            ("kan-niet", _("Kan niet")),
        ],
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wie = self.fields["wie"]
        assert isinstance(wie, forms.ChoiceField)
        wie.choices = [("", _("Iedereen")), *((str(one.pk), one.name) for one in organisations)]

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}
