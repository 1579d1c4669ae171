"""What a contact, or who works for the municipality, fills in to work together."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import CleanCharField

from ..actions.assignments import Terms
from ..models import Organisation
from ..states import Kind


class OrganisationField(forms.ModelChoiceField[Organisation]):
    def label_from_instance(self, obj: Organisation) -> str:
        return f"{obj.name} ({obj.kind_label.lower()})"


class AskForm(forms.Form):
    """Which other organisation is asked; `coalitions`: only those."""

    other = OrganisationField(
        label=_("Welke organisatie?"),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        empty_label=_("Kies uit de lijst"),
        error_messages={
            "required": _("Kies een organisatie."),
            "invalid_choice": _("Kies een organisatie uit de lijst."),
        },
    )

    def __init__(
        self, *args: Any, organisation: Organisation, coalitions: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        others = Organisation.objects.public().filter(municipality=organisation.municipality_id)
        others = others.exclude(pk=organisation.pk).exclude(kind=Kind.MUNICIPALITY)
        field = self.fields["other"]
        assert isinstance(field, OrganisationField)
        field.queryset = (others.filter(kind=Kind.COALITION) if coalitions else others).order_by(
            "name"
        )
        if coalitions:
            field.label = _("Welke coalitie?")


class DayField(forms.DateField):
    """A day as a browser sends it, or as people write it."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            label=label,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
            error_messages={
                "required": _("Kies een datum."),
                "invalid": _("Schrijf de datum als dag-maand-jaar, zoals 31-12-2027."),
            },
        )


class AssignmentForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    title = CleanCharField(
        label=_("Wat is de opdracht?"),
        help_text=_("In een paar woorden, zoals: het groen in de wijk onderhouden."),
        max_length=120,
        error_messages={"required": _("Schrijf wat de opdracht is.")},
    )
    scope = CleanCharField(
        label=_("Wat hoort erbij, en wat niet?"),
        help_text=_("Iedereen kan dit lezen. Schrijf ook wat de gemeente ervoor geeft."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": True}),
        error_messages={"required": _("Schrijf wat er wel en niet bij hoort.")},
    )
    begins_on = DayField(label=_("Vanaf welke dag?"))
    ends_on = DayField(label=_("Tot en met welke dag?"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ends_on(self) -> date:
        ends_on: date = self.cleaned_data["ends_on"]
        begins_on = self.cleaned_data.get("begins_on")
        if ends_on < self.today:
            raise ValidationError(_("Deze dag is al voorbij. Kies een dag die nog komt."))
        if begins_on and ends_on < begins_on:
            raise ValidationError(_("De laatste dag ligt vóór de eerste. Kies een latere dag."))
        return ends_on

    @property
    def terms(self) -> Terms:
        clean = self.cleaned_data
        return Terms(clean["title"], clean["scope"], clean["begins_on"], clean["ends_on"])


class ReasonForm(forms.Form):
    reason = CleanCharField(
        label=_("Waarom?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "data-count": True}),
        error_messages={"required": _("Schrijf waarom. Zo weet de ander waar hij aan toe is.")},
    )
